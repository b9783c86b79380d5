"""A groove in layers: what each layer plays, from sparse to dense, and a bar of all of them together.

A loop has one or two bars, in any of the metres the music to play over has; what a layer plays in each is in
``groove_patterns.py``.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.backing.bar import Bar, Stroke
from mtlearn.music.backing.feel import performed
from mtlearn.music.backing.hit import Hit, pattern
from mtlearn.music.backing.metre import Signature, beat_length, beats_of, eighths_in_beat
from mtlearn.music.backing.setting import Setting  # noqa: TC001 - a NamedTuple is read by its types
from mtlearn.music.groove_patterns import DENSITIES, DRUMS, TONES
from mtlearn.music.scale import pitches
from mtlearn.music.vamp import CHORDS, layout_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mtlearn.music.backing.harmony import Moment

__all__ = ["DENSITIES", "LAYERS", "OWN", "VOICES", "Groove", "Layer", "Tap", "bar", "steps"]

LAYERS: Final = ("low", "hands", "shaker", "bass", "chord", "bells")
"""The layers there are, from the ground up; the learner's own comes beside them."""
OWN: Final = "own"
VOICES: Final[Mapping[str, str]] = {
    "low": "hand-drums",
    "hands": "hand-drums",
    "shaker": "hand-drums",
    "bass": "electric-bass",
    "chord": "electric-piano",
    "bells": "kalimba",
}
_STEPS: Final = 2
"""Sixteenths in an eighth."""
_STYLE: Final = "modal-vamp"
"""Whose feel the hands have: how far from even, how strong."""
_OCTAVE: Final = 12
_BELLS: Final = 72
_FULL: Final = 100
_SOFTEST, _STRONGEST = 30, 110


class Layer(NamedTuple):
    """A layer as it is set: whether it plays, how densely (0 to 3), how strongly (in hundredths)."""

    name: str
    on: bool = False
    density: int = 0
    level: int = _FULL


class Tap(NamedTuple):
    """A stroke of the learner's own: where it was played, in beats from the beginning of the loop."""

    place: float
    pitch: int
    velocity: int


class Groove(NamedTuple):
    """A loop: its setting (tempo, key, mode and seed count), its bars, its layers, what was tapped in.

    ``pull`` is how far the taps are drawn to the nearest sixteenth, in hundredths; ``scale`` is the bells'.
    ``metre`` is a time signature, one of ``backing.metre.SIGNATURES``.
    """

    setting: Setting
    bars: int = 2
    layers: tuple[Layer, ...] = ()
    taps: tuple[Tap, ...] = ()
    pull: int = 50
    scale: str = "major-pentatonic"
    own: Layer = Layer(OWN, on=True)
    metre: Signature = (4, 4)

    @property
    def beats(self) -> int:
        """Beats in a bar, as they are felt: two in 6/8."""
        return beats_of(self.metre)

    @property
    def split(self) -> int:
        """Eighths in a beat."""
        return eighths_in_beat(self.metre)

    @property
    def length(self) -> int:
        """Beats in the loop."""
        return self.bars * self.beats

    @property
    def step(self) -> float:
        """A sixteenth in beats."""
        return 1 / (_STEPS * self.split)

    def drawn(self, place: float) -> float:
        """Draw a place towards the nearest sixteenth: not at all at a pull of 0, onto it at 100."""
        nearest = round(place / self.step) * self.step
        return (place + (nearest - place) * self.pull / _FULL) % self.length


def bar(groove: Groove, number: int) -> Bar:
    """Make one bar of the loop, counted from 0 for ever: uneven as hands are, and always the same.

    Raises:
        MusicError: there can be no music of this setting.
    """
    setting = groove.setting._replace(style=_STYLE).checked()
    beat, place = beat_length(setting), number % groove.bars
    length = groove.beats * beat
    chance = random.Random(f"groove {setting.seed} {number}")  # noqa: S311 - music, not secrets
    moment = _moment(groove, place)
    hits = [hit for layer in groove.layers if layer.on for hit in _hits(layer, groove, moment, place)]
    levels = {layer.name: layer.level for layer in groove.layers}
    strokes = [
        stroke._replace(velocity=_loud(stroke.velocity, levels[stroke.part]))
        for stroke in performed(hits, _as_quick(setting, groove), beat, length, chance, first=number == 0)
    ]
    strokes += _own(groove, place, beat)
    return Bar(
        length,
        tuple(count * beat for count in range(groove.beats)),
        ((0.0, moment.chord.symbol),),
        tuple(sorted(strokes, key=lambda stroke: (stroke.onset, stroke.part, stroke.pitch))),
    )


def steps(groove: Groove, layer: Layer) -> frozenset[int]:
    """Say on which eighths of the loop, from 0, a layer begins a tone; where it does not play, on none."""
    if not layer.on:
        return frozenset()
    if layer.name == OWN:
        places = [groove.drawn(tap.place) for tap in groove.taps]
        return frozenset(int(place * groove.split + 1e-6) for place in places)
    found: set[int] = set()
    for place in range(groove.bars):
        hits = _hits(layer, groove, _moment(groove, place), place)
        begins = place * groove.beats
        found |= {int((begins + hit.beat) * groove.split + 1e-6) for hit in hits}
    return frozenset(found)


def _as_quick(setting: Setting, groove: Groove) -> Setting:
    """Give the tempo whose eighths are as quick: how full a stroke is played hangs on those."""
    return setting._replace(tempo=round(setting.tempo * groove.split / 2))


def _moment(groove: Groove, place: int) -> Moment:
    """Give the chord of a bar: the ground chord, and in a second bar the one on the fourth step."""
    setting = groove.setting
    both = (CHORDS[setting.mode][0], CHORDS[setting.mode][3])
    return layout_of(both, setting.tonic % _OCTAVE, setting.mode, 4)[place]


def _hits(layer: Layer, groove: Groove, moment: Moment, place: int) -> Iterator[Hit]:
    drums = DRUMS[groove.metre]
    if layer.name in drums:
        for key, written in drums[layer.name][layer.density]:
            yield from pattern(layer.name, key, _bar_of(written, place), groove.step)
        return
    written, lasts = TONES[groove.metre][layer.name][layer.density]
    for step, sign in enumerate(_bar_of(written, place)):
        for pitch in _pitches(sign, groove, moment):
            touch = {"bass": 72, "chord": 56, "bells": 62}[layer.name] + (4 if step == 0 else 0)
            yield Hit(layer.name, step * groove.step, lasts, pitch, touch)


def _bar_of(written: str, place: int) -> str:
    return written.split(" ")[place]


def _pitches(sign: str, groove: Groove, moment: Moment) -> tuple[int, ...]:
    root = moment.bass
    match sign:
        case "-":
            return ()
        case "R":
            return (root,)
        case "F":
            return (root + 7 if root + 7 < 48 else root - 5,)  # noqa: PLR2004 - the bass's own register
        case "O":
            return (root + _OCTAVE,)
        case "+":
            return moment.layout
    tonic = _BELLS + (groove.setting.tonic - _BELLS) % _OCTAVE
    return (pitches(groove.scale, min(tonic, 79), 8)[int(sign)],)


def _own(groove: Groove, place: int, beat: float) -> Iterator[Stroke]:
    """Give what the learner tapped into this bar, drawn to the grid as far as they want it."""
    if not groove.own.on:
        return
    begins = place * groove.beats
    for tap in groove.taps:
        at = groove.drawn(tap.place)
        if begins <= at < begins + groove.beats:
            loud = _loud(tap.velocity, groove.own.level)
            yield Stroke(OWN, (at - begins) * beat, 0.9 * beat, tap.pitch, loud)


def _loud(velocity: int, level: int) -> int:
    return max(_SOFTEST, min(_STRONGEST, round(velocity * level / _FULL)))

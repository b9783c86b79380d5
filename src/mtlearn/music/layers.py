"""A groove in layers: what each layer plays, from sparse to dense, and a bar of all of them together.

The patterns are this project's own. A loop has one or two bars of four beats; a pattern is written in
sixteenths, two bars long, and a loop of one bar takes the first.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.backing.bar import Bar, Stroke
from mtlearn.music.backing.feel import performed
from mtlearn.music.backing.hit import Hit, pattern
from mtlearn.music.backing.metre import beat_length
from mtlearn.music.backing.setting import Setting  # noqa: TC001 - a NamedTuple is read by its types
from mtlearn.music.scale import pitches
from mtlearn.music.vamp import CHORDS, layout_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mtlearn.music.backing.harmony import Moment

__all__ = ["BEATS", "DENSITIES", "LAYERS", "OWN", "VOICES", "Groove", "Layer", "Tap", "bar", "drawn", "steps"]

BEATS: Final = 4
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
DENSITIES: Final = 4
"""Patterns each layer has, the sparsest first."""
_STEP: Final = 0.25
_STYLE: Final = "modal-vamp"
"""Whose feel the hands have: how far from even, how strong."""
_OCTAVE: Final = 12
_BELLS: Final = 72
_FULL: Final = 100
_SOFTEST, _STRONGEST = 30, 110

_DRUMS: Final[Mapping[str, tuple[tuple[tuple[int, str], ...], ...]]] = {
    "low": (
        ((41, "x--------------- x---------------"),),
        ((41, "x-------x------- x-------x-----o-"),),
        ((41, "x-----x-x------- x-----x-x---o---"),),
        ((41, "x--x--x-x---x--- x--x--x-x---x-o-"),),
    ),
    "hands": (
        ((48, "------------x--- ------------x---"),),
        ((48, "----x-------x--- ----x-------x-o-"),),
        ((48, "----x-o-----x-o- ----x-o---x-x-o-"), (47, "x--------------- x---------------")),
        ((48, "--o-x-o---o-x-oo --o-x-o---o-x-oo"), (47, "x-----x-x------- x-----x-x-------")),
    ),
    "shaker": (
        ((82, "o-------o------- o-------o-------"),),
        ((82, "o---o---o---o--- o---o---o---o---"),),
        ((82, "x-o-x-o-x-o-x-o- x-o-x-o-x-o-x-o-"),),
        ((82, "x.o.x.o.x.o.x.o. x.o.x.o.x.o.x.oo"),),
    ),
}
_TONES: Final[Mapping[str, tuple[tuple[str, float], ...]]] = {
    # R is the root, F the fifth, O the root an octave up; + is a chord, digits are tones of the scale.
    "bass": (
        ("R--------------- R---------------", 3.0),
        ("R---------R----- R---------F-----", 1.4),
        ("R-----R---F----- R-----R---O-F---", 0.9),
        ("R--R--O-R--R-F-- R--R--O-R--F-O--", 0.45),
    ),
    "chord": (
        ("+--------------- +---------------", 3.6),
        ("+-------+------- +-------+-------", 1.7),
        ("----+-----+-+--- ----+-----+-+---", 0.6),
        ("--+---+-+---+--- --+---+-+---+-+-", 0.4),
    ),
    "bells": (
        ("----------2----- ----------4-----", 2.0),
        ("------4---2----- ------4-----0---", 1.5),
        ("--0---4---2---1- --0---4---5---2-", 1.0),
        ("0-2-4-2-5-4-2-1- 0-2-4-5-7-5-4-2-", 0.6),
    ),
}


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
    """

    setting: Setting
    bars: int = 2
    layers: tuple[Layer, ...] = ()
    taps: tuple[Tap, ...] = ()
    pull: int = 50
    scale: str = "major-pentatonic"
    own: Layer = Layer(OWN, on=True)

    @property
    def length(self) -> int:
        """Beats in the loop."""
        return self.bars * BEATS


def drawn(place: float, pull: int, length: int) -> float:
    """Draw a place towards the nearest sixteenth: not at all at 0, onto it at 100; inside the loop."""
    nearest = round(place / _STEP) * _STEP
    return (place + (nearest - place) * pull / _FULL) % length


def bar(groove: Groove, number: int) -> Bar:
    """Make one bar of the loop, counted from 0 for ever: uneven as hands are, and always the same.

    Raises:
        MusicError: there can be no music of this setting.
    """
    setting = groove.setting._replace(style=_STYLE).checked()
    beat, place = beat_length(setting), number % groove.bars
    chance = random.Random(f"groove {setting.seed} {number}")  # noqa: S311 - music, not secrets
    moment = _moment(groove, place)
    hits = [hit for layer in groove.layers if layer.on for hit in _hits(layer, groove, moment, place)]
    levels = {layer.name: layer.level for layer in groove.layers}
    strokes = [
        stroke._replace(velocity=_loud(stroke.velocity, levels[stroke.part]))
        for stroke in performed(hits, setting, beat, BEATS * beat, chance, first=number == 0)
    ]
    strokes += _own(groove, place, beat)
    return Bar(
        BEATS * beat,
        tuple(count * beat for count in range(BEATS)),
        ((0.0, moment.chord.symbol),),
        tuple(sorted(strokes, key=lambda stroke: (stroke.onset, stroke.part, stroke.pitch))),
    )


def steps(groove: Groove, layer: Layer) -> frozenset[int]:
    """Say on which eighths of the loop, from 0, a layer begins a tone; where it does not play, on none."""
    if not layer.on:
        return frozenset()
    if layer.name == OWN:
        places = [drawn(tap.place, groove.pull, groove.length) for tap in groove.taps]
        return frozenset(int(place * 2 + 1e-6) for place in places)
    found: set[int] = set()
    for place in range(groove.bars):
        hits = _hits(layer, groove, _moment(groove, place), place)
        found |= {place * BEATS * 2 + int(hit.beat * 2 + 1e-6) for hit in hits}
    return frozenset(found)


def _moment(groove: Groove, place: int) -> Moment:
    """Give the chord of a bar: the ground chord, and in a second bar the one on the fourth step."""
    setting = groove.setting
    both = (CHORDS[setting.mode][0], CHORDS[setting.mode][3])
    return layout_of(both, setting.tonic % _OCTAVE, setting.mode, 4)[place]


def _hits(layer: Layer, groove: Groove, moment: Moment, place: int) -> Iterator[Hit]:
    if layer.name in _DRUMS:
        for key, written in _DRUMS[layer.name][layer.density]:
            yield from pattern(layer.name, key, _bar_of(written, place), _STEP)
        return
    written, lasts = _TONES[layer.name][layer.density]
    for step, sign in enumerate(_bar_of(written, place)):
        for pitch in _pitches(sign, groove, moment):
            touch = {"bass": 72, "chord": 56, "bells": 62}[layer.name] + (4 if step == 0 else 0)
            yield Hit(layer.name, step * _STEP, lasts, pitch, touch)


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
    begins = place * BEATS
    for tap in groove.taps:
        at = drawn(tap.place, groove.pull, groove.length)
        if begins <= at < begins + BEATS:
            loud = _loud(tap.velocity, groove.own.level)
            yield Stroke(OWN, (at - begins) * beat, 0.9 * beat, tap.pitch, loud)


def _loud(velocity: int, level: int) -> int:
    return max(_SOFTEST, min(_STRONGEST, round(velocity * level / _FULL)))

"""Two chords that take turns, in any of the styles that have bars: what a verse is sung over.

Which chords go together with a mode is this project's own choice: the mode's triads, without the diminished.
"""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.backing import voicing
from mtlearn.music.backing.bar import Bar
from mtlearn.music.backing.chord import chord
from mtlearn.music.backing.feel import performed
from mtlearn.music.backing.harmony import VOICES, Moment
from mtlearn.music.backing.metre import METRES, beat_length, beats_in
from mtlearn.music.backing.scene import Scene
from mtlearn.music.backing.setting import Setting  # noqa: TC001 - a NamedTuple is read by its types
from mtlearn.music.backing.styles import PLAYERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtlearn.music.backing.chord import Chord

__all__ = ["CHORDS", "STYLES", "Vamp", "bar", "chords_of", "is_dotted", "layout_of"]

STYLES: Final = ("two-chords", "waltz", "lullaby", "reggae", "modal-vamp", "four-chords", "hip-hop", "samba")
"""The styles a verse can be sung over: they have bars, and play whatever chords stand in them."""
CHORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "major": ("I", "ii", "iii", "IV", "V", "vi"),
    "dorian": ("i", "ii", "III", "IV", "v", "VII"),
    "phrygian": ("i", "II", "III", "iv", "VI", "vii"),
    "lydian": ("I", "II", "iii", "V", "vi", "vii"),
    "mixolydian": ("I", "ii", "IV", "v", "vi", "VII"),
    "minor": ("i", "III", "iv", "v", "VI", "VII"),
}
"""A handful of chords that go together, for each mode: the ground chord first."""


class Vamp(NamedTuple):
    """Two chords in a style: ``first`` and ``second`` are Roman numerals of the setting's mode.

    ``order`` says which of the two stands in each bar, ``"AABB"``, and goes round.
    """

    setting: Setting
    first: str = "I"
    second: str = "IV"
    order: str = "AB"

    @property
    def numerals(self) -> tuple[str, ...]:
        """The numeral of each bar of a round."""
        return tuple(self.first if one == "A" else self.second for one in self.order)


def is_dotted(style: str) -> bool:
    """Say whether a beat of a style is a dotted quarter, as in 6/8."""
    found = METRES[style]
    return found is not None and found[1] == 8  # noqa: PLR2004 - eighths


def chords_of(tonic: int, mode: str) -> dict[str, Chord]:
    """Give the chords that go together in a key and mode, by numeral.

    Raises:
        MusicError: there is no such mode.
    """
    return {numeral: chord(numeral, tonic, mode) for numeral in CHORDS[mode]}


@cache
def layout_of(numerals: tuple[str, ...], tonic: int, mode: str, voices: int) -> tuple[Moment, ...]:
    """Lay chords out so that each leads to the next, and the last to the first."""
    chords = [chord(numeral, tonic, mode) for numeral in numerals]
    basses = voicing.closed_path(
        [voicing.basses(one) for one in chords], voicing.bass_still, voicing.bass_moving
    )
    choices = [
        [(layout, bass) for layout in voicing.voicings(one, voices)]
        for one, bass in zip(chords, basses, strict=True)
    ]
    path = voicing.closed_path(
        choices, lambda laid: voicing.still(laid[0]) + voicing.doubled(laid), voicing.moving
    )
    return tuple(Moment(0.0, one, layout, bass) for one, (layout, bass) in zip(chords, path, strict=True))


def bar(vamp: Vamp, number: int) -> Bar:
    """Make one bar, counted from 0 for ever; the same whenever it is asked for.

    Raises:
        MusicError: there can be no music of this setting.
    """
    setting = vamp.setting.checked()
    both = layout_of((vamp.first, vamp.second), setting.tonic % 12, setting.mode, VOICES[setting.style])
    place = number % len(vamp.order)
    now = both["AB".index(vamp.order[place])]
    coming = both["AB".index(vamp.order[(place + 1) % len(vamp.order)])]
    chance = random.Random(f"{setting.style} {setting.mode} {setting.seed} {number}")  # noqa: S311 - music, not secrets
    beats = beats_in(setting.style)
    beat = beat_length(setting)
    scene = Scene(setting, number, max(4, len(vamp.order)), (now,), coming, beats, chance)
    strokes = performed(PLAYERS[setting.style](scene), setting, beat, beats * beat, chance, first=number == 0)
    return Bar(
        beats * beat, tuple(place * beat for place in range(beats)), ((0.0, now.chord.symbol),), strokes
    )

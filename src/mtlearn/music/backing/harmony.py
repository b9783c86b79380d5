"""The harmony of a whole round: each bar's chords, how each is laid out, and the root under it.

Worked out once for a style in a key and mode, and kept; a bar then only looks it up.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.backing import voicing
from mtlearn.music.backing.chord import Chord, chord, fifth
from mtlearn.music.backing.metre import beats_in
from mtlearn.music.backing.progression import progression

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtlearn.music.backing.voicing import Layout

__all__ = ["VOICES", "Moment", "harmony"]

VOICES: Final[Mapping[str, int]] = {
    "two-chords": 4,
    "four-chords": 4,
    "blues": 3,
    "modal-vamp": 4,
    "walking-bass": 3,
    "lullaby": 4,
    "reggae": 3,
    "samba": 4,
    "hip-hop": 4,
    "waltz": 3,
    "open-pulse": 3,
}
"""Tones in a chord, the bass not counted: as many as the instrument and the style want."""
_DRONE: Final = 43
"""The lowest root of a drone, G2: low, and still within what a small loudspeaker gives."""
_OCTAVE: Final = 12


class Moment(NamedTuple):
    """From this beat of the bar on: a chord, its layout (lowest tone first), and the root in the bass."""

    beat: float
    chord: Chord
    layout: Layout
    bass: int


@cache
def harmony(style: str, tonic: int, mode: str) -> tuple[tuple[Moment, ...], ...]:
    """Give a round, bar by bar; ``tonic`` is a pitch class, 0-11.

    Raises:
        MusicError: a numeral of the progression cannot be read.
    """
    if style == "drone":
        root = _DRONE + (tonic - _DRONE) % _OCTAVE
        still = Moment(0.0, fifth(tonic, mode), (root, root + 7), root)
        return tuple((still,) for _ in progression(style, mode))
    bars = progression(style, mode)
    chords = [chord(numeral, tonic, mode) for bar in bars for numeral in bar]
    turn = len(chords) // _repeats(bars)
    path = _path(tuple(chords[:turn]), VOICES[style]) * _repeats(bars)
    laid = iter(zip(chords, path, strict=True))
    found = []
    for bar in bars:
        share = beats_in(style) / len(bar)
        moments = []
        for place in range(len(bar)):
            one, (layout, bass) = next(laid)
            moments.append(Moment(place * share, one, layout, bass))
        found.append(tuple(moments))
    return tuple(found)


def _repeats(bars: tuple[tuple[str, ...], ...]) -> int:
    """Say how often the round holds the same bars, one after the other."""
    return next(
        len(bars) // size
        for size in range(1, len(bars) + 1)
        if len(bars) % size == 0 and bars == bars[:size] * (len(bars) // size)
    )


@cache
def _path(chords: tuple[Chord, ...], voices: int) -> list[tuple[Layout, int]]:
    """Lay the chords out: first the bass line, then the chords above it."""
    line = voicing.closed_path(
        [voicing.basses(one) for one in chords], voicing.bass_still, voicing.bass_moving
    )
    choices = [
        [(layout, bass) for layout in voicing.voicings(one, voices)]
        for one, bass in zip(chords, line, strict=True)
    ]
    return voicing.closed_path(
        choices, lambda laid: voicing.still(laid[0]) + voicing.doubled(laid), voicing.moving
    )

"""The chords of the music that is played over, in time: which one stands when, and when it gives way.

They are read off the bars as those are planned, and told to whoever plays along. A drone has no third: any
chord goes over it, and so it is none here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.backing.chord import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtlearn.music.backing.bar import Bar

__all__ = ["Changes", "Standing", "changes_of", "fits_until", "standing"]

_OCTAVE: Final = 12
_TRIAD: Final = 3
_JUST: Final = 0.03
"""A tone that begins so little (seconds) before a chord belongs to it."""
_SEAM: Final = 0.02
"""Between two bars that follow one another there is no more than this."""


class Standing(NamedTuple):
    """A chord in its time: from when till when (seconds), its tones' classes from the root up by thirds."""

    begins: float
    ends: float
    classes: tuple[int, ...]


Changes = tuple[Standing, ...]
"""What stands, in order of time; there may be time between in which nothing does."""


def changes_of(bars: Iterable[tuple[float, Bar]]) -> Changes:
    """Read the chords off bars, each with the moment it begins, in order; one that goes on is one."""
    found: list[Standing] = []
    for start, bar in bars:
        ends = [at for at, _ in bar.chords[1:]] + [bar.length]
        for (at, symbol), end in zip(bar.chords, ends, strict=False):
            chord = read(symbol)
            if chord is None or len(chord.tones) < _TRIAD:
                continue
            last = found[-1] if found else None
            if last and last.classes == chord.tones and start + at - last.ends < _SEAM:
                found[-1] = last._replace(ends=start + end)
            else:
                found.append(Standing(start + at, start + end, chord.tones))
    return tuple(found)


def standing(changes: Changes, moment: float) -> Standing | None:
    """Give the chord that stands at a moment, where one does."""
    return next((one for one in changes if one.begins - _JUST <= moment < one.ends - _JUST), None)


def fits_until(changes: Changes, pitch: int, moment: float) -> float:
    """Say until when a tone that begins at a moment may sound: till a chord comes that does not have it."""
    return next(
        (one.begins for one in changes if one.begins > moment + _JUST and pitch % _OCTAVE not in one.classes),
        math.inf,
    )

"""A change of way: where a player's playing becomes stronger, denser or higher, or the other way.

Around each tone the four seconds before it are held against the four from it on. A change is where the two
differ most, by more than is heard as wavering: at least so much (`_LEAST`), and more than three
times what differences of that size come to by the spread of the tones themselves. All of this is ours.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.note import Phrase

__all__ = ["SIDES", "Change", "Side", "changes"]

Side = Literal["velocity", "density", "pitch"]
SIDES: Final[tuple[Side, ...]] = ("velocity", "density", "pitch")
"""The sides of playing in which a change is looked for: how strong, how dense, how high."""
_ASIDE: Final = 4.0
"""Seconds looked at on each side."""
_FEWEST: Final = 4
"""Tones there must be on each side; where there are fewer, ..."""
_FAR: Final = 8.0
"""... it is looked so many seconds further, across a rest between phrases."""
_LEAST: Final[dict[Side, float]] = {"velocity": 12.0, "density": 0.5, "pitch": 4.0}
"""The least change that is one: of mean velocity, of density in doublings, of mean MIDI pitch."""
_CLEAR: Final = 3.0
_TOP: Final = 0.8
"""Where the difference is this share of its highest, the change may have been too."""
_CHORD: Final = 0.035
_APART: Final = 0.1
"""Seconds between moments that are looked at, so that dense playing costs no more."""


class Change(NamedTuple):
    """From about ``at`` seconds, between ``first`` and ``last``, a side of playing is ``by`` so much more."""

    at: float
    first: float
    last: float
    by: float


def changes(notes: Phrase, side: Side) -> tuple[Change, ...]:
    """Find a player's changes of one side, in order, four seconds apart at least."""
    seen = _differences(notes, side)
    moments = [at for _, at, _ in seen]
    found: list[Change] = []
    for clear, at, by in sorted(seen, key=lambda one: (-one[0], one[1])):
        if clear < 1:
            break
        if all(abs(at - other.at) >= _ASIDE for other in found):
            near = seen[bisect_left(moments, at - _ASIDE) : bisect_left(moments, at + _ASIDE)]
            here = [moment for high, moment, more in near if more * by > 0 and high >= _TOP * clear]
            found.append(Change(at, min(here), max(here), by))
    return tuple(sorted(found))


def _differences(notes: Phrase, side: Side) -> list[tuple[float, float, float]]:
    """Say around each tone how clear a change there is (1 is just clear), where, and how large."""
    struck, values = _values(notes, side)
    once, twice = [0.0, *accumulate(values)], [0.0, *accumulate(value * value for value in values)]
    found, last_looked = [], -math.inf
    for index, onset in enumerate(struck):
        if onset - last_looked < _APART:
            continue
        last_looked = onset
        first = min(
            bisect_left(struck, onset - _ASIDE), max(index - _FEWEST, bisect_left(struck, onset - _FAR))
        )
        last = max(
            bisect_left(struck, onset + _ASIDE), min(index + _FEWEST, bisect_left(struck, onset + _FAR))
        )
        before, after = index - first, last - index
        if min(before, after) < _FEWEST:
            continue
        by = (once[last] - once[index]) / after - (once[index] - once[first]) / before
        spread = _spread(once, twice, (first, index, last))
        found.append((abs(by) / max(_LEAST[side], _CLEAR * spread), onset, by))
    return found


def _values(notes: Phrase, side: Side) -> tuple[list[float], list[float]]:
    """Give the moments at which something is struck, and the value of each: a mean where it is a chord."""
    struck: list[float] = []
    each: list[list[float]] = []
    for note in notes:
        if not struck or note.onset - struck[-1] > _CHORD:
            struck.append(note.onset)
            each.append([])
        each[-1].append(note.velocity if side == "velocity" else note.pitch)
    if side == "density":
        return struck[:-1], [-math.log2(after - before) for before, after in pairwise(struck)]
    return struck, [sum(some) / len(some) for some in each]


def _spread(once: Sequence[float], twice: Sequence[float], cuts: tuple[int, int, int]) -> float:
    """Say how far two means lie apart by chance, from the spread of the tones on both sides."""
    first, middle, last = cuts
    left = sum(
        (twice[end] - twice[begin]) - (once[end] - once[begin]) ** 2 / (end - begin)
        for begin, end in ((first, middle), (middle, last))
    )
    variance = max(0.0, left) / max(1, last - first - 2)
    return math.sqrt(variance * (1 / (middle - first) + 1 / (last - middle)))

"""Which beats are the stronger ones, and how many there are to a bar, where that is clear.

The accents of the last beats are sorted into bars of two, three and four; the bar that sets its first beat
apart most is heard, if chance would hardly do so. Numbers are this project's own, ``operational``.
"""

from __future__ import annotations

import math
from collections import deque
from typing import Final, NamedTuple

__all__ = ["Accents", "Bar"]

_MEMORY: Final = 32
"""Beats that are remembered."""
_FEWEST: Final = 3
"""Bars that must have been heard."""
_SURE: Final = 4.5
"""By how many standard errors the first beat must stand out: nine ways of sorting beats are tried."""
_MOST_OF_IT: Final = 0.4
"""What share of the accents' variation the bar must explain."""
_FLOOR: Final = 0.08
"""Differences of accent below this are none."""
_FOUR: Final = 2.5
"""By how many standard errors the first of four must stand out from the third, not to be two bars of two."""


class Bar(NamedTuple):
    """How many beats a bar has, how many beats after the next one a bar begins, and how clear that is."""

    beats: int
    wait: int
    clarity: float


class _Sorted(NamedTuple):
    beats: int
    first: int
    sure: float
    share: float


class Accents:
    """Hears how strong each beat is, one after the other."""

    def __init__(self) -> None:
        self._strengths: deque[float] = deque(maxlen=_MEMORY)
        self._count = 0
        self._told: tuple[int, Bar | None] = (0, None)

    def hear(self, strength: float) -> None:
        """Hear the next beat, with its strength in any unit."""
        self._strengths.append(strength)
        self._count += 1

    def bar(self) -> Bar | None:
        """Say the bar, or None where no beat stands out regularly; worked out once for each beat heard."""
        if self._told[0] != self._count:
            self._told = self._count, self._found()
        return self._told[1]

    def _found(self) -> Bar | None:
        held = list(self._strengths)
        tried = [_sort(held, beats) for beats in (2, 3, 4) if len(held) >= max(_FEWEST * beats, 8)]
        best = max(tried, key=lambda one: one.sure, default=None)
        if best is None or best.sure < _SURE or best.share < _MOST_OF_IT:
            return None
        if best.beats != 3:  # noqa: PLR2004 - two or four
            best = max((one for one in tried if one.beats != 3), key=lambda one: one.beats)  # noqa: PLR2004
            if best.beats == 4 and not _is_four(held, best.first):  # noqa: PLR2004
                best = next(one for one in tried if one.beats == 2)  # noqa: PLR2004
        before = self._count - len(held)
        return Bar(best.beats, (best.first + before - self._count) % best.beats, best.share)


def _sort(held: list[float], beats: int) -> _Sorted:
    """Sort strengths into bars: which beat of them is first, and how far it stands out from the others."""
    groups = [held[first::beats] for first in range(beats)]
    means = [math.fsum(group) / len(group) for group in groups]
    first = max(range(beats), key=means.__getitem__)
    rest = [strength for place, group in enumerate(groups) if place != first for strength in group]
    inside = math.fsum([(one - means[place]) ** 2 for place, group in enumerate(groups) for one in group])
    middle = math.fsum(held) / len(held)
    whole = math.fsum([(one - middle) ** 2 for one in held])
    return _Sorted(
        beats,
        first,
        _errors(
            means[first] - math.fsum(rest) / len(rest), inside / len(held), len(groups[first]), len(rest)
        ),
        1 - inside / whole if whole > 0 else 0.0,
    )


def _is_four(held: list[float], first: int) -> bool:
    ones, threes = held[first::4], held[(first + 2) % 4 :: 4]
    one, three = math.fsum(ones) / len(ones), math.fsum(threes) / len(threes)
    inside = math.fsum((x - one) ** 2 for x in ones) + math.fsum((x - three) ** 2 for x in threes)
    return _errors(one - three, inside / (len(ones) + len(threes)), len(ones), len(threes)) >= _FOUR


def _errors(difference: float, variance: float, ones: int, others: int) -> float:
    return difference / math.sqrt((variance + _FLOOR**2) * (1 / ones + 1 / others))

"""Bars laid over what was played.

They are those of the music it was played over, where that is known; else four beats each where there is a
steady pulse, and four seconds each where there is none.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtlearn.music.beats import beats
from mtlearn.music.pulse import pulse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.note import Duo

__all__ = ["BEATS", "Bars", "bars", "given"]

BEATS: Final = 4
"""Beats in a bar where nobody said how many, and seconds in one where there is no steady pulse."""
_EDGE: Final = 0.1
"""How far (in beats) before a bar line a tone may begin and still belong to the bar after it."""
_TOUCH: Final = 0.25
"""How far (in beats) into a bar a tone may ring and still belong to the bar before it."""


@dataclass(frozen=True)
class Bars:
    """Bars of a take. Bar 1 begins with the learner's first tone; before it, all is counted as bar 1.

    Args:
        points: where each beat falls, in seconds, two at least; they go on evenly beyond both ends.
        steady: whether the beats are a pulse that was heard; if not, a beat is one second.
        length: the length of the take in seconds.
        beats: how many beats a bar has.
        dotted: whether a beat is three parts (a dotted quarter, as in 6/8) and not two.
    """

    points: tuple[float, ...]
    steady: bool
    length: float
    beats: int = BEATS
    dotted: bool = False

    @property
    def tempo(self) -> float | None:
        """Beats per minute, over the whole; None where there is no steady pulse."""
        if not self.steady:
            return None
        return 60 * (len(self.points) - 1) / (self.points[-1] - self.points[0])

    @property
    def count(self) -> int:
        """How many bars there are; at least one."""
        return max(1, math.ceil(round(self.position(self.length) / self.beats, 6)))

    def position(self, seconds: float) -> float:
        """Say where a moment lies, in beats from the beginning of bar 1."""
        place = min(max(bisect_right(self.points, seconds) - 1, 0), len(self.points) - 2)
        begins, ends = self.points[place : place + 2]
        return place + (seconds - begins) / (ends - begins)

    def moment(self, position: float) -> float:
        """Say when, in seconds, a position in beats comes."""
        place = min(max(math.floor(position), 0), len(self.points) - 2)
        begins, ends = self.points[place : place + 2]
        return begins + (position - place) * (ends - begins)

    def bar_of(self, seconds: float) -> int:
        """Say which bar a moment lies in, the first being 1 and the last ``count``."""
        return min(self.count, max(1, math.floor((self.position(seconds) + _EDGE) / self.beats) + 1))

    def across(self, start: float, end: float) -> tuple[int, int]:
        """Say in which bar something begins and in which it ends; what just touches a bar is not in it."""
        first = self.bar_of(start)
        last = math.ceil((self.position(end) - _TOUCH) / self.beats)
        return (first, min(self.count, max(first, last)))

    def span(self, first: int, last: int) -> tuple[float, float]:
        """Give the seconds from the beginning of one bar to the end of another, inside the take."""
        begins = self.moment((first - 1) * self.beats)
        ends = self.moment(last * self.beats)
        return (max(0.0, begins), max(0.0, begins, min(self.length, ends)))


def given(
    beats: Sequence[Sequence[float]], end: float, length: float, *, dotted: bool = False
) -> Bars | None:
    """Lay bars whose beats are known (a row of seconds for each bar); None where they are not all alike.

    Args:
        beats: when each beat of each bar fell.
        end: when the last bar ends.
        length: the length of the take.
        dotted: whether a beat is a dotted quarter.
    """
    counts = {len(bar) for bar in beats}
    points = (*(beat for bar in beats for beat in bar), end)
    if len(counts) != 1 or 0 in counts or any(b <= a for a, b in pairwise(points)):
        return None
    return Bars(points, steady=True, length=length, beats=counts.pop(), dotted=dotted)


def bars(duo: Duo) -> Bars:
    """Lay bars over a duo: by the learner's pulse where there is one, else four seconds to a bar."""
    onsets = [note.onset for note in duo.mine] or [note.onset for note in duo.partner]
    start = min(onsets, default=0.0)
    found = pulse(onsets)
    if found:
        points = beats(onsets, found.period)
        if len(points) > BEATS:
            return Bars(points, steady=True, length=duo.length)
    return Bars((start, start + 1.0), steady=False, length=duo.length)

"""Keeping time with somebody: how a player moves its own beats towards the other's.

People in ensembles do two things when they are not quite together (Repp 2005; van der Steen & Keller 2013,
whose model ADAM joins them): *phase correction*, at once and unawares, moves the next beat by a part of
the asynchrony; *period correction* changes the tempo by a part of it, and belongs to a change of tempo
that is noticed (Repp & Keller 2004). Both parts are 0.25 to 0.5 in people. *Anticipation* carries a change
of tempo that goes on a beat further, along a straight line through the last intervals.

An asynchrony is my beat minus the other's onset, in seconds: above 0 I am late. After an asynchrony a::

    period' = period - beta * n * a        beat' = beat + period' - alpha * a

Ours: n, how far a change of tempo is noticed, 0 to 1. An asynchrony of seven hundredths of the period is
noticed by itself, one of four hundredths where the one before was as large and to the same side; smaller
ones next to not at all, since they are the hand's own unsteadiness, and a tempo that followed them would
add to it. What was noticed is attended to on the beats after it too, less from beat to beat, so that what
is left of a change is made up for though it is small. And a line is followed only where it is sure, and
says more of the intervals than one step of the tempo does.
"""

from __future__ import annotations

import math
from collections import deque
from itertools import pairwise
from typing import Final

__all__ = ["CLOSEST", "FREEST", "Timekeeper"]

CLOSEST: Final = (0.5, 0.5)
FREEST: Final = (0.4, 0.25)
"""The parts of phase and of period corrected where the dial "how closely I follow" is at 1 and at 0.

They lie in the range found in people. With less of the phase corrected than this, the tempo would swing to
and fro about that of somebody who does not give way.
"""
_FORESIGHT: Final = 0.75
"""The part of a drift that is carried further, where the dial is at 1."""
_NOTICED: Final = 0.07
_TWICE: Final = 0.04
"""The parts of a period at which an asynchrony is noticed: by itself, and after another to the same side."""
_SHARPLY: Final = 6
"""The power with which it is noticed less below that."""
_ATTENDS: Final = 0.75
"""How much of what was noticed is still attended to a beat later."""
_NEAR: Final = 0.3
"""An onset within this part of a period belongs to a beat; others lie between beats."""
_SOONEST: Final = 0.4
"""The least part of a period from one beat to the next, however large a correction would be."""
_INTERVALS: Final = 6
"""Intervals a straight line is laid through."""
_SURE: Final = 2.5
"""How many times larger than its own uncertainty a drift of the tempo must be to be followed."""


class Timekeeper:
    """A player's own beats, and how they are moved towards the other's onsets.

    Args:
        period: seconds from beat to beat.
        first: when the first beat is, in seconds.
        alpha: the part of an asynchrony that the next beat is moved by.
        beta: the part of a noticed asynchrony that the period is changed by.
        anticipation: the part of a drift of the tempo that is carried further, 0 to 1.
    """

    def __init__(
        self,
        period: float,
        first: float,
        alpha: float = CLOSEST[0],
        beta: float = CLOSEST[1],
        anticipation: float = _FORESIGHT,
    ) -> None:
        self.alpha = alpha
        self.beta = beta
        self.anticipation = anticipation
        self.most = math.inf
        """The most the period may change in one beat, as a part of it."""
        self._period = period
        self._last = first - period
        self._next = first
        self._number = 0
        self._heard_last = True
        self._early: float | None = None
        self._onsets: deque[tuple[int, float]] = deque(maxlen=_INTERVALS + 1)
        self._attention = 0.0
        self._before = 0.0

    @classmethod
    def following(cls, closeness: float, period: float, first: float) -> Timekeeper:
        """Make one that follows as closely as the dial says, 0 to 1."""
        keeper = cls(period, first)
        keeper.follow(closeness)
        return keeper

    def follow(self, closeness: float) -> None:
        """Set both parts by the dial "how closely I follow", 0 to 1; may be done while playing."""
        dial = min(1.0, max(0.0, closeness))
        self.alpha, self.beta = (
            least + (most - least) * dial for least, most in zip(FREEST, CLOSEST, strict=True)
        )
        self.anticipation = _FORESIGHT * dial

    @property
    def period(self) -> float:
        """Seconds from beat to beat at present."""
        return self._period

    def next_beat(self, now: float) -> float:
        """Give my next beat, the first that is not before ``now``."""
        while self._next < now:
            self._pass()
        return self._next

    def settle(self, at: float) -> None:
        """Let my next beat come at just this moment, and be heard against it."""
        while self._next < at - self._period / 2:
            self._pass()
        self._next = at
        self._pass()

    def go_on(self, period: float, shift: float = 0.0) -> None:
        """Go on in this tempo, the beats so many seconds later; what was heard stays heard."""
        self._next += period - self._period + shift
        self._period = period

    def hear(self, onset: float) -> float | None:
        """Hear the other strike; give the asynchrony, or None where it lies between beats or comes second."""
        self.next_beat(onset)
        late, early = self._last - onset, self._next - onset
        if -late <= early:
            if self._heard_last or abs(late) > _NEAR * self._period:
                return None
            self._correct(late)
            self._next = max(self._next, onset)
            return late
        if self._early is not None or early > _NEAR * self._period:
            return None
        self._early = early
        return early

    def _pass(self) -> None:
        """Let my next beat become the last one."""
        if not self._heard_last:
            self._before = 0.0
        self._last, self._next = self._next, self._next + self._period
        self._number += 1
        self._heard_last = False
        if self._early is not None:
            self._correct(self._early)
            self._early = None

    def _correct(self, asynchrony: float) -> None:
        self._heard_last = True
        self._onsets.append((self._number, self._last - asynchrony))
        change = self.anticipation * self._drift() - self.beta * self._noticed(asynchrony) * asynchrony
        most = self.most * self._period
        self._period += min(most, max(-most, change))
        step = self._period - self.alpha * asynchrony
        self._next = self._last + max(_SOONEST * self._period, step)

    def _noticed(self, asynchrony: float) -> float:
        """Say how far a change of tempo is noticed in what is heard now, or still attended to."""
        before, self._before = self._before, asynchrony
        both = min(abs(before), abs(asynchrony)) if before * asynchrony > 0 else 0.0
        share = max(abs(asynchrony) / _NOTICED, both / _TWICE) / self._period
        self._attention = max(min(1.0, share) ** _SHARPLY, _ATTENDS * self._attention)
        return self._attention

    def _drift(self) -> float:
        """Say by how much each interval is longer than the one before, where that is sure; else 0."""
        if len(self._onsets) <= _INTERVALS or self._onsets[-1][0] - self._onsets[0][0] != _INTERVALS:
            return 0.0
        times = [time for _, time in self._onsets]
        waits = [later - earlier for earlier, later in pairwise(times)]
        middle, mean = (_INTERVALS - 1) / 2, sum(waits) / _INTERVALS
        spread = sum((place - middle) ** 2 for place in range(_INTERVALS))
        slope = sum((place - middle) * wait for place, wait in enumerate(waits)) / spread
        rest = sum((wait - mean - slope * (place - middle)) ** 2 for place, wait in enumerate(waits))
        unsure = math.sqrt(rest / (_INTERVALS - 2) / spread)
        return slope if abs(slope) > _SURE * unsure and rest < _stepwise(waits) else 0.0


def _stepwise(waits: list[float]) -> float:
    """Say how much is left unexplained where the tempo is held to have changed once, and at once."""
    return min(_scatter(waits[:place]) + _scatter(waits[place:]) for place in range(1, len(waits)))


def _scatter(waits: list[float]) -> float:
    mean = sum(waits) / len(waits)
    return sum((wait - mean) ** 2 for wait in waits)

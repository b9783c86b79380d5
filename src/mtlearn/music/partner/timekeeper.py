"""Keeping time with somebody: how a player moves its own beats towards the other's.

People in ensembles do two things when they are not quite together (Repp 2005; van der Steen & Keller 2013,
whose model ADAM joins them): *phase correction*, at once and unawares, moves the next beat by a part of
the asynchrony; *period correction* changes the tempo by a part of it, and belongs to a change of tempo
that is noticed (Repp & Keller 2004). Both parts are 0.25 to 0.5 in people. *Anticipation* carries a change
of tempo that goes on a beat further, along a straight line through the last intervals.

An asynchrony is my beat minus the other's onset, in seconds: above 0 I am late. After an asynchrony a::

    period' = period - beta * n(a) * a        beat' = beat + period' - alpha * a

Ours: n(a), how far the asynchrony is noticed, grows as its square to 1 at six hundredths of the period, so
that the hand's own unsteadiness is not taken for a change of tempo; and a line is followed only where it is
sure, and says more of the intervals than one step of the tempo does.
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
_NOTICED: Final = 0.06
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
        self._period = period
        self._last = first - period
        self._next = first
        self._number = 0
        self._heard_last = True
        self._early: float | None = None
        self._onsets: deque[tuple[int, float]] = deque(maxlen=_INTERVALS + 1)

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

    def hear(self, onset: float) -> float | None:
        """Hear the other strike; give the asynchrony, or None where it lies between beats or comes second."""
        self.next_beat(onset)
        late, early = self._last - onset, self._next - onset
        if -late <= early:
            if self._heard_last or -late > _NEAR * self._period:
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
        self._last, self._next = self._next, self._next + self._period
        self._number += 1
        self._heard_last = False
        if self._early is not None:
            self._correct(self._early)
            self._early = None

    def _correct(self, asynchrony: float) -> None:
        self._heard_last = True
        self._onsets.append((self._number, self._last - asynchrony))
        noticed = min(1.0, (asynchrony / (_NOTICED * self._period)) ** 2)
        self._period += self.anticipation * self._drift() - self.beta * noticed * asynchrony
        step = self._period - self.alpha * asynchrony
        self._next = self._last + max(_SOONEST * self._period, step)

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

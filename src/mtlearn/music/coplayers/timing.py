"""When a person's hand comes down: never quite evenly, and never quite where it was meant to.

The two-level model of Wing & Kristofferson, "Response delays and the timing of discrete motor responses"
(Perception & Psychophysics, 1973): a timekeeper gives intervals that vary, and each stroke comes after a
delay of the hand's that varies too. Interval n is C(n) + D(n+1) - D(n), so that a long interval tends to be
followed by a short one. The timekeeper varies more the longer the interval is, the hand does not (Vorberg &
Wing 1996); how much each varies is chosen here, near what trained tappers show. Correcting towards what
another plays is linear phase correction (Vorberg & Wing 1996; Repp 2005).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random

__all__ = ["HAND", "TIMEKEEPER", "HumanTime"]

TIMEKEEPER: Final = 0.02
"""The timekeeper's spread in seconds at an interval of one second; it grows with the interval's root."""
HAND: Final = 0.008
"""The spread of the hand's delay, in seconds."""
_FURTHEST: Final = 2.5
"""No chance draw lies further out than this many spreads: a hand is uneven, it does not jump."""


class HumanTime:
    """A person's sense of time, going forward interval by interval.

    Args:
        chance: what its unevenness is drawn from.
        start: seconds at which the first stroke is meant.
        timekeeper: the spread of the timekeeper at one second.
        hand: the spread of the hand's delay.
    """

    def __init__(
        self,
        chance: random.Random,
        start: float = 0.0,
        *,
        timekeeper: float = TIMEKEEPER,
        hand: float = HAND,
    ) -> None:
        self._chance = chance
        self._timekeeper, self._hand = timekeeper, hand
        self.meant = start
        """Where the timekeeper stands, in seconds."""

    def pass_by(self, interval: float) -> None:
        """Let an interval (seconds, 0 or more) go by on the timekeeper."""
        spread = self._timekeeper * math.sqrt(max(0.0, interval))
        self.meant += max(0.0, interval + self._draw(spread))

    def stroke(self) -> float:
        """Say when a stroke meant for now comes down."""
        return self.meant + self._draw(self._hand)

    def correct(self, asynchrony: float, gain: float) -> None:
        """Move towards another player by a share of how late (positive) one was beside them."""
        self.meant -= gain * asynchrony

    def _draw(self, spread: float) -> float:
        far = _FURTHEST * spread
        return min(far, max(-far, self._chance.gauss(0.0, spread)))

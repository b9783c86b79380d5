"""A simulated human who keeps time with a partner, after a published model of timing.

Two levels (Wing & Kristofferson 1973): a timekeeper whose intervals vary, and a motor delay that varies
around each stroke; joined to another's strokes by linear phase and period correction (Vorberg & Wing 1996;
Vorberg & Schulze 2002; Schulze, Cordes & Vorberg 2005). With k the timekeeper's deviation, m the motor
delay's, and a the asynchrony, the partner's stroke minus one's own::

    meant' = meant + period + k + phase * a        period' = period + part * a        stroke' = meant' + m'

The timekeeper varies by 2 % of the period, the motor delay by 8 ms, as is usual in tapping (Repp 2005); phase
correction is drawn from 0.2 to 0.4, period correction from 0 to 0.1.
"""

from __future__ import annotations

import random

__all__ = ["Human"]

_VARIES = 0.02
_MOTOR = 0.008


class Human:
    """One simulated human, from a seed, who means to strike every ``period`` seconds."""

    def __init__(self, period: float, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - a simulation
        self.period = period
        self.phase = self._chance.uniform(0.2, 0.4)
        self.part = self._chance.uniform(0.0, 0.1)
        self._varies = _VARIES * period
        self._meant = 1.0
        self.stroke = self._struck()

    def step(self, change: float) -> None:
        """Mean to play faster (below 1) or slower by so much from now on."""
        self.period *= change

    def go_on(self, asynchrony: float | None) -> float:
        """Strike once more, having heard how far apart we were; None where the other did not strike."""
        apart = asynchrony or 0.0
        self._meant += self.period + self._chance.gauss(0, self._varies) + self.phase * apart
        self.period += self.part * apart
        self.stroke = self._struck()
        return self.stroke

    def _struck(self) -> float:
        return self._meant + self._chance.gauss(0, _MOTOR)

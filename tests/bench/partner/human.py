"""A simulated human who keeps time with a partner, after a published model of timing.

Two levels (Wing & Kristofferson 1973): a timekeeper whose intervals vary, and a motor delay that varies
around each stroke; joined to another's strokes by linear phase and period correction (Vorberg & Wing 1996;
Vorberg & Schulze 2002; Schulze, Cordes & Vorberg 2005). With k the timekeeper's deviation, m the motor
delay's, and a the asynchrony, the partner's stroke minus one's own::

    meant' = meant + period + k + phase * a        period' = period + part * a        stroke' = meant' + m'

The timekeeper varies by 2 % of the period, the motor delay by 8 ms, as is usual in tapping (Repp 2005), where
nothing else is said; phase correction is drawn from 0.2 to 0.4, period correction from 0 to 0.1.

``beside`` lets one strike with a timekeeper, ``along`` with the whole partner: its ear gets the human's notes
as moves, what is compared are the moves it plays, and it is asked ten times a second.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from mtlearn.music.move import Move

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtlearn.music.partner.partner import Partner
    from mtlearn.music.partner.timekeeper import Timekeeper

__all__ = ["Course", "Human", "along", "beside"]

_VARIES: Final = 0.02
_MOTOR: Final = 0.008
_TUNE: Final = (67, 69, 72, 76)
_HELD: Final = 0.6
_NEAR: Final = 0.3
_ASKED: Final = 0.1
Course = list[float | None]
"""The asynchrony at each of the human's strokes in seconds, None where the other did not strike."""


class Human:
    """One simulated human, from a seed, who means to strike every ``period`` seconds.

    Args:
        period: seconds from stroke to stroke.
        seed: what chance is drawn from.
        varies: how much the timekeeper varies, as a part of the period.
        motor: how much the motor delay varies, in seconds.
    """

    def __init__(self, period: float, seed: int, varies: float = _VARIES, motor: float = _MOTOR) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - a simulation
        self.period = period
        self.phase = self._chance.uniform(0.2, 0.4)
        self.part = self._chance.uniform(0.0, 0.1)
        self._varies, self._motor = varies * period, motor
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
        return self._meant + self._chance.gauss(0, self._motor)


def beside(keeper: Timekeeper, human: Human, beats: int, changes: Mapping[int, float]) -> Course:
    """Let a timekeeper and a human strike together; the human's tempo changes after some of the beats."""
    course: Course = []
    mine = keeper.next_beat(human.stroke - human.period / 2)
    for beat in range(beats):
        asynchrony = mine - human.stroke
        course.append(asynchrony)
        keeper.hear(human.stroke)
        human.step(changes.get(beat, 1.0))
        human.go_on(asynchrony)
        mine = keeper.next_beat(mine + human.period / 100)
    return course


def along(partner: Partner, human: Human, beats: int, changes: Mapping[int, float]) -> Course:
    """Let the whole partner play along with a human's notes."""
    course: Course = []
    own: list[float] = []
    now, period = 0.0, human.period

    def hear(moves: list[Move]) -> None:
        own.extend(move.time for move in moves if move.sounding)

    def wait(until: float) -> None:
        nonlocal now
        while now < until:
            hear(partner.wait(now))
            now += _ASKED

    for beat in range(beats):
        stroke, pitch = human.stroke, _TUNE[beat % len(_TUNE)]
        wait(stroke)
        hear(partner.hear(Move(stroke, sounding=True, pitch=pitch, velocity=70)))
        wait(stroke + _NEAR * period + _ASKED / 2)
        near = min(own, key=lambda onset: abs(onset - stroke), default=None)
        asynchrony = near - stroke if near is not None and abs(near - stroke) < _NEAR * period else None
        course.append(asynchrony)
        wait(stroke + _HELD * period)
        hear(partner.hear(Move(stroke + _HELD * period, sounding=False, pitch=pitch, velocity=0)))
        del own[:-16]
        human.step(changes.get(beat, 1.0))
        human.go_on(asynchrony)
    return course

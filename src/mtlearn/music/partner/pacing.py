"""Pacing: the partner meets the learner's energy, how strongly and how fast, and nothing else.

Definition (facts, ``pacing``; as Perret lists it): matching the other's energy level, that is, intensity and
speed. Model, this project's own: an even stream of wide broken chords, as many strokes a second as the
learner plays just now and as strong; energy is half density and half strength, both between their least and
most, and the higher it is, the higher and fuller the stream. Register, pulse and phrase are its own. More
freely it follows more slowly, and leans towards a middle energy.
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtlearn.music.partner.line import clear
from mtlearn.music.partner.playing import Playing
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move
    from mtlearn.music.partner.musician import Musician

__all__ = ["Pacing", "energy"]

_WINDOW: Final = 2.5
"""Seconds in which the learner's speed is counted: shorter than what the ear counts in, so as to be quick."""
_SLOWEST, _QUICKEST = 0.4, 9.0
"""Strokes a second."""
_MIDDLE: Final = 2.0
_FULL: Final = 0.62
_CALM: Final = 0.3
_LOW, _WIDE = 48, 24
_ROLL: Final = (0, 3, 6, 2, 5, 8, 4, 7, 5, 2, 6, 1)
"""Steps of the scale above the stream's lowest tone: wide, and coming round only after twelve strokes."""
_STOPS: Final = 1.6
"""It stops when the learner has been quiet for so many of the learner's waits, and for ..."""
_QUIET: Final = 0.6
"""... so many seconds."""


def energy(rate: float, velocity: float) -> float:
    """Give the energy of playing, 0 to 1, from strokes a second and MIDI velocity."""
    speed = min(1.0, rate / 6.0)
    strength = min(1.0, max(0.0, (velocity - 30) / 80))
    return 0.5 * speed + 0.5 * strength


class Pacing(Playing):
    """As strong and as fast."""

    rests_after = 2.5

    def __init__(self, musician: Musician) -> None:
        super().__init__(musician)
        self._strikes: deque[Move] = deque(maxlen=64)
        self._next: float | None = None
        self._rate = 0.0
        self._level = 0.0
        self._count = 0

    def _struck(self, move: Move, _heard: Heard) -> None:
        if self._anew:
            self._strikes.append(move)

    def _go_on(self, now: float, heard: Heard) -> None:
        if not self._plays(now, heard):
            self.me.hand.drop(now)
            self._next = None
            return
        if self._next is None:
            self._next = now + 0.5 / self._wanted(now)
            self._rate = self._wanted(now)
            self._level = self._strength(heard)
        while self._next <= now + 0.25:
            gain = 0.25 + 0.65 * self.closeness
            self._rate += gain * (self._wanted(now) - self._rate)
            self._level += gain * (self._strength(heard) - self._level)
            self._tone(self._next, 1 / self._rate, heard)
            self._next = max(now, self._next) + 1 / self._rate

    def _tone(self, onset: float, wait: float, heard: Heard) -> None:
        me = self.me
        level = energy(self._rate, self._level)
        low = me.tones.nearest(round(_LOW + _WIDE * level - 6))
        pitch = clear(me.tones, me.tones.step(low, _ROLL[self._count % len(_ROLL)]), heard.over(onset))
        touch = (3 if self._count % 3 == 0 else -2) + self._level - (heard.velocity or self._level)
        strength = me.strength(heard, 0, onset, min(4.0, touch))
        length = wait * (1.5 if level < _CALM else 0.8)
        me.play_over(heard, onset, length, pitch, strength)
        if level > _FULL and not me.tones.drums:
            below = me.tones.toward(pitch, pitch - 12)
            me.play_over(heard, onset, length, below, strength - 4)
        self._count += 1

    def _wanted(self, now: float) -> float:
        """Say how many strokes a second the learner plays just now; more freely, nearer to the middle."""
        recent = [move for move in self._strikes if now - move.time < _WINDOW]
        if len(recent) > 1:
            since = recent[0].time
            span = max(recent[-1].time - since, (now - since) * (len(recent) - 1) / len(recent), 1e-3)
            rate = (len(recent) - 1) / span
        else:
            rate = 1 / _WINDOW
        rate += 0.6 * self.me.freedom * (_MIDDLE - rate)
        return min(_QUICKEST, max(_SLOWEST, rate))

    def _strength(self, heard: Heard) -> float:
        recent = [move.velocity for move in list(self._strikes)[-4:]]
        mean = sum(recent) / len(recent) if recent else heard.velocity or 0.0
        return mean + 0.5 * self.me.freedom * min(0.0, 60 - mean)

    def _plays(self, now: float, heard: Heard) -> bool:
        if self._rests(heard) or len(self._strikes) < 2:  # noqa: PLR2004 - a wait needs two
            return False
        times = [move.time for move in list(self._strikes)[-5:]]
        usual = max(b - a for a, b in pairwise(times))
        away = now - times[-1]
        return (heard.silence or 0.0) < _QUIET or away < min(2 * _WINDOW, _STOPS * usual)

    def plan(self, now: float) -> Plan:
        """Say that it meets the learner's energy, or waits."""
        if self._next is None:
            return Plan("waits" if not self._strokes else "listens")
        return Plan("keeps-energy", max(now, self._next), {"rate": round(self._rate, 1)})

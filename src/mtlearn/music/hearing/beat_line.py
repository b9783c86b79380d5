"""The straight line that steady beats lie on: what many of them say together of the next one.

A filter that can follow rubato also follows slips of the hand. Where the last beats lie on a line but for
such slips, least squares through them say better when the next one comes.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

__all__ = ["BeatLine"]

_LENGTHS: Final = (16, 12, 8)
"""How many beats are tried, most first."""
_SLIP: Final = 0.049
"""Seconds that beats on a line lie off it, as a standard deviation, at most: hands alone do 20 to 30 ms."""
_ON_BEAT: Final = 0.12
"""Seconds from a beat within which the nearest stroke was meant for it."""
_NEAR: Final = 0.12
"""Seconds by which the line may move what is expected: more is another beat."""
_TRUST: Final = 0.25
"""How far it is moved."""
_UNEVEN: Final = 0.3
"""What part of a beat an interval between beats may be off a whole number of them."""
_SKIPPED: Final = 3


class _Met(NamedTuple):
    """A beat on which a stroke came: which in order, when it was struck, when it was said to come."""

    number: int
    struck: float
    said: float


class BeatLine:
    """Hears which beats are said and what is struck, and straightens what is expected."""

    def __init__(self) -> None:
        self._met: list[_Met] = []
        self._number = 0
        self._said = -math.inf

    def say(self, beat: float) -> None:
        """Hear that a beat was said to come."""
        step = 1
        if len(self._met) > 1 and self._said > -math.inf:
            before, last = self._met[-2:]
            period = (last.struck - before.struck) / max(1, last.number - before.number)
            beats = (beat - self._said) / period if period > 0 else 0.0
            step = round(beats)
            if not 1 <= step <= _SKIPPED or abs(beats - step) > _UNEVEN:
                self._met = self._met[-1:] if step == 1 else []
                step = 1
        self._number += step
        self._said = beat

    def strike(self, time: float) -> None:
        """Hear a stroke: the one nearest to a beat is on it."""
        off = abs(time - self._said)
        if off >= _ON_BEAT:
            return
        met = _Met(self._number, time, self._said)
        if not self._met or self._met[-1].said != self._said:
            self._met = [*self._met, met][-_LENGTHS[0] :]
        elif off < abs(self._met[-1].struck - self._said):
            self._met[-1] = met

    def straighten(self, expected: float, now: float) -> float:
        """Move what is expected towards the line, where there is one."""
        for length in _LENGTHS:
            met = self._met[-length:]
            if len(met) < length:
                continue
            place = math.fsum(one.number for one in met) / length
            time = math.fsum(one.struck for one in met) / length
            spread = math.fsum((one.number - place) ** 2 for one in met)
            period = math.fsum((one.number - place) * (one.struck - time) for one in met) / spread
            off = math.fsum((one.struck - time - period * (one.number - place)) ** 2 for one in met)
            if off / (length - 2) > _SLIP**2 or period <= 0:
                continue
            coming = round((expected - met[-1].struck) / period)
            line = time + period * (met[-1].number + coming - place)
            if coming < 1 or abs(line - expected) > _NEAR or line <= now:
                return expected
            return expected + _TRUST * (line - expected)
        return expected

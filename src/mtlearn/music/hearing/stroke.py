"""Notes struck together, and what sets one such stroke apart from those before it.

A stroke holds the notes that begin within ``TOGETHER`` of its first. What is said of it rests on notes that
have begun and on which earlier ones were held when it began: how long a note will sound is not known
before it ends.
"""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtlearn.music.move import Move

__all__ = ["COUNT", "TOGETHER", "Strokes", "accent", "ground", "weight"]

TOGETHER: Final = 0.045
"""Seconds within which notes are heard as struck together: wider than the spread of a played chord."""
COUNT: Final = 33
"""How many numbers describe a stroke."""
_BUMPS: Final = tuple(math.log2(0.045) + step * math.log2(2.6 / 0.045) / 11 for step in range(12))
_WIDTH: Final = 0.45
"""Octaves: how finely the time since the last stroke is told."""
_RUNNING: Final = 0.08
"""How quickly what is usual (loudness, register, size) follows what is played."""
_LONG_AGO: Final = 3.0
"""What is said, in octaves above a second, of what has not been yet."""
_MEMORY: Final = 5.0
"""Seconds over which density is taken."""
_MOST_HELD: Final = 128


class Strokes:
    """Describes one stroke after the other by ``COUNT`` numbers. Memory is bounded."""

    def __init__(self) -> None:
        self._now: list[Move] = []
        self._number = 0
        self._held: list[tuple[int, int]] = []
        self._was_held: list[tuple[int, int]] = []
        self._times: deque[float] = deque(maxlen=5)
        self._step = 0.0
        self._usual: tuple[float, float, float, float] | None = None
        self._classes: deque[frozenset[int]] = deque(maxlen=4)
        self._lows: dict[int, float] = {}
        self._outer = (0, 0)
        self._counted, self._waited = 1.0, 0.3
        self._thick = self._deep = -math.inf

    @property
    def density(self) -> float:
        """Strokes a second, over the last seconds."""
        return self._counted / self._waited

    def begin(self, move: Move) -> None:
        """Hear a note begin: the first of a stroke, or one more of it."""
        if not self._now:
            self._number += 1
            self._was_held = list(self._held)
        self._now.append(move)
        self._held.append((self._number, move.pitch))
        if len(self._held) > _MOST_HELD:
            del self._held[0]

    def end(self, pitch: int) -> None:
        """Hear a note end: of those of that pitch the one held longest; none is nothing."""
        for index, (_, held) in enumerate(self._held):
            if held == pitch:
                del self._held[index]
                return

    def close(self) -> list[float]:
        """Say what the stroke is that has begun, and be ready for the next."""
        pitches = {move.pitch for move in self._now}
        time, low, high = self._now[0].time, min(pitches), max(pitches)
        loud, size = max(move.velocity for move in self._now), len(self._now)
        step = max(0.01, time - self._times[-1]) if self._times else 1.0
        usual = self._usual or (loud, low, high, size)
        classes = frozenset(pitch % 12 for pitch in pitches)
        last = [pitch for number, pitch in self._was_held if number == self._number - 1]
        first = not self._times
        said = [
            *_said_of_step(step, self._step if self._times else step),
            *(self._since(back) for back in (2, 3, 4)),
            math.log(size),
            (loud - usual[0]) / 12,
            (low - 60) / 20,
            (high - 60) / 20,
            (low - usual[1]) / 10,
            (high - usual[2]) / 10,
            math.log1p(len(self._was_held)),
            0.0 if first else float(self._outer[0] in last),
            0.0 if first else float(self._outer[1] in last),
            0.0 if first else float(low == self._outer[0]),
            0.0 if first else max(-2.0, min(2.0, (low - self._outer[0]) / 12)),
            len(classes.difference(*self._classes)) / len(classes),
            _ago(time - self._lows.get(low, -math.inf)),
            math.log(self.density) - 1.4,
            _ago(time - self._thick),
            _ago(time - self._deep),
        ]
        self._thick = time if size > usual[3] + 0.3 else self._thick
        self._deep = time if low < usual[1] - 2 else self._deep
        pairs = zip(usual, (loud, low, high, size), strict=True)
        mean = tuple(was + _RUNNING * (now - was) for was, now in pairs)
        self._usual = (mean[0], mean[1], mean[2], mean[3])
        if not first:
            self._count(min(step, 2.0))
        self._outer = low, high
        self._classes.append(classes)
        self._lows[low] = time
        self._times.append(time)
        self._step = step
        self._now = []
        return said

    def _since(self, back: int) -> float:
        if len(self._times) < back:
            return _LONG_AGO / 2
        return _ago(self._now[0].time - self._times[-back])

    def _count(self, waited: float) -> None:
        fading = math.exp(-waited / _MEMORY)
        self._counted = self._counted * fading + 1
        self._waited = self._waited * fading + waited


def weight(said: list[float]) -> float:
    """Say how heavy a stroke is beside those before it: of more notes, or deeper."""
    return 0.5 * said[17] - 0.5 * said[21]


def ground(said: list[float]) -> float:
    """Say how far a stroke is a ground to others: louder, or with nothing high above it as they have."""
    return said[18] - 0.5 * said[22]


def accent(said: list[float]) -> float:
    """Say how strong a stroke is beside those before it: heavier, or louder."""
    return said[18] + weight(said)


def _said_of_step(step: float, before: float) -> list[float]:
    length = _octaves(step, 0.03, 4.0)
    bumps = [math.exp(-0.5 * ((length - centre) / _WIDTH) ** 2) for centre in _BUMPS]
    change = _octaves(step, 0.03, 6.0) - _octaves(before, 0.03, 6.0)
    return [length / 2, *bumps, max(-3.0, min(3.0, change)) / 2]


def _octaves(seconds: float, least: float, most: float) -> float:
    return math.log2(min(max(seconds, least), most))


def _ago(seconds: float) -> float:
    return (_octaves(seconds, 0.06, 8.0) if seconds < math.inf else _LONG_AGO) / 2

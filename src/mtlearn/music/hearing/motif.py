"""A short idea that comes back: heard again as it was, on other tones, or nearly so.

This project's own model. The melody is the highest tone of what is struck together. Two places are alike for
as long as the tune goes the same way by about as far (the same direction, and a semitone more or less at
the most, which lets an idea move within its scale), and the time between tones is about as long compared
with the one before. An idea has three to eight notes and some shape: it turns, or its rhythm is not even; a
run up the scale is none. Places that overlap count once, and what would come back as often by chance, given
how this melody moves, is no idea either.
"""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING, Final

from mtlearn.music.hearing.heard import Motif
from mtlearn.music.note import Note

if TYPE_CHECKING:
    from mtlearn.music.move import Move

__all__ = ["Ideas"]

_FEWEST: Final = 3
_MOST: Final = 8
_MEMORY: Final = 64
"""Notes of the melody that are remembered."""
_TOGETHER: Final = 0.035
"""Seconds within which tones are struck together."""
_LASTS: Final = 20.0
"""Seconds an idea stays in mind after it was last played."""
_SAME_RHYTHM: Final = 0.35
"""How much longer or shorter (natural logarithm) the time between two tones may be and yet be the same."""
_EVEN: Final = 0.2
"""Within this (natural logarithm) two such times are even."""
_CHANCE: Final = 0.005
"""How probable it may be that as much would have come back by chance."""
_BREAK: Final = 2.0
"""Seconds between two tones of a melody over which no idea reaches."""


class _Tone:
    """A tone of the melody, and how it was reached from the one before."""

    __slots__ = ("end", "onset", "pitch", "ratio", "step", "velocity", "wait", "way")

    def __init__(self, move: Move, before: _Tone | None) -> None:
        self.onset = move.time
        self.pitch = move.pitch
        self.velocity = move.velocity
        self.end: float | None = None
        self.wait = move.time - before.onset if before else math.inf
        self.step = move.pitch - before.pitch if before else 0
        self.way = (self.step > 0) - (self.step < 0) if self.wait <= _BREAK else None
        known = before is not None and 0 < before.wait <= _BREAK and 0 < self.wait <= _BREAK
        self.ratio = math.log(self.wait / before.wait) if known and before else None

    def is_like(self, other: _Tone) -> bool:
        """Whether both were reached by a like step."""
        return self.way is not None and self.way == other.way and -1 <= self.step - other.step <= 1

    def is_timed_like(self, other: _Tone) -> bool:
        """Whether both came after about the same time, compared with the tone before."""
        if self.ratio is None or other.ratio is None:
            return True
        return abs(self.ratio - other.ratio) <= _SAME_RHYTHM


class Ideas:
    """The melody of the last while, and the idea in it that came back."""

    def __init__(self) -> None:
        self._tones: deque[_Tone] = deque(maxlen=_MEMORY)
        self._alike: list[int] = []
        """For each tone but the last: how many steps up to it are like those up to the last tone."""
        self._before: list[int] = []
        self._found: tuple[_Tone, ...] = ()
        self._times = 0

    def begin(self, move: Move) -> None:
        """Hear a tone begin."""
        last = self._tones[-1] if self._tones else None
        if last is not None and move.time - last.onset <= _TOGETHER:
            if move.pitch <= last.pitch:
                return
            self._tones.pop()
            self._alike = self._before
            last = self._tones[-1] if self._tones else None
        tone = _Tone(move, last)
        self._compare(tone)
        self._tones.append(tone)
        self._find()

    def end(self, pitch: int, time: float) -> None:
        """Hear a tone end."""
        for tone in reversed(self._tones):
            if tone.pitch == pitch:
                tone.end = time if tone.end is None else tone.end
                return

    def at(self, now: float) -> Motif | None:
        """Give the idea that came back, as it was last played; tones that still sound end at ``now``."""
        if not self._found or now - self._found[-1].onset > _LASTS:
            return None
        notes = tuple(
            Note(
                tone.onset,
                max(0.0, (now if tone.end is None else tone.end) - tone.onset),
                tone.pitch,
                tone.velocity,
            )
            for tone in self._found
        )
        return Motif(notes, self._times)

    def _compare(self, tone: _Tone) -> None:
        """Say for each earlier tone how many steps up to it were like those up to this one."""
        full = len(self._tones) == _MEMORY
        self._before = self._alike[1:] if full else self._alike
        kept = list(self._tones)[1:] if full else list(self._tones)
        counts = [0] * len(kept)
        for place, other in enumerate(kept):
            if place == 0 or not tone.is_like(other):
                continue
            longer = self._before[place - 1] if place - 1 < len(self._before) else 0
            counts[place] = 1 + (longer if tone.is_timed_like(other) else 0)
        self._alike = counts

    def _find(self) -> None:
        """Take the longest idea that ends now and was heard before, where it has a shape."""
        last = len(self._tones) - 1
        tones = list(self._tones)
        near = [place for place in range(last - 1, -1, -1) if self._alike[place] >= _FEWEST - 1]
        for length in range(_MOST, _FEWEST - 1, -1) if near else ():
            places: list[int] = []
            free = last - length
            for place in near:
                if place <= free and self._alike[place] >= length - 1:
                    places.append(place)
                    free = place - length
            idea = tones[last - length + 1 :]
            if places and _has_shape(idea) and _by_chance(tones, idea, places) < _CHANCE:
                self._found, self._times = tuple(idea), len(places) + 1
                return


def _has_shape(tones: list[_Tone]) -> bool:
    """Whether a tune turns, or its rhythm is not even."""
    steps = tones[1:]
    turns = any(step.step > 0 for step in steps) and any(step.step < 0 for step in steps)
    stands = any(step.step == 0 for step in steps) and any(step.step != 0 for step in steps)
    uneven = any(step.ratio is not None and abs(step.ratio) > _EVEN for step in steps[1:])
    return turns or stands or uneven


def _by_chance(tones: list[_Tone], idea: list[_Tone], places: list[int]) -> float:
    """Say how probable it is that as many places are like this idea by chance.

    How often each of its steps is met elsewhere in the melody gives how many such places are to be
    expected; what is left out are the places themselves.
    """
    length = len(idea)
    taken = {place - back for place in [len(tones) - 1, *places] for back in range(length)}
    others = [tone for place, tone in enumerate(tones) if place and place not in taken]
    expected = max(1.0, len(tones) - 2 * length + 1)
    for place, step in enumerate(idea[1:]):
        met = sum(step.is_like(tone) and (not place or step.is_timed_like(tone)) for tone in others)
        expected *= (met + 0.5) / (len(others) + 5)
    return expected ** len(places) / math.factorial(len(places))

"""A player's line: one tone at a time, the highest where several are struck together."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from mtlearn.music.note import Phrase

__all__ = ["Line", "line"]

_TOGETHER: Final = 0.035
"""Seconds within which tones are struck together."""
_BREATH: Final = 0.8
"""Seconds without a new tone after which one begins a phrase, and ..."""
_PAUSE: Final = 1.8
"""... how many times the usual distance between tones it is at least."""
_INTERVALS: Final = 25
_RHYTHMS: Final = 5


@dataclass(frozen=True)
class Line:
    """Tones in order, and how usual each step from one to the next is for this player.

    Args:
        onsets, pitches, ends: of each tone; seconds and MIDI pitches.
    """

    onsets: tuple[float, ...]
    pitches: tuple[int, ...]
    ends: tuple[float, ...]
    steps: tuple[int, ...] = field(init=False)
    waits: tuple[float, ...] = field(init=False)
    turns: tuple[int, ...] = field(init=False)
    ways: tuple[int, ...] = field(init=False)
    fresh: tuple[bool, ...] = field(init=False)
    bits: tuple[_Bits, _Bits, _Bits, _Bits] = field(init=False)

    def __post_init__(self) -> None:
        steps = tuple(b - a for a, b in pairwise(self.pitches))
        waits = tuple(b - a for a, b in pairwise(self.onsets))
        ways = tuple((step > 0) - (step < 0) for step in steps)
        usual = sorted(waits)[len(waits) // 2] if waits else 0.0
        pause = max(_BREATH, _PAUSE * usual)
        turns = tuple(_turn(a, b) for a, b in pairwise(waits))
        made = {
            "steps": steps,
            "waits": waits,
            "turns": turns,
            "ways": ways,
            "fresh": tuple(index == 0 or waits[index - 1] >= pause for index in range(len(self.onsets))),
            "bits": (
                _Bits(steps, _INTERVALS),
                _Bits(turns, _RHYTHMS),
                _Bits(self.pitches, _INTERVALS),
                _Bits(ways, 3),
            ),
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)

    def surprise(self, first: int, count: int, *, pitch: bool, contour: bool) -> float:
        """Say how unlikely it is, in bits, that this player came to these tones by their own habits.

        Args:
            first: the first tone.
            count: how many tones.
            pitch: whether the very pitch of the first tone counts.
            contour: whether only up and down count, and not the size of a step.
        """
        intervals, rhythms, pitches, ways = self.bits
        last = first + count - 1
        found = sum(rhythms.of(turn) for turn in self.turns[first : last - 1])
        if contour:
            return found + sum(ways.of(way) for way in self.ways[first:last])
        found += sum(intervals.of(step) for step in self.steps[first:last])
        return found + (pitches.of(self.pitches[first]) if pitch else 0.0)


class _Bits:
    """How much each of a player's habits says: what is usual says little."""

    def __init__(self, seen: Sequence[Hashable], kinds: int) -> None:
        self._counts = Counter(seen)
        self._all = len(seen) + kinds

    def of(self, one: Hashable) -> float:
        return -math.log2((self._counts[one] + 1) / self._all)


def _turn(wait: float, following: float) -> int:
    """Say how much longer the next wait is, in octaves of time: alike, twice, four times."""
    return max(-2, min(2, round(math.log2(max(following, 1e-3) / max(wait, 1e-3)))))


def line(notes: Phrase) -> Line:
    """Read a player's line out of their notes."""
    kept: list[tuple[float, int, float]] = []
    for note in sorted(notes):
        if kept and note.onset - kept[-1][0] <= _TOGETHER:
            onset, pitch, end = kept[-1]
            kept[-1] = (onset, max(pitch, note.pitch), max(end, note.offset))
        else:
            kept.append((note.onset, note.pitch, note.offset))
    return Line(
        tuple(onset for onset, _, _ in kept),
        tuple(pitch for _, pitch, _ in kept),
        tuple(end for _, _, end in kept),
    )

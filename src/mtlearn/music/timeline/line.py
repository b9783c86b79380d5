"""A player's line: one tone at a time, the highest where several are struck together."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_WAYS: Final = 3


@dataclass(frozen=True)
class Line:
    """Tones in order, and how usual each step from one to the next is for this player.

    Args:
        onsets, pitches, ends: of each tone; seconds and MIDI pitches.
    """

    onsets: tuple[float, ...]
    pitches: tuple[int, ...]
    ends: tuple[float, ...]

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """From each tone to the next, in semitones."""
        return tuple(b - a for a, b in pairwise(self.pitches))

    @cached_property
    def ways(self) -> tuple[int, ...]:
        """From each tone to the next: 1 up, -1 down, 0 the same."""
        return tuple((step > 0) - (step < 0) for step in self.steps)

    @cached_property
    def waits(self) -> tuple[float, ...]:
        """From each tone to the next, in seconds."""
        return tuple(b - a for a, b in pairwise(self.onsets))

    @cached_property
    def fresh(self) -> tuple[bool, ...]:
        """Whether each tone begins a phrase: the first, and those after a pause."""
        usual = sorted(self.waits)[len(self.waits) // 2] if self.waits else 0.0
        pause = max(_BREATH, _PAUSE * usual)
        return tuple(index == 0 or self.waits[index - 1] >= pause for index in range(len(self.onsets)))

    def surprise(self, first: int, count: int, *, pitch: bool, contour: bool) -> float:
        """Say how unlikely it is, in bits, that this player came to these tones by their own habits.

        Args:
            first: the first tone.
            count: how many tones.
            pitch: whether the very pitch of the first tone counts.
            contour: whether only up and down count, and not the size of a step.
        """
        intervals, shapes, rhythms = self._along
        last = first + count - 1
        steps = shapes if contour else intervals
        found = steps[last] - steps[first] + rhythms[last - 1] - rhythms[first]
        return found + (self._pitches[first] if pitch and not contour else 0.0)

    @cached_property
    def _along(self) -> tuple[list[float], list[float], list[float]]:
        """Bits from the beginning up to each tone: by steps, by ups and downs, by rhythm."""
        turns = [_turn(a, b) for a, b in pairwise(self.waits)]
        each = _bits(self.steps, _INTERVALS), _bits(self.ways, _WAYS), _bits(turns, _RHYTHMS)
        along = ([0.0, *accumulate(bits)] for bits in each)
        return next(along), next(along), next(along)

    @cached_property
    def _pitches(self) -> list[float]:
        return _bits(self.pitches, _INTERVALS)


def _bits(seen: Sequence[int], kinds: int) -> list[float]:
    """Say how much each says of a player's choosing: what is usual for them says little."""
    counts, every = Counter(seen), len(seen) + kinds
    says = {one: -math.log2((count + 1) / every) for one, count in counts.items()}
    return [says[one] for one in seen]


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

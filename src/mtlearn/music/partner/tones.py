"""The tones the partner plays with: the learner's own scale over all octaves, or the learner's drums.

Everything a stance plays is found from here: the nearest tone, so many steps up or down, the same tone in
another register. On drums a step is the next drum in the learner's order, and registers mean nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from mtlearn.errors import MusicError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["HIGHEST", "LOWEST", "Tones"]

LOWEST: Final = 21
HIGHEST: Final = 108
"""The piano's lowest and highest key."""
_OCTAVE: Final = 12
_FIFTH: Final = 7


class Tones:
    """The learner's tones, laid out for the partner.

    Args:
        pitches: the learner's keys, the first being the ground tone; on drums the drums in their order.
        drums: whether they are drums.

    Raises:
        MusicError: there are no pitches.
    """

    def __init__(self, pitches: Sequence[int], *, drums: bool = False) -> None:
        if not pitches:
            message = "The partner needs at least one tone to play with; got none."
            raise MusicError(message)
        self.drums = drums
        self.tonic = pitches[0] % _OCTAVE
        self.classes = frozenset(pitch % _OCTAVE for pitch in pitches)
        self.ladder: tuple[int, ...] = (
            tuple(dict.fromkeys(pitches))
            if drums
            else tuple(pitch for pitch in range(LOWEST, HIGHEST + 1) if pitch % _OCTAVE in self.classes)
        )

    def place(self, pitch: int) -> int:
        """Say at which place of the ladder a pitch stands, or the tone nearest to it (the lower of two)."""
        if self.drums:
            return self.ladder.index(pitch) if pitch in self.ladder else pitch % len(self.ladder)
        place = bisect_left(self.ladder, pitch)
        near = [one for one in (place - 1, place) if 0 <= one < len(self.ladder)]
        return min(near, key=lambda one: (abs(self.ladder[one] - pitch), one))

    def nearest(self, pitch: int) -> int:
        """Give the tone nearest to a pitch."""
        return self.ladder[self.place(pitch)]

    def step(self, pitch: int, steps: int) -> int:
        """Go so many steps up or down; past the end of the ladder it turns back."""
        last = len(self.ladder) - 1
        if not last:
            return self.ladder[0]
        place = (self.place(pitch) + steps) % (2 * last)
        return self.ladder[place if place <= last else 2 * last - place]

    def toward(self, pitch: int, centre: float) -> int:
        """Give the same tone in the octave nearest to a centre; drums stay what they are."""
        if self.drums:
            return self.nearest(pitch)
        found = pitch + _OCTAVE * round((centre - pitch) / _OCTAVE)
        while found < LOWEST:
            found += _OCTAVE
        while found > HIGHEST:
            found -= _OCTAVE
        return self.nearest(found)

    def between(self, low: float, high: float) -> tuple[int, ...]:
        """Give the tones from low to high; at least the one nearest to their middle. On drums: all."""
        if self.drums:
            return self.ladder
        found = tuple(pitch for pitch in self.ladder if low <= pitch <= high)
        return found or (self.nearest(round((low + high) / 2)),)

    def fifth(self, root: int) -> int:
        """Give the tone nearest to a fifth above a root; on drums the drum after it."""
        return self.step(root, 1) if self.drums else self.nearest(root + _FIFTH)

    def root(self, tonic: int, low: int) -> int:
        """Give the ground tone from ``low`` upwards; on drums the first drum."""
        if self.drums:
            return self.ladder[0]
        return self.nearest(low + (tonic - low) % _OCTAVE)

    def steps(self, start: int, end: int) -> int:
        """Count the steps from one tone to another, upwards positive."""
        return self.place(end) - self.place(start)

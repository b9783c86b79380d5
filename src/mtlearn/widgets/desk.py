"""Who plays on which channel while music goes round and its voices change."""

from __future__ import annotations

from typing import Final

__all__ = ["CHANNELS", "RINGS", "Desk"]

CHANNELS: Final = tuple(range(2, 15))
"""The channels the music may sound on; 0 is the learner's own, and 15 the sound check's."""
RINGS: Final = 3.0
"""Seconds after its last bar that a channel may still ring, and is given to no other voice."""


class Desk:
    """Who plays on which channel: one for each part with its voice, given on when it has rung out."""

    def __init__(self) -> None:
        self._seats: dict[tuple[str, str], tuple[int, float]] = {}

    def seat(self, part: str, voice: str, until: float) -> tuple[int, bool]:
        """Give the channel of a part with a voice that plays until a moment, and whether that is new."""
        key = (part, voice)
        if key in self._seats:
            channel, known = self._seats[key]
            self._seats[key] = channel, max(until, known)
            return channel, False
        taken = {channel for channel, _ in self._seats.values()}
        free = [channel for channel in CHANNELS if channel not in taken]
        if not free:
            oldest = min(self._seats, key=lambda one: self._seats[one][1])
            free = [self._seats.pop(oldest)[0]]
        self._seats[key] = free[0], until
        return free[0], True

"""What is still to be played: moves in order of their time, and the taking back of some of them.

Both ends of the sound card keep one: the engine to play from, the kernel to know what a new engine has to
take up. It holds no clock; times are seconds on whatever clock the moves were planned by.
"""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["Move", "Plan"]


class Move(NamedTuple):
    """A key struck or let go. With a ``length`` (seconds) above 0 the note ends by itself, whatever follows.

    ``order`` keeps moves of one moment in the order they were asked for.
    """

    time: float
    order: int
    struck: bool
    channel: int
    pitch: int
    velocity: int
    length: float = 0.0


class Plan:
    """Moves to come."""

    def __init__(self) -> None:
        self._moves: list[Move] = []
        self._down: defaultdict[tuple[int, int], int] = defaultdict(int)
        self._order = 0

    def __len__(self) -> int:
        return len(self._moves)

    def __iter__(self) -> Iterator[Move]:
        """Give what is still to come, earliest first."""
        return iter(sorted(self._moves))

    def add(  # noqa: PLR0913 - what a move is made of
        self, *, struck: bool, channel: int, pitch: int, velocity: int, time: float, length: float = 0.0
    ) -> None:
        """Plan a move."""
        self._order += 1
        heapq.heappush(self._moves, Move(time, self._order, struck, channel, pitch, velocity, length))

    def due(self, before: float) -> Iterator[Move]:
        """Give, once, the moves whose time has come, in order."""
        while self._moves and self._moves[0].time < before:
            move = heapq.heappop(self._moves)
            key = (move.channel, move.pitch)
            if not move.struck:
                self._down[key] = max(0, self._down[key] - 1)
            elif not move.length:
                self._down[key] += 1
            yield move

    def cancel(self, channels: Collection[int], after: float) -> None:
        """Take back the notes on these channels that would be struck at ``after`` or later, ends and all.

        Of presses of one key the earliest is let go first, so the ends that stay are those of the keys
        that are down already, or will be before ``after``.
        """
        presses: defaultdict[tuple[int, int], deque[bool]] = defaultdict(deque)
        for key, count in self._down.items():
            presses[key].extend([True] * count)
        kept = []
        for move in sorted(self._moves):
            stays = move.channel not in channels or move.time < after
            if move.channel in channels and not move.length:
                key = (move.channel, move.pitch)
                if move.struck:
                    presses[key].append(stays)
                else:
                    stays = presses[key].popleft() if presses[key] else True
            if stays:
                kept.append(move)
        self._moves = kept  # sorted, which is a heap

    def clear(self) -> None:
        """Forget all that was planned."""
        self._moves.clear()
        self._down.clear()

"""A move: a tone begins or ends. Everybody who plays live speaks in moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Move", "carried"]


class Move(NamedTuple):
    """A tone begins or ends: when (seconds on the learner's clock), which, and how hard (velocity 1-127)."""

    time: float
    sounding: bool
    pitch: int
    velocity: int


def carried(moves: Iterable[Move], over: Callable[[int], int]) -> list[Move]:
    """Carry moves over to other pitches, in order of time; what has begun before them ends where it began."""
    found: list[Move] = []
    begun: set[int] = set()
    for move in moves:
        own = move.sounding or move.pitch in begun
        begun = begun | {move.pitch} if move.sounding else begun - {move.pitch}
        found.append(move._replace(pitch=over(move.pitch)) if own else move)
    return found

"""A move: a tone begins or ends. Everybody who plays live speaks in moves."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Move"]


class Move(NamedTuple):
    """A tone begins or ends: when (seconds on the learner's clock), which, and how hard (velocity 1-127)."""

    time: float
    sounding: bool
    pitch: int
    velocity: int

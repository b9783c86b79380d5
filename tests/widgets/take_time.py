"""Time that passes only when a test lets it: a take can be played without waiting, and comes out the same."""

from __future__ import annotations

import asyncio

__all__ = ["TakeTime"]

_LOOK = 0.1
_TURNS = 6
"""Turns of the loop in which whoever waits for a moment gets to do what they wait for."""


class TakeTime:
    """A clock, and the pauses that go by it."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        """Say what the time is."""
        return self.now

    async def pause(self, seconds: float) -> None:
        """Wait until so many seconds have been let pass."""
        due = self.now + seconds
        while self.now < due - 1e-9:  # noqa: ASYNC110 - time is what the test says, and has no event
            await asyncio.sleep(0)

    async def run(self, seconds: float) -> None:
        """Let time pass, a tenth of a second at a time."""
        ends = self.now + seconds
        while self.now < ends - 1e-9:
            self.now = min(ends, self.now + _LOOK)
            for _ in range(_TURNS):
                await asyncio.sleep(0)

"""What stands for the page of an exercise with music that goes round."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.widgets.band import Band


async def until(true: Callable[[], object]) -> None:
    """Wait on a state, twenty seconds at most."""
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - the state is the exercise's, which has no event to wait on
            await asyncio.sleep(0.01)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Give the time a test has set."""
        return self.now


class BandPage:
    """Says things to the exercise, and keeps what it is told."""

    def __init__(self, panel: Band, clock: Clock) -> None:
        self.panel, self.clock = panel, clock
        self.heard: list[dict[str, Any]] = []
        self.buffers: list[Any] = []
        self.begun = clock.now
        panel.send = self._hear

    def _hear(self, content: dict[str, Any], buffers: Any = None) -> None:
        self.heard.append(content)
        self.buffers.append(buffers)

    @property
    def at(self) -> float:
        """Seconds since the music was started."""
        return self.clock.now - self.begun

    def says(self, kind: str, **content: object) -> None:
        """Send a message, as the page does."""
        self.panel._hear(self.panel, {"type": kind, **content}, [])

    def of(self, kind: str) -> list[dict[str, Any]]:
        """Give all the page was told of a kind."""
        return [content for content in self.heard if content["type"] == kind]

    async def hears(self, kind: str, count: int = 1) -> dict[str, Any]:
        """Wait until the page was told so much of a kind, and give the last of it."""
        await until(lambda: len(self.of(kind)) >= count)
        return self.of(kind)[-1]

    async def starts(self, **how: object) -> None:
        """Start the music, and wait for its first bars."""
        already = len(self.of("started"))
        bars = len(self.of("backing"))
        self.says("start", **how)
        await self.hears("started", already + 1)
        self.begun = self.clock.now
        self.says("clock", at=0.0)
        await self.hears("backing", bars + 1)

    async def waits(self, seconds: float, step: float = 0.5) -> None:
        """Let music go on for a time, a step at a time; the exercise looks in between."""
        steps = round(seconds / step)
        for _ in range(steps):
            self.clock.now += step
            self.says("clock", at=self.at)
            await asyncio.sleep(0.11)

    def bars(self) -> list[dict[str, Any]]:
        """Give all bars that were planned and not taken back, in order."""
        found: list[dict[str, Any]] = []
        for told in self.of("backing"):
            if told["cancel"] is not None:
                found = [bar for bar in found if bar["start"] < told["at"] - 0.001]
            found += told["bars"]
        return found

    def events(self) -> list[Any]:
        """Give all events that were planned and not taken back."""
        found: list[Any] = []
        for told in self.of("backing"):
            if told["cancel"] is not None:
                found = [event for event in found if event.time < told["cancel"]]
            found += told["events"]
        return found

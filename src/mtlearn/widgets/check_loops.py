"""The sound check's measurement: the card by the computer's own microphone, the page by the browser's."""

from __future__ import annotations

import asyncio
import threading
from abc import abstractmethod
from typing import TYPE_CHECKING, Any, Final

from mtlearn.errors import SoundError
from mtlearn.sound.latency import EMITTED, Loop, measured
from mtlearn.sound.loop import SECONDS, card_loop
from mtlearn.widgets.measured import Measured, keep_latency, latency
from mtlearn.widgets.panel import Panel
from mtlearn.widgets.sounding import BROWSER

if TYPE_CHECKING:
    from mtlearn.learner.store import Store
    from mtlearn.sound.card import SoundCard

__all__ = ["Loops"]

_MOST: Final = 12 * 192_000
"""Frames of a page's recording that are looked at: twelve seconds at the highest rate there is."""


class Loops(Panel):
    """A panel that measures the way out and in again when it is asked to.

    The page asks ``{"type": "measure"}`` for the card. For its own way out it records by itself and sends
    ``{"type": "recording", "rate", "emitted", "told", "back"}`` with the frames (float32, mono) as a buffer:
    ``emitted`` has when each chord was sent, in seconds after the first frame. Either is answered
    ``{"type": "measured", "way", "said", "ok"}``; what was heard is forgotten, the figure is kept.
    """

    _store: Store
    _stop: threading.Event | None = None

    @abstractmethod
    async def _opened(self) -> SoundCard | None:
        """Give the sound card; where there is none, that has been said."""

    @abstractmethod
    def _show(self) -> None:
        """Show all anew."""

    def hear_measure(self, _content: dict[str, Any]) -> None:
        """Measure the sound card."""
        if self._stop is None:
            self._stop = threading.Event()
            self.spawn(self._measure_card(self._stop))

    def hear_stop(self, _content: dict[str, Any]) -> None:
        """Break a measurement off: the microphone closes at once."""
        if self._stop:
            self._stop.set()

    def hear_recording(self, content: dict[str, Any], buffers: list[memoryview]) -> None:
        """Measure what the page's microphone heard of the page."""
        self.spawn(self._measure_page(content, bytes(buffers[0])))

    async def _measure_card(self, stop: threading.Event) -> None:
        try:
            card: SoundCard | None = await self._opened()
            if card is None:
                self._tell_measured("card", "loop_no_card")
                return
            self.tell("measuring", seconds=SECONDS)
            told, device = card.status.latency, card.status.device
            try:
                found = await asyncio.to_thread(card_loop, card, stop)
            except SoundError:
                card.silence()
                self._tell_measured("card", "loop_stopped" if stop.is_set() else "loop_no_microphone")
                return
            self._conclude("card", device, found.loop, (told, found.back))
        finally:
            self._stop = None

    async def _measure_page(self, content: dict[str, Any], heard: bytes) -> None:
        import numpy as np  # noqa: PLC0415 - only when something is measured

        try:
            sound = np.frombuffer(heard[: len(heard) // 4 * 4], "<f4")[:_MOST]
            emitted = [float(sent) for sent in content["emitted"]][: len(EMITTED)]
            loop = await asyncio.to_thread(measured, sound, float(content["rate"]), emitted)
            told = float(content.get("told") or 0), float(content.get("back") or 0)
        except (SoundError, TypeError, ValueError, KeyError):
            self._tell_measured("browser", "loop_nothing")
            return
        self._conclude("browser", BROWSER, loop, told)

    def _conclude(self, way: str, device: str, loop: Loop, told: tuple[float, float]) -> None:
        if loop.delay is None:
            self._tell_measured(way, f"loop_{loop.why}")
            return
        with self.guarded():
            keep_latency(self._store, device, Measured(loop.delay, loop.spread, *told))
        ms, spread = round(1000 * loop.delay), max(1, round(1000 * loop.spread))
        self._tell_measured(way, "loop_found", ms=ms, spread=spread, found=loop.found, sent=loop.sent)
        self._show()

    def _tell_measured(self, way: str, key: str, **values: object) -> None:
        said = self.words[key].format(**values)
        self.tell("measured", way=way, said=said, ok=key == "loop_found")

    def _kept(self, device: str) -> dict[str, float] | None:
        """Give what is kept of a device, for the page."""
        found = latency(self._store, device) if device else None
        if found is None:
            return None
        return {"ms": round(1000 * found.loop), "spread": max(1, round(1000 * found.spread)), "at": found.at}

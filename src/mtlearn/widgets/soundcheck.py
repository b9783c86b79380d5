"""The sound check: where sound comes from, whether it is heard on both sides, how loud, how soon."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from mtlearn import errors
from mtlearn.errors import SoundError
from mtlearn.sound.devices import report
from mtlearn.sound.event import Event
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.panel import Panel, said
from mtlearn.widgets.sounding import (
    choose_sound_out,
    choose_volume,
    forced,
    open_card,
    sound_out,
    volume,
)
from mtlearn.widgets.voices import PLAYER, Sounding

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.language import Language
    from mtlearn.learner.store import Store
    from mtlearn.sound.card import SoundCard
    from mtlearn.widgets.sounding import SoundOut

__all__ = ["CHANNEL", "SOUNDS", "VOICE", "SoundCheck"]

CHANNEL = 15
VOICE = "kalimba"
SOUNDS: dict[str, tuple[float, tuple[Event, ...]]] = {
    "left": (-1.0, (Event(0.0, CHANNEL, 67, 85, 0.8),)),
    "right": (1.0, (Event(0.0, CHANNEL, 72, 85, 0.8),)),
    "phrase": (
        0.0,
        tuple(Event(0.28 * step, CHANNEL, pitch, 85, 0.5) for step, pitch in enumerate((60, 64, 67, 69, 72))),
    ),
}
"""What can be listened to: where it is placed, and what is played."""
_SOON = 0.02


class SoundCheck(Sounding, Panel):
    """A panel for the home page.

    Args:
        lang: the language it speaks.
        store: the learner's log, which keeps the way out and the volume.
        card: gives the sound card; may raise SoundError.
        devices: gives what :func:`mtlearn.sound.devices.report` gives.
    """

    room = "soundcheck"
    _esm = script("base.js", *PLAYER, "soundcheck.js")
    _css = style("soundcheck.css")

    def __init__(
        self,
        lang: Language,
        store: Store,
        *,
        card: Callable[[], SoundCard] | None = None,
        devices: Callable[[], dict[str, Any]] = report,
    ) -> None:
        super().__init__(lang)
        self.sound_store = store
        self._store = store
        self._card = card or (lambda: open_card(store))
        self._devices = devices
        self._out: SoundOut | None = None
        self._device = ""
        self._no_card = ""
        self._show()

    def hear_open(self, content: dict[str, Any]) -> None:
        """The page is there: say which way sound goes out."""
        self.spawn(self._look(local=content.get("local") is True))

    def hear_choose(self, content: dict[str, Any]) -> None:
        """The learner chose where sound comes from."""
        self.spawn(self._settle("card" if content.get("way") == "card" else "browser"))

    def hear_volume(self, content: dict[str, Any]) -> None:
        """The learner set the volume."""
        level = float(content["value"])
        with self.guarded():
            choose_volume(self._store, level)
        self._show()
        if self._out == "card":
            self.spawn(self._on_card(lambda card: card.set_volume(volume(self._store))))

    def hear_test(self, content: dict[str, Any]) -> None:
        """The learner wants to hear something on the sound card."""
        name = str(content.get("sound"))
        if name in SOUNDS:
            self.spawn(self._on_card(lambda card: self._play(card, name)))

    def hear_quiet(self, _content: dict[str, Any]) -> None:
        """The learner wants it to be quiet."""
        if self._out == "card":
            self.spawn(self._on_card(lambda card: card.silence()))

    async def _look(self, *, local: bool) -> None:
        found = await asyncio.to_thread(self._devices)
        self._device = found["default"] or ""
        self._no_card = ""
        if found["kind"]:
            kind = getattr(errors, found["kind"], SoundError)
            self._no_card = said(kind(found["trouble"], **found["details"]), self.lang)
        there = bool(self._device)
        self._out = sound_out(self._store, host_is_local=local and there)
        if self._out == "card" and not there and not forced():
            self._out = "browser"
        self._show()

    async def _settle(self, way: SoundOut) -> None:
        try:
            await self._choose(way)
        finally:  # the page has moved its mark already; where the choice did not hold, it must move back
            self.tell("settled")

    async def _choose(self, way: SoundOut) -> None:
        if forced():
            self._show()
            return
        if way == "card" and not await self._on_card(lambda card: card.silence()):
            return
        if way == "browser" and self._out == "card":
            await self._on_card(lambda card: card.silence())
        self._out = way
        self._show()
        choose_sound_out(self._store, way)

    def _play(self, card: SoundCard, name: str) -> None:
        pan, events = SOUNDS[name]
        card.set_voice(CHANNEL, VOICE)
        card.set_pan(CHANNEL, pan)
        card.play(events, time.perf_counter() + _SOON)
        latency = card.status.latency + card.status.blocksize / 48_000 / 2
        self.tell("played", sound=name, latency=latency)

    async def _on_card(self, act: Callable[[SoundCard], None]) -> bool:
        """Do something with the card; where that cannot be, go on in the page and say why."""
        try:
            card = await asyncio.to_thread(self._card)
            card.on_lost = self._hear_lost(asyncio.get_running_loop())
            self._device = card.status.device or self._device
            act(card)
        except SoundError as error:
            self._lose(error)
            return False
        return True

    def _hear_lost(self, loop: asyncio.AbstractEventLoop) -> Callable[[SoundError], None]:
        def lost(error: SoundError) -> None:
            loop.call_soon_threadsafe(self._lose, error)

        return lost

    def _lose(self, error: SoundError) -> None:
        self._out = "browser"
        self.notice = self._no_card = said(error, self.lang)
        self._show()

    def _show(self) -> None:
        self.view = {
            "out": self._out,
            "forced": forced() is not None,
            "device": self._device,
            "no_card": self._no_card,
            "volume": round(100 * volume(self._store)),
            "sounds": {
                name: [pan, [list(event) for event in events]] for name, (pan, events) in SOUNDS.items()
            },
            "channel": CHANNEL,
            "voice": VOICE,
        }

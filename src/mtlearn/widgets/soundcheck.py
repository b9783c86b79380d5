"""The sound check: where sound comes from, whether it is heard on both sides, how loud, how soon."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import traitlets

from mtlearn import errors
from mtlearn.errors import SoundError
from mtlearn.sound.channels import CHECK
from mtlearn.sound.devices import report
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.check_loops import Loops
from mtlearn.widgets.check_sounds import SOUNDS, VOICE, told_sounds
from mtlearn.widgets.panel import said
from mtlearn.widgets.sounding import (
    BROWSER,
    choose_device,
    choose_sound_out,
    choose_volume,
    device,
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

__all__ = ["SoundCheck"]

_SOON = 0.02
_BLOCKS = 0.5
"""A note struck now waits for half a block of sound, on average."""


class SoundCheck(Sounding, Loops):
    """A panel for the home page, and wherever somebody plays.

    Args:
        lang: the language it speaks.
        store: the learner's log, which keeps the way out, the device, and the volume and latency of each.
        card: gives the sound card; may raise SoundError.
        devices: gives what :func:`mtlearn.sound.devices.report` gives.
    """

    room = "soundcheck"
    _esm = script("base.js", *PLAYER, "pads.js", "loopback.js", "midi-list.js", "soundcheck.js")
    _css = style("soundcheck.css")
    sounds = traitlets.Dict().tag(sync=True)
    """What the page plays by itself: see check_sounds."""

    def __init__(
        self,
        lang: Language,
        store: Store,
        *,
        card: Callable[[], SoundCard] | None = None,
        devices: Callable[[], dict[str, Any]] = report,
    ) -> None:
        super().__init__(lang, sounds=told_sounds(lang))
        self.sound_store = store
        self._store = store
        self._card = card or (lambda: open_card(store))
        self._devices = devices
        self._open: SoundCard | None = None
        self._out: SoundOut | None = None
        self._found: list[str] = []
        self._default = self._used = ""
        self._no_card = ""
        self._wanted = 0
        self._show()

    def hear_open(self, content: dict[str, Any]) -> None:
        """The page is there, or looks again: say which outputs there are and which way sound goes out."""
        self.spawn(self._look(local=content.get("local") is True, again=content.get("again") is True))

    def hear_choose(self, content: dict[str, Any]) -> None:
        """The learner chose where sound comes from."""
        self.spawn(self._settle("card" if content.get("way") == "card" else "browser"))

    def hear_device(self, content: dict[str, Any]) -> None:
        """The learner chose one of the sound card's outputs; None is the system's own choice."""
        name = content.get("device")
        self._wanted += 1
        self.spawn(self._take(name if name in self._found else None, self._wanted))

    def hear_volume(self, content: dict[str, Any]) -> None:
        """The learner set the volume of the way in use."""
        level = float(content["value"])
        with self.guarded():
            choose_volume(self._store, level, self._name)
        self._show()
        if self._out == "card":
            level = volume(self._store, self._name)
            self.spawn(self._on_card(lambda card: card.set_volume(level)))

    def hear_test(self, content: dict[str, Any]) -> None:
        """The learner wants to hear something on the sound card."""
        name = str(content.get("sound"))
        if name in SOUNDS:
            self.spawn(self._on_card(lambda card: self._play(card, name)))

    def hear_press(self, content: dict[str, Any]) -> None:
        """A pad or a key of a keyboard was struck, or let go: sound it before anything else is done."""
        if self._open and self._open.alive:
            self._press(self._open, content)
        else:
            self.spawn(self._on_card(lambda card: self._press(card, content)))

    def hear_quiet(self, _content: dict[str, Any]) -> None:
        """The learner wants it to be quiet."""
        self.hear_stop({})
        if self._out == "card":
            self.spawn(self._on_card(lambda card: card.silence()))

    @property
    def _name(self) -> str:
        """What the way in use goes by where volumes and latencies are kept."""
        return self._used if self._out == "card" and self._used else BROWSER

    async def _look(self, *, local: bool, again: bool) -> None:
        found = await asyncio.to_thread(self._devices)
        self._found = [one["name"] for one in found["devices"]]
        self._default = found["default"] or ""
        chosen = device(self._store)
        self._used = chosen if chosen in self._found else self._default
        self._no_card = ""
        if found["kind"]:
            kind = getattr(errors, found["kind"], SoundError)
            self._no_card = said(kind(found["trouble"], **found["details"]), self.lang)
        there = bool(self._used)
        self._out = sound_out(self._store, host_is_local=local and there)
        if self._out == "card" and not there and not forced():
            self._out = "browser"
        self._show()
        if again:
            self.tell("looked", count=len(self._found))

    async def _settle(self, way: SoundOut) -> None:
        before = self._name
        try:
            await self._choose(way)
        finally:  # the page has moved its mark already; where the choice did not hold, it must move back
            self.tell("settled", moved=before != self._name)

    async def _choose(self, way: SoundOut) -> None:
        if forced():
            self._show()
            return
        if way == "card":
            self._keep_down(self._used)
            if not await self._on_card(lambda card: card.silence()):
                return
        elif self._out == "card":
            await self._on_card(lambda card: card.silence())
            self._keep_down(BROWSER)
        self._out = way
        self._show()
        choose_sound_out(self._store, way)

    async def _take(self, name: str | None, turn: int) -> None:
        """Go through another output, silence first; only the last of several choices made at once counts."""
        if self._open and self._open.alive:
            self._open.silence()
        if turn != self._wanted:
            return
        with self.guarded():
            self._keep_down(name or self._default)
            choose_device(self._store, name)
        self._used = name or self._default
        if self._out == "card":
            await self._on_card(lambda card: card.silence())
        self._show()
        self.tell("settled", moved=True)

    def _keep_down(self, name: str) -> None:
        """Let an output with no volume of its own begin no louder than the one before it."""
        now, then = volume(self._store, self._name), volume(self._store, name)
        if name and name != self._name and now < then == volume(self._store):
            choose_volume(self._store, now, name)

    def _play(self, card: SoundCard, name: str) -> None:
        pan, events = SOUNDS[name]
        card.set_pan(CHECK, pan)
        card.play(events, time.perf_counter() + _SOON)
        self.tell("played", sound=name, latency=_latency(card), ahead=_SOON)

    def _press(self, card: SoundCard, content: dict[str, Any]) -> None:
        pitch = min(127, max(0, int(content["pitch"])))
        if content.get("on"):
            card.set_pan(CHECK, 0.0)
            card.note_on(CHECK, pitch, min(127, max(1, int(content["velocity"]))))
            self.tell("sounded", id=content.get("id"), latency=_latency(card))
        else:
            card.note_off(CHECK, pitch)

    async def _on_card(self, act: Callable[[SoundCard], None]) -> bool:
        """Do something with the card; where that cannot be, go on in the page and say why."""
        card = await self._opened()
        if card is None:
            return False
        try:
            act(card)
        except SoundError as error:
            self._lose(error)
            return False
        return True

    async def _opened(self) -> SoundCard | None:
        loop = asyncio.get_running_loop()
        try:
            card = await asyncio.to_thread(self._card)
            if card is not self._open:
                self._open = card
                card.set_voice(CHECK, VOICE)
        except SoundError as error:
            self._lose(error)
            return None

        def lost(error: SoundError) -> None:
            loop.call_soon_threadsafe(self._lose, error)

        def moved(name: str, _why: SoundError) -> None:
            loop.call_soon_threadsafe(self._move, name)

        card.on_lost, card.on_moved = lost, moved
        self._used = card.status.device or self._used
        return card

    def _move(self, name: str) -> None:
        self._used = name
        self._show()
        self.tell("settled", moved=True)

    def _lose(self, error: SoundError) -> None:
        self._out, self._open = "browser", None
        self.notice = self._no_card = said(error, self.lang)
        self._show()

    def _show(self) -> None:
        chosen = device(self._store)
        self.view = {
            "out": self._out,
            "forced": forced() is not None,
            "device": self._used,
            "devices": self._found,
            "default": self._default,
            "chosen": chosen if chosen in self._found else None,
            "gone": chosen if chosen and chosen not in self._found and self._out else None,
            "no_card": self._no_card,
            "volume": round(100 * volume(self._store, self._name)),
            "measured": {"card": self._kept(self._used), "browser": self._kept(BROWSER)},
        }


def _latency(card: SoundCard) -> float:
    """Give the seconds from a call to sound as the device tells them."""
    return card.status.latency + _BLOCKS * card.status.blocksize / 48_000

"""Which way the sound of an exercise goes out, and what happens when that way closes while we play."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from mtlearn.errors import SoundError
from mtlearn.language import words
from mtlearn.widgets.card_out import CardOut

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.language import Language
    from mtlearn.sound.card import SoundCard
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.sounding import SoundOut

__all__ = ["WayOut", "goes_on"]

_log = logging.getLogger("mtlearn")


def goes_on(device: str, lang: Language) -> str:
    """Say that sound had broken off and goes on through a device of this name."""
    return words("errors", lang)["SoundGoesOn"].format(device=device)


class WayOut:
    """The sound card where that is the way, else nothing: the page then sounds by itself.

    Args:
        card: gives the sound card; may raise SoundError, and may take a moment.
        lost: called on the kernel's loop, once, when the card would not open or went away for good.
        moved: called there when sound had broken off and goes on through the card, with its device's name
            and what had happened; :func:`goes_on` says it in a sentence.
    """

    def __init__(
        self,
        card: Callable[[], SoundCard],
        lost: Callable[[SoundError], None],
        moved: Callable[[str, SoundError], None] = lambda _device, _why: None,
    ) -> None:
        self.out: SoundOut = "browser"
        self._given = card
        self._lost = lost
        self._moved = moved
        self._card: CardOut | None = None

    @property
    def is_open(self) -> bool:
        """Whether the kernel itself sounds just now."""
        return self._card is not None

    async def open(self, choices: Choices) -> None:
        """Open the card with the voices chosen, if it is the way; or go on in the page."""
        if self.out != "card":
            return
        loop = asyncio.get_running_loop()

        def lost(error: SoundError) -> None:
            with contextlib.suppress(RuntimeError):  # a loop that has ended has nobody to tell
                loop.call_soon_threadsafe(self.lose, error)

        def moved(device: str, why: SoundError) -> None:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._go_on, device, why)

        def card() -> SoundCard:
            opened = self._given()
            opened.on_moved = moved
            return opened

        try:
            # The kernel's one card is asked for each time: the learner may have chosen another device since.
            self._card = await asyncio.to_thread(CardOut, choices, lost, card)
        except SoundError as error:
            self.lose(error)

    def through(self, act: Callable[[CardOut], None]) -> None:
        """Do something with the card, if it is open."""
        if self._card:
            try:
                act(self._card)
            except SoundError as error:
                self.lose(error)

    def lose(self, error: SoundError) -> None:
        """Go on in the page from now on."""
        if self.out == "browser":
            return
        _log.warning("%s", error)
        self._card, self.out = None, "browser"
        self._lost(error)

    def _go_on(self, device: str, why: SoundError) -> None:
        _log.warning("%s It goes on through %s.", why, device)
        if self.out == "card":
            self._moved(device, why)

    def choose(self, way: SoundOut) -> None:
        """Take the way the learner chose; what sounds on the card is silenced first."""
        if way == "browser":
            self.through(lambda card: card.silence())
            self._card = None
        self.out = way

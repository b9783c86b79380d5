"""Which way the sound of an exercise goes out, and what happens when that way closes while we play."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from mtlearn.errors import SoundError
from mtlearn.widgets.card_out import CardOut

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.sound.card import SoundCard
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.sounding import SoundOut

__all__ = ["WayOut"]

_log = logging.getLogger("mtlearn")


class WayOut:
    """The sound card where that is the way, else nothing: the page then sounds by itself.

    Args:
        card: gives the sound card; may raise SoundError, and may take a moment.
        lost: called on the kernel's loop, once, when the card would not open or went away.
    """

    def __init__(self, card: Callable[[], SoundCard], lost: Callable[[SoundError], None]) -> None:
        self.out: SoundOut = "browser"
        self._own_card = card
        self._lost = lost
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
            loop.call_soon_threadsafe(self.lose, error)

        try:
            if self._card and self._card.alive:
                self._card.take_up(choices)
            else:
                self._card = await asyncio.to_thread(CardOut, choices, lost, self._own_card)
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

    def choose(self, way: SoundOut) -> None:
        """Take the way the learner chose; what sounds on the card is silenced first."""
        if way == "browser":
            self.through(lambda card: card.silence())
            self._card = None
        self.out = way

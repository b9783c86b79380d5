"""How an exercise sounds: through the computer's sound card or the page, at once and once more."""

from __future__ import annotations

import asyncio
import math
import time
from typing import TYPE_CHECKING, Any

from mtlearn.errors import StoreError
from mtlearn.widgets.choices import Choices
from mtlearn.widgets.exercise_takes import TakesPanel
from mtlearn.widgets.measured import latency, way_out
from mtlearn.widgets.replay import again
from mtlearn.widgets.sound_panel import Sounded
from mtlearn.widgets.sounding import BROWSER, open_card

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.language import Language
    from mtlearn.learner.record import Record
    from mtlearn.sound.card import SoundCard
    from mtlearn.widgets.card_out import CardOut

__all__ = ["SoundPanel"]

_SOON = 0.08


class SoundPanel(TakesPanel, Sounded):
    """A panel of takes that can be heard, and an instrument that sounds when it is touched.

    Args:
        lang: the language it speaks.
        record: the lesson's part of the learner's log.
        name: which exercise.
        clock: seconds that only go forward: the sound card's clock.
        card: gives the sound card; the kernel's one, at the learner's volume, where none is given.
    """

    def __init__(
        self,
        lang: Language,
        record: Record,
        name: str,
        *,
        clock: Callable[[], float] = time.perf_counter,
        card: Callable[[], SoundCard] | None = None,
    ) -> None:
        super().__init__(lang, record, name)
        self._clock = clock
        self._sound_through(card or (lambda: open_card(record.store)))

    def hear_panic(self, _content: dict[str, Any]) -> None:
        """Everything is to be silent, now."""
        self._way.through(lambda card: card.silence())

    def hear_hush(self, content: dict[str, Any]) -> None:
        """What is being listened to is to be silent."""
        self.hear_panic(content)

    def hear_listen(self, content: dict[str, Any]) -> None:
        """The learner listens to a take again, through the sound card."""
        self.spawn(self._listen(content))

    async def _listen(self, content: dict[str, Any]) -> None:
        take = self._found(content.get("take"))
        await self._way.open(Choices.of(take.last_settings))
        span = (float(content.get("from", 0)), float(content.get("to", math.inf)))
        events, voices = await asyncio.to_thread(again, take, str(content.get("who")), span)
        if self._way.is_open:
            self._way.through(lambda card: card.dress(voices))
            self._way.through(lambda card: card.play(events, self._clock() + _SOON))
        length = max((event.time + event.duration for event in events), default=0.0)
        here = [] if self._way.is_open else events
        self.tell("again", take=take.id, events=here, voices=voices, start=span[0], length=length)

    def _latency(self, told: float) -> float:
        """Say how many seconds late what is planned is heard here; ``told`` is the page's latency."""
        device = BROWSER

        def ask(card: CardOut) -> None:
            nonlocal device, told
            device, told = card.device, card.latency

        self._way.through(ask)
        try:
            return way_out(latency(self._record.store, device), told)
        except StoreError:
            return way_out(None, told)

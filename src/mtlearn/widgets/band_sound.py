"""How an exercise in which music goes round sounds: through the sound card or the page, louder or softer."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any

from mtlearn.errors import SoundError
from mtlearn.language import words
from mtlearn.widgets.choices import Choices
from mtlearn.widgets.sound_panel import Sounded
from mtlearn.widgets.sounding import open_card
from mtlearn.widgets.voices import Sounding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mtlearn.language import Language
    from mtlearn.learner.record import Record
    from mtlearn.sound.card import SoundCard
    from mtlearn.sound.event import Event

__all__ = ["BandSound"]


class BandSound(Sounding, Sounded):
    """A panel that sounds.

    Args:
        lang: the language it speaks.
        record: the part of the learner's log it is kept in.
        clock: seconds that only go forward: the sound card's clock.
        card: gives the sound card; the kernel's one, at the learner's volume, where none is given.
    """

    def __init__(
        self,
        lang: Language,
        record: Record,
        *,
        clock: Callable[[], float] = time.perf_counter,
        card: Callable[[], SoundCard] | None = None,
    ) -> None:
        super().__init__(lang)
        shared = {**words("exercise", lang), **words("journal", lang), **words("band", lang)}
        self.words = {**shared, **self.words}
        self._record, self.sound_store, self._clock = record, record.store, clock
        self._card = card or (lambda: open_card(record.store))
        self._sound_through(self._card)
        self._full: float | None = None
        self._level = 1.0

    def mine(self) -> str:
        """Name the voice of the learner's own pads."""
        return "piano"

    def show(self, **more: object) -> None:
        """Show the page which way sound goes."""
        self.view = {**self.view, "out": self._way.out, **more}

    def hear_level(self, content: dict[str, Any]) -> None:
        """The learner turned the music up or down, under their own volume."""
        self._level = min(1.0, max(0.0, float(content.get("value", 1.0))))
        if self._way.is_open:
            with contextlib.suppress(SoundError):
                card = self._card()
                self._full = card.volume if self._full is None else self._full
                card.set_volume(self._full * self._level)

    async def try_out(self, events: Sequence[Event], voices: Mapping[int, str]) -> None:
        """Let something short be heard by itself: a chord, a pattern."""
        await self._way.open(Choices(mine=self.mine()))
        if self._way.is_open:
            self._way.through(lambda card: card.dress(voices))
            self._way.through(lambda card: card.play(list(events), self._clock() + 0.05))
        self.tell("tried", events=[] if self._way.is_open else events, voices=voices)

"""A panel that is heard: what is played on it, which way sound goes, what is said when that changes."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from mtlearn.widgets.panel import Panel, said
from mtlearn.widgets.session import move_of
from mtlearn.widgets.sounding import choose_sound_out, sound_out
from mtlearn.widgets.way_out import WayOut, goes_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.errors import SoundError
    from mtlearn.learner.record import Record
    from mtlearn.music.move import Move
    from mtlearn.sound.card import SoundCard
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.session import Session

__all__ = ["Played", "Sounded"]

_TOUCH = 0.4
"""Seconds a note sounds that was touched before anything was started."""


class Sounded(Panel):
    """A panel with a way out for its sound: the computer's sound card, or the page."""

    _record: Record
    _way: WayOut

    def _sound_through(self, card: Callable[[], SoundCard]) -> None:
        """Take the sound card from ``card`` when it is the way; nothing is opened before something sounds."""
        self._way = WayOut(card, self._tell_lost, self._tell_moved)

    async def _first_touch(self, move: Move, choices: Choices) -> None:
        """A pad was touched before anything was started: open the card, and let that note sound."""
        await self._way.open(choices)
        self._way.through(lambda card: card.learner(move))
        await asyncio.sleep(_TOUCH)
        self._way.through(lambda card: card.learner(move._replace(sounding=False)))

    async def _find_way(self, *, local: bool) -> None:
        """Find out which way sound goes here; ``local`` says whether the page is open on this machine."""
        store = self._record.store
        self._way.out = await asyncio.to_thread(lambda: sound_out(store, host_is_local=local))
        self._show_out()

    def _choose_out(self, *, card: bool, playing: bool) -> None:
        was_open = self._way.is_open
        self._way.choose("card" if card else "browser")
        if was_open and playing and not card:
            self.tell("out", out="browser", said=self.words["goes_on_here"])
        self._show_out()
        choose_sound_out(self._record.store, self._way.out)

    def _tell_lost(self, error: SoundError) -> None:
        self._show_out()
        self.tell("out", out="browser", said=said(error, self.lang))

    def _tell_moved(self, device: str, _why: SoundError) -> None:
        self.tell("out", out="card", said=goes_on(device, self.lang))

    def _show_out(self) -> None:
        self.view = {**self.view, "out": self._way.out}


class Played(Sounded):
    """A panel that is played on while it is heard."""

    _clock: Callable[[], float]
    _session: Session | None = None
    """What is played just now, where something is."""

    def _hear(self, _widget: object, content: dict[str, Any], buffers: list[memoryview]) -> None:
        if self._session:
            self._session.hear_page(self._clock())
        super()._hear(_widget, content, buffers)

    def hear_clock(self, content: dict[str, Any]) -> None:
        """The page says what its clock shows."""
        if self._session:
            self._session.hear_clock(float(content["at"]), self._clock())

    def hear_play(self, content: dict[str, Any]) -> None:
        """The learner strikes or lets go of a note: sound first, then everything else."""
        move = move_of(content)
        self._way.through(lambda card: card.learner(move))
        if content.get("loose"):
            is_first = self._way.out == "card" and not self._way.is_open and move.sounding
            if is_first and (choices := self._at_hand()):
                self.spawn(self._first_touch(move, choices))
        elif self._session:
            now = self._clock()
            self._session.hear_clock(move.time, now)
            self._take_in(self._session, move, now)

    @abstractmethod
    def _at_hand(self) -> Choices | None:
        """Say what the learner plays on before anything is started; None where nothing is there."""

    @abstractmethod
    def _take_in(self, session: Session, move: Move, now: float) -> None:
        """Take in what the learner played, at a moment of the kernel's clock, while something is played."""

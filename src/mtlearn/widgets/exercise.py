"""An exercise in sound: an instrument for the learner, and a partner that plays along."""

from __future__ import annotations

import asyncio
import math
import secrets
import time
import uuid
from typing import TYPE_CHECKING, Any

import msgspec

from mtlearn.errors import UnknownLessonError
from mtlearn.music.drone import drone
from mtlearn.music.mirror import Mirror, Move
from mtlearn.music.scale import pitches
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.choices import Choices, Ways
from mtlearn.widgets.exercise_sound import SoundPanel
from mtlearn.widgets.exercise_view import laid_out, possible, shelf
from mtlearn.widgets.session import Session
from mtlearn.widgets.voices import PLAYER

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.language import Language
    from mtlearn.learner.record import Record
    from mtlearn.sound.card import SoundCard

__all__ = ["EXERCISES", "Exercise"]

EXERCISES = ("mirror",)
_STEP = 0.1
"""Seconds between two looks at whether the partner has something to play: its turns come 0.3 s ahead."""
_WRITE_EVERY = 5


class Exercise(SoundPanel):
    """Pads, a partner, and what came of it.

    Args:
        lang: the language it speaks.
        record: the lesson's part of the learner's log, which keeps every take.
        name: which exercise; ``"mirror"``.
        clock: seconds that only go forward: the sound card's clock.
        card: gives the sound card; the kernel's one, at the learner's volume, where none is given.

    Raises:
        UnknownLessonError: there is no such exercise.
    """

    room = "exercise"
    _esm = script(
        *("base.js", *PLAYER, "pagesound.js", "pads.js", "keys.js", "switches.js", "midi-in.js", "lanes.js"),
        *("dials.js", "aftertake.js", "ledger.js", "take.js", "relisten.js", "exercise.js"),
    )
    _css = style("exercise.css")

    def __init__(
        self,
        lang: Language,
        record: Record,
        name: str,
        *,
        clock: Callable[[], float] = time.perf_counter,
        card: Callable[[], SoundCard] | None = None,
    ) -> None:
        if name not in EXERCISES:
            message = f"There is no exercise called {name!r}. There is: {', '.join(EXERCISES)}."
            raise UnknownLessonError(message)
        super().__init__(lang, record, name, clock=clock, card=card)
        self._session: Session | None = None
        takes = self._takes()
        self._choices = Choices.of(takes[-1].settings) if takes else Choices()
        kept = record.store.latest("setting", "ways")
        self._ways = Ways.of(kept.data) if kept else Ways()
        self._show(
            name=f"{record.lesson}/{name}",
            **possible(self.words, lang),
            **shelf(takes, ""),
            ways=msgspec.to_builtins(self._ways),
        )

    # What the page says

    def hear_open(self, content: dict[str, Any]) -> None:
        """The page is there, or asks for one take: show what there is to show."""
        self._take_width(content)
        if name := content.get("take"):
            with self.guarded():
                if not self._found(name).ended:
                    self._record.end_take(name)
            self._show_shelf()
            self.spawn(self._tell(name, asked=True))
        elif self._session:
            self._finish(self._session.page_time(self._clock()), "stopped")
        else:
            self.spawn(self._greet(local=content.get("local") is True))

    def hear_set(self, content: dict[str, Any]) -> None:
        """The learner chose something."""
        name, value = str(content.get("name")), content.get("value")
        if name == "out":
            self._choose_out(card=value == "card", playing=self._session is not None)
            return
        self._choices = self._choices.changed(name, value)
        if self._session:
            self._session.partner.closeness = self._choices.closeness / 100
        self._show()

    def hear_ways(self, content: dict[str, Any]) -> None:
        """The learner chose how to reach the pads: kept for all exercises, since it is about the learner."""
        self._ways = Ways.of(content.get("ways"))
        self._show(ways=msgspec.to_builtins(self._ways))
        self._record.store.append("setting", "ways", msgspec.to_builtins(self._ways))

    def hear_start(self, _content: dict[str, Any]) -> None:
        """A take begins."""
        self.spawn(self._start())

    def hear_clock(self, content: dict[str, Any]) -> None:
        """The page says what its clock shows."""
        if self._session:
            self._session.hear_clock(float(content["at"]), self._clock())

    def hear_play(self, content: dict[str, Any]) -> None:
        """The learner strikes or lets go of a note: sound first, then everything else."""
        move = _move(content)
        self._way.through(lambda card: card.learner(move))
        if content.get("loose"):
            if self._way.out == "card" and not self._way.is_open and move.sounding:
                self.spawn(self._first_touch(move, self._choices))
            return
        if self._session:
            session, now = self._session, self._clock()
            session.hear_clock(move.time, now)
            self._answer(session, session.hear(move, session.page_time(now)))

    def hear_stop(self, content: dict[str, Any]) -> None:
        """The learner stops: the take is over, and is told about."""
        self._take_width(content)
        self._finish(float(content["at"]), None)

    # The take

    async def _start(self) -> None:
        if self._session:
            self._finish(self._session.page_time(self._clock()), None, quietly=True)
        choices = self._choices
        await self._way.open(choices)
        if self._session:
            return
        seed = secrets.randbits(32)
        tones = pitches(choices.scale, choices.tonic, choices.pads)
        session = self._session = Session(Mirror(choices.closeness / 100, tones, seed), choices.length)
        self._take = uuid.uuid4().hex
        ground = drone(choices.tonic) if choices.drone else ()
        self._way.through(lambda card: card.hold(ground))
        self.tell("started", take=self._take, out=self._way.out, drone=ground)
        settings = {
            **msgspec.to_builtins(choices),
            "exercise": self._name,
            "seed": seed,
            "out": self._way.out,
        }
        with self.guarded():
            self._record.begin_take(self._take, settings)
        await self._accompany(session)

    async def _accompany(self, session: Session) -> None:
        """Let the partner play of its own accord, write down what has sounded, and end in time."""
        steps = 0
        while self._session is session:
            await asyncio.sleep(_STEP)
            if self._session is not session or not session.begun:
                continue
            steps += 1
            now = session.page_time(self._clock())
            self._answer(session, session.wait(now))
            if steps % _WRITE_EVERY == 0:
                self._write(*session.rows(now))
            if now >= session.length:
                self._finish(session.length, "time_over")

    def _answer(self, session: Session, moves: list[Move]) -> None:
        if moves:
            self._way.through(lambda card: card.partner(moves, session))
            self.tell("moves", moves=[list(move) for move in moves])

    def _write(self, mine: list[list[float]], partner: list[list[float]]) -> None:
        if mine or partner:
            with self.guarded():
                self._record.add_notes(self._take, mine, partner)

    def _finish(self, at: float, why: str | None, *, quietly: bool = False) -> None:
        """End the take; the page is told ``why`` when it was not the page that ended it."""
        session, self._session = self._session, None
        if session is None:
            return
        self._way.through(lambda card: card.silence())
        if why:
            self.tell("ended", why=why)
        self._write(*session.stop(at))
        with self.guarded():
            self._record.end_take(self._take)
        if not quietly:
            self.spawn(self._tell(self._take, asked=False))

    # What the page is shown

    async def _greet(self, *, local: bool) -> None:
        await self._find_way(local=local)
        if not self._session:
            await self._tell_last()

    def _show(self, **changed: object) -> None:
        self.view = {**self.view, **laid_out(self._choices, self.lang), "out": self._way.out, **changed}


def _move(content: dict[str, Any]) -> Move:
    at = float(content["at"])
    return Move(
        max(0.0, at) if math.isfinite(at) else 0.0,
        content["on"] is True,
        min(127, max(0, int(content["pitch"]))),
        min(127, max(1, int(content["velocity"]))),
    )

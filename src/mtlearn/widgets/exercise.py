"""An exercise in sound: an instrument for the learner, and a partner that plays along."""

from __future__ import annotations

import asyncio
import math
import secrets
import time
import uuid
from typing import TYPE_CHECKING, Any

import msgspec

from mtlearn.errors import SoundError, StoreError, UnknownLessonError
from mtlearn.music.drone import drone
from mtlearn.music.mirror import Mirror, Move
from mtlearn.music.note import phrase
from mtlearn.music.scale import pitches
from mtlearn.widgets import outcome
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.choices import Choices, Ways
from mtlearn.widgets.exercise_view import laid_out, possible, shelf
from mtlearn.widgets.panel import Panel, said
from mtlearn.widgets.session import Session
from mtlearn.widgets.sounding import choose_sound_out, open_card, sound_out
from mtlearn.widgets.voices import PLAYER, Sounding
from mtlearn.widgets.way_out import WayOut

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.language import Language
    from mtlearn.learner.record import Record, Take
    from mtlearn.sound.card import SoundCard

__all__ = ["EXERCISES", "Exercise"]

EXERCISES = ("mirror",)
_STEP = 0.1
"""Seconds between two looks at whether the partner has something to play: its turns come 0.3 s ahead."""
_WRITE_EVERY = 5
_SOON = 0.08


class Exercise(Sounding, Panel):
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
        *("base.js", *PLAYER, "pads.js", "keys.js", "switches.js", "midi-in.js", "lanes.js", "dials.js"),
        *("aftertake.js", "ledger.js", "exercise.js"),
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
        super().__init__(lang)
        self._record, self._name, self._clock = record, name, clock
        self.sound_store = record.store
        self._way = WayOut(card or (lambda: open_card(record.store)), self._tell_lost)
        self._session: Session | None = None
        self._take = ""
        self._width = 700
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
            self._show(**shelf(self._takes(), self._take))
            self.spawn(self._tell(name, asked=True))
        elif self._session:
            self._finish(self._session.page_time(self._clock()), "stopped")
        else:
            self.spawn(self._greet(local=content.get("local") is True))

    def hear_set(self, content: dict[str, Any]) -> None:
        """The learner chose something."""
        name, value = str(content.get("name")), content.get("value")
        if name == "out":
            self._choose_out(card=value == "card")
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
                self.spawn(self._first_touch(move))
            return
        if self._session:
            session, now = self._session, self._clock()
            session.hear_clock(move.time, now)
            self._answer(session, session.hear(move, session.page_time(now)))

    def hear_stop(self, content: dict[str, Any]) -> None:
        """The learner stops: the take is over, and is told about."""
        self._take_width(content)
        self._finish(float(content["at"]), None)

    def hear_panic(self, _content: dict[str, Any]) -> None:
        """Everything is to be silent, now."""
        self._way.through(lambda card: card.silence())

    hear_hush = hear_panic

    def hear_listen(self, content: dict[str, Any]) -> None:
        """The learner listens to a take again, through the sound card."""
        self.spawn(self._listen(content))

    def hear_keep(self, content: dict[str, Any]) -> None:
        """The learner saves a take, or lets it go."""
        take, kept = self._found(content.get("take")), content.get("kept") is True
        try:
            if not take.ended:
                self._record.end_take(take.id)
            self._record.keep_take(take.id, kept=kept)
        finally:
            self._show(**shelf(self._takes(), self._take))
        self.tell("said", word="kept_said" if kept else "let_go_said")

    def hear_leave(self, content: dict[str, Any]) -> None:
        """The learner does not want to be offered a take that was cut off again."""
        try:
            self._record.end_take(self._found(content.get("take")).id)
        finally:
            self._show(**shelf(self._takes(), self._take))

    def hear_rescue(self, content: dict[str, Any]) -> None:
        """A page that lost its kernel while playing brings the notes the log may not have got."""
        name = str(content.get("take"))
        take = next((take for take in self._takes() if take.id == name), None)
        if take is not None and not take.ended:
            known = {(round(row[0], 3), row[2]) for row in take.mine}
            brought = phrase(content.get("mine") or [])
            lost = [list(note) for note in brought if (round(note.onset, 3), note.pitch) not in known]
            if lost:
                self._record.add_notes(name, lost, [])
                self._show(**shelf(self._takes(), self._take))
        self.tell("rescued", take=name)

    def hear_fetch(self, content: dict[str, Any]) -> None:
        """The learner wants a take as a file."""
        self.spawn(self._fetch(str(content.get("take")), str(content.get("format"))))

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

    # Sound

    def _tell_lost(self, error: SoundError) -> None:
        self._show()
        self.tell("out", out="browser", said=said(error, self.lang))

    def _choose_out(self, *, card: bool) -> None:
        was_open = self._way.is_open
        self._way.choose("card" if card else "browser")
        if was_open and self._session and not card:
            self.tell("out", out="browser", said=self.words["goes_on_here"])
        self._show()
        choose_sound_out(self._record.store, self._way.out)

    async def _first_touch(self, move: Move) -> None:
        """A pad was touched before anything was started: open the card, and let that note sound."""
        await self._way.open(self._choices)
        self._way.through(lambda card: card.learner(move))
        await asyncio.sleep(0.4)
        self._way.through(lambda card: card.learner(move._replace(sounding=False)))

    async def _listen(self, content: dict[str, Any]) -> None:
        take = self._found(content.get("take"))
        await self._way.open(Choices.of(take.settings))
        span = (float(content.get("from", 0)), float(content.get("to", math.inf)))
        events = outcome.events(outcome.duo(take), str(content.get("who")), span)
        self._way.through(lambda card: card.play(events, self._clock() + _SOON))

    # What the page is shown

    async def _greet(self, *, local: bool) -> None:
        store = self._record.store
        self._way.out = await asyncio.to_thread(lambda: sound_out(store, host_is_local=local))
        self._show()
        played = [take for take in self._takes() if take.ended and take.mine]
        if played and not self._session:
            await self._tell(played[-1].id, asked=False)

    async def _tell(self, name: str, *, asked: bool) -> None:
        """Tell about a take: words at once, notation when it is engraved."""
        take = self._found(name)
        self.tell("told", **outcome.told(take, self.lang), asked=asked)
        if take.mine or take.partner:
            try:
                picture = await asyncio.to_thread(outcome.engraved, take, self.lang, self._width)
            except BaseException:
                self.tell("engraved", take=name, svg="")
                raise
            self.tell("engraved", **picture)

    async def _fetch(self, name: str, form: str) -> None:
        name, mime, made = await asyncio.to_thread(outcome.file, self._found(name), form, self.lang)
        self.tell("file", [made], name=name, mime=mime)

    def _show(self, **changed: object) -> None:
        self.view = {**self.view, **laid_out(self._choices, self.lang), "out": self._way.out, **changed}

    def _takes(self) -> list[Take]:
        try:
            return [take for take in self._record.takes() if take.settings.get("exercise") == self._name]
        except StoreError as error:
            self.notice = said(error, self.lang)
            return []

    def _found(self, name: object) -> Take:
        for take in self._takes():
            if take.id == name:
                return take
        message = f"There is no take {name!r} in this lesson."
        raise UnknownLessonError(message)

    def _take_width(self, content: dict[str, Any]) -> None:
        width = content.get("width")
        if isinstance(width, (int, float)):
            self._width = round(min(1200, max(280, width)))


def _move(content: dict[str, Any]) -> Move:
    at = float(content["at"])
    return Move(
        max(0.0, at) if math.isfinite(at) else 0.0,
        content["on"] is True,
        min(127, max(0, int(content["pitch"]))),
        min(127, max(1, int(content["velocity"]))),
    )

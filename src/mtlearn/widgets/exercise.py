"""An exercise in sound: an instrument for the learner, and a partner that plays along."""

from __future__ import annotations

import asyncio
import logging
import math
import secrets
import time
import uuid
from typing import TYPE_CHECKING, Any

import msgspec

from mtlearn.errors import SoundError, StoreError, UnknownLessonError
from mtlearn.music.drone import drone
from mtlearn.music.mirror import Mirror, Move
from mtlearn.music.names import pitch_name
from mtlearn.music.scale import SCALES, pitches
from mtlearn.widgets import outcome
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.card_out import CardOut, own_card
from mtlearn.widgets.choices import LENGTHS, PADS, TONICS, VOICES, Choices, Ways
from mtlearn.widgets.panel import Panel, said
from mtlearn.widgets.session import LONGEST, Session
from mtlearn.widgets.sounding import Sounding, SoundOut, choose_sound_out, sound_out

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from mtlearn.language import Language
    from mtlearn.learner.record import Record, Take
    from mtlearn.sound.card import SoundCard

__all__ = ["EXERCISES", "Exercise"]

EXERCISES = ("mirror",)
_STEP = 0.1
"""Seconds between two looks at whether the partner has something to play: its turns come 0.3 s ahead."""
_WRITE_EVERY = 5
_log = logging.getLogger("mtlearn")


class Exercise(Sounding, Panel):
    """Pads, a partner, and what came of it.

    Args:
        lang: the language it speaks.
        record: the lesson's part of the learner's log, which keeps every take.
        name: which exercise; ``"mirror"``.
        clock: seconds that only go forward, the sound card's clock.
        card: gives the sound card.

    Raises:
        UnknownLessonError: there is no such exercise.
    """

    room = "exercise"
    _esm = script("base.js", "player.js", "pads.js", "keys.js", "switches.js", "midi-in.js", "lanes.js",
                  "dials.js", "aftertake.js", "exercise.js")  # fmt: skip
    _css = style("exercise.css")

    def __init__(
        self,
        lang: Language,
        record: Record,
        name: str,
        *,
        clock: Callable[[], float] = time.perf_counter,
        card: Callable[[], SoundCard] = own_card,
    ) -> None:
        if name not in EXERCISES:
            message = f"There is no exercise called {name!r}. There is: {', '.join(EXERCISES)}."
            raise UnknownLessonError(message)
        super().__init__(lang)
        self._record, self._name, self._clock, self._own_card = record, name, clock, card
        self._session: Session | None = None
        self._take = ""
        self._card: CardOut | None = None
        self._out: SoundOut = "browser"
        self._width = 700
        self._tasks: set[asyncio.Task[None]] = set()
        takes = self._takes()
        self._choices = Choices.of(takes[-1].settings) if takes else Choices()
        kept = record.store.latest("setting", "ways")
        self._ways = Ways.of(kept.data) if kept else Ways()
        self._show_view(takes)

    # What the page says

    def hear_open(self, content: dict[str, Any]) -> None:
        """The page is there (or asks for one take): show what there is to show."""
        self._width = _within(content.get("width"), 280, 1200, self._width)
        if take := content.get("take"):
            with self.guarded():
                if not self._found(take).ended:
                    self._record.end_take(take)
            self._spawn(self._tell(take, asked=True))
            self._show_view()
            return
        if self._session:
            self._finish(self._session.page_time(self._clock()), "stopped")
        else:
            self._spawn(self._greet(local=content.get("local") is True))

    def hear_set(self, content: dict[str, Any]) -> None:
        """The learner chose something."""
        name, value = str(content.get("name")), content.get("value")
        if name == "out":
            self._choose_out("card" if value == "card" else "browser")
            return
        self._choices = self._choices.changed(name, value)
        if self._session:
            self._session.partner.closeness = self._choices.closeness / 100
        self._show_choices()

    def hear_ways(self, content: dict[str, Any]) -> None:
        """The learner chose how to reach the pads: kept, since it is about the learner and not the lesson."""
        self._ways = Ways.of(content.get("ways"))
        self.view = {**self.view, "ways": msgspec.to_builtins(self._ways)}
        self._record.store.append("setting", "ways", msgspec.to_builtins(self._ways))

    def hear_start(self, _content: dict[str, Any]) -> None:
        """A take begins."""
        self._spawn(self._start())

    def hear_clock(self, content: dict[str, Any]) -> None:
        """The page says what its clock shows."""
        if self._session:
            self._session.hear_clock(float(content["at"]), self._clock())

    def hear_play(self, content: dict[str, Any]) -> None:
        """The learner strikes or lets go of a note: sound first, then everything else."""
        move = _move(content)
        if self._card:
            self._through_card(lambda card: card.learner(move))
        if content.get("loose"):
            if self._out == "card" and not self._card and move.sounding:
                self._spawn(self._first_touch(move))
            return
        if not self._session:
            return
        session, now = self._session, self._clock()
        session.hear_clock(move.time, now)
        self._answer(session, session.hear(move, session.page_time(now)))

    def hear_stop(self, content: dict[str, Any]) -> None:
        """The learner stops: the take is over, and is told about."""
        self._width = _within(content.get("width"), 280, 1200, self._width)
        if self._session:
            self._finish(float(content["at"]), None)

    def hear_panic(self, _content: dict[str, Any]) -> None:
        """Everything is to be silent, now."""
        if self._card:
            self._through_card(lambda card: card.silence())

    hear_hush = hear_panic

    def hear_listen(self, content: dict[str, Any]) -> None:
        """The learner listens to a take again, through the sound card."""
        self._spawn(self._listen(content))

    def hear_keep(self, content: dict[str, Any]) -> None:
        """The learner saves a take, or lets it go."""
        take, kept = self._found(content.get("take")), content.get("kept") is True
        try:
            if not take.ended:
                self._record.end_take(take.id)
            self._record.keep_take(take.id, kept=kept)
        finally:
            self._show_view()
        self.tell("said", word="kept_said" if kept else "let_go_said")

    def hear_leave(self, content: dict[str, Any]) -> None:
        """The learner does not want to be offered an unfinished take again."""
        try:
            self._record.end_take(self._found(content.get("take")).id)
        finally:
            self._show_view()

    def hear_fetch(self, content: dict[str, Any]) -> None:
        """The learner wants a take as a file."""
        self._spawn(self._fetch(str(content.get("take")), str(content.get("format"))))

    # The take

    async def _start(self) -> None:
        if self._session:
            self._finish(self._session.page_time(self._clock()), None, quietly=True)
        choices = self._choices
        if self._out == "card":
            await self._open_card(choices)
        if self._session:
            return
        partner = Mirror(
            choices.closeness / 100,
            pitches(choices.scale, choices.tonic, choices.pads),
            seed := secrets.randbits(32),
        )
        session = self._session = Session(partner, choices.length or LONGEST)
        self._take = uuid.uuid4().hex
        settings = {"exercise": self._name, **msgspec.to_builtins(choices), "seed": seed, "out": self._out}
        with self.guarded():
            self._record.begin_take(self._take, settings)
        ground = drone(choices.tonic) if choices.drone else ()
        if self._card:
            self._through_card(lambda card: card.hold(ground))
        self.tell("started", take=self._take, out="card" if self._card else "browser", drone=ground)
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
        if not moves:
            return
        if self._card:
            self._through_card(lambda card: card.partner(moves, session))
        self.tell("moves", moves=[list(move) for move in moves])

    def _write(self, mine: list[list[float]], partner: list[list[float]]) -> None:
        if mine or partner:
            with self.guarded():
                self._record.add_notes(self._take, mine, partner)

    def _finish(self, at: float, why: str | None, *, quietly: bool = False) -> None:
        """End the take: the page is told ``why`` when it was not the page that ended it."""
        session, self._session = self._session, None
        if session is None:
            return
        if self._card:
            self._through_card(lambda card: card.silence())
        if why:
            self.tell("ended", why=why)
        self._write(*session.stop(at))
        with self.guarded():
            self._record.end_take(self._take)
        if not quietly:
            self._spawn(self._tell(self._take, asked=False))

    # Sound

    async def _open_card(self, choices: Choices) -> None:
        """Open the sound card, or go on in the page and say why."""
        loop = asyncio.get_running_loop()

        def lost(error: SoundError) -> None:
            loop.call_soon_threadsafe(self._lose_card, error)

        try:
            if self._card and self._card.alive:
                self._card.take_up(choices)
            else:
                self._card = await asyncio.to_thread(CardOut, choices, lost, self._own_card)
        except SoundError as error:
            self._lose_card(error)

    def _through_card(self, act: Callable[[CardOut], None]) -> None:
        if self._card:
            try:
                act(self._card)
            except SoundError as error:
                self._lose_card(error)

    def _lose_card(self, error: SoundError) -> None:
        """Go on in the page, and say so."""
        if self._out == "browser":
            return
        _log.warning("%s", error)
        self._card, self._out = None, "browser"
        self._show_choices()
        sentence = f"{said(error, self.lang)} {self.words['goes_on_here']}"
        self.tell("out", out="browser", said=sentence)

    def _choose_out(self, way: SoundOut) -> None:
        if way == "browser" and self._card:
            self._through_card(lambda card: card.silence())
            self._card = None
            if self._session:
                self.tell("out", out="browser", said=self.words["goes_on_here"])
        self._out = way
        self._show_choices()
        choose_sound_out(self._record.store, way)

    async def _first_touch(self, move: Move) -> None:
        """A pad was touched before anything was started: open the card, and let that note sound."""
        await self._open_card(self._choices)
        if self._card:
            self._card.learner(move)
            await asyncio.sleep(0.4)
            self._through_card(lambda card: card.learner(move._replace(sounding=False)))

    async def _listen(self, content: dict[str, Any]) -> None:
        take = self._found(content.get("take"))
        choices = Choices.of({**msgspec.to_builtins(self._choices), **take.settings})
        await self._open_card(choices)
        span = (float(content.get("from", 0)), float(content.get("to", 1e6)))
        events = outcome.events(outcome.duo(take), str(content.get("who")), span)
        self._through_card(lambda card: card.play(events, self._clock() + 0.08))

    # What the page is shown

    async def _greet(self, *, local: bool) -> None:
        store = self._record.store
        self._out = await asyncio.to_thread(lambda: sound_out(store, host_is_local=local))
        self._show_view()
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
            except Exception:
                self.tell("engraved", take=name, svg="")
                raise
            self.tell("engraved", **picture)

    async def _fetch(self, name: str, form: str) -> None:
        name, mime, made = await asyncio.to_thread(outcome.file, self._found(name), form, self.lang)
        self.tell("file", [made], name=name, mime=mime)

    def _show_choices(self) -> None:
        choices = self._choices
        laid = pitches(choices.scale, choices.tonic, choices.pads)
        named = [(pitch, pitch_name(pitch, self.lang)) for pitch in laid]
        pads = [{"pitch": pitch, "label": name.rstrip("-0123456789"), "name": name,
                 "ground": (pitch - choices.tonic) % 12 == 0} for pitch, name in named]  # fmt: skip
        self.view = {**self.view, "settings": msgspec.to_builtins(choices), "pads": pads, "out": self._out}

    def _show_view(self, takes: list[Take] | None = None) -> None:
        takes = self._takes() if takes is None else takes
        open_ones = [take for take in takes if not take.ended and take.mine and take.id != self._take]
        last = open_ones[-1] if open_ones else None
        self.view = {
            **self.view,
            "choices": self.view.get("choices") or self._possible(),
            "names": [pitch_name(pitch, self.lang) for pitch in range(128)],
            "ways": msgspec.to_builtins(self._ways),
            "saved": [outcome.summary(take) for take in reversed(takes) if take.kept],
            "unfinished": {"id": last.id, "count": len(last.mine)} if last else None,
        }
        self._show_choices()

    def _possible(self) -> dict[str, Any]:
        tonics = [(pitch, pitch_name(pitch, self.lang)) for pitch in TONICS]
        return {
            "voices": [(voice, self.words[f"voice-{voice}"]) for voice in VOICES],
            "scales": [(scale, self.words[f"scale-{scale}"]) for scale in SCALES],
            "tonics": [(pitch, name.rstrip("-0123456789")) for pitch, name in tonics],
            "pads": PADS,
            "lengths": LENGTHS,
        }

    def _takes(self) -> list[Take]:
        try:
            return [take for take in self._record.takes() if take.settings.get("exercise") == self._name]
        except StoreError as error:
            self.notice = said(error, self.lang)
            return []

    def _found(self, name: object) -> Take:
        found = next((take for take in self._takes() if take.id == name), None)
        if found is None:
            message = f"There is no take {name!r} in this lesson."
            raise UnknownLessonError(message)
        return found

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that takes its time, on the kernel's loop; what goes wrong becomes a sentence."""

        async def guarded() -> None:
            with self.guarded():
                await work

        task = asyncio.get_running_loop().create_task(guarded())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _move(content: dict[str, Any]) -> Move:
    at = float(content["at"])
    return Move(
        max(0.0, at) if math.isfinite(at) else 0.0,
        content["on"] is True,
        min(127, max(0, int(content["pitch"]))),
        min(127, max(1, int(content["velocity"]))),
    )


def _within(value: object, low: int, high: int, otherwise: int) -> int:
    return min(high, max(low, int(value))) if isinstance(value, (int, float)) else otherwise

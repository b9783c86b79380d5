"""An exercise in sound: an instrument for the learner, and a partner or music that plays along."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mtlearn.errors import UnknownLessonError
from mtlearn.music.move import Move
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.choices import Choices, Ways
from mtlearn.widgets.exercise_take import TakePanel
from mtlearn.widgets.exercise_view import laid_out, possible, shelf
from mtlearn.widgets.instrument import tone_name
from mtlearn.widgets.voices import PLAYER

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.language import Language
    from mtlearn.learner.record import Record
    from mtlearn.sound.card import SoundCard
    from mtlearn.widgets.komp import Ensemble

__all__ = ["EXERCISES", "Exercise"]

_FIRST: Final = {
    "mirror": Choices(),
    "over": Choices(backing="four-chords", together=False, partner="marimba"),
}
"""What each exercise is like before anything has been chosen."""
EXERCISES: Final = tuple(_FIRST)
_MUSIC: Final = frozenset({"backing", "tempo", "tonic", "scale", "level", "bass", "chords", "drums"})
"""The choices that count from the next bar line on, where they are made while playing."""


class Exercise(TakePanel):
    """Pads, a partner or music to play over, and what came of it.

    Args:
        lang: the language it speaks.
        record: the lesson's part of the learner's log, which keeps every take.
        name: which exercise; ``"mirror"``, or ``"over"`` (music to play over).
        clock: seconds that only go forward: the sound card's clock.
        card: gives the sound card; the kernel's one, at the learner's volume, where none is given.
        music: what makes the music to play over; the course's own where none is given.

    Raises:
        UnknownLessonError: there is no such exercise.
    """

    room = "exercise"
    _esm = script(
        *("base.js", *PLAYER, "pagesound.js", "pads.js", "keys.js", "switches.js", "midi-in.js", "lanes.js"),
        *("dials.js", "musicdials.js", "komp.js", "pulse.js", "aftertake.js", "ledger.js", "take.js"),
        *("relisten.js", "bring.js", "exercise.js"),
    )
    _css = style("exercise.css")

    def __init__(  # noqa: PLR0913 - what comes in from outside: clock, sound and music
        self,
        lang: Language,
        record: Record,
        name: str,
        *,
        clock: Callable[[], float] = time.perf_counter,
        card: Callable[[], SoundCard] | None = None,
        music: Ensemble | None = None,
    ) -> None:
        if name not in EXERCISES:
            message = f"There is no exercise called {name!r}. There is: {', '.join(EXERCISES)}."
            raise UnknownLessonError(message)
        super().__init__(lang, record, name, clock=clock, card=card)
        self.music = music
        mark = f"{name}-"
        own = {key[len(mark) :]: word for key, word in self.words.items() if key.startswith(mark)}
        self.words = {**self.words, **own}
        takes = self._takes()
        self._choices = Choices.of(takes[-1].settings if takes else {}, _FIRST[name])
        kept = record.store.latest("setting", "ways")
        self._ways = Ways.of(kept.data) if kept else Ways()
        self._show(
            name=f"{record.lesson}/{name}",
            kind=name,
            **possible(self.words, lang, music),
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
        before, self._choices = self._choices, self._choices.changed(name, value)
        at = 0.0
        if self._session:
            self._session.partner.closeness = self._choices.closeness / 100
            if name in _MUSIC:
                at = self._change_music(self._choices)
                if what := self._named(name, before):
                    self.tell("said", text=self.words["from_next_bar"].format(what=what))
        self._show(pads_at=at)

    def _named(self, name: str, before: Choices) -> str:
        """Name what will be new in the music, where it can be named."""
        now = self._choices
        own: dict[str, str] = self.words
        if now == before:
            return ""
        match name:
            case "backing":
                return own[f"backing-{now.backing}"]
            case "tempo" if now.backing != "none":
                return own["tempo_said"].format(count=now.tempo)
            case "tonic" | "scale":
                tone = tone_name(now.tonic, self.lang)
                return own["key_said"].format(tone=tone, scale=own[f"scale-{now.scale}"])
            case _:
                return ""

    def hear_ways(self, content: dict[str, Any]) -> None:
        """The learner chose how to reach the pads: kept for all exercises, since it is about the learner."""
        self._ways = Ways.of(content.get("ways"))
        self._show(ways=msgspec.to_builtins(self._ways))
        self._record.store.append("setting", "ways", msgspec.to_builtins(self._ways))

    def hear_start(self, _content: dict[str, Any]) -> None:
        """A take begins."""
        self.spawn(self._start(self._choices))

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

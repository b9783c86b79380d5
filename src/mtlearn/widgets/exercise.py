"""An exercise in sound: an instrument for the learner, and somebody or something to play with."""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import TYPE_CHECKING, Any

import msgspec

from mtlearn.errors import UnknownLessonError
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.choices import Ways
from mtlearn.widgets.exercise_choosing import ChoosingPanel
from mtlearn.widgets.exercise_demo import Demonstrating
from mtlearn.widgets.exercise_kind import KINDS
from mtlearn.widgets.exercise_reflect import Reflecting
from mtlearn.widgets.exercise_view import laid_out, possible, shelf
from mtlearn.widgets.exercise_words import exercise_words
from mtlearn.widgets.timeline import TIMELINE, InTime, timeline_words
from mtlearn.widgets.voices import PLAYER

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mtlearn.language import Language
    from mtlearn.learner.record import Record
    from mtlearn.sound.card import SoundCard
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.komp import Ensemble

__all__ = ["Exercise"]


class Exercise(Demonstrating, Reflecting, InTime, ChoosingPanel):
    """Pads, somebody or music to play with, and what came of it.

    Args:
        lang: the language it speaks.
        record: the lesson's part of the learner's log, which keeps every take.
        name: which exercise, of :data:`mtlearn.widgets.exercise_kind.KINDS`.
        clock: seconds that only go forward: the sound card's clock.
        card: gives the sound card; the kernel's one, at the learner's volume, where none is given.
        music: what makes the music to play over; the course's own where none is given.
        chance: gives so many random bits: the seed of a take.
        pause: lets so many seconds of that clock pass.

    Raises:
        UnknownLessonError: there is no such exercise.
    """

    room = "exercise"
    _esm = script(
        *(
            "base.js",
            *PLAYER,
            "pagesound.js",
            "pads.js",
            "keys.js",
            "wander.js",
            "scan.js",
            "switches.js",
            "midi-in.js",
            "lanes.js",
        ),
        *("dials.js", "musicdials.js", "otherdials.js", "komp.js", "pulse.js", "hearing.js", "ledger.js"),
        *("take.js", "playhead.js", "relisten.js", "reflect.js", "aftertake.js", "shelf.js", *TIMELINE),
        *("bring.js", "afterwards.js", "demo.js", "exercise.js"),
    )
    _css = style("lanes.css", "timeline.css", "exercise.css")

    def __init__(  # noqa: PLR0913 - what comes in from outside: clock, sound, music and chance
        self,
        lang: Language,
        record: Record,
        name: str,
        *,
        clock: Callable[[], float] = time.perf_counter,
        card: Callable[[], SoundCard] | None = None,
        music: Ensemble | None = None,
        chance: Callable[[int], int] = secrets.randbits,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        if name not in KINDS:
            message = f"There is no exercise called {name!r}. There is: {', '.join(KINDS)}."
            raise UnknownLessonError(message)
        super().__init__(lang, record, name, clock=clock, card=card, chance=chance, pause=pause)
        self.music = music
        self._kind = KINDS[name]
        self.words = {**self.words, **exercise_words(name, lang), "timeline": timeline_words(lang)}
        takes = self._takes()
        self._choices = self._kind.choices(takes[-1].last_settings if takes else {})
        kept = record.store.latest("setting", "ways")
        self._ways = Ways.of(kept.data) if kept else Ways()
        self.view = {
            "name": f"{record.lesson}/{name}",
            "kind": name,
            **possible(self.words, lang, self._kind, music),
            **shelf(takes, "", lang),
            **laid_out(self._choices, lang),
            "out": self._way.out,
            "ways": msgspec.to_builtins(self._ways),
            "pads_at": 0.0,
        }

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

    def hear_start(self, content: dict[str, Any]) -> None:
        """A take begins."""
        told = content.get("latency")
        self.spawn(self._start(self._choices, float(told) if isinstance(told, (int, float)) else 0.0))

    def _at_hand(self) -> Choices:
        return self._choices

    def hear_stop(self, content: dict[str, Any]) -> None:
        """The learner stops: the take is over, and is told about."""
        self._take_width(content)
        self._finish(float(content["at"]), None)

    def leave(self) -> None:
        """End the take that is being played, if one is: the learner goes on to something else."""
        if self._session:
            self._finish(self._session.page_time(self._clock()), None, quietly=True)

    async def _greet(self, *, local: bool) -> None:
        await self._find_way(local=local)
        if not self._session:
            await self._tell_last()

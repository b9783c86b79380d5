"""One take of an exercise, from start to stop: the learner, the other, and the music they play over."""

from __future__ import annotations

import asyncio
import secrets
import uuid
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mtlearn.widgets.companion import attune, changed, companion, give_music, tuned
from mtlearn.widgets.exercise_heard import telling
from mtlearn.widgets.exercise_music import MusicPanel
from mtlearn.widgets.session import Session
from mtlearn.widgets.sound_panel import Played

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mtlearn.music.move import Move
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.komp import Komp

__all__ = ["TakePanel"]

_STEP: Final = 0.1
"""Seconds between two looks at whether the other has something to play: turns come 0.3 s ahead."""
_WRITE_EVERY: Final = 5
_TELL_EVERY: Final = 4
"""Looks from one telling of what is heard to the next: no more than two and a half a second."""
_MUSIC: Final = frozenset({"backing", "tempo", "tonic", "scale", "level", "bass", "chords", "drums"})
"""The choices that count from the next bar line on, where they are made while playing."""
_TONES: Final = frozenset({"tonic", "scale", "pads"})
"""The choices that give the other other tones to play."""


class TakePanel(MusicPanel, Played):
    """A panel in which a take can be played."""

    def __init__(
        self,
        *given: Any,  # noqa: ANN401 - as SoundPanel takes them
        chance: Callable[[int], int] = secrets.randbits,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
        **named: Any,  # noqa: ANN401 - the same
    ) -> None:
        super().__init__(*given, **named)
        self._chance, self._pause = chance, pause
        self._seed, self._page_late = 0, 0.0
        self._retune: tuple[float, Choices] | None = None
        self._told_heard: dict[str, Any] | None = None

    def _take_in(self, session: Session, move: Move, now: float) -> None:
        self._answer(session, session.hear(move, session.page_time(now)))

    async def _start(self, choices: Choices, told: float = 0.0) -> None:
        """Begin a take; ``told`` is the latency of the page's own way out, as the browser tells it."""
        if self._session:
            self._finish(self._session.page_time(self._clock()), None, quietly=True)
        await self._way.open(choices)
        if self._session:
            return
        self._seed, self._page_late = self._chance(32), told
        late = self._latency(told)
        session = self._session = Session(companion(choices, self._seed), choices.length, late)
        komp, self._retune, self._told_heard = self._open_music(self._seed), None, None
        self._take = uuid.uuid4().hex
        self.tell("started", take=self._take, out=self._way.out)
        settings = {
            **msgspec.to_builtins(choices),
            "exercise": self._name,
            "seed": self._seed,
            "out": self._way.out,
            "latency": round(late, 4),
        }
        with self.guarded():
            self._record.begin_take(self._take, settings)
        await self._accompany(session, komp, choices)

    async def _accompany(self, session: Session, komp: Komp, choices: Choices) -> None:
        """Let music and the other play of their own accord, write down what has sounded, and end in time."""
        steps = 0
        while self._session is session:
            await self._pause(_STEP)
            if self._session is not session or not session.begun:
                continue
            now = session.page_time(self._clock())
            self._step_music(session, komp.step(now) if steps else komp.begin(choices, now))
            steps += 1
            self._tune(session, now)
            give_music(session.partner, komp.bars(), now)
            self._answer(session, session.wait(now))
            if steps % _TELL_EVERY == 0:
                self._tell_heard(session, now)
            if steps % _WRITE_EVERY == 0:
                self._write(*session.rows(now))
            if now >= session.length:
                self._finish(session.length, "time_over")
            elif session.is_left(self._clock()):
                self._finish(now, "page_gone")

    def _take_up(self, session: Session, name: str, choices: Choices) -> float:
        """Take up what was chosen while playing; give the moment (seconds of the take) it counts from."""
        if not session.begun:
            return 0.0
        at = now = session.page_time(self._clock())
        if name in _MUSIC:
            at = self._change_music(session, choices, now)
        if name in _TONES:
            self._retune = (at, choices)
            if at <= now:
                self._tune(session, now)
        match name:
            case "closeness" | "offer" | "tempo":
                attune(session.partner, choices)
            case "length":
                session.last_for(choices.length)
            case "mine" | "partner":
                self._way.through(lambda card: card.take_up(choices))
            case "stance" if (ends := changed(session.partner, choices, now)) is not None:
                self._answer(session, session.take_in(ends, now))
            case "who" | "way":
                self._way.through(lambda card: card.take_up(choices))
                self._answer(session, session.exchange(companion(choices, self._seed), now))
        with self.guarded():
            self._record.change_take(self._take, at, {name: getattr(choices, name)})
        return at

    def _tune(self, session: Session, now: float) -> None:
        """Give the other the tones the learner now has, when the bar line has come."""
        if self._retune and now >= self._retune[0]:
            choices, self._retune = self._retune[1], None
            self._answer(session, session.take_in(tuned(session.partner, choices, now), now))

    def _show_out(self) -> None:
        """Show which way sound goes; another way has another latency, while playing too."""
        super()._show_out()
        if self._session:
            self._session.latency = self._latency(self._page_late)

    def _tell_heard(self, session: Session, now: float) -> None:
        """Tell the page what the other hears and is about to do, where that is new."""
        told = telling(session.partner, now, self.lang)
        if told is None or told == self._told_heard:
            return
        before, self._told_heard = self._told_heard, told
        self.tell("heard", **told)
        if (declined := told.get("declined")) and declined != (before or {}).get("declined"):
            self.tell("said", text=f"{told['plan']}.")
            with self.guarded():
                self._record.change_take(self._take, now, {"declined": declined})

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
        self._close_music()
        if why:
            self.tell("ended", why=why)
        self._write(*session.stop(at))
        self._log_music()
        with self.guarded():
            self._record.end_take(self._take, at)
        if not quietly:
            self.spawn(self._tell(self._take, asked=False))

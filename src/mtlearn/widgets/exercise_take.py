"""One take of an exercise, from start to stop: the learner, the partner, and the music they play over."""

from __future__ import annotations

import asyncio
import secrets
import uuid
from typing import TYPE_CHECKING, Any

import msgspec

from mtlearn.music.partner.mirroring import Mirror
from mtlearn.widgets.chord import chord_name
from mtlearn.widgets.exercise_sound import SoundPanel
from mtlearn.widgets.instrument import tones_of
from mtlearn.widgets.komp import CHANNELS, Komp, ensemble
from mtlearn.widgets.session import Alone, Session
from mtlearn.widgets.transport import COUNT_IN

if TYPE_CHECKING:
    from mtlearn.music.move import Move
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.komp import Ensemble, Planned
    from mtlearn.widgets.session import Partner
    from mtlearn.widgets.transport import Laid

__all__ = ["TakePanel"]

_STEP = 0.1
"""Seconds between two looks at whether the partner has something to play: its turns come 0.3 s ahead."""
_WRITE_EVERY = 5
_SLEW = 0.002
"""How far (in seconds) the music is moved from bar to bar when the clocks turn out to differ: unheard."""


class TakePanel(SoundPanel):
    """A panel in which a take can be played."""

    music: Ensemble | None = None
    """What makes the music to play over; the course's own where this is None."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as SoundPanel takes them
        super().__init__(*given, **named)
        self._session: Session | None = None
        self._komp: Komp | None = None
        self._zero: float | None = None
        self._seed = 0
        self._retune: tuple[float, Choices] | None = None

    async def _start(self, choices: Choices) -> None:
        if self._session:
            self._finish(self._session.page_time(self._clock()), None, quietly=True)
        await self._way.open(choices)
        if self._session:
            return
        self._seed = secrets.randbits(32)
        session = self._session = Session(_partner(choices, self._seed), choices.length)
        self._komp, self._zero, self._retune = Komp(self.music or ensemble(), self._seed), None, None
        self._take = uuid.uuid4().hex
        self.tell("started", take=self._take, out=self._way.out)
        settings = {
            **msgspec.to_builtins(choices),
            "exercise": self._name,
            "seed": self._seed,
            "out": self._way.out,
        }
        with self.guarded():
            self._record.begin_take(self._take, settings)
        await self._accompany(session, self._komp, choices)

    async def _accompany(self, session: Session, komp: Komp, choices: Choices) -> None:
        """Let music and partner play of their own accord, write down what has sounded, and end in time."""
        steps = 0
        while self._session is session:
            await asyncio.sleep(_STEP)
            if self._session is not session or not session.begun:
                continue
            now = session.page_time(self._clock())
            self._send_music(session, komp.step(now) if steps else komp.begin(choices, now))
            steps += 1
            self._tune(session, now)
            self._answer(session, session.wait(now))
            if steps % _WRITE_EVERY == 0:
                self._write(*session.rows(now))
            if now >= session.length:
                self._finish(session.length, "time_over")

    def _change_music(self, choices: Choices) -> float:
        """Take up what was chosen from the next bar line on; give the moment it counts from."""
        session, komp = self._session, self._komp
        if session is None or komp is None or not session.begun:
            return 0.0
        now = session.page_time(self._clock())
        changed = komp.change(choices, now)
        at = now
        if changed:
            at, planned = changed
            self._send_music(session, planned, at)
        self._retune = (at, choices)
        return at

    def _tune(self, session: Session, now: float) -> None:
        """Give the partner the tones the learner now has, when the bar line has come."""
        if self._retune and now >= self._retune[0]:
            choices, self._retune = self._retune[1], None
            self._answer(session, session.exchange(_partner(choices, self._seed), now))

    def _send_music(self, session: Session, planned: Planned, at: float | None = None) -> None:
        """Send music out: planned on the card where that sounds, and told to the page in any case."""
        if not planned:
            return
        zero = session.kernel_time(0.0)
        if self._zero is not None:
            zero = self._zero + max(-_SLEW, min(_SLEW, zero - self._zero))
        self._zero = zero
        latency = [0.0]
        if self._way.is_open:
            if planned.cancel is not None:
                after = zero + planned.cancel
                self._way.through(lambda card: card.cancel(CHANNELS, after))
            self._way.through(lambda card: card.dress(planned.voices))
            self._way.through(lambda card: card.play(list(planned.events), zero))
            self._way.through(lambda card: latency.append(card.latency))
        self.tell(
            "backing",
            at=at,
            cancel=planned.cancel,
            voices=planned.voices,
            events=planned.events,
            bars=[self._shown(bar) for bar in planned.bars],
            latency=latency[-1],
        )
        self._log_music()

    def _log_music(self) -> None:
        if self._komp and (fresh := self._komp.fresh()):
            with self.guarded():
                self._record.add_backing(self._take, [stretch.as_data() for stretch in fresh])

    def _shown(self, laid: Laid) -> dict[str, Any]:
        return {
            "start": laid.start,
            "length": laid.bar.length,
            "beats": laid.bar.beats,
            "chords": [(at, chord_name(symbol, self.lang)) for at, symbol in laid.bar.chords],
            "counts": laid.number == COUNT_IN,
        }

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
        if self._komp:
            self._komp.stop()
        if why:
            self.tell("ended", why=why)
        self._write(*session.stop(at))
        self._log_music()
        with self.guarded():
            self._record.end_take(self._take, at)
        if not quietly:
            self.spawn(self._tell(self._take, asked=False))


def _partner(choices: Choices, seed: int) -> Partner:
    return Mirror(choices.closeness / 100, tones_of(choices), seed) if choices.together else Alone()

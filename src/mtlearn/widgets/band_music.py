"""Music that goes round in an exercise: started, paused, stopped, changed from the next bar on.

What stands on it gives bars (:meth:`BandMusic.bar_of`) and the voice of each part; here they are planned
ahead and sent through the way out the learner has.
"""

from __future__ import annotations

import asyncio
import math
import secrets
from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, Final

from mtlearn.music.loop import Loop
from mtlearn.sound.event import Event
from mtlearn.widgets.band_sound import BandSound
from mtlearn.widgets.choices import Choices
from mtlearn.widgets.chord import chord_name
from mtlearn.widgets.desk import CHANNELS, RINGS, Desk
from mtlearn.widgets.session import LONGEST, Alone, Session
from mtlearn.widgets.sound_panel import Played

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mtlearn.music.backing.bar import Bar, Stroke
    from mtlearn.music.loop import Laid
    from mtlearn.music.move import Move
    from mtlearn.sound.fading import Fade

__all__ = ["BandMusic"]

_STEP: Final = 0.1
_LEAD: Final = 0.4
"""Seconds from the start to the first sound: the page has to hear of it first."""
_SLEW: Final = 0.002
_MOST_BARS: Final = 200


class BandMusic(BandSound, Played):
    """A panel in which music goes round."""

    longest: ClassVar[float] = LONGEST
    """Seconds after which music comes to its end by itself."""
    steps_in_example: ClassVar[bool] = False
    """Whether something happens of itself in the example too."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as BandSound takes them
        super().__init__(*given, **named)
        self._loop: Loop[Any] = Loop(self._barred)
        self._desk = Desk()
        self._dressed: dict[int, str] = {}
        self._fades: list[Fade] = []
        """Voices and fades that are sent with what is sent next."""
        self._zero: float | None = None
        self._demo = False
        self._paused_at: int | None = None
        self.seed = secrets.randbits(31)

    # What an exercise gives

    @abstractmethod
    def bar_of(self, what: Any, number: int) -> Bar | None:  # noqa: ANN401 - whatever the exercise plays
        """Make one bar of what is played, or None where it is over."""

    @abstractmethod
    def voices_of(self, what: Any, number: int) -> Mapping[str, str]:  # noqa: ANN401 - the same
        """Give the voice of each part in a bar."""

    @abstractmethod
    def playing(self, *, demo: bool) -> Any:  # noqa: ANN401 - the same
        """Give what is to be played now, as it is set; or the example."""

    def example_length(self) -> float:
        """Say how long the example is, in seconds."""
        what, length, number = self.playing(demo=True), 0.0, 0
        while number < _MOST_BARS and (made := self.bar_of(what, number)) is not None:
            length, number = length + made.length, number + 1
        return length

    def needed(self) -> list[str]:
        """Name the voices the page is to have before it starts."""
        return sorted(set(self.voices_of(self.playing(demo=False), 0).values()))

    def stepped(self, now: float) -> None:
        """Look at what there is to do at a moment while music is played; called some times a second."""

    def begins(self) -> bool:
        """Say whether there is music to begin with."""
        return True

    def enters(self, what: Any, at: float) -> None:  # noqa: ANN401 - whatever the exercise plays
        """Hear that something begins to be played at a moment, before its first bars are made."""

    def takes_seat(self, channel: int) -> None:
        """Hear that a part gets a channel it had not."""

    def stays(self, cancel: float) -> Sequence[Event]:  # noqa: ARG002 - for those who have such
        """Give what is planned for a moment or later and is not to be taken back with the rest."""
        return ()

    def desk_name(self, part: str, what: Any) -> str:  # noqa: ANN401, ARG002 - as above
        """Say under which name a part has its channel: one that goes on keeps it."""
        return part

    def goes_on(self, now: float) -> bool:  # noqa: ARG002 - for those who go on from some moment
        """Say whether something comes when what was played is over."""
        return False

    def ended(self, at: float, mine: Sequence[Sequence[float]]) -> None:
        """Hear that the music has come to its end, or was stopped, and what the learner played meanwhile.

        ``mine`` has ``[onset, duration, pitch, velocity]``, in seconds from the start.
        """

    def played(self, move: Move) -> None:
        """Hear what the learner played on the pads while music is played."""

    # What the page says

    def hear_start(self, content: dict[str, Any]) -> None:
        """The music, or the example, begins."""
        self.spawn(self._play(demo=content.get("demo") is True))

    def hear_pause(self, _content: dict[str, Any]) -> None:
        """The music rests where it is."""
        if self._session and self._paused_at is None:
            now = self._session.page_time(self._clock())
            heard = self._loop.heard(now)
            self._paused_at = heard.number if heard else self._loop.number
            self._loop.stop()
            self._way.through(lambda card: card.silence())

    def hear_resume(self, _content: dict[str, Any]) -> None:
        """The music goes on with the bar in which it rested."""
        if self._session and self._paused_at is not None:
            now, number = self._session.page_time(self._clock()), self._paused_at
            self._paused_at, self._zero = None, None
            self.begin(self.playing(demo=self._demo), now + _LEAD, number)
            self._send_music(self._loop.plan(now))

    def hear_stop(self, content: dict[str, Any]) -> None:
        """The learner stops the music."""
        self.finish(float(content.get("at", 0.0)), None)

    def hear_panic(self, content: dict[str, Any]) -> None:
        """Everything is to be silent, now."""
        self._way.through(lambda card: card.silence())
        self.hear_stop(content)

    def leave(self) -> None:
        """End the music, if there is any: the learner goes on to something else."""
        if self._session:
            self.finish(self._session.page_time(self._clock()), None)

    # What happens

    def turn(self, number: int | None = None) -> float:
        """Let what is set now be heard from the next bar on; give the moment it comes."""
        if self._session is None or self._demo or not self._loop.begun:
            return 0.0
        now = self._session.page_time(self._clock())
        turn = self._loop.change(self.playing(demo=False), now, number)
        if turn is None:
            return 0.0
        self._send_music(self._loop.plan(now), turn.cancel, turn.again, turn.at)
        return turn.at

    def begin(self, what: Any, at: float, number: int = 0) -> None:  # noqa: ANN401 - as above
        """Begin with something at a moment, with its first bar or a later one."""
        self._loop.begin(what, at, number)
        self.enters(what, at)

    def seat(self, part: str, what: Any, number: int, until: float) -> int:  # noqa: ANN401 - as above
        """Give the channel a part has until a moment; who is new there is dressed with what is sent next."""
        voice = self.voices_of(what, number)[part]
        channel, is_new = self._desk.seat(self.desk_name(part, what), voice, until)
        if is_new:
            self._dressed[channel] = voice
            self.takes_seat(channel)
        return channel

    def _at_hand(self) -> Choices:
        return Choices(mine=self.mine())

    def _take_in(self, session: Session, move: Move, _now: float) -> None:
        session.hear(move, move.time)
        self.played(move)

    async def _play(self, *, demo: bool) -> None:
        if self._session:
            self.finish(self._session.page_time(self._clock()), None)
        await self._way.open(self._at_hand())
        if self._session:
            return
        session = self._session = Session(Alone())
        session.length = self.longest
        self._demo, self._zero, self._desk, self._paused_at = demo, None, Desk(), None
        self._dressed, self._fades = {}, []
        self._loop = Loop(self._barred)
        self.hear_level({"value": self._level})
        self.tell("started", out=self._way.out, demo=demo)
        while self._session is session:
            await asyncio.sleep(_STEP)
            if self._session is not session or not session.begun or self._paused_at is not None:
                continue
            now = session.page_time(self._clock())
            if not self._loop.begun and self.begins():
                self.begin(self.playing(demo=demo), now + _LEAD)
            self._send_music(self._loop.plan(now))
            if not demo or self.steps_in_example:
                self.stepped(now)
            if self._session is not session:
                return
            if self._loop.begun and session.is_left(self._clock()):
                self.finish(now, "page_gone")
                return
            over = self._loop.is_over(now) or not self._loop.begun
            if (over and not self.goes_on(now)) or now >= session.length:
                self.finish(now, "example_over" if demo else "music_over")

    def _barred(self, what: Any, number: int) -> Bar | None:  # noqa: ANN401 - whatever the exercise plays
        return self.bar_of(what, number)

    def _send_music(
        self,
        laid: Sequence[Laid[Any]],
        cancel: float | None = None,
        again: Iterable[Stroke] = (),
        at: float | None = None,
    ) -> None:
        """Send music out: planned on the card where that sounds, and told to the page in any case."""
        if (not laid and cancel is None and not self._fades) or self._session is None:
            return
        zero = self._session.kernel_time(0.0)
        if self._zero is not None:
            zero = self._zero + max(-_SLEW, min(_SLEW, zero - self._zero))
        self._zero = zero
        before = next((one for one in reversed(self._loop.bars) if one.start < (at or math.inf)), None)
        events = [self._event(stroke, before.what, before.number) for stroke in again if before]
        events += [self._event(stroke, one.what, one.number) for one in laid for stroke in one.strokes()]
        if cancel is not None:
            events += self.stays(cancel)
        voices, self._dressed = self._dressed, {}
        fades, self._fades = self._fades, []
        latency = [0.0]
        if self._way.is_open:
            if cancel is not None:
                after = zero + cancel
                self._way.through(lambda card: card.cancel(CHANNELS, after))
            self._way.through(lambda card: card.dress(voices))
            self._way.through(lambda card: card.fade(fades, zero))
            self._way.through(lambda card: card.play(events, zero))
            self._way.through(lambda card: latency.append(card.latency))
        bars = [self._bar_told(one) for one in laid]
        self.tell(
            "backing",
            at=at,
            cancel=cancel,
            voices=voices,
            events=events,
            bars=bars,
            latency=latency[-1],
            fades=fades,
        )

    def _event(self, stroke: Stroke, what: Any, number: int) -> Event:  # noqa: ANN401 - as above
        channel = self.seat(stroke.part, what, number, stroke.onset + stroke.duration + RINGS)
        return Event(stroke.onset, channel, stroke.pitch, stroke.velocity, stroke.duration)

    def _bar_told(self, laid: Laid[Any]) -> dict[str, Any]:
        return {
            "start": laid.start,
            "length": laid.bar.length,
            "beats": laid.bar.beats,
            "chords": [(at, chord_name(symbol, self.lang)) for at, symbol in laid.bar.chords],
            "counts": False,
            "number": laid.number,
        }

    def finish(self, at: float, why: str | None) -> None:
        """End the music; the page is told ``why`` when it was not the page that ended it."""
        session, self._session = self._session, None
        if session is None:
            return
        self._way.through(lambda card: card.silence())
        if self._level < 1:
            self.hear_level({"value": 1.0})
        self._full = None
        self._loop.stop()
        if why:
            self.tell("ended", why=why)
        if not self._demo:
            mine, _ = session.stop(at)
            self.ended(at, mine)
        self.show()

"""An exercise in which music goes round: started, paused, stopped, and changed from the next bar on.

What stands on it gives bars (:meth:`Band.bar_of`) and the voice of each part; here they are planned ahead and
sent through the way out the learner has, the sound card or the page.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import secrets
import time
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

import msgspec

from mtlearn.errors import MusicError, SoundError
from mtlearn.language import words
from mtlearn.music.loop import Loop
from mtlearn.music.move import Move
from mtlearn.sound.event import Event
from mtlearn.widgets.choices import Choices, Ways, tones
from mtlearn.widgets.chord import chord_name
from mtlearn.widgets.panel import Panel, said
from mtlearn.widgets.session import LONGEST, Alone, Session
from mtlearn.widgets.sounding import choose_sound_out, open_card, sound_out
from mtlearn.widgets.voices import PLAYER, Sounding
from mtlearn.widgets.way_out import WayOut, goes_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mtlearn.language import Language
    from mtlearn.learner.record import Record
    from mtlearn.music.backing.bar import Bar, Stroke
    from mtlearn.music.loop import Laid
    from mtlearn.sound.card import SoundCard

__all__ = ["CHANNELS", "PAGE", "Band", "Desk", "Setup", "voice_names"]

CHANNELS: Final = tuple(range(2, 15))
"""The channels the music may sound on; 0 is the learner's own, and 15 the sound check's."""
PAGE: Final = (
    *("base.js", *PLAYER, "pagesound.js", "komp.js", "pulse.js"),
    *("scan.js", "written.js", "setting.js", "band.js"),
)
"""The modules of an exercise's page, in order; its own come after."""
_STEP: Final = 0.1
_LEAD: Final = 0.4
"""Seconds from the start to the first sound: the page has to hear of it first."""
_SLEW: Final = 0.002
_MOST_BARS: Final = 200
_RINGS: Final = 3.0
"""Seconds after its last bar that a channel may still ring, and is given to no other voice."""
_PIECE: Final = "piece"
"""What the log calls what the learner is making in one of these exercises."""


class Setup(msgspec.Struct, frozen=True):
    """What a learner has chosen and made in an exercise."""

    free: ClassVar[frozenset[str]] = frozenset()
    """What is made and not chosen: it can be anything of its kind."""

    def possible(self) -> Mapping[str, Sequence[object]]:
        """Say what each choice can be."""
        return {}

    def changed(self, name: str, value: object) -> Self:
        """Give the same with one choice changed.

        Raises:
            MusicError: there is no such choice, or it cannot be that.
        """
        allowed = self.possible().get(name, ())
        if isinstance(value, list):
            value = tuple(value)
        if value not in allowed or type(value) is not type(allowed[0]):
            message = f"{name!r} cannot be {value!r} in this exercise."
            raise MusicError(message)
        return msgspec.structs.replace(self, **{name: value})

    @classmethod
    def of(cls, data: object) -> Self:
        """Read what the log holds; what is no longer possible falls back to the first choices."""
        found = cls()
        if not isinstance(data, dict):
            return found
        for name, value in data.items():
            try:
                whole = msgspec.convert({name: value}, cls)
                got = getattr(whole, name)
                if name in cls.free:
                    found = msgspec.structs.replace(found, **{name: got})
                else:
                    found = found.changed(name, got)
            except (MusicError, msgspec.ValidationError, AttributeError, TypeError):
                continue
        return found


class Desk:
    """Who plays on which channel: one for each part with its voice, given on when it has rung out."""

    def __init__(self) -> None:
        self._seats: dict[tuple[str, str], tuple[int, float]] = {}

    def seat(self, part: str, voice: str, until: float) -> tuple[int, bool]:
        """Give the channel of a part with a voice that plays until a moment, and whether that is new."""
        key = (part, voice)
        if key in self._seats:
            channel, known = self._seats[key]
            self._seats[key] = channel, max(until, known)
            return channel, False
        taken = {channel for channel, _ in self._seats.values()}
        free = [channel for channel in CHANNELS if channel not in taken]
        if not free:
            oldest = min(self._seats, key=lambda one: self._seats[one][1])
            free = [self._seats.pop(oldest)[0]]
        self._seats[key] = free[0], until
        return free[0], True


class Band(Sounding, Panel):
    """A panel in which music goes round.

    Args:
        lang: the language it speaks.
        record: the part of the learner's log it is kept in.
        clock: seconds that only go forward: the sound card's clock.
        card: gives the sound card; the kernel's one, at the learner's volume, where none is given.
    """

    exercise: ClassVar[str] = ""
    """The name of the exercise, and what is kept goes by it."""
    setup: ClassVar[type[Setup]] = Setup
    longest: ClassVar[float] = LONGEST
    """Seconds after which music comes to its end by itself."""
    steps_in_example: ClassVar[bool] = False
    """Whether something happens of itself in the example too."""

    def __init__(
        self,
        lang: Language,
        record: Record,
        *,
        clock: Callable[[], float] = time.perf_counter,
        card: Callable[[], SoundCard] | None = None,
    ) -> None:
        super().__init__(lang)
        self.words = {
            **words("exercise", lang),
            **words("journal", lang),
            **words("band", lang),
            **self.words,
        }
        self._record, self.sound_store, self._clock = record, record.store, clock
        self._card = card or (lambda: open_card(record.store))
        self._way = WayOut(self._card, self._tell_lost, self._tell_moved)
        self._full: float | None = None
        self._session: Session | None = None
        self._loop: Loop[Any] = Loop(self._barred)
        self._desk = Desk()
        self._zero: float | None = None
        self._level = 1.0
        self._demo = False
        self._paused_at: int | None = None
        self.seed = secrets.randbits(31)
        self.made: Any = self.setup.of(self._kept())
        ways = record.store.latest("setting", "ways")
        self._ways = Ways.of(ways.data) if ways else Ways()
        self.show(example_seconds=round(self.example_length()))

    # What an exercise gives

    def bar_of(self, what: Any, number: int) -> Bar | None:  # noqa: ANN401 - whatever the exercise plays
        """Make one bar of what is played, or None where it is over."""
        raise NotImplementedError

    def voices_of(self, what: Any, number: int) -> Mapping[str, str]:  # noqa: ANN401 - the same
        """Give the voice of each part in a bar."""
        raise NotImplementedError

    def playing(self, *, demo: bool) -> Any:  # noqa: ANN401 - the same
        """Give what is to be played now, as it is set; or the example."""
        raise NotImplementedError

    def shown(self) -> dict[str, Any]:
        """Give what the page is shown of the exercise."""
        return {}

    def example_length(self) -> float:
        """Say how long the example is, in seconds."""
        what, length, number = self.playing(demo=True), 0.0, 0
        while number < _MOST_BARS and (made := self.bar_of(what, number)) is not None:
            length, number = length + made.length, number + 1
        return length

    def needed(self) -> list[str]:
        """Name the voices the page is to have before it starts."""
        return sorted(set(self.voices_of(self.playing(demo=False), 0).values()))

    def mine(self) -> str:
        """Name the voice of the learner's own pads."""
        return str(getattr(self.made, "voice", "piano"))

    def stepped(self, now: float) -> None:
        """Look at what there is to do at a moment while music is played; called some times a second."""

    def begins(self) -> bool:
        """Say whether there is music to begin with."""
        return True

    def goes_on(self, now: float) -> bool:  # noqa: ARG002 - for those who go on from some moment
        """Say whether something comes when what was played is over."""
        return False

    def ended(self, at: float, mine: Sequence[Sequence[float]]) -> None:
        """Hear that the music has come to its end, or was stopped, and what the learner played meanwhile.

        ``mine`` has ``[onset, duration, pitch, velocity]``, in seconds from the start.
        """

    # What the page says

    def hear_open(self, content: dict[str, Any]) -> None:
        """The page is there: find out which way sound goes."""
        self.spawn(self._find_way(local=content.get("local") is True))

    def hear_wake(self, _content: dict[str, Any]) -> None:
        """Look at the log again: the exercise may be open in another tab."""
        if self._session is None:
            self.made = self.setup.of(self._kept())
            self.show()

    def hear_set(self, content: dict[str, Any]) -> None:
        """The learner chose something: it counts from the next bar on."""
        name, value = str(content.get("name")), content.get("value")
        if name == "out":
            self._choose_out(card=value == "card")
            return
        self.take_up(self.made.changed(name, value))

    def hear_again(self, content: dict[str, Any]) -> None:
        """Take up one change that is offered, whole."""
        changes = content.get("changes")
        made = self.made
        for name, value in changes.items() if isinstance(changes, dict) else ():
            made = made.changed(str(name), value)
        self.take_up(made)

    def hear_ways(self, content: dict[str, Any]) -> None:
        """The learner chose how to reach the controls: kept for all exercises."""
        told = content.get("ways")
        self._ways = Ways.of({**msgspec.to_builtins(self._ways), **(told if isinstance(told, dict) else {})})
        self.show()
        self._record.store.append("setting", "ways", msgspec.to_builtins(self._ways))

    def hear_write(self, content: dict[str, Any]) -> None:
        """Log what is written so far in a field, and tell the page once it is safe."""
        field, text = self.field(str(content.get("field"))), str(content.get("text", ""))
        if text != self._record.written(field):
            with self.guarded():
                self._record.write(field, text)
        self.wrote(str(content.get("field")))
        self.show()
        self.tell(
            "kept",
            field=content.get("field"),
            number=content.get("number", 0),
            saved=not self._record.store.unsaved,
        )

    def hear_start(self, content: dict[str, Any]) -> None:
        """The music, or the example, begins."""
        self.spawn(self._play(demo=content.get("demo") is True))

    def hear_clock(self, content: dict[str, Any]) -> None:
        """The page says what its clock shows."""
        if self._session:
            self._session.hear_clock(float(content["at"]), self._clock())

    def hear_play(self, content: dict[str, Any]) -> None:
        """The learner strikes or lets go of a note: sound first, then everything else."""
        move = _move(content)
        self._way.through(lambda card: card.learner(move))
        if content.get("loose") and self._way.out == "card" and not self._way.is_open and move.sounding:
            self.spawn(self._first_touch(move))
        elif self._session and not content.get("loose"):
            self._session.hear_clock(move.time, self._clock())
            self._session.hear(move, move.time)
            self.played(move)

    def hear_level(self, content: dict[str, Any]) -> None:
        """The learner turned the music up or down, under their own volume."""
        self._level = min(1.0, max(0.0, float(content.get("value", 1.0))))
        if self._way.is_open:
            with contextlib.suppress(SoundError):
                card = self._card()
                self._full = card.volume if self._full is None else self._full
                card.set_volume(self._full * self._level)

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
            self._loop.begin(self.playing(demo=self._demo), now + _LEAD, number)
            self._send_music(self._loop.plan(now))

    def hear_stop(self, content: dict[str, Any]) -> None:
        """The learner stops the music."""
        self.finish(float(content.get("at", 0.0)), None)

    def hear_panic(self, content: dict[str, Any]) -> None:
        """Everything is to be silent, now."""
        self._way.through(lambda card: card.silence())
        self.hear_stop(content)

    # What happens

    def played(self, move: Move) -> None:
        """Hear what the learner played on the pads while music is played."""

    def wrote(self, field: str) -> None:
        """Hear that the learner wrote in a field."""

    def field(self, name: str) -> str:
        """Name what is written in a field as the log keeps it."""
        return f"{self.exercise}-{name}"

    def written(self, name: str) -> dict[str, Any]:
        """Give what was written in a field, and when."""
        text, at = self._record.written_at(self.field(name))
        return {"text": text, "at": at}

    def take_up(self, made: Setup) -> None:
        """Take up what was chosen: kept, shown, and heard from the next bar on."""
        if made == self.made:
            return
        self.made = made
        self.turn()
        self.show()
        with self.guarded():
            self._record.store.append(_PIECE, self._key(), msgspec.to_builtins(made))

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

    def show(self, **more: object) -> None:
        """Show the page everything anew."""
        self.view = {
            **getattr(self, "view", {}),
            "name": f"{self._record.lesson}/{self.exercise}",
            "out": self._way.out,
            "ways": msgspec.to_builtins(self._ways),
            "made": msgspec.to_builtins(self.made),
            "mine": self.mine(),
            "needed": self.needed(),
            "channels": CHANNELS,
            "reflection": self.written("reflection"),
            **self.shown(),
            **more,
        }

    async def _play(self, *, demo: bool) -> None:
        if self._session:
            self.finish(self._session.page_time(self._clock()), None)
        await self._way.open(Choices(mine=self.mine()))
        if self._session:
            return
        session = self._session = Session(Alone())
        session.length = self.longest
        self._demo, self._zero, self._desk, self._paused_at = demo, None, Desk(), None
        self._loop = Loop(self._barred)
        self.hear_level({"value": self._level})
        self.tell("started", out=self._way.out, demo=demo)
        while self._session is session:
            await asyncio.sleep(_STEP)
            if self._session is not session or not session.begun or self._paused_at is not None:
                continue
            now = session.page_time(self._clock())
            if not self._loop.begun and self.begins():
                self._loop.begin(self.playing(demo=demo), now + _LEAD)
            self._send_music(self._loop.plan(now))
            if not demo or self.steps_in_example:
                self.stepped(now)
            if self._session is not session:
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
        if (not laid and cancel is None) or self._session is None:
            return
        zero = self._session.kernel_time(0.0)
        if self._zero is not None:
            zero = self._zero + max(-_SLEW, min(_SLEW, zero - self._zero))
        self._zero = zero
        voices: dict[int, str] = {}
        before = next((one for one in reversed(self._loop.bars) if one.start < (at or math.inf)), None)
        events = [self._event(stroke, before.what, before.number, voices) for stroke in again if before]
        events += [
            self._event(stroke, one.what, one.number, voices) for one in laid for stroke in one.strokes()
        ]
        latency = [0.0]
        if self._way.is_open:
            if cancel is not None:
                after = zero + cancel
                self._way.through(lambda card: card.cancel(CHANNELS, after))
            self._way.through(lambda card: card.dress(voices))
            self._way.through(lambda card: card.play(events, zero))
            self._way.through(lambda card: latency.append(card.latency))
        bars = [self._bar_told(one) for one in laid]
        self.tell(
            "backing", at=at, cancel=cancel, voices=voices, events=events, bars=bars, latency=latency[-1]
        )

    def _event(self, stroke: Stroke, what: Any, number: int, voices: dict[int, str]) -> Event:  # noqa: ANN401
        voice = self.voices_of(what, number)[stroke.part]
        channel, is_new = self._desk.seat(stroke.part, voice, stroke.onset + stroke.duration + _RINGS)
        if is_new:
            voices[channel] = voice
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

    async def _first_touch(self, move: Move) -> None:
        """A pad was touched before anything was started: open the card, and let that note sound."""
        await self._way.open(Choices(mine=self.mine()))
        self._way.through(lambda card: card.learner(move))
        await asyncio.sleep(0.4)
        self._way.through(lambda card: card.learner(move._replace(sounding=False)))

    async def try_out(self, events: Sequence[Event], voices: Mapping[int, str]) -> None:
        """Let something short be heard by itself: a chord, a pattern."""
        await self._way.open(Choices(mine=self.mine()))
        if self._way.is_open:
            self._way.through(lambda card: card.dress(voices))
            self._way.through(lambda card: card.play(list(events), self._clock() + 0.05))
        self.tell("tried", events=[] if self._way.is_open else events, voices=voices)

    def _kept(self) -> object:
        entry = self._record.store.latest(_PIECE, self._key())
        return entry.data if entry else None

    def _key(self) -> str:
        return f"{self._record.lesson}/{self.exercise}"

    # Which way sound goes

    async def _find_way(self, *, local: bool) -> None:
        store = self._record.store
        self._way.out = await asyncio.to_thread(lambda: sound_out(store, host_is_local=local))
        self.show()

    def _choose_out(self, *, card: bool) -> None:
        was_open = self._way.is_open
        self._way.choose("card" if card else "browser")
        if was_open and self._session and not card:
            self.tell("out", out="browser", said=self.words["goes_on_here"])
        self.show()
        choose_sound_out(self._record.store, self._way.out)

    def _tell_lost(self, error: SoundError) -> None:
        self.show()
        self.tell("out", out="browser", said=said(error, self.lang))

    def _tell_moved(self, device: str, _why: SoundError) -> None:
        self.tell("out", out="card", said=goes_on(device, self.lang))


def voice_names(lang: Language, voices: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Give voices with their names in the learner's language: those that play tones, where none are given."""
    own = words("instruments", lang)
    return [(voice, own[f"voice-{voice}"]) for voice in (tones() if voices is None else voices)]


def _move(content: dict[str, Any]) -> Move:
    at = float(content["at"])
    return Move(
        max(0.0, at) if math.isfinite(at) else 0.0,
        content["on"] is True,
        min(127, max(0, int(content["pitch"]))),
        min(127, max(1, int(content["velocity"]))),
    )

"""The computer's sound card, as a lesson sees it: strike a note, and it sounds.

Sound is made in a process of its own (:mod:`mtlearn.sound.engine`); this is the handle of it. When that
process is killed, or its device pulled, another takes up what should be sounding, on what is left.
"""

from __future__ import annotations

import atexit
import os
import queue
import threading
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from mtlearn.errors import DeviceLostError, NoDeviceError, SoundError
from mtlearn.sound.bank import bank
from mtlearn.sound.channels import CHECK, DRONE, LEARNER, PARTNER
from mtlearn.sound.event import VOLUME
from mtlearn.sound.orders import Opening
from mtlearn.sound.running import Running
from mtlearn.sound.standing import Standing
from mtlearn.sound.wire import Kind, Record, cancelling, fading

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from mtlearn.sound.event import Event
    from mtlearn.sound.fading import Fade

__all__ = ["VOICES", "Memory", "SoundCard", "Status", "shared_card"]

VOICES: Final[Mapping[int, str]] = {
    LEARNER: "kalimba", PARTNER: "marimba", DRONE: "warm-pad", CHECK: "kalimba",
}  # fmt: skip
"""The voices a lesson begins with."""
_PATIENCE = 10.0
_RISE = 0.3
"""Seconds in which sound comes in where it had broken off."""
_AGAIN = 3
_WITHIN = 10.0
"""Three new engines within ten seconds are enough: something keeps ending them."""


class Status(NamedTuple):
    """How the sound card is doing: the device's name, its latency in seconds, frames a block, underflows."""

    device: str
    latency: float
    blocksize: int
    underflows: int


class Memory(Protocol):
    """What is known of each sound card from earlier: asked from any thread."""

    def first_volume(self) -> float:
        """Give the volume for a device that has none of its own."""

    def volumes(self) -> dict[str, float]:
        """Give the volume the learner set, 0 to 1, for each device that has one of its own."""

    def keep_volume(self, device: str, level: float) -> None:
        """Keep the volume a device began at."""

    def steps(self) -> dict[str, int]:
        """Give how far from the quickest setting to begin, for each device that is known."""

    def keep_step(self, device: str, step: int) -> None:
        """Keep how far from the quickest setting a device had to be taken to keep up."""


class SoundCard:
    """A sound card that is open and sounding. Any thread may call it; nothing but opening makes it wait.

    Args:
        voices: the voice of each channel.
        volume: 0 to 1, for a device with no volume of its own.
        device: a name or number of PortAudio's; None is the system's default.
        memory: what is known of each device.

    Attributes:
        asked_for: the device it was to go through; ``status.device`` is the one it goes through.
        on_moved: called from another thread when sound had broken off and goes on, with the name of the
            device it goes through and what had happened.
        on_lost: called once, from another thread, with what happened when nothing is left to go through.

    Raises:
        NoPortAudioError: the PortAudio library is missing.
        NoDeviceError: there is no device, it would not open, or it takes no sound.
    """

    def __init__(
        self,
        voices: Mapping[int, str] = VOICES,
        volume: float = VOLUME,
        device: str | int | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.on_moved: Callable[[str, SoundError], None] | None = None
        self.on_lost: Callable[[SoundError], None] | None = None
        self.asked_for = device
        self.status = Status("", 0.0, 0, 0)
        self._memory = memory
        self._standing = Standing(voices, volume)
        self._opened_at = volume
        self._lost: SoundError | None = None
        self._closed = False
        self._lock = threading.RLock()
        self._skew = 0.0
        self._first: queue.SimpleQueue[SoundError | None] = queue.SimpleQueue()
        self._steps = memory.steps() if memory else {}
        self._restarts: list[float] = []
        self._gone: tuple[str, ...] = ()
        self._why: SoundError | None = None
        self._flowing = False
        self._spare: Running | None = None
        self._owner = os.getpid()
        volumes = memory.volumes() if memory else {}
        with self._lock:
            self._engine = Running(self._hear, self._ended)
            self._engine.open(
                Opening(device=device, voices=dict(voices), volume=volume, volumes=volumes, steps=self._steps)
            )
        atexit.register(self.close)
        try:
            trouble = self._first.get(timeout=_PATIENCE)
        except queue.Empty:
            reason = f"no answer within {_PATIENCE:.0f} s"
            trouble = NoDeviceError(f"The sound card did not start ({reason}).", reason=reason)
        if trouble:
            self.close()
            raise trouble

    @property
    def alive(self) -> bool:
        """Whether sound comes out, or will again in a moment."""
        return not self._closed and self._lost is None

    @property
    def volume(self) -> float:
        """How loud it is, 0 to 1."""
        return self._standing.volume

    def note_on(self, channel: int, pitch: int, velocity: int, at: float | None = None) -> None:
        """Strike a key, now or at a time of ``time.perf_counter()``."""
        self._ask(Record(Kind.NOTE_ON, channel, pitch, velocity, at or 0.0))

    def note_off(self, channel: int, pitch: int, at: float | None = None) -> None:
        """Let a key go, now or at a time of ``time.perf_counter()``."""
        self._ask(Record(Kind.NOTE_OFF, channel, pitch, 0, at or 0.0))

    def play(self, events: Iterable[Event], start: float) -> None:
        """Plan events; their times count from ``start`` on the clock of ``time.perf_counter()``."""
        self._ask(
            *(
                Record(
                    Kind.NOTE_ON,
                    event.channel,
                    event.pitch,
                    event.velocity,
                    start + event.time,
                    event.duration,
                )
                for event in events
            )
        )

    def cancel(self, channels: Collection[int], after: float) -> None:
        """Take back the notes planned on these channels for ``after`` (``time.perf_counter()``) or later.

        Their ends go with them. What sounds already keeps the end it has; more may be planned at once.
        """
        self._ask(cancelling(channels, after))

    def fade(self, fades: Iterable[Fade], start: float = 0.0) -> None:
        """Let channels come in or go out; times count from ``start`` on the clock of ``perf_counter()``."""
        self._ask(*(fading(fade._replace(at=start + fade.at)) for fade in fades))

    def set_voice(self, channel: int, voice: str) -> None:
        """Give a channel another voice.

        Raises:
            SoundError: the bank has no such voice.
        """
        bank().voice(voice)
        self._ask(Record(Kind.VOICE, channel, bank().voices.index(voice)))

    def set_volume(self, volume: float) -> None:
        """Set the volume, 0 to 1; it is reached smoothly, in 50 ms at most."""
        self._ask(Record(Kind.VOLUME, value=min(1.0, max(0.0, volume))))

    def set_pan(self, channel: int, pan: float) -> None:
        """Place a channel between left (-1) and right (1), for the notes struck from now on."""
        self._ask(Record(Kind.PAN, channel, value=pan))

    def silence(self) -> None:
        """Silence all that sounds or is planned, within 50 ms."""
        self._ask(Record(Kind.SILENCE))

    def close(self) -> None:
        """Let the sound card go. Nothing happens when it is gone already."""
        if os.getpid() != self._owner:
            return  # a child this process forked: the sound is its parent's
        with self._lock:
            if self._closed:
                return
            self._closed = True
        atexit.unregister(self.close)
        if self._spare:
            self._spare.close(at_once=True)
        self._engine.close()

    def __enter__(self) -> SoundCard:  # noqa: PYI034 - typing.Self would say no more
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, *records: Record) -> None:
        with self._lock:
            if self.alive:
                now = time.perf_counter()
                for record in records:
                    self._standing.take(record, now)
                if self._flowing:
                    self._tell(records)

    def _tell(self, records: Iterable[Record]) -> None:
        if self._skew:  # the engine's clock is not ours: times that mean something are moved to it
            timed = {Kind.NOTE_ON, Kind.NOTE_OFF, Kind.CANCEL, Kind.FADE}
            records = [
                record._replace(value=record.value + self._skew)
                if record.kind in timed and record.value
                else record
                for record in records
            ]
        self._engine.tell(records)

    # What the engine says, on its listening thread

    def _hear(self, engine: Running, said: dict[str, Any]) -> None:
        if said.get("ready"):
            self._hear_ready(engine, said)
        with self._lock:
            if engine is not self._engine or self._closed:
                return
            self.status = self.status._replace(
                **{name: said[name] for name in Status._fields if name in said}
            )
            # Not before sound has settled: what a spare reads would make the first notes stumble.
            if said.get("settled") and self._spare is None:
                self._spare = Running(self._hear, self._ended)

    def _hear_ready(self, engine: Running, said: dict[str, Any]) -> None:
        with self._lock:
            if engine is not self._engine or self._closed:
                return
            self.status = Status(said["device"], said["latency"], said["blocksize"], said["underflows"])
            self._steps[said["device"]] = said["step"]
            why, self._why = self._why, None
            if not self._flowing:
                now = time.perf_counter()
                # Where both processes read one clock they differ by microseconds; where not, by anything.
                apart = said["clock"] - now
                self._skew = apart if abs(apart) > 1 else 0.0
                self._flowing = True
                if self._standing.volume == self._opened_at:
                    self._standing.volume = said["volume"]
                else:
                    self._tell([Record(Kind.VOLUME, value=self._standing.volume)])
                if why:
                    self._tell(self._standing.again(now))
            self._first.put(None)
        if self._memory:
            self._memory.keep_step(said["device"], said["step"])
            if why:
                self._memory.keep_volume(said["device"], self.volume)
        if why and self.on_moved:
            self.on_moved(said["device"], why)

    def _ended(self, engine: Running, trouble: SoundError | None) -> None:
        with self._lock:
            if engine is self._spare:
                self._spare = None
            if engine is not self._engine or self._closed:
                return
            self._flowing = False
            device = self.status.device
            if not device:  # PortAudio takes its process down where ALSA is misconfigured
                reason = f"the system's sound ended with {engine.code}"
                message = f"The sound card could not be started ({reason}). Let the page make sound."
                self._lost = trouble or NoDeviceError(message, reason=reason)
                self._first.put(self._lost)
                return
            message = f"The process that plays through {device} has ended."
            self._why = self._why or trouble or DeviceLostError(message, device=device)
            if self._may_begin_again(device, trouble):
                self._begin_again(device)
                return
            self._lost = self._why
        if self.on_lost:
            self.on_lost(self._lost)

    def _may_begin_again(self, device: str, trouble: SoundError | None) -> bool:
        now = time.perf_counter()
        self._restarts = [moment for moment in self._restarts if moment > now - _WITHIN]
        if (
            trouble
        ):  # the device is gone, not the process alone; where others were tried too, there is no more
            nothing_left = not isinstance(trouble, DeviceLostError) and device in self._gone
            self._gone = tuple(dict.fromkeys((*self._gone, device)))
            if nothing_left:
                return False
        self._restarts.append(now)
        return len(self._restarts) <= _AGAIN

    def _begin_again(self, device: str) -> None:
        """Start another engine, or take the spare: on the device that sounded, or on what is left."""
        now = self._opened_at = self._standing.volume
        known = self._memory.volumes() if self._memory else {}
        volumes = {name: min(level, now) for name, level in known.items()} | {device: now}
        self._engine, self._spare = self._spare or Running(self._hear, self._ended), None
        self._engine.open(
            Opening(
                device=self.asked_for if device in self._gone else device,
                lost=self._gone,
                voices=self._standing.voices,
                volume=min(now, VOLUME),
                volumes=volumes,
                steps=self._steps,
                rise=_RISE,
            )
        )


_shared: SoundCard | None = None
_shared_choice: object = None
_opening = threading.Lock()


def shared_card(device: str | None = None, memory: Memory | None = None, choice: object = None) -> SoundCard:
    """Give the kernel's one sound card, opened on first use, when it was lost, and after another choice.

    Args:
        device: a name of PortAudio's; None is the system's default.
        memory: what is known of each device.
        choice: what changes when the learner chooses a device, though it be the same one again.

    Raises:
        SoundError: it cannot be opened; the class says why.
    """
    global _shared, _shared_choice  # noqa: PLW0603 - one card for one kernel
    with _opening:
        if _shared is not None and _shared._owner != os.getpid():  # noqa: SLF001 - our own
            _shared = None  # this process was forked from the one it belongs to
        if _shared is not None and _shared.alive and choice == _shared_choice:
            if memory:
                _shared.set_volume(memory.volumes().get(_shared.status.device, memory.first_volume()))
            return _shared
        first = memory.first_volume() if memory else VOLUME
        if _shared is not None:
            if _shared.alive:  # a device chosen for the first time is never louder than the one before it
                first = min(first, VOLUME, _shared.volume)
            _shared.close()
        _shared, _shared_choice = SoundCard(volume=first, device=device, memory=memory), choice
        if memory and first < memory.first_volume():
            memory.keep_volume(_shared.status.device, _shared.volume)
        return _shared

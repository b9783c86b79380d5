"""The computer's sound card, as a lesson sees it: strike a note, and it sounds.

Sound is made in a process of its own (:mod:`mtlearn.sound.engine`); this is the handle of it.
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from mtlearn import errors
from mtlearn.errors import DeviceLostError, NoDeviceError, SoundError
from mtlearn.sound.bank import bank
from mtlearn.sound.event import VOLUME
from mtlearn.sound.wire import Kind, Record, cancelling, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from mtlearn.sound.event import Event

__all__ = ["VOICES", "Memory", "SoundCard", "Status", "shared_card"]

VOICES: Mapping[int, str] = {0: "kalimba", 1: "marimba", 2: "warm-pad", 15: "kalimba"}
"""The channels of a lesson: the learner, the partner, the drone, the sound check."""
_PATIENCE = 10.0
_steps: dict[str, int] = {}
"""How long a block each device needed, so that it need not stumble again."""


class Memory(Protocol):
    """What is known of each sound card from earlier: asked from any thread."""

    def volume(self, device: str) -> float | None:
        """Give the volume the learner set for this very device, 0 to 1, if they ever did."""

    def first_volume(self) -> float:
        """Give the volume for a device that has none of its own."""

    def keep_volume(self, device: str, level: float) -> None:
        """Keep the volume a device began at."""

    def step(self, device: str) -> int:
        """Give how far from the quickest setting this device had to be taken to keep up; 0 at first."""

    def keep_step(self, device: str, step: int) -> None:
        """Keep how far from the quickest setting a device had to be taken."""


class Status(NamedTuple):
    """How the sound card is doing: the device's name, its latency in seconds, frames a block, underflows."""

    device: str
    latency: float
    blocksize: int
    underflows: int


class SoundCard:
    """A sound card that is open and sounding.

    Args:
        voices: the voice of each channel.
        volume: 0 to 1.
        device: a name or number of PortAudio's; None is the system's default.

    Attributes:
        on_lost: called once, from another thread, with what happened when the device or the process is gone.

    Raises:
        NoPortAudioError: the PortAudio library is missing.
        NoDeviceError: there is no device, it would not open, or it takes no sound.
    """

    def __init__(
        self, voices: Mapping[int, str] = VOICES, volume: float = 0.6, device: str | int | None = None
    ) -> None:
        self.on_lost: Callable[[SoundError], None] | None = None
        self.status = Status("", 0.0, 0, 0)
        self._lost: SoundError | None = None
        self._closed = False
        self._lock = threading.Lock()
        self._skew = 0.0
        self._said: queue.SimpleQueue[SoundError | None] = queue.SimpleQueue()
        command = [sys.executable, "-P", "-m", "mtlearn.sound.engine", "--volume", str(volume)]
        command += ["--voices", json.dumps({str(channel): voice for channel, voice in voices.items()})]
        command += ["--step", str(_steps.get(str(device), 0))]
        if device is not None:
            command += ["--device", str(device)]
        self._device = str(device)
        self.asked_for = device
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=_complaints(), bufsize=0
        )
        threading.Thread(target=self._listen, name="sound card", daemon=True).start()
        atexit.register(self.close)
        try:
            trouble = self._said.get(timeout=_PATIENCE)
        except queue.Empty:
            reason = f"no answer within {_PATIENCE:.0f} s"
            trouble = NoDeviceError(f"The sound card did not start ({reason}).", reason=reason)
        if trouble:
            self.close()
            raise trouble

    @property
    def alive(self) -> bool:
        """Whether sound still comes out."""
        return not self._closed and self._lost is None

    def note_on(self, channel: int, pitch: int, velocity: int, at: float | None = None) -> None:
        """Strike a key, now or at a time of ``time.perf_counter()``."""
        self._send(Record(Kind.NOTE_ON, channel, pitch, velocity, self._theirs(at)))

    def note_off(self, channel: int, pitch: int, at: float | None = None) -> None:
        """Let a key go, now or at a time of ``time.perf_counter()``."""
        self._send(Record(Kind.NOTE_OFF, channel, pitch, 0, self._theirs(at)))

    def play(self, events: Iterable[Event], start: float) -> None:
        """Plan events; their times count from ``start`` on the clock of ``time.perf_counter()``."""
        self._send(
            *(
                Record(
                    Kind.NOTE_ON, event.channel, event.pitch, event.velocity,
                    self._theirs(start + event.time), event.duration,
                )
                for event in events
            )
        )  # fmt: skip

    def cancel(self, channels: Collection[int], after: float) -> None:
        """Take back the notes planned on these channels for ``after`` (``time.perf_counter()``) or later.

        Their ends go with them. What sounds already keeps the end it has; more may be planned at once.
        """
        self._send(cancelling(channels, self._theirs(after)))

    def set_voice(self, channel: int, voice: str) -> None:
        """Give a channel another voice.

        Raises:
            SoundError: the bank has no such voice.
        """
        bank().voice(voice)
        self._send(Record(Kind.VOICE, channel, bank().voices.index(voice)))

    def set_volume(self, volume: float) -> None:
        """Set the volume, 0 to 1."""
        self._send(Record(Kind.VOLUME, value=volume))

    def set_pan(self, channel: int, pan: float) -> None:
        """Place a channel between left (-1) and right (1), for the notes struck from now on."""
        self._send(Record(Kind.PAN, channel, value=pan))

    def silence(self) -> None:
        """Silence all that sounds or is planned, within 50 ms."""
        self._send(Record(Kind.SILENCE))

    def close(self) -> None:
        """Let the sound card go. Nothing happens when it is gone already."""
        if self._closed:
            return
        self._closed = True
        atexit.unregister(self.close)
        assert self._process.stdin  # noqa: S101 - it was opened with a pipe
        with self._lock:
            self._process.stdin.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> SoundCard:  # noqa: PYI034 - typing.Self would say no more
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _theirs(self, at: float | None) -> float:
        return 0.0 if at is None else at + self._skew

    def _send(self, *records: Record) -> None:
        if not self.alive:
            return
        data = b"".join(map(pack, records))
        assert self._process.stdin  # noqa: S101 - it was opened with a pipe
        try:
            with self._lock:
                self._process.stdin.write(data)
        except (OSError, ValueError):
            self._gone(None)

    def _listen(self) -> None:
        assert self._process.stdout  # noqa: S101 - it was opened with a pipe
        trouble = None
        with self._process.stdout as lines:
            for line in lines:
                said = json.loads(line)
                if "trouble" in said:
                    trouble = _error(said)
                else:
                    self._note(said)
        self._gone(trouble)

    def _note(self, said: dict[str, Any]) -> None:
        fields = {name: said[name] for name in Status._fields if name in said}
        self.status = self.status._replace(**fields)
        if said.get("ready"):
            # Where both processes read one clock they differ by microseconds; where not, by anything.
            apart = said["clock"] - time.perf_counter()
            self._skew = apart if abs(apart) > 1 else 0.0
            _steps[self._device] = max(0, said["step"] - 1)  # a device may have had one bad moment
            self._said.put(None)

    def _gone(self, trouble: SoundError | None) -> None:
        with self._lock:
            if self._lost is not None:
                return
            device = self.status.device
            if device:
                message = f"The process that plays through {device} has ended."
                self._lost = trouble or DeviceLostError(message, device=device)
            else:  # PortAudio takes its process down where ALSA is misconfigured
                reason = f"the system's sound ended with {self._process.poll()}"
                message = f"The sound card could not be started ({reason}). Let the page make sound."
                self._lost = trouble or NoDeviceError(message, reason=reason)
        self._said.put(self._lost)
        if self.on_lost and not self._closed and self.status.device:
            self.on_lost(self._lost)


def _error(said: dict[str, Any]) -> SoundError:
    kind = getattr(errors, said["trouble"], SoundError)
    error: SoundError = kind(said["message"], **said["details"])
    return error


def _complaints() -> int | None:
    """Say where the engine's stderr goes: ALSA writes pages of harmless complaints there."""
    return None if os.environ.get("MTLEARN_DEBUG") else subprocess.DEVNULL


_shared: SoundCard | None = None
_opening = threading.Lock()


def shared_card(device: str | None = None, memory: Memory | None = None) -> SoundCard:
    """Give the kernel's one sound card, opened on first use, when it was lost, and for another device.

    Args:
        device: a name of PortAudio's; None is the system's default.
        memory: what is known of each device.

    Raises:
        SoundError: it cannot be opened; the class says why.
    """
    global _shared  # noqa: PLW0603 - one card for one kernel
    with _opening:
        if _shared is None or not _shared.alive or _shared.asked_for != device:
            if _shared is not None:
                _shared.close()
            _shared = SoundCard(volume=memory.first_volume() if memory else VOLUME, device=device)
        if memory:
            known = memory.volume(_shared.status.device)
            _shared.set_volume(memory.first_volume() if known is None else known)
        return _shared

"""The sound card's own process: ``python -m mtlearn.sound.engine``, started by :mod:`mtlearn.sound.card`.

It hears records (:mod:`mtlearn.sound.wire`) on its standard input and ends when that closes; it says what
happens in JSON lines on its standard output. Alone in its process, no busy lesson can make it stumble.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Final

from mtlearn.errors import DeviceLostError, NoDeviceError, SoundError
from mtlearn.sound import devices
from mtlearn.sound.bank import bank
from mtlearn.sound.synth import Synth
from mtlearn.sound.wire import SIZE, Kind, Record, channels_of, unpack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["STEPS", "main"]

STEPS: Final = ((256, "low"), (512, "low"), (512, 0.04), (1024, 0.1))
"""Frames a block and latency, from the quickest on; after underflows the next is taken."""
RATE: Final = 48_000
_FIRST_SOUND = 0.5
"""A device that has not asked for eight blocks this long after it was opened is not going to."""
_FLOWING = 8
_NO_MORE_SOUND = 0.5
_NEVER = 4.0
_TRIES = 3
"""Some devices (PulseAudio's among them) stall when they are opened and flow when opened again."""
_SETTLED = 1.0
_STUMBLES = 3
_FORGIVEN = 5.0
"""Three underflows within five seconds are too many."""
_LOOK = 0.05


class Clock:
    """Says when a block of sound is due, evening out the moments at which the device asks for it."""

    _TRUST = 0.02
    _JUMP = 0.1

    def __init__(self) -> None:
        self._due: float | None = None
        self._heard = 0

    def __call__(self, now: float, seconds: float) -> float:
        """Give when the block asked for ``now``, lasting ``seconds``, begins."""
        if self._due is None or abs(now - self._due) > self._JUMP:
            self._due = now
            self._heard = 0
        self._heard += 1
        begins = self._due + max(self._TRUST, 1 / self._heard) * (now - self._due)
        self._due = begins + seconds
        return begins


class Engine:
    """Plays what it is told through one device, with the shortest block the device keeps up with."""

    def __init__(self, synth: Synth, device: str | int | None, step: int) -> None:
        self._synth = synth
        self._device = device
        self._step = min(step, len(STEPS) - 1)
        self._clock = Clock()
        self._name = ""
        self._flowed = False
        self._asked = time.perf_counter()
        self._blocks = 0
        self._underflows: list[float] = []
        self._stumbles = 0
        self.closing = threading.Event()

    def run(self) -> None:
        """Play until told to close, opening the device anew with a longer block when it stumbles.

        Raises:
            NoDeviceError: there is no device, or it gives no sound.
            DeviceLostError: it went away.
        """
        threading.Thread(target=self._guard, daemon=True).start()
        tries = 0
        while not self.closing.is_set():
            try:
                with self._opened() as stream:
                    if self._flows():
                        self._say(stream)
                        tries, self._flowed = 0, True
                        self._watch(stream)
            except NoDeviceError:
                if not self._flowed:
                    raise
                tries = _TRIES
            tries += 1
            if tries > _TRIES:
                raise self._trouble()

    def _trouble(self) -> SoundError:
        if self._flowed:
            message = f"The sound output {self._name} went away while playing."
            return DeviceLostError(message, device=self._name)
        message = f"The sound output {self._name} opened but takes no sound. Choose another, or restart it."
        return NoDeviceError(message, reason=f"{self._name}: no sound was taken")

    def _guard(self) -> None:
        """End the process where opening or closing a device that is gone never comes back."""
        while not self.closing.wait(_LOOK):
            if time.perf_counter() - self._asked > _NEVER:
                tell(self._trouble())
                os._exit(1)

    @contextlib.contextmanager
    def _opened(self) -> Any:  # noqa: ANN401 - sounddevice has no types
        sounddevice = devices.portaudio()
        frames, latency = STEPS[self._step]
        named = self._device is not None
        self._name = str(self._device) if named else devices.default_output()["name"]
        self._blocks = 0
        try:
            stream = sounddevice.OutputStream(
                samplerate=RATE, blocksize=frames, latency=latency, channels=2, dtype="float32",
                device=self._device, callback=self._fill,
            )  # fmt: skip
            stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            message = (
                f"The sound output {self._name} would not open ({error}). Is another program holding it?"
            )
            raise NoDeviceError(message, reason=f"{self._name}: {error}") from error
        try:
            yield stream
        finally:
            with contextlib.suppress(sounddevice.PortAudioError):
                stream.abort(ignore_errors=True)
                stream.close(ignore_errors=True)

    def _fill(self, out: NDArray[np.float32], frames: int, _times: object, status: Any) -> None:  # noqa: ANN401
        now = time.perf_counter()
        self._asked = now
        self._blocks += 1
        if status.output_underflow:
            self._underflows.append(now)
        out[:] = self._synth.block(frames, self._clock(now, frames / RATE))

    def _flows(self) -> bool:
        until = time.perf_counter() + _FIRST_SOUND
        while self._blocks < _FLOWING and not self.closing.wait(0.002):
            if time.perf_counter() > until:
                return False
        return True

    def _watch(self, stream: Any) -> None:  # noqa: ANN401 - sounddevice has no types
        """Return when the stream is to be opened anew: it stopped, or it stumbles too often."""
        opened = time.perf_counter()
        known = len(self._underflows)
        while not self.closing.wait(_LOOK):
            now = time.perf_counter()
            if not stream.active or now - self._asked > _NO_MORE_SOUND:
                return
            if now - opened < _SETTLED:
                known = len(self._underflows)
                continue
            if len(self._underflows) > known:
                self._stumbles += len(self._underflows) - known
                known = len(self._underflows)
                say(underflows=self._stumbles)
            recent = [
                moment for moment in self._underflows if moment > max(opened + _SETTLED, now - _FORGIVEN)
            ]
            if len(recent) >= _STUMBLES and self._step + 1 < len(STEPS):
                self._step += 1
                return

    def _say(self, stream: Any) -> None:  # noqa: ANN401 - sounddevice has no types
        say(
            ready=True, device=self._name, latency=float(stream.latency), blocksize=int(stream.blocksize),
            step=self._step, underflows=self._stumbles, clock=time.perf_counter(),
        )  # fmt: skip


def say(**what: object) -> None:
    """Tell the kernel something, in one JSON line."""
    os.write(1, json.dumps(what).encode() + b"\n")


def tell(error: SoundError) -> None:
    """Tell the kernel why there will be no more sound."""
    details = {name: str(value) for name, value in error.details.items()}
    say(trouble=type(error).__name__, message=str(error), details=details)


def hear(engine: Engine, synth: Synth, voices: tuple[str, ...]) -> None:
    """Do what the records on standard input ask for until it closes."""
    waiting = b""
    while data := os.read(0, 64 * SIZE):
        waiting += data
        whole = len(waiting) // SIZE * SIZE
        for at in range(0, whole, SIZE):
            do(unpack(waiting[at : at + SIZE]), synth, voices)
        waiting = waiting[whole:]
    engine.closing.set()


def do(record: Record, synth: Synth, voices: tuple[str, ...]) -> None:
    """Do what one record asks for."""
    match record.kind:
        case Kind.NOTE_ON | Kind.NOTE_OFF:
            synth.note(
                struck=record.kind is Kind.NOTE_ON, channel=record.channel, pitch=record.first,
                velocity=record.second, time=record.value, length=record.length,
            )  # fmt: skip
        case Kind.VOICE:
            synth.set_voice(record.channel, voices[record.first])
        case Kind.VOLUME:
            synth.set_volume(record.value)
        case Kind.SILENCE:
            synth.silence()
        case Kind.PAN:
            synth.set_pan(record.channel, record.value)
        case Kind.CANCEL:
            synth.cancel(channels_of(record), record.value)


def main(argv: list[str] | None = None) -> int:
    """Run the engine until standard input closes or the device is gone."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--device")
    parser.add_argument("--voices", default="{}", help="JSON: a voice for each channel")
    parser.add_argument("--volume", type=float, default=0.6)
    parser.add_argument("--step", type=int, default=0)
    asked = parser.parse_args(argv)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setswitchinterval(0.001)
    with contextlib.suppress(
        OSError, AttributeError
    ):  # where the system lets us, sound goes before other work
        os.nice(-11)
    try:
        devices.portaudio()
        synth = Synth(bank(), RATE, asked.volume)
        for channel, voice in json.loads(asked.voices).items():
            synth.set_voice(int(channel), voice)
        device = int(asked.device) if (asked.device or "").isdigit() else asked.device
        engine = Engine(synth, device, asked.step)
        threading.Thread(target=hear, args=(engine, synth, bank().voices), daemon=True).start()
        gc.freeze()
        gc.disable()
        engine.run()
    except SoundError as error:
        tell(error)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

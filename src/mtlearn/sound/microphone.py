"""The computer's own microphone, opened only when the learner has asked for a measurement, for a few seconds.

It is heard in a process of its own (``python -m mtlearn.sound.microphone``), as sound is made in one: a busy
lesson cannot make it stumble, and it is closed when that process ends. Nothing it hears is written anywhere.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mtlearn.errors import SoundError
from mtlearn.sound.devices import portaudio

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Recording", "inputs", "record"]

RATE: Final = 48_000
_BLOCK: Final = 256
_PATIENCE: Final = 6.0
_WINDOW: Final = 48
"""Blocks, a quarter of a second, of which the one that came soonest tells the time."""


class Recording(NamedTuple):
    """What was heard: mono frames, frames a second, when the first was there (``time.perf_counter()``).

    ``back`` is the way in as the device itself tells it, in seconds.
    """

    sound: NDArray[np.float32]
    rate: int
    began: float
    device: str
    back: float


def inputs() -> dict[str, Any]:
    """Give the names of this computer's inputs, the default, and any trouble; none is opened."""
    command = [sys.executable, "-P", "-m", "mtlearn.sound.microphone", "--list"]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)
        found: dict[str, Any] = json.loads(answer.stdout)
    except (subprocess.SubprocessError, ValueError, OSError) as error:
        return {
            "inputs": [],
            "default": None,
            "trouble": f"Inputs could not be asked for ({type(error).__name__}).",
        }
    return found


def record(seconds: float, meanwhile: Callable[[], None], stop: threading.Event | None = None) -> Recording:
    """Record from the default input; ``meanwhile`` is called once it is heard.

    Args:
        seconds: how long to record from then on.
        meanwhile: what is to be recorded.
        stop: set it, from any thread, to break off.

    Raises:
        SoundError: there is no input, it would not open or gave nothing, or it was broken off.
    """
    import numpy as np  # noqa: PLC0415 - only when something is recorded

    command = [sys.executable, "-P", "-m", "mtlearn.sound.microphone", "--seconds", str(seconds)]
    quietly = None if os.environ.get("MTLEARN_DEBUG") else subprocess.DEVNULL
    said: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quietly) as process:
        reader = threading.Thread(target=_pass_on, args=(process, said), daemon=True)
        reader.start()
        try:
            ready = _line(said, _PATIENCE, stop)
            apart = ready["clock"] - time.perf_counter()
            meanwhile()
            done = _line(said, seconds + _PATIENCE, stop)
            sound = np.frombuffer(said.get(timeout=_PATIENCE), np.float32)
        except queue.Empty:
            message = "The microphone opened but gave no sound in time."
            raise SoundError(message, reason="the microphone gave no sound") from None
        finally:
            process.kill()
    skew = apart if abs(apart) > 1 else 0.0
    return Recording(sound, RATE, done["began"] - skew, str(ready["device"]), float(ready["back"]))


def _pass_on(process: subprocess.Popen[bytes], said: queue.SimpleQueue[bytes]) -> None:
    assert process.stdout  # noqa: S101 - it was opened with a pipe
    with contextlib.suppress(OSError, ValueError):  # the pipe closes when it is broken off
        said.put(process.stdout.readline())
        said.put(process.stdout.readline())
        said.put(process.stdout.read())


def _line(said: queue.SimpleQueue[bytes], patience: float, stop: threading.Event | None) -> dict[str, Any]:
    until = time.perf_counter() + patience
    while True:
        if stop and stop.is_set():
            message = "The measurement was broken off."
            raise SoundError(message, reason="broken off")
        try:
            line = said.get(timeout=0.05)
            break
        except queue.Empty:
            if time.perf_counter() > until:
                raise
    try:
        told: dict[str, Any] = json.loads(line)
    except ValueError:
        message = "The microphone could not be opened."
        raise SoundError(message, reason="the system's sound ended") from None
    if "trouble" in told:
        raise SoundError(told["trouble"], reason=told["trouble"])
    return told


def _say(**what: object) -> None:
    sys.stdout.buffer.write(json.dumps(what).encode() + b"\n")
    sys.stdout.buffer.flush()


def _end_with_whoever_asked() -> None:
    while os.read(0, 64):
        pass
    os._exit(1)


def _look() -> dict[str, Any]:
    sounddevice = portaudio()
    names = [device["name"] for device in sounddevice.query_devices() if device["max_input_channels"] > 0]
    try:
        default = sounddevice.query_devices(kind="input")["name"]
    except (sounddevice.PortAudioError, ValueError):
        default = None
    return {"inputs": names, "default": default, "trouble": None}


def _hear(seconds: float) -> None:
    import numpy as np  # noqa: PLC0415 - only when something is recorded

    sounddevice = portaudio()
    blocks: list[tuple[float, NDArray[np.float32]]] = []
    first, whole = threading.Event(), threading.Event()
    wanted = [1 << 62]

    def take(heard: NDArray[np.float32], frames: int, _times: object, _status: object) -> None:
        blocks.append((time.perf_counter(), heard[:, 0].copy()))
        first.set()
        wanted[0] -= frames
        if wanted[0] <= 0:
            whole.set()

    try:
        device = str(sounddevice.query_devices(kind="input")["name"])
        with sounddevice.InputStream(
            samplerate=RATE, blocksize=_BLOCK, channels=1, dtype="float32", latency="low", callback=take
        ) as stream:
            if not first.wait(_PATIENCE / 2):
                _say(trouble="The microphone opened but gave no sound.")
                return
            wanted[0] = round(seconds * RATE)
            _say(ready=True, device=device, back=float(stream.latency), clock=time.perf_counter())
            whole.wait(seconds + _PATIENCE / 2)
    except (sounddevice.PortAudioError, ValueError) as error:
        _say(trouble=f"The microphone could not be opened ({error}).")
        return
    ends = np.cumsum([len(heard) for _, heard in blocks]) / RATE
    began = np.array([moment for moment, _ in blocks]) - ends
    soonest = [float(began[at : at + _WINDOW].min()) for at in range(0, len(began), _WINDOW)]
    _say(began=float(np.median(soonest)))
    sys.stdout.buffer.write(np.concatenate([heard for _, heard in blocks]).tobytes())
    sys.stdout.buffer.flush()


def main(argv: list[str] | None = None) -> int:
    """List inputs, or record for some seconds and give what was heard on standard output."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--seconds", type=float, default=1.0)
    asked = parser.parse_args(argv)
    try:
        if asked.list:
            _say(**_look())
        else:
            threading.Thread(target=_end_with_whoever_asked, daemon=True).start()
            _hear(asked.seconds)
    except SoundError as error:
        _say(**({"inputs": [], "default": None} if asked.list else {}), trouble=str(error))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

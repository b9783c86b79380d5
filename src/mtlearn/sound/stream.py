"""One sound output, open: asks for a block of sound whenever it needs one, and is watched while it does."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any, Final

from mtlearn.errors import NoDeviceError
from mtlearn.sound import devices

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from types import TracebackType

    import numpy as np
    from numpy.typing import NDArray

    from mtlearn.sound.devices import Output

__all__ = ["FIRST_SOUND", "RATE", "STEPS", "Stream"]

STEPS: Final = ((256, "low"), (512, "low"), (512, 0.04), (1024, 0.1))
"""Frames a block and latency, from the quickest on; after underflows the next is taken."""
RATE: Final = 48_000
FIRST_SOUND: Final = 0.5
"""A device that has not asked for its first blocks this long after it was opened is not going to."""
_FLOWING = 2048
"""Frames: some devices fill their buffer when they are opened, and then ask for nothing more."""
_NO_MORE_SOUND = 0.25
_SETTLED = 1.0
_STUMBLES = 3
_FORGIVEN = 5.0
"""Three underflows within five seconds are too many."""
_LOOK = 0.02


class Stream:
    """An output that is open for as long as a ``with`` lasts. Seconds are those of ``time.perf_counter``.

    Args:
        output: where sound goes.
        step: which of STEPS.
        fill: called on PortAudio's own thread with how many frames are wanted and at what moment; gives
            them (n, 2).
        closing: set when sound is to end.

    Attributes:
        asked: when the device last asked for a block.
        stumbles: underflows since it has settled.

    Raises:
        NoDeviceError: it would not open (from ``with``).
    """

    def __init__(
        self,
        output: Output,
        step: int,
        fill: Callable[[int, float], NDArray[np.float32]],
        closing: threading.Event,
    ) -> None:
        self.output = output
        self.step = step
        self.asked = time.perf_counter()
        self.stumbles = 0
        self._give = fill
        self._closing = closing
        self._frames = 0
        self._underflows: list[float] = []
        self._stream: Any = None

    @property
    def latency(self) -> float:
        """Seconds between a block's making and its sounding, as the device tells."""
        return float(self._stream.latency)

    @property
    def blocksize(self) -> int:
        """Frames a block."""
        return int(self._stream.blocksize)

    def __enter__(self) -> Stream:  # noqa: PYI034 - typing.Self would say no more
        sounddevice = devices.portaudio()
        frames, latency = STEPS[self.step]
        # WASAPI takes nothing but the rate its mixer runs at unless it is asked to convert.
        shared = self.output.host == "Windows WASAPI"
        extra = sounddevice.WasapiSettings(auto_convert=True) if shared else None
        try:
            self._stream = sounddevice.OutputStream(
                samplerate=RATE, blocksize=frames, latency=latency, channels=min(2, self.output.channels),
                dtype="float32", device=self.output.number, callback=self._fill, extra_settings=extra,
            )  # fmt: skip
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            name = self.output.name
            message = f"The sound output {name} would not open ({error}). Is another program holding it?"
            raise NoDeviceError(message, reason=f"{name}: {error}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(devices.portaudio().PortAudioError):
            self._stream.abort(ignore_errors=True)
            self._stream.close(ignore_errors=True)

    def flows(self, patience: float = FIRST_SOUND) -> bool:
        """Wait until the device takes sound; False when it has not within ``patience`` seconds."""
        until = time.perf_counter() + patience
        while self._frames < _FLOWING and not self._closing.wait(0.002):
            if time.perf_counter() > until:
                return False
        return True

    def stumbled(self, tell: Callable[[int], None]) -> bool:
        """Watch until sound ends; True when that is since the device cannot keep up with its block.

        Args:
            tell: called with how many underflows there were, when it has settled and when there are more.
        """
        opened = time.perf_counter()
        known = -1
        while not self._closing.wait(_LOOK):
            now = time.perf_counter()
            if not self._stream.active or now - self.asked > _NO_MORE_SOUND:
                return False
            if now - opened < _SETTLED:  # what it stumbles over while it is opened is not held against it
                continue
            there = len(self._underflows)
            if there > known:
                self.stumbles += there - known if known >= 0 else 0
                known = there
                tell(self.stumbles)
            since = max(opened + _SETTLED, now - _FORGIVEN)
            if sum(moment > since for moment in self._underflows) >= _STUMBLES and self.step + 1 < len(STEPS):
                return True
        return False

    def _fill(self, out: NDArray[np.float32], frames: int, _times: object, status: Any) -> None:  # noqa: ANN401
        self.asked = now = time.perf_counter()
        self._frames += frames
        if status.output_underflow:
            self._underflows.append(now)
        sound = self._give(frames, now)
        out[:] = sound if out.shape[1] == sound.shape[1] else sound.mean(axis=1, keepdims=True)

"""The sound card's own process: ``python -m mtlearn.sound.engine``, started by :mod:`mtlearn.sound.card`.

It reads what it needs and waits for a line on its standard input that says what to open
(:mod:`mtlearn.sound.orders`); one that is never told is a spare, ready to take over. Then it plays what
records ask for and ends when its input closes. It says what happens in JSON lines on its standard output.
Alone in its process, no busy lesson can make it stumble.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import math
import os
import queue
import signal
import sys
import threading
import time
from itertools import product
from typing import TYPE_CHECKING

from mtlearn.errors import DeviceLostError, NoDeviceError, SoundError
from mtlearn.sound import devices, orders
from mtlearn.sound.ahead import Ahead
from mtlearn.sound.bank import bank
from mtlearn.sound.clock import Clock
from mtlearn.sound.orders import Opening
from mtlearn.sound.stream import FIRST_SOUND, RATE, STEPS, Stream
from mtlearn.sound.synth import Synth
from mtlearn.sound.watchdog import Watchdog

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtlearn.sound.devices import Output

__all__ = ["Engine", "main"]

_TRIES = 3
"""Some devices (PulseAudio's among them) stall when they are opened and flow when opened again."""
_AGAIN, _AT_LAST = 0.3, 1.0
"""Seconds each device has to take sound when another has just gone away, and when none did in that time."""
_PRIORITY = 5
_RISE = 0.3
"""Seconds in which sound comes in after a break."""
_NEVER = 4.0
_IN_BETWEEN = 2.5
_NO_LONGER = 1.0
"""Seconds without a sign of life: before sound ever came (some headphones take long); when one device has
been lost and another is opened; and while sound flows."""


class Engine:
    """Plays through the first output that takes sound, with the shortest block it keeps up with."""

    def __init__(self) -> None:
        self.closing = threading.Event()
        self._clock = Clock()
        self._synth: Synth
        self._opening = Opening()
        self._output: Output | None = None
        self._flowed = False
        self._stumbles = 0
        self._alive = math.inf
        self._patience = _NEVER

    def begin(self, opening: Opening) -> None:
        """Say what is about to be opened; from now on whatever does not come back is noticed."""
        self._opening = opening
        self._patience = _IN_BETWEEN if opening.lost else _NEVER
        self._alive = time.perf_counter()

    def run(self, synth: Synth, opening: Opening) -> None:
        """Play until told to close.

        Raises:
            NoPortAudioError: the PortAudio library is missing.
            NoDeviceError: there is no device, or none takes sound.
            DeviceLostError: the one that sounded went away. PortAudio's list is as old as this process, so
                that another is best looked for in a new one.
        """
        self._synth, self._opening = synth, opening
        self._alive = time.perf_counter()
        trouble: SoundError | None = None
        there = devices.in_turn(devices.outputs(), opening.device, opening.lost)
        for patience, output in product((_AGAIN, _AT_LAST) if opening.lost else (FIRST_SOUND,), there):
            self._output = output
            synth.set_volume(opening.volumes.get(output.name, opening.volume))
            try:
                self._play(output, patience)
            except SoundError as error:
                trouble = error if self._flowed else trouble or error
            if self._flowed or self.closing.is_set():
                break
        else:
            trouble = trouble or devices.no_output()
        if trouble and not self.closing.is_set():
            raise trouble

    def stuck(self) -> bool:
        """Tell whether a device has not come back from a call for too long; if so the kernel is told why."""
        found = time.perf_counter() - self._alive > self._patience
        if found:
            tell(self._trouble())
        return found

    def _play(self, output: Output, patience: float) -> None:
        """Play through one output, opened anew with a longer block when it stumbles, until it gives out."""
        step = max(0, min(self._opening.steps.get(output.name, 0), len(STEPS) - 1))
        tries = 0
        while not self.closing.is_set() and tries < (1 if self._flowed or self._opening.lost else _TRIES):
            tries += 1
            self._alive = time.perf_counter()
            if self._flowed:
                self._synth.resume(self._alive, _RISE)
            try:
                with Stream(output, step, self._fill, self.closing) as stream:
                    if stream.flows(_AGAIN if self._flowed else patience):
                        self._flowed, tries, self._patience = True, 0, _NO_LONGER
                        self._clock = Clock()  # a device asks for all it can hold when it is opened
                        self._ready(stream)
                        step += stream.stumbled(self._stumbled)
                        self._stumbles += stream.stumbles
            except NoDeviceError:
                if not self._flowed:
                    raise
        if not self.closing.is_set():
            raise self._trouble()

    def _fill(self, frames: int, now: float) -> NDArray[np.float32]:
        self._alive = now
        return self._synth.block(frames, self._clock(now, frames / RATE))

    def _trouble(self) -> SoundError:
        name = self._output.name if self._output else "?"
        if self._flowed:
            return DeviceLostError(f"The sound output {name} went away while playing.", device=name)
        message = f"The sound output {name} opened but takes no sound. Choose another, or restart it."
        return NoDeviceError(message, reason=f"{name}: no sound was taken")

    def _ready(self, stream: Stream) -> None:
        say(
            ready=True, device=stream.output.name, latency=stream.latency, blocksize=stream.blocksize,
            step=stream.step, underflows=self._stumbles, volume=self._synth.volume,
            clock=time.perf_counter(),
        )  # fmt: skip

    def _stumbled(self, times: int) -> None:
        say(settled=True, underflows=self._stumbles + times)


def say(**what: object) -> None:
    """Tell the kernel something, in one JSON line."""
    with contextlib.suppress(OSError):  # a kernel that is gone hears nothing
        os.write(1, json.dumps(what).encode() + b"\n")


def tell(error: SoundError) -> None:
    """Tell the kernel why there will be no more sound."""
    details = {name: str(value) for name, value in error.details.items()}
    say(trouble=type(error).__name__, message=str(error), details=details)


def main(argv: list[str] | None = None) -> int:
    """Wait for what to open, play until standard input closes or the device is gone."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--parent", type=int, help="end when this process does")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setswitchinterval(0.001)
    with contextlib.suppress(
        OSError, AttributeError
    ):  # where the system lets us, sound goes before other work
        os.nice(-11)
    engine = Engine()
    Watchdog(parser.parse_args(argv).parent, engine.closing, engine.stuck)
    asked: queue.SimpleQueue[tuple[Opening, bytes] | None] = queue.SimpleQueue()
    threading.Thread(target=wait_for_opening, args=(engine, asked), name="opening", daemon=True).start()
    try:
        import soundfile  # noqa: F401, PLC0415 - read while nobody waits yet

        bank()
        devices.rest()
        say(warm=True)
        heard = asked.get()
        if heard is None:
            return 0
        opening, rest = heard
        go_first()
        devices.wake()
        synth = Synth(bank(), RATE, opening.volume, opening.rise)
        synth.later = Ahead(bank(), RATE).ask
        for channel, voice in opening.voices.items():
            synth.set_voice(channel, voice)
        threading.Thread(target=listen, args=(engine, synth, rest), name="orders", daemon=True).start()
        gc.freeze()
        gc.disable()
        engine.run(synth, opening)
    except SoundError as error:
        tell(error)
        return 1
    return 0


def go_first() -> None:
    """Let what sounds go before all other work, where the system allows it: this thread, and those it begins.

    All of them, since a thread that is asked for sound has to wait for one that holds the interpreter. Linux
    lets those whom its limits name (``rtprio``). A spare is not let first until it plays.
    """
    if hasattr(os, "sched_setscheduler"):
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(_PRIORITY))


def wait_for_opening(engine: Engine, asked: queue.SimpleQueue[tuple[Opening, bytes] | None]) -> None:
    """Hear what to open while what that needs is still being read: from then on time counts."""
    heard = None
    try:
        if heard := orders.first(0):
            engine.begin(heard[0])
    finally:
        if heard is None:
            engine.closing.set()
        asked.put(heard)


def listen(engine: Engine, synth: Synth, heard: bytes) -> None:
    """Do what the kernel asks for, and end when it is gone."""
    try:
        orders.follow(0, heard, synth, bank().voices)
    finally:
        engine.closing.set()


if __name__ == "__main__":
    # Without taking the interpreter down bit by bit: PortAudio may wait for ever for a device that is gone.
    os._exit(main())

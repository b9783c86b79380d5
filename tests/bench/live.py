"""Whether sound holds while the kernel is busy: ``python -m tests.bench live``.

Twelve seconds are played, steady clicks over a drone, while the kernel runs a plain Python loop and lets
music21 work; all of it is captured at a null sink. Three ways in turn, several runs each: the engine in its
process, the same engine in the kernel's own process, and the same in the kernel while it is idle. *Lost* are
frames in which the drone is not heard (silences of a millisecond and more, between its beginning and its
end), *late* is how far the worst planned note is off its time among the others, and underflows are what
PortAudio told of.

Besides: what a block of 256 frames costs while a dense chord sounds, as a share of the block's duration; how
soon sound is back when the engine is killed, with a spare and without; and what engine and spare weigh.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import psutil

from mtlearn.sound import engine
from mtlearn.sound.ahead import Ahead
from mtlearn.sound.bank import bank
from mtlearn.sound.card import SoundCard
from mtlearn.sound.engine import Engine
from mtlearn.sound.event import Event
from mtlearn.sound.orders import Opening
from mtlearn.sound.synth import Synth

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["main"]

RATE = 48_000
SECONDS = 12
VOICES = {0: "hand-drums", 2: "warm-pad"}
CLICK = 76
"""A wood block: where in the drone it lies is found to the frame."""
EVERY = 0.25
BEGINS = 0.5
SILENT = RATE // 1000
RISEN = RATE // 5
"""Until then the drone comes in, and passes through silence twice a period."""
SOFT = 1e-4
SHARP = 0.02
"""A second difference of frames that only a click comes to."""
WAYS = {
    "engine's own process, busy kernel": ("engine", "busy"),
    "same engine in the kernel, busy kernel": ("in-process", "busy"),
    "same engine in the kernel, idle kernel": ("in-process",),
}


def main(argv: list[str]) -> int:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench live", description=__doc__)
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--player", nargs="+", help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    if asked.player:
        return _player(asked.player)
    _chord()
    if not (shutil.which("pulseaudio") and shutil.which("parec")):
        _say("No PulseAudio here: playing is left out.")
        return 0
    with _sink() as sink:
        sink.record(1.0)
        _say(f"{'twelve seconds of playing':<42}{'lost, ms':>24}{'late, ms':>24}{'underflows':>16}")
        found: dict[str, list[tuple[float, float, int]]] = {name: [] for name in WAYS}
        for _ in range(asked.runs):
            for name, how in WAYS.items():
                found[name].append(_run(sink, how))
        for name, runs in found.items():
            lost, late, underflows = zip(*runs, strict=True)
            _say(f"{name:<42}{_row(lost):>24}{_row(late):>24}{' '.join(map(str, underflows)):>16}")
        for spare in (True, False):
            back = [1000 * _killed(sink, spare=spare) for _ in range(asked.runs)]
            _say(f"killed, silent until back ({'with' if spare else 'no'} spare), ms: {_row(back)}")
    return 0


def _row(figures: Any) -> str:
    return " ".join(f"{figure:.1f}" for figure in figures)


def _chord() -> None:
    for voice in ("piano", "warm-pad"):
        for notes in (8, 20):
            synth = Synth(bank(), RATE, 0.6)
            synth.set_voice(0, voice)
            synth.later = Ahead(bank(), RATE).ask
            for note in range(notes):
                synth.note(struck=True, channel=0, pitch=45 + 2 * note, velocity=90, time=0.0)
            costs = []
            for block in range(400):
                began = time.perf_counter()
                synth.block(256, 1 + block * 256 / RATE)
                took = time.perf_counter() - began
                costs.append(took * RATE / 256)
                time.sleep(max(0.0, 256 / RATE - took))
            first, rest = costs[0], sorted(costs[1:])
            _say(
                f"chord of {notes:>2}, {voice}: {statistics.median(rest):.0%} of a block's time, "
                f"p95 {rest[round(0.95 * len(rest))]:.0%}, the block it is struck in {first:.0%}"
            )


@contextlib.contextmanager
def _sink() -> Iterator[Any]:
    conftest = Path(__file__).parents[1] / "soundcard" / "conftest.py"
    spec = importlib.util.spec_from_file_location("sink", conftest)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = Path(tempfile.mkdtemp(prefix="mt-sink-"))
    sink = module.Sink(folder)
    try:
        yield sink
    finally:
        sink.close()
        shutil.rmtree(folder, ignore_errors=True)


def _notes() -> list[Event]:
    count = round((SECONDS - 1) / EVERY)
    return [Event(EVERY * step, 0, CLICK, 100, 0.15) for step in range(count)]


def _run(sink: Any, how: tuple[str, ...]) -> tuple[float, float, int]:
    """Let a player in a process of its own play, and listen here: lost ms, latest ms, underflows."""
    command = [sys.executable, __file__, "--player", *how]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as player:
        assert player.stdin
        assert player.stdout
        player.stdout.readline()
        first = sink.recorder.frames
        player.stdin.write("play\n")
        sink.recorder.wait(first + (SECONDS + 1) * RATE)
        sound = sink.recorder.sound(first)
        player.stdin.close()
        told = json.loads(player.stdout.readline() or "{}")
    return 1000 * _lost(sound) / RATE, 1000 * _late(sound[:, 0]), told.get("underflows", -1)


def _lost(sound: Any) -> int:
    heard = np.flatnonzero(np.abs(sound).max(axis=1) > SOFT)
    if not heard.size:
        return SECONDS * RATE
    begins = heard[0]
    risen = (heard > begins + RISEN) & (heard < begins + (SECONDS - 1) * RATE)
    steps = np.diff(heard[risen])
    missing = SECONDS * RATE - RATE - (heard[-1] - begins)
    return int(steps[steps > SILENT].sum()) + max(0, int(missing))


def _late(sound: Any) -> float:
    """Give the most any click is off the grid of all of them, in seconds. The drone is filtered out."""
    sharp = np.abs(np.diff(sound, 2)) > SHARP
    begin, found = int(sharp.argmax()), []
    for event in _notes():
        near = max(0, begin + round((event.time - EVERY / 2) * RATE))
        stretch = sharp[near : near + round(EVERY * RATE)]
        if not stretch.any():  # in a silence, and counted there
            continue
        found.append((near + int(stretch.argmax())) / RATE - event.time)
    return float(np.abs(np.array(found) - np.median(found)).max())


def _killed(sink: Any, *, spare: bool) -> float:
    """Kill the engine over a drone and give how long it was silent, in seconds."""
    with SoundCard(VOICES) as card:
        moved = threading.Event()
        card.on_moved = lambda _device, _why: moved.set()
        card.note_on(2, 48, 90)
        sink.record(1.0)
        while spare and not (card._spare and card._spare.warm):
            time.sleep(0.02)
        first = sink.recorder.frames
        if spare and not getattr(_killed, "weighed", False):
            _killed.weighed = True  # type: ignore[attr-defined]
            _weigh(card)
        os.kill(card._engine.pid, signal.SIGKILL)
        moved.wait(10)
        sink.recorder.wait(first + 2 * RATE)
        heard = np.flatnonzero(np.abs(sink.recorder.sound(first)).max(axis=1) > SOFT)
    return float(np.diff(heard).max()) / RATE


def _weigh(card: SoundCard) -> None:
    for name, running in (("engine", card._engine), ("spare", card._spare)):
        assert running
        with contextlib.suppress(psutil.Error, AttributeError):
            weight = psutil.Process(running.pid).memory_full_info()
            _say(f"{name}: {weight.pss / 2**20:.0f} MiB (PSS), {weight.uss / 2**20:.0f} MiB its own")


def _player(how: list[str]) -> int:
    """Be a kernel that plays: begin when told to, think meanwhile, and say how it went."""
    out: Any = _Own() if "in-process" in how else SoundCard(VOICES)
    os.write(1, b"ready\n")
    sys.stdin.readline()
    start = time.perf_counter() + BEGINS
    out.note_on(2, 48, 90)
    out.play(_notes(), start)
    with _busy() if "busy" in how else contextlib.nullcontext():
        sys.stdin.read()
    os.write(1, json.dumps({"underflows": out.status.underflows}).encode() + b"\n")
    out.close()
    return 0


class _Own:
    """The same engine, played from this process."""

    def __init__(self) -> None:
        self._synth = Synth(bank(), RATE, 0.6)
        self._synth.later = Ahead(bank(), RATE).ask
        for channel, voice in VOICES.items():
            self._synth.set_voice(channel, voice)
        self.underflows = 0
        self._engine = Engine()
        ready = threading.Event()

        def say(**said: Any) -> None:
            self.underflows = said.get("underflows", self.underflows)
            if said.get("ready"):
                ready.set()

        engine.say = say
        # It may stumble as it likes here: a longer block would hide what is to be seen.
        steps = {"default": 0}
        self._thread = threading.Thread(
            target=self._engine.run, args=(self._synth, Opening(steps=steps)), daemon=True
        )
        self._thread.start()
        ready.wait(10)

    @property
    def status(self) -> _Own:
        """As a card's."""
        return self

    def note_on(self, channel: int, pitch: int, velocity: int) -> None:
        """Strike a key now."""
        self._synth.note(struck=True, channel=channel, pitch=pitch, velocity=velocity, time=0.0)

    def play(self, events: list[Event], start: float) -> None:
        """Plan events."""
        for event in events:
            self._synth.note(
                struck=True, channel=event.channel, pitch=event.pitch, velocity=event.velocity,
                time=start + event.time, length=event.duration,
            )  # fmt: skip

    def close(self) -> None:
        """Let the device go."""
        self._engine.closing.set()
        self._thread.join()


@contextlib.contextmanager
def _busy() -> Iterator[None]:
    """Keep the interpreter as busy as a lesson that thinks: plain Python, and music21 beside it."""
    import music21  # noqa: PLC0415 - only where it is to work

    done = threading.Event()

    def loop() -> None:
        while not done.is_set():
            sorted(str(number) for number in range(2000))

    def analyse() -> None:
        while not done.is_set():
            stream = music21.stream.Stream()
            for step in range(64):
                stream.append(music21.note.Note(60 + step % 12, quarterLength=0.5))
            stream.analyze("key")
            stream.makeNotation()

    thinkers = [threading.Thread(target=think, daemon=True) for think in (loop, analyse)]
    for thinker in thinkers:
        thinker.start()
    try:
        yield
    finally:
        done.set()
        for thinker in thinkers:
            thinker.join()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

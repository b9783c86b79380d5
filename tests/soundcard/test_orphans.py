"""No engine outlives the kernel it plays for, however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from mtlearn.sound.card import SoundCard

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.soundcard
GONE = 2.0
"""Seconds in which an engine ends."""
KERNEL = """
import os, sys
from mtlearn.sound.card import SoundCard
card = SoundCard()
while card._spare is None:
    pass
if "fork" in sys.argv and os.fork() == 0:
    sys.stdin.read()  # a child that holds all the kernel had open, and goes on
    os._exit(0)
print(card._engine.pid, card._spare.pid, flush=True)
sys.stdin.read()
"""


class Kernel:
    """A process that plays, with an engine and a spare."""

    def __init__(self, *how: str) -> None:
        command = [sys.executable, "-c", KERNEL, *how]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout
        self.engines = [psutil.Process(int(pid)) for pid in self._process.stdout.readline().split()]

    def kill(self) -> None:
        """End it as the system does when memory is short."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """End what is left of it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.kill()
        self._process.wait()


@pytest.fixture(params=[(), ("fork",)], ids=["alone", "with a forked child"])
def kernel(request: pytest.FixtureRequest, sink: Any) -> Iterator[Kernel]:
    assert sink
    found = Kernel(*request.param)
    yield found
    found.close()


def gone(*engines: psutil.Process) -> bool:
    """Wait until engines have ended; whether whoever inherits them has taken note does not matter."""
    until = time.perf_counter() + GONE
    while left := [engine for engine in engines if _lives(engine)]:
        if time.perf_counter() > until:
            return False
        psutil.wait_procs(left, timeout=0.05)
    return True


def _lives(engine: psutil.Process) -> bool:
    try:
        return engine.is_running() and engine.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_engines_end_with_a_kernel_that_is_killed(kernel: Kernel) -> None:
    """Also where a child the kernel has forked still holds the engine's input open."""
    kernel.kill()
    assert gone(*kernel.engines)


def test_an_engine_ends_when_its_input_closes(sink: Any) -> None:
    assert sink
    card = SoundCard()
    engine = psutil.Process(card._engine.pid)
    card._engine._say_no_more()
    assert gone(engine)
    card.close()


def test_an_engine_stuck_inside_portaudio_ends_with_its_kernel(brief_sink: Any) -> None:
    kernel = Kernel()
    try:
        brief_sink.stand_still()
        # Until the calls of both ends are stuck: nothing is taken any more.
        engine = kernel.engines[0]
        until = time.perf_counter() + 0.5
        while time.perf_counter() < until and engine.is_running():
            threading.Event().wait(0.05)
        kernel.kill()
        assert gone(*kernel.engines)
    finally:
        brief_sink.go_on()
        kernel.close()


def test_a_forked_child_that_ends_leaves_its_parents_sound_alone(sink: Any) -> None:
    """What a child inherits it may not close: not when it ends, nor when it asks to."""
    assert sink
    with SoundCard() as card:
        child = os.fork()
        if child == 0:
            card.close()
            os._exit(0)
        os.waitpid(child, 0)
        assert card.alive
        assert card._engine.code is None


def test_a_card_opened_and_closed_twenty_times_leaves_nothing_open(sink: Any) -> None:
    assert sink
    own = psutil.Process()
    SoundCard().close()
    before = (own.num_fds(), threading.active_count(), len(own.children()))
    for _ in range(20):
        SoundCard().close()
    assert before == (own.num_fds(), threading.active_count(), len(own.children()))

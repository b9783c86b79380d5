"""The way out and in again is measured on a real device, and agrees with what a recorder beside it heard."""

from __future__ import annotations

import shutil
import subprocess
import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mtlearn.errors import SoundError
from mtlearn.server.doctor import examine
from mtlearn.sound.card import SoundCard
from mtlearn.sound.latency import EMITTED, measured
from mtlearn.sound.loop import card_loop
from mtlearn.sound.microphone import inputs, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.soundcard
RATE = 48_000


def pactl(*words: str) -> str:
    """Tell PulseAudio something, and give what it answers."""
    command = [shutil.which("pactl") or "pactl", *words]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


@pytest.fixture
def microphone(sink: Any) -> Iterator[Any]:
    """The sink's monitor as the computer's microphone: all that is played is heard."""
    pactl("set-default-source", "ci.monitor")
    yield sink
    pactl("set-source-mute", "ci.monitor", "0")


def began(recorder: Any, first: int) -> float:
    """Give when the frame ``first`` was there, by the piece of those since that came soonest."""
    heard, soonest = 0, np.inf
    for moment, data in recorder._chunks:
        heard += len(data) // 8
        if heard > first:
            soonest = min(soonest, moment - (heard - first) / RATE)
    return float(soonest)


def test_the_loop_agrees_with_a_recorder_beside_it(microphone: Any, within: Callable[..., None]) -> None:
    """Both hear the same sink by ways of their own, whose buffers are what they differ by."""

    def attempt() -> None:
        starts: list[float] = []
        first = microphone.recorder.frames
        with SoundCard() as card:
            play = card.play

            def noted(events: Any, start: float) -> None:
                starts.append(start)
                play(events, start)

            card.play = noted  # type: ignore[method-assign] # it plays all the same
            found = card_loop(card)
        zero = began(microphone.recorder, first)
        sound = np.ascontiguousarray(microphone.recorder.sound(first)[:, 0])
        beside = measured(sound, RATE, [starts[0] - zero + sent for sent in EMITTED])
        assert found.loop.delay is not None
        assert beside.delay is not None
        assert found.loop.spread < 0.003
        assert 0.003 < found.loop.delay < 0.1
        assert abs(found.loop.delay - beside.delay) < 0.005
        assert found.microphone
        assert found.back > 0

    within(attempt)


def test_a_microphone_that_is_muted_is_called_quiet(microphone: Any) -> None:
    pactl("set-source-mute", "ci.monitor", "1")
    assert microphone
    with SoundCard() as card:
        loop = card_loop(card).loop
    assert (None, "quiet") == (loop.delay, loop.why)


def test_the_microphone_is_closed_when_a_measurement_is_broken_off(microphone: Any) -> None:
    stop = threading.Event()
    with pytest.raises(SoundError, match="broken off"):
        record(30, stop.set, stop)
    assert microphone
    assert 1 == len(pactl("list", "short", "source-outputs").splitlines())  # the test's own recorder


def test_inputs_are_named(microphone: Any) -> None:
    assert microphone
    found = inputs()
    assert found["default"] in found["inputs"]
    assert found["trouble"] is None


def test_doctor_tells_of_a_card_that_plays_lets_it_be_heard_and_measures(
    microphone: Any, within: Callable[..., None]
) -> None:
    def attempt() -> None:
        said: list[str] = []
        first = microphone.recorder.frames
        parts = {part.name: part for part in examine(1, tone=said.append, loop=lambda _question: True)}
        microphone.record(0.1)
        assert np.abs(microphone.recorder.sound(first)).max() > 0.05
        assert ["A tone on the left …", "A tone on the right …"] == said
        assert "(used)" in parts["sound"].found
        for name in ("sound", "sound engine", "microphone", "tone", "loop"):
            assert parts[name].ok, parts[name]
        assert "blocks of" in parts["sound engine"].found
        assert "8 of 8 chords" in parts["loop"].found

    within(attempt)


def test_doctor_lets_nothing_be_heard_by_itself(microphone: Any) -> None:
    first = microphone.recorder.frames
    examine(1)
    microphone.record(0.1)
    assert 0.0 == np.abs(microphone.recorder.sound(first)).max()

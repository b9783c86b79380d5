"""The sound card plays what it is told, at the right pitch and time, and says so when it cannot."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mtlearn.errors import NoDeviceError, NoPortAudioError
from mtlearn.sound.card import SoundCard
from mtlearn.sound.event import Event
from mtlearn.sound.listening import cents_from, longest_gap, place_of
from mtlearn.sound.render import render

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

pytestmark = pytest.mark.soundcard
RATE = 48_000
VOICES = {0: "kalimba", 1: "marimba", 2: "warm-pad"}
PITCHES = (60, 62, 64, 67, 69, 72, 74, 76)
PHRASE = [Event(0.3 * step, 0, pitch, 100, 0.25) for step, pitch in enumerate(PITCHES)]
DRONE = Event(0.0, 2, 43, 40, 3.0)
ATTACK = RATE // 20
EDGE = RATE // 50


def attack(event: Event) -> NDArray[np.float32]:
    return render([event._replace(time=0.0)], VOICES)[:ATTACK, 0]


def test_a_phrase_comes_out_at_its_pitches_and_times_without_gaps(
    sink: Any, within: Any, unhurried: Any
) -> None:
    def attempt() -> None:
        with SoundCard(VOICES, memory=unhurried) as card:
            first = sink.recorder.frames
            card.play([DRONE, *PHRASE], time.perf_counter() + 0.3)
            sink.recorder.wait(first + 4 * RATE)
            sound = sink.recorder.sound(first)[:, 0]
        begin = place_of(attack(PHRASE[0]), sound[:RATE])
        found = []
        for event in PHRASE:
            near = begin + round(event.time * RATE) - EDGE
            onset = near + place_of(attack(event), sound[max(0, near) : near + ATTACK + 2 * EDGE])
            found.append(onset / RATE)
            assert abs(cents_from(event.pitch, sound[onset : onset + RATE // 4], RATE)) < 15
        spacing = np.diff(found) - np.diff([event.time for event in PHRASE])
        assert np.abs(spacing).max() < 0.010
        assert longest_gap(sound[begin + 4800 : begin + 3 * RATE - 4800]) < RATE // 1000

    within(attempt)


def test_a_key_struck_now_is_heard_within_60_ms_recorder_included(sink: Any, within: Any) -> None:
    def attempt() -> None:
        with SoundCard(VOICES) as card:
            first = sink.recorder.frames
            struck = time.perf_counter()
            card.note_on(0, 72, 100)
            sink.recorder.wait(first + RATE // 4)
            heard = np.flatnonzero(np.abs(sink.recorder.sound(first)[:, 0]) > 0.01)
            assert heard.size
            assert sink.recorder.heard_at(first + int(heard[0])) - struck < 0.060

    within(attempt)


def test_silence_comes_within_50_ms_and_without_a_click(sink: Any, within: Any) -> None:
    def attempt() -> None:
        with SoundCard(VOICES) as card:
            for pitch in (43, 50, 60, 67):
                card.note_on(2, pitch, 110)
            card.play([Event(0.5, 0, 72, 110, 1.0)], time.perf_counter())
            sink.record(0.4)
            first = sink.recorder.frames
            asked = time.perf_counter()
            card.silence()
            sink.recorder.wait(first + RATE)
            sound = sink.recorder.sound(first)
        last = int(np.flatnonzero(np.abs(sound).max(axis=1) > 1e-3)[-1])
        assert (
            sink.recorder.heard_at(first + last) - asked < 0.050 + 0.030
        )  # the recorder is up to 30 ms late
        assert np.abs(np.diff(sound[:, 0])).max() < 0.05
        assert longest_gap(sound) > RATE // 2, "what was planned stays silent too"

    within(attempt)


@pytest.mark.parametrize("config", ["", "</usr/share/alsa/alsa.conf>\npcm.!default { type hw card 7 }\n"])
def test_without_a_device_the_sentence_says_so(
    config: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "asound.conf").write_text(config)
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asound.conf"))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    with pytest.raises(NoDeviceError) as caught:
        SoundCard(VOICES)
    assert caught.value.details["reason"]


def test_without_portaudio_the_sentence_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What sounddevice does at import where the library is missing.
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(NoPortAudioError) as caught:
        SoundCard(VOICES)
    assert caught.value.details["how"]

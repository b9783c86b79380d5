"""Events become sound at their exact frame, under the ceiling, the same live and rendered."""

from __future__ import annotations

import io
import tracemalloc
import wave
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.errors import SoundError
from mtlearn.sound import render as render_module
from mtlearn.sound.bank import Bank, bank
from mtlearn.sound.event import Event
from mtlearn.sound.limiter import CEILING
from mtlearn.sound.loudness import loudness, true_peak
from mtlearn.sound.render import render, render_blocks, wav_bytes, write_wav
from mtlearn.sound.synth import Synth

if TYPE_CHECKING:
    from pathlib import Path

RATE = 48_000
VOICES = {0: "kalimba", 1: "piano", 2: "warm-pad"}
events = st.builds(
    Event,
    st.floats(0, 1.5),
    st.sampled_from([0, 1, 2]),
    st.integers(0, 127),
    st.integers(1, 127),
    st.floats(0, 1.5),
)


def test_an_onset_falls_on_its_exact_frame() -> None:
    first = render([Event(0.0, 0, 60, 90, 0.2)], VOICES)
    later = render([Event(0.5, 0, 60, 90, 0.2)], VOICES)
    assert not later[: RATE // 2].any()
    assert np.array_equal(first[: RATE // 4], later[RATE // 2 : RATE // 2 + RATE // 4])


def test_no_events_are_silence() -> None:
    assert not render([], VOICES).any()


def test_a_voice_the_bank_lacks_is_told() -> None:
    with pytest.raises(SoundError):
        render([Event(0.0, 0, 60, 90, 0.2)], {0: "bassoon"})


@settings(max_examples=15, deadline=None)
@given(st.lists(events, max_size=30))
def test_whatever_is_played_stays_under_the_ceiling_and_is_finite(played: list[Event]) -> None:
    sound = render(played, VOICES, volume=1.0)
    assert np.isfinite(sound).all()
    assert np.abs(sound).max(initial=0) <= CEILING + 1e-6


@settings(max_examples=10, deadline=None)
@given(st.lists(events, max_size=30), st.sampled_from([64, 4096, 65_536]))
def test_a_piece_in_stretches_is_the_piece_whole(played: list[Event], stretch: int) -> None:
    """However long the stretches, they join to the same numbers, the limiter's turning down included."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render_module, "STRETCH", 1 << 20)
        whole = render(played, VOICES, volume=2.0)
        patch.setattr(render_module, "STRETCH", stretch)
        blocks = list(render_blocks(played, VOICES, volume=2.0))
    assert max(map(len, blocks), default=0) <= stretch
    assert np.allclose(whole, np.concatenate([np.zeros((0, 2)), *blocks]), atol=1e-6)


def test_a_long_piece_takes_no_more_memory_than_a_short_one() -> None:
    """Half an hour of music is given stretch by stretch, and what was given is let go."""
    long = [Event(0.5 * step, 0, 48 + step % 24, 90, 0.4) for step in range(3600)]
    long.append(Event(0.0, 2, 43, 60, 1800.0))
    for _ in render_blocks(long[:300], VOICES, 8000):
        pass
    tracemalloc.start()
    frames = sum(len(block) for block in render_blocks(long, VOICES, 8000))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert frames > 1800 * 8000
    assert most < frames * 8 / 3


def test_a_voice_may_choke_itself_as_a_closed_cymbal_does_an_open_one() -> None:
    """Of zones with one choke number, a new strike in the channel fades the one before within 20 ms."""
    found = bank().voice("vibraphone")
    zones = tuple(msgspec.structs.replace(zone, choke=1) for zone in found.zones)
    hat = msgspec.structs.replace(found, name="hat", zones=zones)
    bell = Bank(bank().folder, (hat, msgspec.structs.replace(found, name="bell")))
    phrase = [Event(0.0, 0, 60, 100, 2.0), Event(0.5, 0, 72, 1, 0.01), Event(0.5, 1, 72, 1, 0.01)]
    cut, rings = (
        render(phrase, {0: voice, 1: voice}, bank=bell)[RATE // 2 + RATE // 40 : RATE]
        for voice in ("hat", "bell")
    )
    apart = render(
        [event._replace(channel=at) for at, event in enumerate(phrase[:2])], {0: "hat", 1: "hat"}, bank=bell
    )
    assert np.abs(cut).max() < 0.02 * np.abs(rings).max()
    assert np.abs(apart[RATE // 2 + RATE // 40 : RATE]).max() > 0.9 * np.abs(rings).max()


def test_a_channel_may_be_placed_to_one_side() -> None:
    note = [Event(0.0, 0, 60, 90, 0.2)]
    middle, left = (render(note, VOICES, volume=0.1, pans=pans) for pans in ({}, {0: -1.0}))
    assert not np.abs(left[:, 1]).max() > 1e-6
    assert np.allclose(left[:, 0], middle[:, 0] * np.sqrt(2), atol=1e-6)


def test_the_synth_sounds_like_the_renderer() -> None:
    phrase = [Event(0.1 + 0.21 * step, 0, 60 + step, 70, 0.2) for step in range(5)]
    synth = Synth(bank(), RATE, 0.6)
    synth.set_voice(0, "kalimba")
    for _ in range(10):  # the first sound comes in softly
        synth.block(512, -1.0)
    for event in phrase:
        synth.note(struck=True, channel=0, pitch=event.pitch, velocity=event.velocity, time=event.time)
        synth.note(struck=False, channel=0, pitch=event.pitch, velocity=0, time=event.time + event.duration)
    live = np.concatenate([synth.block(512, first / RATE) for first in range(0, RATE, 512)])
    rendered = render(phrase, VOICES)[: len(live) - 64]
    assert np.abs(live[64:] - rendered[: len(live) - 64]).max() < 1e-3


def test_silence_fades_in_20_ms_and_forgets_what_was_planned() -> None:
    synth = Synth(bank(), RATE, 0.6)
    synth.set_voice(2, "warm-pad")
    synth.note(struck=True, channel=2, pitch=48, velocity=100, time=0.0)
    synth.note(struck=True, channel=2, pitch=60, velocity=100, time=2.0)
    before = [synth.block(256, first / RATE) for first in range(0, RATE, 256)]
    assert np.abs(before[-1]).max() > 0.01
    synth.silence()
    after = np.concatenate([synth.block(256, 1 + first / RATE) for first in range(0, 2 * RATE, 256)])
    assert np.abs(after[1200:]).max() < 1e-3
    assert np.abs(np.diff(after[:1200, 0])).max() < 0.05


def test_more_notes_than_can_sound_let_the_oldest_go() -> None:
    synth = Synth(bank(), RATE, 0.6)
    synth.set_voice(2, "warm-pad")
    for step in range(100):
        synth.note(struck=True, channel=2, pitch=30 + step % 60, velocity=60, time=0.0)
    for first in range(0, RATE // 2, 256):
        synth.block(256, first / RATE)
    assert len(synth._playing) <= 40


def test_a_wav_can_be_read_again(tmp_path: Path) -> None:
    sound = render([Event(0.0, 0, 60, 90, 2.0)], VOICES)
    with wave.open(io.BytesIO(wav_bytes(sound))) as file:
        assert (2, 2, RATE, len(sound)) == tuple(file.getparams()[:4])
    write_wav(tmp_path / "take.wav", sound)
    again, rate = soundfile.read(tmp_path / "take.wav", dtype="float32")
    assert rate == RATE
    assert np.abs(again - sound).max() < 1e-4


@pytest.mark.parametrize("mine", ["piano", "nylon-guitar", "kalimba", "flute", "clarinet"])
@pytest.mark.parametrize("partner", ["vibraphone", "marimba", "electric-piano", "strings"])
def test_any_duo_over_a_drone_is_at_the_course_s_loudness(mine: str, partner: str) -> None:
    """-20 LUFS within 1.5 at the volume the course begins with, whichever voices meet."""
    tones = (60, 62, 64, 67, 69, 72, 69, 67, 64, 62)
    first = [Event(0.4 * step, 0, pitch, 90, 0.4) for step, pitch in enumerate(tones)]
    second = [Event(0.4 * step + 0.02, 1, pitch, 90, 0.4) for step, pitch in enumerate(tones)]
    held = [Event(0.0, 2, pitch, 46, 4.4) for pitch in (48, 55)]
    sound = render([*first, *second, *held], {0: mine, 1: partner, 2: "warm-pad"}, RATE)
    assert loudness(sound, RATE) == pytest.approx(-20, abs=1.5)
    assert true_peak(sound) <= -1

"""The way there and back is measured from a recording to the millisecond, or said not to have been."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mtlearn.errors import SoundError
from mtlearn.sound.channels import CHECK
from mtlearn.sound.latency import EMITTED, LASTS, PATTERN, RATE, VOICE, Loop, measured
from mtlearn.sound.render import render

Sound = NDArray[np.float32]


@cache
def pattern(rate: int = RATE) -> NDArray[np.float64]:
    return render(PATTERN, {CHECK: VOICE}, rate).mean(axis=1, dtype=np.float64)


def recorded(  # noqa: PLR0913 - what a room does to a sound
    delay: float,
    *,
    gain: float = 0.1,
    noise: float = 0.0,
    echoes: tuple[tuple[float, float], ...] = (),
    rate: int = RATE,
    seed: int = 1,
) -> Sound:
    """Give what a microphone would have heard: ``noise`` is relative to the pattern's own level."""
    sound = np.zeros(round(LASTS * rate))
    played = pattern(rate)
    for later, strength in ((0.0, 1.0), *echoes):
        at = round((delay + later) * rate)
        part = played[: len(sound) - at]
        sound[at : at + len(part)] += gain * strength * part
    level = gain * np.sqrt(np.mean(played**2))
    sound += np.random.default_rng(seed).normal(0, noise * level, len(sound))
    return sound.astype(np.float32)


def agrees(loop: Loop, delay: float, within: float = 0.0005) -> bool:
    return loop.delay is not None and abs(loop.delay - delay) <= within


@settings(max_examples=25, deadline=None)
@given(
    delay=st.floats(0, 0.7),
    gain=st.floats(0.005, 3),
    noise=st.floats(0, 4),
    rate=st.sampled_from((44_100, 48_000, 96_000)),
)
def test_the_delay_is_found_at_any_level_under_noise_and_at_any_rate(
    delay: float, gain: float, noise: float, rate: int
) -> None:
    """Noise four times the pattern's own level (12 dB above it) does not hide it."""
    loop = measured(recorded(delay, gain=gain, noise=noise, rate=rate), rate)
    assert agrees(loop, delay)
    assert loop.spread < 0.0005
    assert loop.clearness > 20


@pytest.mark.parametrize(
    "echoes",
    [((0.004, 0.8), (0.011, 0.7), (0.023, 0.5)), ((0.007, 1.3),), ((0.0021, -0.9),), ((0.05, 1.0),)],
)
def test_of_a_sound_and_its_echoes_the_first_counts(echoes: tuple[tuple[float, float], ...]) -> None:
    assert agrees(measured(recorded(0.0213, noise=0.5, echoes=echoes), RATE), 0.0213)


def test_a_small_speaker_and_mains_hum_do_not_move_it() -> None:
    """Nothing below 400 Hz or above 5 kHz, and a 50 Hz hum ten times as strong."""
    sound = recorded(0.12, noise=0.3).astype(np.float64)
    parts = np.fft.rfft(sound)
    heights = np.fft.rfftfreq(len(sound), 1 / RATE)
    parts[(heights < 400) | (heights > 5_000)] *= 0.02
    sound = np.fft.irfft(parts, len(sound)) + 0.1 * np.sin(2 * np.pi * 50 * np.arange(len(sound)) / RATE)
    assert agrees(measured(sound.astype(np.float32), RATE), 0.12)


def test_a_chord_that_came_late_or_was_drowned_does_not_move_the_rest() -> None:
    sound = recorded(0.03)
    third = round((EMITTED[2] + 0.02) * RATE)
    sound[third : third + RATE // 5] = 0.3 * np.random.default_rng(5).normal(size=RATE // 5)
    loop = measured(sound, RATE)
    assert agrees(loop, 0.03)
    assert loop.sent == len(EMITTED)


def test_a_recording_that_began_before_or_after_the_pattern_gives_the_same() -> None:
    sound = recorded(0.04)
    earlier = np.concatenate([np.zeros(RATE // 2, np.float32), sound])
    assert agrees(measured(earlier, RATE, [sent + 0.5 for sent in EMITTED]), 0.04)
    later = sound[RATE // 10 :]
    assert agrees(measured(later, RATE, [sent - 0.1 for sent in EMITTED]), 0.04)


def test_delays_that_wander_are_called_unsteady_or_unheard_and_never_a_number() -> None:
    """A way out whose delay moves by tens of milliseconds has no one delay that could be taken out."""
    sound = np.zeros(round(LASTS * RATE))
    one = pattern()[: round(0.3 * RATE)]
    for sent, wander in zip(EMITTED, np.linspace(0, 0.07, len(EMITTED)), strict=True):
        at = round((sent + 0.05 + wander) * RATE)
        sound[at : at + len(one)] += 0.1 * one[: len(sound) - at]
    loop = measured(sound.astype(np.float32), RATE)
    assert loop.delay is None
    assert loop.why in {"unsteady", "noisy"}


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32), level=st.floats(0.001, 1))
def test_noise_alone_is_never_taken_for_the_pattern(seed: int, level: float) -> None:
    sound = np.random.default_rng(seed).normal(0, level, round(LASTS * RATE)).astype(np.float32)
    loop = measured(sound, RATE)
    assert (None, "noisy") == (loop.delay, loop.why)
    assert loop.clearness < 8


def test_other_music_is_not_taken_for_the_pattern() -> None:
    """The same voice and the same chord, at times nobody sent it."""
    other = [event._replace(time=event.time * 1.31 + 0.11, pitch=event.pitch - 5) for event in PATTERN]
    sound = render(other, {CHECK: VOICE}).mean(axis=1)[: round(LASTS * RATE)]
    assert measured(np.ascontiguousarray(sound), RATE).delay is None


@pytest.mark.parametrize("gain", [0.0, 1e-6])
def test_a_microphone_that_hears_nothing_is_called_quiet(gain: float) -> None:
    loop = measured(recorded(0.02, gain=gain), RATE)
    assert (None, "quiet", 0) == (loop.delay, loop.why, loop.found)


def test_a_recording_broken_off_early_is_not_measured() -> None:
    assert measured(recorded(0.02)[: RATE // 2], RATE).delay is None


@pytest.mark.parametrize(
    ("sound", "rate"),
    [
        (np.zeros(0, np.float32), RATE),
        (np.full(RATE, np.nan, np.float32), RATE),
        (np.zeros((RATE, 2), np.float32), RATE),
        (np.zeros(RATE, np.float32), 0),
        (np.zeros(RATE, np.float32), float("nan")),
    ],
)
def test_what_is_no_sound_is_refused_in_words(sound: Sound, rate: float) -> None:
    with pytest.raises(SoundError, match="cannot be measured"):
        measured(sound, rate)

"""Whatever is thrown at it, what comes out stays under the ceiling; what is soft comes out as it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mtlearn.sound.bank import bank
from mtlearn.sound.event import Event
from mtlearn.sound.limiter import CEILING, LOOK_AHEAD, Limiter
from mtlearn.sound.loudness import true_peak
from mtlearn.sound.render import render

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 48_000
PLUS_18_DB = 10 ** (18 / 20)
VOICES = dict(enumerate(bank().voices))
crowd = st.lists(
    st.builds(
        Event,
        st.floats(0, 0.5) | st.sampled_from([0.0, 0.25]),
        st.sampled_from(list(VOICES)),
        st.integers(24, 108),
        st.integers(90, 127),
        st.floats(0, 0.5),
    ),
    min_size=5,
    max_size=60,
)


def limited(sound: NDArray[np.floating], block: int = 256, rate: int = RATE) -> NDArray[np.float32]:
    """Give what comes out, block by block, until all of it has."""
    limiter = Limiter(rate)
    padded = np.concatenate([sound, np.zeros((-len(sound) % block + block, 2))]).astype(np.float32)
    blocks = [limiter(padded[first : first + block]) for first in range(0, len(padded), block)]
    return np.concatenate(blocks)[LOOK_AHEAD : LOOK_AHEAD + len(sound)]


@settings(max_examples=10, deadline=None)
@given(crowd, st.sampled_from([0.6, 1.0, PLUS_18_DB]))
@example([Event(0.0, c, p, 127, 0.5) for c in VOICES for p in (36, 42, 49, 60, 76)], PLUS_18_DB)
def test_the_true_peak_stays_below_minus_one_dbfs_whatever_is_played(
    events: list[Event], volume: float
) -> None:
    """Every voice at once, drums and cymbals too, struck as hard as can be, and 18 dB on top."""
    assert true_peak(render(events, VOICES, volume=volume)) <= -1.0


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["noise", "tones", "steps", "bursts"]),
    st.integers(0, 1000),
    st.floats(0.01, 100),
    st.sampled_from([64, 256, 4096]),
)
@example("steps", 0, 1e38, 256)
def test_the_true_peak_stays_below_minus_one_dbfs_whatever_the_sound(
    kind: str, seed: int, level: float, block: int
) -> None:
    """Noise, high tones, square edges and sudden bursts up to 20 kHz, soft or absurdly loud, in any block."""
    chance = np.random.default_rng(seed)
    moments = np.arange(RATE // 4)
    if kind == "noise":
        sound = chance.uniform(-1, 1, (len(moments), 2))
    elif kind == "tones":
        tone = np.sin(moments[:, None] * chance.uniform(0.01, 2.8, 3) + chance.uniform(0, 6, 3)).sum(axis=1)
        sound = np.stack([tone, -tone], 1)
    elif kind == "steps":
        sound = np.sign(np.sin(moments * chance.uniform(0.01, 1)))[:, None] * np.ones(2)
    else:
        sound = chance.standard_normal((len(moments), 2)) * (moments % 3000 < 200)[:, None]
    spectrum = np.fft.rfft(sound, axis=0)
    spectrum[len(moments) * 20_000 // RATE :] = 0
    out = limited(np.fft.irfft(spectrum, axis=0) * level, block)
    assert true_peak(out) <= -1.0
    assert np.abs(out).max() <= CEILING


@given(st.integers(0, 1000), st.floats(0.001, 1.0), st.sampled_from([64, 256, 512]))
@settings(max_examples=25, deadline=None)
def test_what_is_below_the_ceiling_comes_out_to_the_last_bit(seed: int, level: float, block: int) -> None:
    """Nothing is coloured that needs no turning down: a passage as loud as music gets, and noise."""
    chance = np.random.default_rng(seed)
    moments = np.arange(RATE // 4)
    tone = 0.7 * np.sin(moments * chance.uniform(0.005, 0.5))[:, None] * np.ones(2)
    tone *= np.minimum(1, np.minimum(moments, moments[::-1]) / 500)[:, None]
    noise = chance.uniform(-0.25, 0.25, tone.shape)
    for sound in (tone, noise * level):
        assert np.array_equal(sound.astype(np.float32), limited(sound, block))


def test_after_a_peak_the_sound_is_soon_as_it_was_to_the_last_bit() -> None:
    """One knock turns the sound down for some two seconds, less and less, and leaves nothing behind."""
    tone = 0.3 * np.sin(np.arange(4 * RATE) * 0.05)[:, None] * np.ones(2)
    knocked = tone.copy()
    knocked[RATE : RATE + 20] *= 10
    out, soft = limited(knocked), tone.astype(np.float32)
    assert np.array_equal(soft[: RATE - 100], out[: RATE - 100])
    assert np.array_equal(soft[3 * RATE :], out[3 * RATE :])
    assert np.abs(out[RATE + RATE // 2 :] / np.where(soft == 0, 1, soft)[RATE + RATE // 2 :]).min() > 0.95


def test_turning_down_makes_no_click() -> None:
    """A low tone far too loud comes out as a low tone: next to nothing above its third partial."""
    tone = 4 * np.sin(2 * np.pi * 100 * np.arange(RATE) / RATE)[:, None] * np.ones(2)
    strength = np.abs(np.fft.rfft(limited(tone)[RATE // 2 :, 0] * np.hanning(RATE // 2)))
    assert strength[1000:].max() < 1e-3 * strength.max()


@pytest.mark.parametrize("fault", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_silence_and_leaves_nothing_behind(fault: float) -> None:
    sound = np.full((2048, 2), 0.1, np.float32)
    sound[100] = fault
    out = limited(sound)
    assert np.isfinite(out).all()
    assert np.array_equal(sound[256:], out[256:])


def test_both_sides_are_turned_down_alike() -> None:
    """A peak on the left does not move what is heard: the place between the ears stays."""
    sound = np.stack([np.sin(np.arange(4096) * 0.03) * 4, np.sin(np.arange(4096) * 0.03)], 1)
    out = limited(sound)
    assert np.allclose(out[:, 0], 4 * out[:, 1], atol=1e-5)

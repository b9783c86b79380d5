"""Loudness and true peak read what the standards say their reference signals read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtlearn.sound.loudness import loudness, true_peak

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 48_000


def tone(level: float, seconds: float, rate: int, pitch: float = 1000.0) -> NDArray[np.float32]:
    """Give a stereo sine; level in dBFS."""
    moments = np.arange(round(seconds * rate)) / rate
    sine = 10 ** (level / 20) * np.sin(2 * np.pi * pitch * moments)
    return np.stack([sine, sine], 1).astype(np.float32)


@pytest.mark.parametrize("rate", [44_100, RATE])
@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(-23, 20)], -23.0),
        ([(-33, 20)], -33.0),
        ([(-36, 10), (-23, 60), (-36, 10)], -23.0),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23.0),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23.0),
    ],
)
def test_programme_loudness_reads_the_reference_signals(
    parts: list[tuple[float, float]], expected: float, rate: int
) -> None:
    """EBU Tech 3341, cases 1 to 5: stereo 1 kHz sines, to 0.1 LU; both gates are needed for some."""
    sound = np.concatenate([tone(level, seconds, rate) for level, seconds in parts])
    assert loudness(sound, rate) == pytest.approx(expected, abs=0.1)


def test_a_full_sine_on_one_side_reads_minus_three() -> None:
    """BS.1770-4, annex 1: a 997 Hz sine at 0 dBFS in one channel reads -3.01 LKFS."""
    sound = tone(0, 10, RATE, 997.0)
    sound[:, 1] = 0
    assert loudness(sound, RATE) == pytest.approx(-3.01, abs=0.02)


@pytest.mark.parametrize("pitch", [40, 100, 500, 4000, 15_000])
def test_every_pitch_counts_as_the_standards_own_coefficients_say(pitch: float) -> None:
    """The K-weighting of BS.1770-4, annex 1, from its tables of coefficients at 48 kHz."""
    z = np.exp(-2j * np.pi * pitch / RATE)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    weighted = -20 - 0.691 + 20 * np.log10(abs(shelf * high))
    assert loudness(tone(-20, 10, RATE, pitch), RATE) == pytest.approx(weighted, abs=0.02)


def test_silence_has_no_loudness_and_no_peak() -> None:
    assert -np.inf == loudness(np.zeros((RATE, 2), np.float32), RATE)
    assert -np.inf == loudness(np.zeros((10, 2), np.float32), RATE)
    assert true_peak(np.zeros((RATE, 2), np.float32)) < -150


@pytest.mark.parametrize(
    ("divisor", "degrees", "level", "expected"),
    [(4, 0, 0.5, -6.0), (4, 45, 0.5, -6.0), (6, 60, 0.5, -6.0), (8, 67.5, 0.5, -6.0), (4, 45, 1.41, 3.0)],
)
def test_the_true_peak_between_frames_is_found(
    divisor: int, degrees: float, level: float, expected: float
) -> None:
    """EBU Tech 3341, cases 15 to 19: sines whose frames miss their own peak; +0.2 to -0.4 dB is allowed."""
    moments = np.arange(3 * RATE)
    fading = np.minimum(1, np.minimum(moments, moments[::-1]) / 4800)
    sine = level * fading * np.sin(2 * np.pi * moments / divisor + np.radians(degrees))
    found = true_peak(np.stack([sine, sine], 1).astype(np.float32))
    assert expected - 0.4 <= found <= expected + 0.2


def test_a_peak_between_two_stretches_is_found_too() -> None:
    """Half a minute is measured in stretches; where in it the peak stands makes no difference."""
    quiet = np.zeros((30 * RATE, 2), np.float32)
    pulse = np.sinc(np.arange(-30, 31) - 0.5)[:, None] * np.ones(2)
    for place in ((1 << 18) - 30, (1 << 18) + 5, RATE, len(quiet) - 61):
        sound = quiet.copy()
        sound[place : place + 61] += pulse
        assert true_peak(sound) == pytest.approx(0, abs=0.1)

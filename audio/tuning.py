"""Hears the pitch a sample really has, a choir's and a string section's too."""  # noqa: INP001 - a script's neighbour

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mtlearn.sound.listening import cents_from

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sound = NDArray[np.float64]

__all__ = ["section", "single"]

_WITHIN = 60
_BLUR = 10.0
_HARMONICS = 6


def single(sound: Sound, rate: int, nominal: int) -> float:
    """Give the pitch of one instrument: that of its strongest partial at the fundamental."""
    return nominal + cents_from(nominal, sound.astype(np.float32), rate) / 100


def section(sound: Sound, rate: int, nominal: int) -> float:
    """Give the pitch many players agree on: midway between two ways of hearing it."""
    return (_by_harmonics(sound, rate, nominal) + _by_repeats(sound, rate, nominal)) / 2


def _by_repeats(sound: Sound, rate: int, nominal: int) -> float:
    """Find after how long, and after two to four times as long, the sound is most like itself."""
    size = 1 << (2 * len(sound) - 1).bit_length()
    alike = np.fft.irfft(np.abs(np.fft.rfft(sound * np.hanning(len(sound)), size)) ** 2)
    period = rate / (440 * 2 ** ((nominal - 69) / 12))
    cents = []
    for times in range(1, 5):
        lags = np.arange(int(times * period * 0.97), int(times * period * 1.03) + 2)
        at = int(lags[alike[lags].argmax()])
        before, here, after = alike[at - 1 : at + 2]
        lag = at + 0.5 * (before - after) / (before - 2 * here + after)
        cents.append(1200 * np.log2(times * period / lag))
    return nominal + float(np.mean(cents)) / 100


def _by_harmonics(sound: Sound, rate: int, nominal: int) -> float:
    """Find where the power of six harmonics together is greatest.

    The spectrum of each harmonic is read in cents from the nominal pitch and blurred by ten of them, since no
    two players are on the same frequency and a loop makes single lines of what was a band.
    """
    size = 1 << (4 * len(sound) - 1).bit_length()
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), size)) ** 2
    total = np.cumsum(power)
    cents = np.arange(-_WITHIN, _WITHIN + 1)
    lowest = 440 * 2 ** ((nominal - 69) / 12)
    agreed = np.zeros(len(cents))
    for harmonic in range(1, _HARMONICS + 1):
        edges = harmonic * lowest * 2 ** (np.arange(-_WITHIN - 0.5, _WITHIN + 1) / 1200) * size / rate
        if edges[-1] >= len(power):
            break
        # Interpolated between lines, so that a cent narrower than a line still has its share.
        share = np.diff(np.interp(edges, np.arange(len(total)), total))
        agreed += share / share.sum()
    blur = np.exp(-0.5 * (np.arange(-30, 31) / _BLUR) ** 2)
    agreed = np.convolve(agreed, blur, "same")
    return nominal + float(cents[int(agreed.argmax())]) / 100

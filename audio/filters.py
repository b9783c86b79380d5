"""Shapes a recording when the bank is built: takes treble off, stands it straight, changes its rate.

All filters here look back only, never ahead, so that nothing is heard before a stroke.
"""  # noqa: INP001 - a script's neighbour

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Sound = NDArray[np.float64]

__all__ = ["low_passed", "resampled", "straightened"]

_STRAIGHT = 12.0
"""Hz below which nothing is music but a recording's leaning to one side."""
_QUALITY = 0.6


def _filtered(sound: Sound, b: tuple[float, ...], a: tuple[float, ...], rate: int) -> Sound:
    """Run a recursive filter by its frequency response; half a second of zeros takes its ringing."""
    size = 1 << (len(sound) + rate // 2 - 1).bit_length()
    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.polynomial.polynomial.polyval(z, b) / np.polynomial.polynomial.polyval(z, a)
    heard: Sound = np.fft.irfft(np.fft.rfft(sound, size) * response, size)[: len(sound)]
    return heard


def straightened(sound: Sound, rate: int) -> Sound:
    """Take out what leans to one side (DC): a high-pass of first order."""
    pole = float(np.exp(-2 * np.pi * _STRAIGHT / rate))
    return _filtered(sound, (1.0, -1.0), (1.0, -pole), rate)


def low_passed(sound: Sound, cutoff: float, rate: int) -> Sound:
    """Take the treble off, 12 dB an octave above ``cutoff`` Hz (Bristow-Johnson's cookbook)."""
    if cutoff >= 0.45 * rate:
        return sound
    turn = 2 * np.pi * cutoff / rate
    alpha, cosine = float(np.sin(turn)) / (2 * _QUALITY), float(np.cos(turn))
    b = ((1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2)
    return _filtered(sound, b, (1 + alpha, -2 * cosine, 1 - alpha), rate)


def resampled(sound: Sound, rate: int, wanted: int) -> Sound:
    """Change the rate, keeping all below half of the lower of the two."""
    if rate == wanted:
        return sound
    # Whole tenths of a second are a whole number of frames at every rate the bank uses.
    tenths = -(-len(sound) * 10 // rate) + 2
    padded = np.concatenate([np.zeros(rate // 10), sound, np.zeros(tenths * rate // 10 - len(sound))])
    spectrum = np.fft.rfft(padded)
    size = (tenths + 1) * wanted // 10
    kept = np.zeros(size // 2 + 1, complex)
    common = min(len(kept), len(spectrum))
    kept[:common] = spectrum[:common]
    heard = np.fft.irfft(kept, size) * (size / len(padded))
    return heard[wanted // 10 :][: round(len(sound) * wanted / rate)]

"""Listens to sound: where in it something is heard, how far from a pitch it is, whether it broke off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["cents_from", "fit_of", "longest_gap", "place_of"]


def place_of(pattern: NDArray[np.float32], sound: NDArray[np.float32]) -> int:
    """Give the frame of ``sound`` at which ``pattern`` fits best (cross-correlation); both mono."""
    size = 1 << (len(sound) + len(pattern)).bit_length()
    shape = np.fft.rfft(pattern.astype(np.float64), size).conj()
    fit = np.fft.irfft(np.fft.rfft(sound.astype(np.float64), size) * shape)[: len(sound)]
    return int(np.argmax(fit))


def fit_of(pattern: NDArray[np.float32], sound: NDArray[np.float32]) -> int:
    """Give the frame of ``sound`` from which on it is most like ``pattern``, however loud; both mono.

    Unlike :func:`place_of` this is not drawn to what is loudest, so that the beginning of a note that swells
    is found where it begins. ``sound`` is the longer one.
    """
    places = len(sound) - len(pattern) + 1
    fit = np.correlate(sound.astype(np.float64), pattern.astype(np.float64))
    power = np.concatenate([[0.0], np.cumsum(sound.astype(np.float64) ** 2)])
    power = power[len(pattern) :] - power[:places]
    return int(np.argmax(fit / np.sqrt(np.maximum(power, 1e-3 * power.max(initial=1e-12)))))


def cents_from(pitch: int, sound: NDArray[np.float32], rate: int) -> float:
    """Give how far the strongest partial near a MIDI pitch lies from it, in cents; mono sound."""
    size = max(1 << 19, 1 << len(sound).bit_length())
    strength = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), size))
    wanted = 440 * 2 ** ((pitch - 69) / 12)
    near = slice(int(wanted * 0.95 * size / rate), int(wanted * 1.05 * size / rate) + 2)
    found = (near.start + int(strength[near].argmax())) * rate / size
    return float(1200 * np.log2(found / wanted))


def longest_gap(sound: NDArray[np.float32]) -> int:
    """Give the longest run of frames that are all exactly silent."""
    sounding = np.flatnonzero(np.abs(sound).reshape(len(sound), -1).max(axis=1) > 0)
    edges = np.concatenate([[-1], sounding, [len(sound)]])
    return int(np.diff(edges).max()) - 1

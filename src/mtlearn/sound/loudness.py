"""How loud sound is to the ear: programme loudness and true peak, for building the bank and for tests.

Both by ITU-R BS.1770-4, and tried on the signals of EBU Tech 3341. A long piece is measured in stretches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["loudness", "true_peak"]

_BLOCK, _HOP = 0.4, 0.1
_GATE, _RELATIVE = -70.0, -10.0
_SETTLED = 0.5
"""Seconds after which the weighting has forgotten what was before, by far more than 100 dB."""
_STRETCH = 1 << 18
_BESIDE = 1 << 12
"""Frames on either side of a stretch whose curve is worked out."""


def _weighting(frequencies: NDArray[np.floating], rate: int) -> NDArray[np.floating]:
    """Give the K-weighting's gain at each frequency: a shelf for the head, then a high-pass (annex 1)."""
    z = np.exp(-2j * np.pi * frequencies / rate)

    def section(kind: str, middle: float, quality: float, gain: float) -> Any:  # noqa: ANN401 - an array
        k = np.tan(np.pi * middle / rate)
        a = (1 + k / quality + k * k, 2 * (k * k - 1), 1 - k / quality + k * k)
        if kind == "shelf":
            high, band = 10 ** (gain / 20), 10 ** (gain / 20 * 0.4996667741545416)
            b = (high + band * k / quality + k * k, 2 * (k * k - high), high - band * k / quality + k * k)
        else:
            b = (a[0], -2 * a[0], a[0])
        return (b[0] + b[1] * z + b[2] * z**2) / (a[0] + a[1] * z + a[2] * z**2)

    shelf = section("shelf", 1681.974450955533, 0.7071752369554196, 3.999843853973347)
    weighting: NDArray[np.floating] = shelf * section("high", 38.13547087602444, 0.5003270373238773, 0)
    return weighting


def _power(sound: NDArray[np.float32], rate: int) -> Iterator[NDArray[np.float64]]:
    """Give the weighted power of every frame, both sides together."""
    before = int(_SETTLED * rate)
    size = 1 << (_STRETCH + before - 1).bit_length()
    weighting = _weighting(np.fft.rfftfreq(size, 1 / rate), rate)[:, None]
    for first in range(0, len(sound), _STRETCH):
        part = sound[max(0, first - before) : first + _STRETCH].astype(np.float64)
        weighted = np.fft.irfft(np.fft.rfft(part, size, axis=0) * weighting, axis=0)
        yield (weighted[min(first, before) : len(part)] ** 2).sum(axis=1)


def loudness(sound: NDArray[np.float32], rate: int) -> float:
    """Give the integrated loudness of frames (n, 2) in LUFS; minus infinity for silence."""
    total = np.cumsum(np.concatenate([np.zeros(1), *_power(sound, rate)]))
    block, hop = round(_BLOCK * rate), round(_HOP * rate)
    starts = np.arange(0, max(1, len(sound) - block + 1), hop)
    means = (total[np.minimum(starts + block, len(sound))] - total[starts]) / block
    loud = means[means > 10 ** ((_GATE + 0.691) / 10)]
    if not loud.size:
        return -np.inf
    loud = loud[loud > loud.mean() * 10 ** (_RELATIVE / 10)]
    return float(-0.691 + 10 * np.log10(loud.mean()))


def true_peak(sound: NDArray[np.float32]) -> float:
    """Give the highest point of the curve through the frames in dBFS, four points to a frame.

    Before and after the sound is silence: an end that breaks off can stand above its last frame.
    """
    highest = 1e-9
    silence = np.zeros((_BESIDE, *sound.shape[1:]))
    padded = np.concatenate([silence, sound, silence])
    for first in range(0, len(sound), _STRETCH):
        part = padded[first : first + _STRETCH + 2 * _BESIDE]
        size = 1 << (len(part) - 1).bit_length()
        curve = np.fft.irfft(np.fft.rfft(part, size, axis=0), 4 * size, axis=0) * 4
        inner = curve[4 * _BESIDE // 2 : 4 * (len(part) - _BESIDE // 2)]
        highest = max(highest, float(np.abs(inner).max()))
    return float(20 * np.log10(highest))

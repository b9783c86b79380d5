"""How loud sound is to the ear: programme loudness and true peak, for building the bank and for tests.

Both by ITU-R BS.1770-4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["loudness", "true_peak"]

_BLOCK, _HOP = 0.4, 0.1
_GATE, _RELATIVE = -70.0, -10.0


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
    weighting: NDArray[np.floating] = np.abs(
        shelf * section("high", 38.13547087602444, 0.5003270373238773, 0)
    )
    return weighting


def loudness(sound: NDArray[np.float32], rate: int) -> float:
    """Give the integrated loudness of frames (n, 2) in LUFS; minus infinity for silence."""
    size = 1 << (len(sound) + rate - 1).bit_length()
    spectrum = np.fft.rfft(sound.astype(np.float64), size, axis=0)
    spectrum *= _weighting(np.fft.rfftfreq(size, 1 / rate), rate)[:, None]
    power = (np.fft.irfft(spectrum, axis=0)[: len(sound)] ** 2).sum(axis=1)
    total = np.concatenate([[0.0], np.cumsum(power)])
    block, hop = int(_BLOCK * rate), int(_HOP * rate)
    starts = np.arange(0, max(1, len(sound) - block + 1), hop)
    means = (total[np.minimum(starts + block, len(sound))] - total[starts]) / block
    loud = means[means > 10 ** ((_GATE + 0.691) / 10)]
    if not loud.size:
        return -np.inf
    loud = loud[loud > loud.mean() * 10 ** (_RELATIVE / 10)]
    return float(-0.691 + 10 * np.log10(loud.mean()))


def true_peak(sound: NDArray[np.float32]) -> float:
    """Give the highest point of the curve through the frames in dBFS, four points to a frame."""
    spectrum = np.fft.rfft(sound.astype(np.float64), axis=0)
    curve = np.fft.irfft(spectrum, 4 * len(sound), axis=0) * 4
    return float(20 * np.log10(np.abs(curve).max(initial=1e-9)))

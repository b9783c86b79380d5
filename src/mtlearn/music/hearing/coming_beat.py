"""Which beat comes next: the moment that most of what is held likely agrees on.

What counts is how likely a beat is within 70 ms of a moment, whichever tempo and place in the beat it follows
from. Where one beat in two is uncertain, a beat is said as soon as that is likely enough: to be ready for one
that does not come costs less than to miss one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtlearn.music.hearing.beat_filter import BeatFilter

__all__ = ["Coming", "coming"]

_BIN: Final = 0.01
_BINS: Final = 120
_NEAR: Final = 7
"""Bins around a moment in which a beat is at that moment."""
_LIKELY: Final = 0.33
"""How likely a beat is to be for it to be expected."""
_SAME: Final = 0.25
"""What part of its own period from the last beat a beat is that same one, and not the next."""
_SMOOTH: Final = 5


class Coming(NamedTuple):
    """A beat that is expected: when, how likely (0 to 1), and how long a beat lasts there (seconds)."""

    beat: float
    clarity: float
    period: float


def coming(beats: BeatFilter, weights: NDArray[np.float64], now: float, last: float) -> Coming | None:
    """Give the next beat after the ``last`` one said, or None where none is likely in the next second."""
    import numpy as np  # noqa: PLC0415 - importing the course stays light

    until = beats.until
    if last > -math.inf:
        same = np.abs(until - (last - now)) < _SAME * beats.periods[:, None]
        until = until + same * beats.periods[:, None]
    bins = np.minimum(until / _BIN, _BINS).astype(np.int64).ravel()
    chances = np.bincount(bins, weights.ravel(), _BINS + 1)[:_BINS]
    total = np.concatenate([np.zeros(_NEAR + 1), np.cumsum(chances), np.full(_NEAR, chances.sum())])
    near = np.convolve(
        total[2 * _NEAR + 1 :] - total[: -2 * _NEAR - 1], np.full(_SMOOTH, 1 / _SMOOTH), "same"
    )
    likely = np.flatnonzero(near >= _LIKELY)
    if not len(likely):
        return None
    peak = int(likely[0])
    while (higher := peak + int(np.argmax(near[peak : peak + _NEAR + 1]))) != peak:
        peak = higher
    first, end = max(0, peak - _NEAR), min(_BINS, peak + _NEAR + 1)
    inside = chances[first:end]
    beat = now + float(inside @ (np.arange(first, end) + 0.5)) / max(float(inside.sum()), 1e-12) * _BIN
    agreeing = (weights.ravel() * ((bins >= first) & (bins < end))).reshape(weights.shape).sum(1)
    return Coming(beat, float(near[peak]), _period(agreeing, beats.periods))


def _period(agreeing: NDArray[np.float64], periods: NDArray[np.float64]) -> float:
    """Give the period around which most of what agrees on the beat lies."""
    peak = int(agreeing.argmax())
    around = slice(max(0, peak - 2), peak + 3)
    return float(agreeing[around] @ periods[around]) / float(agreeing[around].sum())

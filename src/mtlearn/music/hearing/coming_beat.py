"""Which beat comes next: the moment that most of what is held likely agrees on.

What counts is how likely a beat is within 70 ms of a moment, whichever tempo and place in the beat it follows
from. Where one beat in two is uncertain, a beat is said as soon as that is likely enough: to be ready for one
that does not come costs less than to miss one.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.hearing.beat_filter import BeatFilter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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

    bins, later = _bins()
    if last > -math.inf:
        same = np.abs(beats.until - (last - now)) < _SAME * beats.periods[:, None]
        bins = np.where(same, later, bins)
    table = np.bincount(bins.ravel(), weights.ravel(), len(weights) * (_BINS + 1)).reshape(len(weights), -1)
    chances = table.sum(0)[:_BINS]
    near = np.convolve(chances, np.ones(2 * _NEAR + 1), "same")
    near = np.convolve(near, np.full(_SMOOTH, 1 / _SMOOTH), "same")
    likely = near >= _LIKELY
    peak = int(likely.argmax())
    if not likely[peak]:
        return None
    while (higher := peak + int(near[peak : peak + _NEAR + 1].argmax())) != peak:
        peak = higher
    first, end = max(0, peak - _NEAR), min(_BINS, peak + _NEAR + 1)
    inside = chances[first:end]
    beat = now + float(inside @ (np.arange(first, end) + 0.5)) / max(float(inside.sum()), 1e-12) * _BIN
    agreeing = table[:, first:end].sum(1)
    return Coming(beat, float(near[peak]), _period(agreeing, beats.periods))


def _period(agreeing: NDArray[np.float64], periods: NDArray[np.float64]) -> float:
    """Give the period around which most of what agrees on the beat lies."""
    peak = int(agreeing.argmax())
    around = slice(max(0, peak - 2), peak + 3)
    return float(agreeing[around] @ periods[around]) / float(agreeing[around].sum())


@cache
def _bins() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Say in which bin the next beat of each period and phase is, and in which the one after it.

    Each period has bins of its own, one row of a table after the other, and one bin for all that is later.
    """
    import numpy as np  # noqa: PLC0415 - importing the course stays light

    beats = BeatFilter()  # all have the same grid
    rows = np.arange(len(beats.periods))[:, None] * (_BINS + 1)
    until = np.stack([beats.until, beats.until + beats.periods[:, None]])
    following, later = rows + np.minimum(until / _BIN, _BINS).astype(np.int64)
    return following, later

"""Whether there is a steady pulse in what was played, how clear it is, and how long its beat is.

After the published parameters of the Music Therapy Toolbox (facts, ``mttb-pulse-clarity``,
``mttb-tempo-period``, ``mttb-resonance``), written anew from them: note onsets on a 10 ms grid, smoothed by
a Gaussian 0.02 s wide over ±0.1 s; the autocorrelation of that curve, normalised and corrected for the
shrinking overlap, for lags up to 1.5 s; its highest value is the clarity and its lag the beat's period.
The resonance weighting, with its top at 0.5 s, is used to choose the beat, never for the clarity.

Ours, and not the Toolbox's: tones struck together count as one onset; lags under 0.2 s are not beats; half
of a slow period is the beat, where it is heard too; the whole take is one window; the period is read between
the steps of the grid; and there is said to be a steady pulse only where the highest value stands out from the
mean over all lags more than it does by chance.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "CHANCE", "FEWEST", "LONGEST", "SHORTEST", "STANDS_OUT", "STEP", "Pulse", "onset_curve", "pulse",
    "struck",
]  # fmt: skip

STEP: Final = 0.01
_WIDTH: Final = 0.02
_REACH: Final = 10
LONGEST: Final = 1.5
"""The slowest beat, in seconds; what comes more seldom is not heard as one."""
SHORTEST: Final = 0.2
"""The quickest; nearer than this, the smoothed curve is like itself whatever was played."""
_TOGETHER: Final = 0.035
_SLOW: Final = 0.76
_HALF: Final = 0.25
STANDS_OUT: Final = 0.22
"""How far above the mean over all lags (0 to 1) the clarity lies where there is a steady pulse, and ..."""
CHANCE: Final = 1.6
"""... how far, times one over the root of the number of onsets, where there are few. Both chosen by trial:
free playing, drawn by chance at 2 to 4 notes a second, is taken for a pulse some 2 times in 100."""
FEWEST: Final = 8
"""With fewer onsets than this nothing is said about a pulse."""

Curve = Any
"""A numpy array of floats; numpy is imported where it is needed."""


class Pulse(NamedTuple):
    """A beat's period in seconds, and how clear the pulse is, from 0 to 1."""

    period: float
    clarity: float

    @property
    def tempo(self) -> float:
        """Beats per minute."""
        return 60 / self.period


def pulse(onsets: Sequence[float], *, resonance: bool = True) -> Pulse | None:
    """Find the pulse in note onsets (seconds, any order), or None where there is no steady one."""
    moments = struck(onsets)
    if len(moments) < FEWEST:
        return None
    found = _autocorrelation(onset_curve([moment - moments[0] + _REACH * STEP for moment in moments]))
    first = round(SHORTEST / STEP)
    weighed = {
        lag: found[lag] * (_resonance(lag * STEP) if resonance else 1.0) for lag in range(first, len(found))
    }
    best = max(weighed, key=weighed.__getitem__, default=0)
    clarity = min(1.0, found[best])
    mean = sum(found[first:]) / max(1, len(found) - first)
    if not best or clarity - mean < max(STANDS_OUT, CHANCE / math.sqrt(len(moments))) * (1 - mean):
        return None
    beat = _halved(found, best, mean)
    return Pulse((beat + _between(found, beat)) * STEP, min(1.0, found[beat]))


def _halved(found: Sequence[float], best: int, mean: float) -> int:
    """Take half of a slow period for the beat where it is heard too: a rhythm is longer than its beat."""
    half = max(range(max(0, best // 2 - 2), best // 2 + 3), key=found.__getitem__)
    heard = found[half] - mean >= _HALF * (found[best] - mean)
    return half if best * STEP > _SLOW and heard else best


def onset_curve(onsets: Sequence[float]) -> Curve:
    """Lay onsets on the 10 ms grid, from 0 s, and smooth them."""
    import numpy as np  # noqa: PLC0415 - a tenth of a second, only once something has been played

    curve = np.zeros(math.ceil(max(onsets, default=0.0) / STEP) + 2 * _REACH)
    for onset in onsets:
        curve[round(onset / STEP)] += 1
    bell = np.exp(-0.5 * (np.arange(-_REACH, _REACH + 1) * STEP / _WIDTH) ** 2)
    return np.convolve(curve, bell, mode="same")


def struck(onsets: Sequence[float]) -> list[float]:
    """Give the moments something was struck, in order: tones struck together are one."""
    found: list[float] = []
    for onset in sorted(onsets):
        if not found or onset - found[-1] > _TOGETHER:
            found.append(onset)
    return found


def _autocorrelation(curve: Curve) -> list[float]:
    """Compare the curve with itself, later and later; 1 is the same as without delay."""
    length = len(curve)
    lags = min(round(LONGEST / STEP), length // 2)
    whole = float(curve @ curve) / length
    return [1.0] + [float(curve[lag:] @ curve[:-lag]) / (length - lag) / whole for lag in range(1, lags + 1)]


def _resonance(period: float) -> float:
    return max(0.0, 1 - 0.25 * math.log2(period / 0.5) ** 2)


def _between(values: Sequence[float], top: int) -> float:
    """Say where between the steps of the grid the top lies: the top of the parabola through three values."""
    if not 0 < top < len(values) - 1:
        return 0.0
    left, middle, right = values[top - 1 : top + 2]
    bend = left - 2 * middle + right
    return 0.5 * (left - right) / bend if bend < 0 else 0.0

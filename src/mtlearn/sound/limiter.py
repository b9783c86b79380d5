"""Keeps what comes out under a ceiling, without distorting it: never louder than the ear was promised."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CEILING", "LOOK_AHEAD", "Limiter"]

CEILING: Final = 10 ** (-2 / 20)
"""-2 dBFS for single frames, which keeps the curve between them (true peak) under -1 dBFS."""
LOOK_AHEAD: Final = 64
_RELEASE = 0.15


class Limiter:
    """A peak limiter that looks 64 frames (1.3 ms) ahead and turns down in a straight line before a peak.

    Stretches of 64 frames each have a gain they need; the gain runs straight from one stretch's edge to the
    next and is at no edge above what either side needs, so the ceiling holds everywhere.
    """

    def __init__(self, rate: int) -> None:
        self._waiting = np.zeros((LOOK_AHEAD, 2), np.float32)
        self._needed = 1.0
        self._gain = 1.0
        self._back = math.exp(-LOOK_AHEAD / (_RELEASE * rate))

    def __call__(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give back what came in, 64 frames late and under the ceiling. Lengths are multiples of 64."""
        ahead = np.concatenate([self._waiting, sound])
        now, self._waiting = ahead[: len(sound)], ahead[len(sound) :].copy()
        peaks = np.abs(sound).reshape(-1, LOOK_AHEAD * 2).max(axis=1)
        if self._gain == 1.0 and self._needed == 1.0 and peaks.max(initial=0) <= CEILING:
            return now
        edges = [self._gain]
        for peak in peaks:
            needs = 1.0 if peak <= CEILING else CEILING / float(peak)
            risen = 1 - (1 - edges[-1]) * self._back
            edges.append(min(1.0 if risen > 0.9999 else risen, needs, self._needed))  # noqa: PLR2004 - 0.001 dB
            self._needed = needs
        self._gain = edges[-1]
        places = np.arange(len(now)) / LOOK_AHEAD
        return now * np.interp(places, range(len(edges)), edges).astype(np.float32)[:, None]

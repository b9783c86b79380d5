"""Where in the beat the playing is: every tempo and every place in the beat, each with how likely it is.

A filter that only looks back over a grid of (period, phase), after the bar pointer model of Whiteley, Cemgil
and Godsill (ISMIR 2006): onsets are a point process whose rate depends on the place in the beat. The
numbers here are this project's own, ``operational``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["BeatFilter"]

_FASTEST: Final = 0.25
_SLOWEST: Final = 1.35
_STEP: Final = 0.04
_PHASES: Final = 48
_CENTRE: Final = 0.6
_SPREAD: Final = 0.45
_STRAY: Final = 0.5
"""Onsets a second that belong to no place in the beat."""
_DRIFT: Final = 0.1
_ANEW: Final = 0.003
_RATES: Final = (
    {0: 0.97, 24: 0.04},
    {0: 0.92, 24: 0.5, 12: 0.25, 36: 0.25},
    {0: 0.95, 24: 0.7, 12: 0.6, 36: 0.6},
    {0: 0.92, 16: 0.5, 32: 0.5},
)
"""How often a note begins at each 48th of a beat: beats alone, few notes, many notes, three to a beat."""


class BeatFilter:
    """Keeps how likely each period and phase is; ``hear`` moves it to an onset, ``weights`` says it."""

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        count = int(math.log(_SLOWEST / _FASTEST) / _STEP) + 1
        self.periods: NDArray[np.float64] = _FASTEST * np.exp(np.arange(count) * _STEP)
        self.phases: NDArray[np.float64] = np.arange(_PHASES) / _PHASES
        self.turns: NDArray[np.complex128] = np.exp(2j * math.pi * self.phases)[None, :]
        width = np.sqrt(0.022**2 + (0.012 * self.periods) ** 2) / self.periods
        shape = (len(_RATES), count, _PHASES)
        rate, gone, each = np.zeros(shape), np.zeros(shape), np.zeros(shape[:2])
        for texture, places in enumerate(_RATES):
            for place, often in places.items():
                off = (self.phases - place / _PHASES + 0.5) % 1 - 0.5
                bump = np.exp(-0.5 * (off[None, :] / width[:, None]) ** 2)
                bump /= bump.sum(1, keepdims=True)
                rate[texture] += often * bump * _PHASES / self.periods[:, None]
                gone[texture] += often * (np.cumsum(bump, 1) - bump / 2)
                each[texture] += often
        self._rate, self._gone, self._each = rate + _STRAY, np.exp(gone), each
        prior = np.exp(-0.5 * (np.log(self.periods / _CENTRE) / _SPREAD) ** 2)
        self._prior = np.broadcast_to(prior[None, :, None], shape) / (prior.sum() * len(_RATES) * _PHASES)
        self._now = self._prior.copy()

    def forget(self) -> None:
        """Know nothing again."""
        self._now = self._prior.copy()

    def hear(self, since: float) -> None:
        """Hear an onset, ``since`` seconds after the last one."""
        moved = self._moved(since) if since > 0 else self._now
        moved = (1 - _ANEW) * moved + _ANEW * self._prior
        heard = moved * self._rate
        self._now = heard / heard.sum()

    def weights(self, since: float) -> NDArray[np.float64]:
        """Give how likely each (period, phase) is, ``since`` seconds after the last onset."""
        joined: NDArray[np.float64] = (self._moved(since) if since > 0 else self._now).sum(0)
        return joined

    def _moved(self, since: float) -> NDArray[np.float64]:
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        turns = since / self.periods * _PHASES
        whole = np.floor(turns).astype(np.int64)
        part = (turns - whole)[None, :, None]
        source = np.arange(_PHASES)[None, :] - whole[:, None]
        rows = np.arange(len(self.periods))[:, None]
        owed = self._now * self._gone
        rounds = np.exp(self._each[:, :, None] * (source // _PHASES)[None])
        first = owed[:, rows, source % _PHASES] * rounds
        source = source - 1
        rounds = np.exp(self._each[:, :, None] * (source // _PHASES)[None])
        second = owed[:, rows, source % _PHASES] * rounds
        moved: NDArray[np.float64] = ((1 - part) * first + part * second) / self._gone
        drift = np.minimum(0.3, _DRIFT * since / self.periods)[None, :, None]
        share = moved * drift
        moved = moved - 2 * share
        moved[:, 1:] += share[:, :-1]
        moved[:, :-1] += share[:, 1:]
        total = float(moved.sum())
        return moved / total if total > 0 else self._prior.copy()

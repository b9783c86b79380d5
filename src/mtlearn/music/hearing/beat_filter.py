"""Where in the beat the playing is: every tempo and every place in the beat, each with how likely it is.

A filter that only looks back over a grid of (period, phase), after the bar pointer model (Whiteley, Cemgil
and Godsill, ISMIR 2006): strokes are a point process whose rate depends on the place in the beat, and the
learned sense says which places a stroke sounds like. The numbers are this project's own, ``operational``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtlearn.music.hearing.beat_sense import Numbers

    Grid = NDArray[np.float64]

__all__ = ["BeatFilter"]

_FASTEST: Final = 0.22
_SLOWEST: Final = 2.27
_STEP: Final = 0.05
_PHASES: Final = 72
"""Places in a beat: a multiple of 24, so that halves, thirds and quarters lie on the grid."""
_PLACES: Final = ((0,), (36,), (18, 54), (24, 48), (12, 60))
"""Where strokes are expected: beats, halves, quarters, thirds, sixths."""
_OFTEN: Final = ((0.9, 0.55, 0.15, 0.1, 0.04), (1.0, 0.05, 0.053, 0.043, 0.017))
"""How many are expected at each of them, in free playing and in steady."""
_USUAL: Final = (0.37, 0.2, 0.2, 0.12, 0.11)
"""How common each kind of stroke was where the sense learned."""
_BELIEF: Final = 0.79
"""How far the sense is believed at each stroke: below 1, since what it says of strokes hangs together."""
_STRAY: Final = 0.73
"""Strokes a second that belong to no place."""
_EMPTY: Final = 1.14
"""How much it counts that a place stays empty."""
_CENTRE, _SPREAD = 0.46, 1.3
_NOISE: Final = ((0.0223, 0.0072), (0.018, 0.015))
"""How far off their place strokes are played, freely and steadily: seconds, and a part of the beat."""
_DRIFT: Final = (0.33, 0.025)
"""How much of a period's weight moves to its neighbours in one beat, freely and steadily."""
_MANNER: Final = 0.0037
_ANEW: Final = 0.0025
_OCTAVE: Final = 0.0011
_SHIFT, _SHIFT_IN_GAP = 0.001, 0.1
"""How often the place in the beat is lost while the tempo stays: at any stroke, and after a long wait."""
_LOST: Final = (0.69, 0.185)
"""Where it is then: on a beat, on a half; or anywhere."""


class BeatFilter:
    """Keeps how likely each period and phase is; ``hear`` moves it to a stroke, ``weights`` says it.

    It does so twice over: as if the playing were free, and as if it were steady; the music tells which.
    """

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        count = int(math.log(_SLOWEST / _FASTEST) / _STEP) + 1
        shape = (2, count, _PHASES)
        self.periods: Grid = _FASTEST * np.exp(np.arange(count) * _STEP)
        phases = np.arange(_PHASES) / _PHASES
        self.until: Grid = (1 - phases)[None, :] * self.periods[:, None]
        noise, drift = np.array(_NOISE), np.array(_DRIFT)
        width = np.sqrt(noise[:, :1] ** 2 + (noise[:, 1:] * self.periods) ** 2) / self.periods
        rates = np.zeros((len(_PLACES), *shape))
        gone, self._each = np.zeros(shape), np.zeros((2, 1))
        for kind, places in enumerate(_PLACES):
            often = np.array(_OFTEN)[:, kind, None, None]
            for place in places:
                off = (phases - place / _PHASES + 0.5) % 1 - 0.5
                bump = np.exp(-0.5 * (off / width[:, :, None]) ** 2)
                bump *= often / bump.sum(2, keepdims=True)
                rates[kind] += bump * _PHASES / self.periods[:, None]
                gone += _EMPTY * (np.cumsum(bump, 2) - bump / 2)
                self._each += _EMPTY * often[:, 0]
        rates[3] += rates[4]
        self._rates: Grid = rates[:4].reshape(4, -1)
        self._owed, self._paid = np.exp(gone), np.exp(-gone)
        self._drift = drift[:, None] / self.periods
        column, turned = np.arange(_PHASES)[None, :], np.arange(_PHASES)[:, None]
        self._row = np.arange(count)[:, None] * _PHASES
        self._index = (column - turned) % _PHASES
        self._round = np.where(column < turned, np.exp(-self._each[:, :, None]), 1.0)
        prior = np.exp(-0.5 * (np.log(self.periods / _CENTRE) / _SPREAD) ** 2)
        self._prior: Grid = np.broadcast_to(prior[:, None], shape) / (prior.sum() * 2 * _PHASES)
        self._lost = np.full(_PHASES, (1 - sum(_LOST)) / _PHASES)
        self._lost[[0, _PHASES // 2]] += _LOST
        self._now = self._prior

    def hear(self, since: float, gap: float, places: Numbers) -> None:
        """Hear a stroke ``since`` seconds after the last one (0: the first).

        ``gap`` says how long that was beside what is usual, 0 to 1; ``places`` what the sense makes of it.
        """
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        moved = self._mixed(self._moved(since), _SHIFT + _SHIFT_IN_GAP * gap) if since > 0 else self._prior
        chances = (float(places[0] + places[1]), *(float(place) for place in places[2:]))
        *placed, other = ((one / usual) ** _BELIEF for one, usual in zip(chances, _USUAL, strict=True))
        likely: Grid = (np.array(placed) @ self._rates).reshape(moved.shape)
        likely += other * _STRAY
        likely *= moved
        self._now = likely / likely.sum()

    def weights(self, since: float) -> Grid:
        """Give how likely each (period, phase) is ``since`` seconds after the last stroke, 1 in all."""
        weights: Grid = (self._moved(since) if since > 0 else self._now).sum(0)
        weights /= weights.sum()
        return weights

    def _moved(self, since: float) -> Grid:
        """Let time go by without a stroke."""
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        turns = since / self.periods * _PHASES
        whole = turns.astype(np.int64)
        rest, part = whole % _PHASES, (turns - whole)[:, None]
        first = (self._now * self._owed).reshape(2, -1).take(self._index[rest] + self._row, 1)
        first *= self._round[:, rest] * np.exp(-self._each * (whole // _PHASES))[:, :, None]
        moved: Grid = (1 - part) * first
        first *= part
        moved[:, :, 1:] += first[:, :, :-1]
        moved[:, :, 0] += first[:, :, -1] * np.exp(-self._each)
        moved *= self._paid
        share = np.minimum(0.3, self._drift * since)[:, :, None] * moved
        moved[:, 1:] += share[:, :-1] - share[:, 1:]
        moved[:, :-1] += share[:, 1:] - share[:, :-1]
        total = float(moved.sum())
        return moved / total if total > 0 else self._prior

    def _mixed(self, moved: Grid, shift: float) -> Grid:
        """Let some weight go where one may have been wrong: another place, twice or half the tempo, anew."""
        octave, half = round(math.log(2) / _STEP), _PHASES // 2
        mixed: Grid = (1 - _ANEW - shift - 2 * _OCTAVE - _MANNER) * moved + _ANEW * self._prior
        mixed += _MANNER / 2 * moved.sum(0)
        mixed += shift * moved.sum(2, keepdims=True) * self._lost
        pairs = (moved[:, :-octave, ::2] + moved[:, :-octave, 1::2]) * (_OCTAVE / 2)
        mixed[:, octave:, :half] += pairs
        mixed[:, octave:, half:] += pairs
        mixed[:, :-octave, ::2] += (moved[:, octave:, :half] + moved[:, octave:, half:]) * _OCTAVE
        return mixed

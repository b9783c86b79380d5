"""Where in the beat the playing is: every tempo and every place in the beat, each with how likely it is.

A filter that only looks back over a grid of (period, phase), after the bar pointer model (Whiteley, Cemgil
and Godsill, ISMIR 2006): strokes are a point process whose rate depends on the place in the beat, and the
learned sense says which places a stroke sounds like. The numbers are this project's own, ``operational``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mtlearn.music.hearing.beat_sense import PERIODS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtlearn.music.hearing.beat_sense import Numbers

    Grid = NDArray[np.float64]

__all__ = ["BeatFilter"]

_FASTEST: Final = 0.22
_SLOWEST: Final = 2.35
_STEP: Final = 0.07
_PHASES: Final = 48
"""Places in a beat: a multiple of 24, so that halves, thirds and quarters lie on the grid."""
_PLACES: Final = (
    ((0, 0.9),),
    ((24, 0.6),),
    ((12, 0.2), (36, 0.2)),
    ((16, 0.16), (32, 0.16), (8, 0.064), (40, 0.064)),
)
"""Strokes expected at each place of a beat: beats, halves, quarters, thirds."""
_USUAL: Final = (0.37, 0.2, 0.2, 0.12, 0.11)
"""How common each kind of stroke was where the sense learned."""
_BELIEF: Final = 0.6
"""How far the sense is believed at each stroke: below 1, since what it says of strokes hangs together."""
_STRAY: Final = 0.6
"""Strokes a second that belong to no place."""
_EMPTY: Final = 0.87
"""How much it counts that a place stays empty."""
_CENTRE, _SPREAD = 0.56, 0.59
_NOISE: Final = ((0.02, 0.014), (0.027, 0.015))
"""How far off their place strokes are played, freely and steadily: seconds, and a part of the beat."""
_DRIFT: Final = (0.33, 0.04)
"""How much of a period's weight moves to its neighbours in one beat, freely and steadily."""
_MANNER: Final = 0.002
_ANEW: Final = 0.003
_OCTAVE: Final = 0.0055
_SHIFT, _SHIFT_IN_GAP = 0.002, 0.026
"""How often the place in the beat is lost while the tempo stays: at any stroke, and after a long wait."""
_LOST: Final = (0.6, 0.24)
"""Where it is then: on a beat, on a half; or anywhere."""
_TEMPO_NOW, _TEMPO_KEPT = 0.19, 0.044
"""How far the sense's periods are believed, in what is said now and in what is kept."""
_UNSEEN: Final = 0.003


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
        self._rates: list[Grid] = []
        gone = np.zeros(shape)
        self._each = 0.0
        for places in _PLACES:
            rate = np.zeros(shape)
            for place, often in places:
                off = (phases - place / _PHASES + 0.5) % 1 - 0.5
                bump = np.exp(-0.5 * (off / width[:, :, None]) ** 2)
                bump /= bump.sum(2, keepdims=True)
                rate += often * bump * _PHASES / self.periods[:, None]
                gone += _EMPTY * often * (np.cumsum(bump, 2) - bump / 2)
                self._each += _EMPTY * often
            self._rates.append(rate)
        self._owed, self._paid = np.exp(gone), np.exp(-gone)
        self._drift = drift[:, None] / self.periods
        self._column, self._row = np.arange(_PHASES)[None, :], np.arange(count)[:, None]
        prior = np.exp(-0.5 * (np.log(self.periods / _CENTRE) / _SPREAD) ** 2)
        self._prior: Grid = np.broadcast_to(prior[:, None], shape) / (prior.sum() * 2 * _PHASES)
        self._lost = np.full(_PHASES, (1 - sum(_LOST)) / _PHASES)
        self._lost[[0, _PHASES // 2]] += _LOST
        self._places = (np.log(self.periods) - math.log(PERIODS[0])) / math.log(PERIODS[1] / PERIODS[0])
        self._now = self._prior
        self._tempo: Grid = np.ones(count)

    def hear(self, since: float, gap: float, places: Numbers, periods: Numbers) -> None:
        """Hear a stroke ``since`` seconds after the last one (0: the first).

        ``gap`` says how long that was beside what is usual, 0 to 1; ``places`` and ``periods`` are what the
        learned sense makes of the stroke.
        """
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        moved = self._mixed(self._moved(since), _SHIFT + _SHIFT_IN_GAP * gap) if since > 0 else self._prior
        tempo = np.interp(self._places, np.arange(len(PERIODS)), periods) + _UNSEEN
        tempo /= tempo.max()
        chances = (float(places[0] + places[1]), *(float(place) for place in places[2:]))
        *placed, other = ((one / usual) ** _BELIEF for one, usual in zip(chances, _USUAL, strict=True))
        likely = np.full_like(moved, other * _STRAY)
        for chance, rate in zip(placed, self._rates, strict=True):
            likely += chance * rate
        likely *= moved
        likely *= (tempo**_TEMPO_KEPT)[:, None]
        self._tempo = tempo**_TEMPO_NOW
        self._now = likely / likely.sum()

    def weights(self, since: float) -> Grid:
        """Give how likely each (period, phase) is ``since`` seconds after the last stroke, 1 in all."""
        weights: Grid = (self._moved(since) if since > 0 else self._now).sum(0) * self._tempo[:, None]
        weights /= weights.sum()
        return weights

    def _moved(self, since: float) -> Grid:
        """Let time go by without a stroke."""
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        turns = since / self.periods * _PHASES
        whole = np.floor(turns).astype(np.int64)[:, None]
        part = turns[:, None] - whole
        source = self._column - whole
        rounds = np.exp(self._each * (source // _PHASES))
        first = (self._now * self._owed)[:, self._row, source % _PHASES] * rounds
        second = np.roll(first, 1, 2)
        second[:, :, 0] *= math.exp(-self._each)
        moved: Grid = (first + part * (second - first)) * self._paid
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
        pairs = moved.reshape(2, -1, half, 2).sum(3)[:, :-octave] * (_OCTAVE / 2)
        mixed[:, octave:, :half] += pairs
        mixed[:, octave:, half:] += pairs
        mixed[:, :-octave, ::2] += (moved[:, octave:, :half] + moved[:, octave:, half:]) * _OCTAVE
        return mixed

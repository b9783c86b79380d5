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
_SLOWEST: Final = 2.8
_STEP: Final = 0.05
_PHASES: Final = 72
"""Places in a beat: a multiple of 24, so that halves, thirds and quarters lie on the grid."""
_NOISE: Final = (0.02, 0.015)
"""How far off their place strokes are played: seconds, and a part of the beat."""
_PLACES: Final = (
    ((0, 0.9),),
    ((36, 0.6),),
    ((18, 0.35), (54, 0.35)),
    ((24, 0.25), (48, 0.25), (12, 0.1), (60, 0.1)),
)
"""Strokes expected at each place of a beat: beats, halves, quarters, thirds."""
_USUAL: Final = (0.37, 0.2, 0.2, 0.12, 0.11)
"""How common each kind of stroke was where the sense learned."""
_STRAY: Final = 0.6
"""Strokes a second that belong to no place."""
_EMPTY: Final = 0.6
"""How much it counts that a place stays empty: 1 would be a true point process."""
_CENTRE, _SPREAD = 0.7, 0.7
_DRIFT: Final = 0.25
"""How much of a period's weight moves to its neighbours in one beat."""
_ANEW: Final = 0.003
_OCTAVE: Final = 0.002
_SHIFT, _SHIFT_IN_GAP = 0.004, 0.05
"""How often the place in the beat is lost while the tempo stays: at any stroke, and after a long wait."""
_TEMPO_NOW, _TEMPO_KEPT = 1.0, 0.1
"""How far the sense's periods are believed, in what is said now and in what is kept."""


class BeatFilter:
    """Keeps how likely each period and phase is; ``hear`` moves it to a stroke, ``weights`` says it."""

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        count = int(math.log(_SLOWEST / _FASTEST) / _STEP) + 1
        self.periods: Grid = _FASTEST * np.exp(np.arange(count) * _STEP)
        phases = np.arange(_PHASES) / _PHASES
        self.until: Grid = (1 - phases)[None, :] * self.periods[:, None]
        width = np.sqrt(_NOISE[0] ** 2 + (_NOISE[1] * self.periods) ** 2) / self.periods
        self._rates: list[Grid] = []
        gone = np.zeros((count, _PHASES))
        self._each = 0.0
        for places in _PLACES:
            rate = np.zeros((count, _PHASES))
            for place, often in places:
                off = (phases - place / _PHASES + 0.5) % 1 - 0.5
                bump = np.exp(-0.5 * (off[None, :] / width[:, None]) ** 2)
                bump /= bump.sum(1, keepdims=True)
                rate += often * bump * _PHASES / self.periods[:, None]
                gone += _EMPTY * often * (np.cumsum(bump, 1) - bump / 2)
                self._each += _EMPTY * often
            self._rates.append(rate)
        self._owed, self._paid = np.exp(gone), np.exp(-gone)
        self._column, self._row = np.arange(_PHASES)[None, :], np.arange(count)[:, None]
        prior = np.exp(-0.5 * (np.log(self.periods / _CENTRE) / _SPREAD) ** 2)
        self._prior: Grid = np.repeat(prior[:, None], _PHASES, 1) / (prior.sum() * _PHASES)
        self._lost = np.full(_PHASES, 0.2 / _PHASES)
        self._lost[0] += 0.6
        self._lost[_PHASES // 2] += 0.2
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
        tempo = np.interp(self._places, np.arange(len(PERIODS)), periods) + 0.003
        tempo /= tempo.max()
        chances = (places[0] + places[1], *places[2:])
        beat, half, quarter, third, other = (
            float(chance) / usual for chance, usual in zip(chances, _USUAL, strict=True)
        )
        rates = self._rates
        likely = beat * rates[0] + half * rates[1] + quarter * rates[2] + third * rates[3] + other * _STRAY
        heard = moved * likely * (tempo**_TEMPO_KEPT)[:, None]
        self._tempo = tempo**_TEMPO_NOW
        self._now = heard / heard.sum()

    def weights(self, since: float) -> Grid:
        """Give how likely each (period, phase) is ``since`` seconds after the last stroke, 1 in all."""
        weights: Grid = (self._moved(since) if since > 0 else self._now) * self._tempo[:, None]
        weights /= weights.sum()
        return weights

    def _moved(self, since: float) -> Grid:
        """Let time go by without a stroke."""
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        turns = since / self.periods * _PHASES
        whole = np.floor(turns).astype(np.int64)[:, None]
        part = turns[:, None] - whole
        source = self._column - whole
        first = (self._now * self._owed)[self._row, source % _PHASES]
        first *= np.where(source < -_PHASES * (whole // _PHASES), math.exp(-self._each), 1.0)
        first *= np.exp(-self._each * (whole // _PHASES))
        second = np.roll(first, 1, 1)
        second[:, 0] *= math.exp(-self._each)
        moved: Grid = ((1 - part) * first + part * second) * self._paid
        share = np.minimum(0.3, _DRIFT * since / self.periods)[:, None] * moved
        moved -= 2 * share
        moved[1:] += share[:-1]
        moved[:-1] += share[1:]
        moved[0] += share[0]
        moved[-1] += share[-1]
        total = float(moved.sum())
        return moved / total if total > 0 else self._prior

    def _mixed(self, moved: Grid, shift: float) -> Grid:
        """Let some weight go where one may have been wrong: another place, twice or half the tempo, anew."""
        octave = round(math.log(2) / _STEP)
        mixed: Grid = (1 - _ANEW - shift - 2 * _OCTAVE) * moved + _ANEW * self._prior
        mixed += shift * moved.sum(1, keepdims=True) * self._lost
        half = _PHASES // 2
        pairs = moved.reshape(len(moved), half, 2).sum(2)[:-octave] * (_OCTAVE / 2)
        mixed[octave:, :half] += pairs
        mixed[octave:, half:] += pairs
        folded = (moved[octave:, :half] + moved[octave:, half:]) * _OCTAVE
        mixed[:-octave, ::2] += folded
        return mixed

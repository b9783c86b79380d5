"""Where in the beat the playing is: every tempo and every place in the beat, each with how likely it is.

A filter that only looks back over a grid of (period, phase), after the bar pointer model (Whiteley, Cemgil
and Godsill, ISMIR 2006): strokes are a point process whose rate depends on the place in the beat, and the
learned sense says which places a stroke sounds like. Tempi are weighed by a curve with one peak besides, as
in the resonance model of van Noorden and Moelants; its form and its peak, and all numbers, are this project's
own, ``operational``.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

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
_LIKED: Final = (0.7, 0.5, 0.4)
"""Around which length of a beat (seconds) one is likeliest heard, how far around it (a logarithm), and how
much that counts in a second: what is much quicker or slower is heard as parts of beats, or as several."""
_AT_MOST, _AT_LEAST = 1.0, 0.02
"""Seconds between strokes for which that counts."""
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
_AS_LONG, _AS_SOON = 1.17, 0.07
"""Beats are the same as others that are up to so many times as long, and up to so many seconds apart."""


class _Tables(NamedTuple):
    """What stays the same: a number for each manner, period and phase, or for some of these."""

    periods: Grid
    until: Grid
    prior: Grid
    liked: Grid
    """What a second counts for each period."""
    rates: Grid
    """How many strokes of each kind are expected, one kind a row."""
    paid: Grid
    """What it counts that all places since the beat began stayed empty."""
    owed: Grid
    """What takes that back, for a beat to come, which has a whole one behind it, and for this one."""
    whole: Grid
    """What it counts of a whole beat, of each manner."""
    drift: Grid
    anew: Grid


class BeatFilter:
    """Keeps how likely each period and phase is; ``hear`` moves it to a stroke, ``weights`` says it.

    It does so twice over: as if the playing were free, and as if it were steady; the music tells which.
    """

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        self._fixed = _tables()
        self.periods, self.until = self._fixed.periods, self._fixed.until
        self._owing = np.empty((2, len(self.periods), 2 * _PHASES))
        self._turned = np.lib.stride_tricks.sliding_window_view(self._owing, _PHASES + 1, axis=2)
        self._rows = np.arange(len(self.periods))
        self._stand(self._fixed.prior)

    def hear(self, since: float, gap: float, places: Numbers) -> None:
        """Hear a stroke ``since`` seconds after the last one (0: the first).

        ``gap`` says how long that was beside what is usual, 0 to 1; ``places`` what the sense makes of it.
        """
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        fixed = self._fixed
        if since > 0:
            moved = self._mixed(_in_all(self._moved(since), fixed.prior), _SHIFT + _SHIFT_IN_GAP * gap)
        else:
            moved = fixed.prior
        chances = (float(places[0] + places[1]), *(float(place) for place in places[2:]))
        *placed, other = ((one / usual) ** _BELIEF for one, usual in zip(chances, _USUAL, strict=True))
        likely: Grid = (np.array(placed) @ fixed.rates).reshape(moved.shape)
        likely += other * _STRAY
        likely *= moved
        likely *= fixed.liked ** max(_AT_LEAST, min(_AT_MOST, since))
        self._stand(_in_all(likely, fixed.prior))

    def weights(self, since: float) -> Grid:
        """Give how likely each (period, phase) is ``since`` seconds after the last stroke, 1 in all."""
        free, steady = self._moved(since) if since > 0 else self._now
        return _in_all(free + steady, 2 * self._fixed.prior[0])

    def agreement(self, weights: Grid, wait: float, period: float) -> float:
        """Say how much of ``weights`` has about that period and a beat about ``wait`` seconds on, 0 to 1."""
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        low, high = np.searchsorted(self.periods, (period / _AS_LONG, period * _AS_LONG))
        periods = self.periods[low:high, None]
        off = (self.until[low:high] - wait + periods / 2) % periods - periods / 2
        return float(weights[low:high][np.abs(off) < _AS_SOON].sum())

    def _stand(self, now: Grid) -> None:
        """Know how likely each is at a stroke, and lay two beats side by side for time to go by.

        The second is the one now; what comes to its end comes out of the first, as the next one's.
        """
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        self._now = now
        both = self._owing.reshape(self._fixed.owed.shape)
        np.multiply(now[:, :, None], self._fixed.owed, out=both)

    def _moved(self, since: float) -> Grid:
        """Let time go by without a stroke; what is left adds up to less than 1."""
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        fixed = self._fixed
        turns = since / self.periods * _PHASES
        whole = turns.astype(np.int64)
        beats = whole // _PHASES
        rest = whole - beats * _PHASES
        came, part = fixed.whole**beats, turns - whole
        turned = self._turned[:, self._rows, _PHASES - 1 - rest]
        moved: Grid = turned[:, :, 1:] * (came * (1 - part))[:, :, None]
        moved += turned[:, :, :-1] * (came * part)[:, :, None]
        moved *= fixed.paid
        share = np.minimum(0.3, fixed.drift * since)[:, :, None] * moved
        flow = share[:, 1:] - share[:, :-1]
        moved[:, 1:] -= flow
        moved[:, :-1] += flow
        return moved

    def _mixed(self, moved: Grid, shift: float) -> Grid:
        """Let some weight go where one may have been wrong: another place, twice or half the tempo, anew."""
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        octave, half = round(math.log(2) / _STEP), _PHASES // 2
        mixed: Grid = (1 - _ANEW - shift - 2 * _OCTAVE - _MANNER) * moved
        mixed += _MANNER / 2 * (moved[0] + moved[1])
        shifted = shift * moved.sum(2)
        mixed += ((1 - sum(_LOST)) / _PHASES * shifted + self._fixed.anew)[:, :, None]
        mixed[:, :, 0] += _LOST[0] * shifted
        mixed[:, :, half] += _LOST[1] * shifted
        pairs = (moved[:, :-octave, ::2] + moved[:, :-octave, 1::2]) * (_OCTAVE / 2)
        mixed[:, octave:] += np.concatenate((pairs, pairs), 2)
        mixed[:, :-octave, ::2] += (moved[:, octave:, :half] + moved[:, octave:, half:]) * _OCTAVE
        return mixed


def _in_all(weights: Grid, otherwise: Grid) -> Grid:
    """Let weights be 1 in all, in place; where nothing is left of them, give others."""
    total = float(weights.sum())
    if total <= 0:
        return otherwise
    weights *= 1 / total
    return weights


@cache
def _tables() -> _Tables:
    import numpy as np  # noqa: PLC0415 - importing the course stays light

    count = int(math.log(_SLOWEST / _FASTEST) / _STEP) + 1
    shape = (2, count, _PHASES)
    periods = _FASTEST * np.exp(np.arange(count) * _STEP)
    phases = np.arange(_PHASES) / _PHASES
    noise, drift = np.array(_NOISE), np.array(_DRIFT)
    width = np.sqrt(noise[:, :1] ** 2 + (noise[:, 1:] * periods) ** 2) / periods
    rates = np.zeros((len(_PLACES), *shape))
    gone, each = np.zeros(shape), np.zeros((2, 1))
    for kind, places in enumerate(_PLACES):
        often = np.array(_OFTEN)[:, kind, None, None]
        for place in places:
            off = (phases - place / _PHASES + 0.5) % 1 - 0.5
            bump = np.exp(-0.5 * (off / width[:, :, None]) ** 2)
            bump *= often / bump.sum(2, keepdims=True)
            rates[kind] += bump * _PHASES / periods[:, None]
            gone += _EMPTY * (np.cumsum(bump, 2) - bump / 2)
            each += _EMPTY * often[:, 0]
    rates[3] += rates[4]
    best, around, counts = _LIKED
    prior = np.exp(-0.5 * (np.log(periods / _CENTRE) / _SPREAD) ** 2)[:, None]
    prior /= prior.sum() * 2 * _PHASES
    return _Tables(
        periods=periods,
        until=(1 - phases)[None, :] * periods[:, None],
        prior=np.broadcast_to(prior, shape),
        liked=np.exp(-0.5 * counts * (np.log(periods / best) / around) ** 2)[:, None],
        rates=rates[:4].reshape(4, -1),
        paid=np.exp(-gone),
        owed=np.stack([np.exp(gone - each[:, :, None]), np.exp(gone)], 2),
        whole=np.exp(-each),
        drift=drift[:, None] / periods,
        anew=_ANEW * prior[:, 0],
    )

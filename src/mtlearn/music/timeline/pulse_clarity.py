"""How clear a pulse there is, how long its beat, and what pulse two players have in common.

The published parameters (facts ``mttb-pulse-clarity``, ``mttb-tempo-period``, ``mttb-common-pulse``):
onsets on a 10 ms grid, smoothed by a bell 0.02 s wide over ±0.1 s; the autocorrelation of that curve for
lags up to 1.5 s, normalised and corrected for the shrinking overlap. Its highest value is the clarity and
the lag of that is the period. With one tone the clarity is 0, and there is no period. For two players the
two autocorrelations are multiplied: their pulse is common where both have it.

The newer variant, without the resonance weighting, is followed; lags under 0.2 s, where a smoothed curve
is like itself whatever was played, are left out, as in :mod:`mtlearn.music.pulse`. Tones struck together
count as many onsets, as published. Even, quick playing of any kind is clear by this measure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.pulse import LONGEST, SHORTEST, STEP, onset_curve

if TYPE_CHECKING:
    from mtlearn.music.timeline.window import Array, Frames

__all__ = ["Beats", "common_pulse", "likeness", "pulse_clarity"]

_LAGS: Final = round(LONGEST / STEP)
_FIRST: Final = round(SHORTEST / STEP)
_REACH: Final = 10
_AT_ONCE: Final = 512
"""Windows worked out at once: memory stays small however long the playing is."""


class Beats(NamedTuple):
    """For each window the clarity of its pulse, 0 to 1, and the period in seconds."""

    clarity: Array
    period: Array


def pulse_clarity(found: Array, counts: Array) -> Beats:
    """Read clarity and period from what :func:`likeness` gives; ``counts`` is how many notes a window has."""
    import numpy as np  # noqa: PLC0415 - a tenth of a second, only once something has been played

    heard = found[:, _FIRST:]
    best = np.argmax(heard, axis=1) if len(heard) else np.zeros(0, dtype=int)
    clarity = np.clip(heard[np.arange(len(heard)), best], 0.0, 1.0)
    period = np.where(clarity > 0, (best + _FIRST) * STEP, np.nan)
    return Beats(np.where(counts > 0, clarity, np.nan), np.where(counts > 0, period, np.nan))


def common_pulse(mine: Array, partner: Array, counts: Array) -> Beats:
    """Read the clarity and period of the pulse two players have in common.

    Args:
        mine: what :func:`likeness` gives for one.
        partner: what it gives for the other.
        counts: the notes a window has of the one who has fewer there; none, and there is no common value.
    """
    return pulse_clarity(mine * partner, counts)


def likeness(played: Frames) -> Array:
    """Compare each window's onset curve with itself, later and later: windows by lags of 10 ms, 1 the same.

    The correction for the overlap can bring it a little above 1.
    """
    import numpy as np  # noqa: PLC0415 - the same

    onsets = np.asarray([note.onset for note in played.notes], dtype=float)
    longest = round(float(played.spans.max(initial=STEP)) / STEP) + 1 + 2 * _REACH
    size = 1 << (longest + _LAGS).bit_length()
    bell = np.abs(np.fft.rfft(onset_curve([_REACH * STEP])[: 2 * _REACH + 1], size)) ** 2
    found = np.zeros((len(played.times), _LAGS + 1))
    for begin in range(0, len(found), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        counts, spans = played.counts[some], played.spans[some]
        rows = np.repeat(np.arange(len(counts)), counts)
        inside = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        which = np.repeat(played.first[some], counts) + inside
        since = onsets[which] - (played.times[some] - spans)[rows]
        place = rows * size + np.clip(np.rint(since / STEP).astype(int), 0, longest)
        struck = np.bincount(place, minlength=len(counts) * size).reshape(-1, size)[: len(counts)]
        alike = np.fft.irfft(np.abs(np.fft.rfft(struck, axis=1)) ** 2 * bell, size, axis=1)[:, : _LAGS + 1]
        found[some] = _normalised(alike, np.rint(spans / STEP) + 2 * _REACH, counts)
    return found


def _normalised(alike: Array, lengths: Array, counts: Array) -> Array:
    """Divide by the value without delay, and by the share of the curve that a delay leaves to compare."""
    import numpy as np  # noqa: PLC0415 - the same

    lags = np.arange(alike.shape[1])
    left = lengths[:, None] - lags
    fair = (lags <= lengths[:, None] // 2) & (counts[:, None] > 1)
    whole = np.where(counts > 0, alike[:, 0] / lengths, 1.0)
    shares = alike / np.where(fair, left, 1.0) / whole[:, None]
    # What the transform leaves where nothing is alike is some 1e-16, and no pulse.
    return np.where(fair & (shares > 1e-9), shares, 0.0)  # noqa: PLR2004 - as said

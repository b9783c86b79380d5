"""How loud somebody plays just now, and whether it grows or fades.

The mean key velocity of a window of six seconds is the Music Therapy Toolbox's feature (facts,
``mttb-mean-velocity``, ``mttb-window-6s``). Each note is weighted by how recent it is, linearly from 1 at the
window's end to 0 at its beginning, which is how a newer variant of the Toolbox weights density (facts,
``mttb-weighted-density``); that the loudness is weighted too is this project's own choice, so that a partner
answers what was just played.
"""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.move import Move

__all__ = ["WINDOW", "gone", "swell", "velocity"]

WINDOW: Final = 6.0
"""Seconds that are listened back over."""
_SOFTEST, _LOUDEST = 1.0, 127.0
"""The velocities there are."""
_FEWEST: Final = 4
"""With fewer notes than this nothing is said about growing or fading."""
_SHORTEST: Final = 0.5
"""Seconds these notes must span at the least: a chord neither grows nor fades."""


def gone(onsets: Sequence[Move], now: float) -> int:
    """Count the notes, in order of time, that began before the last six seconds."""
    for count, move in enumerate(onsets):
        if now - move.time < WINDOW:
            return count
    return len(onsets)


def velocity(onsets: Sequence[Move], now: float) -> float | None:
    """Give the mean velocity (1-127) of the notes that began in the last six seconds, recent ones most."""
    total = weights = 0.0
    for move in onsets:
        weight = 1 - (now - move.time) / WINDOW
        if weight > 0:
            total += weight * move.velocity
            weights += weight
    if not weights:
        return None
    return max(_SOFTEST, min(_LOUDEST, total / weights))  # a quotient is rounded, and so may lie just outside


def swell(onsets: Sequence[Move], now: float) -> float | None:
    """Say how fast it grows louder (above 0) or softer (below 0), in velocities a second.

    It is the slope of the straight line through the last six seconds. None where there are too few notes,
    or they lie too close together, to say.
    """
    heard = [move for move in onsets if now - move.time < WINDOW]
    if len(heard) < _FEWEST or heard[-1].time - heard[0].time < _SHORTEST:
        return None
    begun, count = heard[0].time, len(heard)
    times, strengths = [move.time - begun for move in heard], [move.velocity for move in heard]
    mean = sum(times) / count
    spread: float = sum(map(mul, times, times)) - count * mean * mean
    together: float = sum(map(mul, times, strengths))
    return (together - mean * sum(strengths)) / spread

"""The tone the playing rests on, and its scale, where that is clear.

Which tones were heard, and for how long, is compared with the key profiles of Krumhansl & Kessler (1982), as
the Music Therapy Toolbox does (facts, ``mttb-tonal-clarity``): clarity is the highest correlation. The
ear forgets: what was heard counts half as much after some ten seconds.

Which scale it is, once the tonic is found, is this project's own: the smallest scale with the
profile's third that holds the tones in use. Nothing is said where few tones were
heard, where no profile fits well, or where a tone of another tonic would do about as well.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

from mtlearn.music.hearing.heard import Mode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Tonality"]

_MAJOR: Final = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
_MINOR: Final = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
"""Krumhansl & Kessler (1982): how well each tone fits after a key has been heard; the tonic first."""
_HALF: Final = 10.0
"""Seconds after which what was heard counts half."""
_LONGEST: Final = 2.0
"""Seconds of a held tone that count at the most: a drone is not heard anew all the time."""
_FEWEST_NOTES: Final = 6
_FEWEST_TONES: Final = 4
_CLEAR: Final = 0.7
_APART: Final = 0.04
"""How much better the best profile fits than the next one."""
_IN_USE: Final = 0.03
"""Share of what is heard from which on a tone is one of the scale's, and not passing by."""
_SCALES: Final[dict[bool, tuple[tuple[str, tuple[int, ...]], ...]]] = {
    True: (
        ("major-pentatonic", (0, 2, 4, 7, 9)),
        ("major", (0, 2, 4, 5, 7, 9, 11)),
        ("mixolydian", (0, 2, 4, 5, 7, 9, 10)),
        ("lydian", (0, 2, 4, 6, 7, 9, 11)),
    ),
    False: (
        ("minor-pentatonic", (0, 3, 5, 7, 10)),
        ("blues", (0, 3, 5, 6, 7, 10)),
        ("minor", (0, 2, 3, 5, 7, 8, 10)),
        ("dorian", (0, 2, 3, 5, 7, 9, 10)),
        ("harmonic-minor", (0, 2, 3, 5, 7, 8, 11)),
        ("phrygian", (0, 1, 3, 5, 7, 8, 10)),
    ),
}
"""The scales of ``music/scale.py`` by their third, in the order they are preferred."""


class Tonality:
    """What is remembered of the tones heard: a weight for each of the twelve, fading with time."""

    def __init__(self) -> None:
        self._weights = [0.0] * 12
        self._at = -math.inf
        self._count = 0
        self._found: Mode | None = None
        self._stale = False

    def hear(self, pitch: int, seconds: float, now: float) -> None:
        """Hear a tone that has ended at ``now`` after sounding for some ``seconds``."""
        if now > self._at:
            fade = 0.5 ** ((now - self._at) / _HALF)
            self._weights = [weight * fade for weight in self._weights]
            self._at = now
        self._weights[pitch % 12] += min(seconds, _LONGEST)
        self._count += 1
        self._stale = True

    @property
    def mode(self) -> Mode | None:
        """The tonic and its scale, or None where they are not clear; no tone is added by asking."""
        if self._stale:
            self._stale = False
            self._found = _mode(self._weights) if self._count >= _FEWEST_NOTES else None
        return self._found


def _mode(weights: list[float]) -> Mode | None:
    whole = sum(weights)
    if whole <= 0:
        return None
    used = {tone for tone in range(12) if weights[tone] >= _IN_USE * whole}
    if len(used) < _FEWEST_TONES:
        return None
    (best, tonic, major), (second, _, _) = sorted(_fits(weights), reverse=True)[:2]
    if best < _CLEAR or best - second < _APART:
        return None
    steps = {(tone - tonic) % 12 for tone in used}
    for name, scale in _SCALES[major]:
        if steps <= set(scale):
            return Mode(tonic, name, min(1.0, best))
    return None


def _fits(weights: list[float]) -> list[tuple[float, int, bool]]:
    """Correlate with each of the 24 profiles: correlation, tonic, whether it is major."""
    keys, profiles = _profiles()
    mean = sum(weights) / 12
    parts = [weight - mean for weight in weights]
    size = math.sqrt(sum(part * part for part in parts))
    fits = (profiles @ parts / size).tolist() if size else [0.0] * len(keys)
    return [(fit, *key) for fit, key in zip(fits, keys, strict=True)]


@cache
def _profiles() -> tuple[tuple[tuple[int, bool], ...], NDArray[np.float64]]:
    """Turn both profiles to each of the twelve tonics, with mean 0 and length 1."""
    import numpy as np  # noqa: PLC0415 - importing the course stays light

    keys = tuple((tonic, major) for major in (True, False) for tonic in range(12))
    turned = np.array([np.roll(_MAJOR if major else _MINOR, tonic) for tonic, major in keys])
    turned -= turned.mean(1, keepdims=True)
    return keys, turned / np.linalg.norm(turned, axis=1, keepdims=True)

"""How clearly the tones lie around a tonal centre, how like major and like minor, and which centre it is.

After facts ``mttb-tonal-clarity`` and ``mttb-major-minor``: the pitch classes of the window, each with the
time its tones last, are correlated with the twelve major and the twelve minor key profiles of Krumhansl
and Kessler (1982). The highest of all is the tonal clarity, the highest of each kind the likeness to major
and to minor.

Ours: a centre is named only where there are three different tones at least, the clarity is 0.6 or more,
and no other centre is within 0.03 of it; else nothing is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from mtlearn.music.timeline.window import Array, Frames

__all__ = ["MAJOR", "MINOR", "Centre", "Tonality", "contents", "tonality"]

MAJOR: Final = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
MINOR: Final = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
"""Krumhansl and Kessler's profiles, from the tonic upwards."""
_OCTAVE: Final = 12
_TONES: Final = 3
_CLEAR: Final = 0.6
_AHEAD: Final = 0.03


class Centre(NamedTuple):
    """A tonal centre: its pitch class (0 is C), and whether it is minor."""

    pitch_class: int
    minor: bool


class Tonality(NamedTuple):
    """For each window: clarity and likeness to major and to minor, -1 to 1; and the centre, or None."""

    clarity: Array
    majorness: Array
    minorness: Array
    centres: tuple[Centre | None, ...]


def contents(played: Frames) -> Array:
    """Give how many seconds each of the twelve pitch classes is given in each window."""
    import numpy as np  # noqa: PLC0415 - a tenth of a second, only once something has been played

    lasting = np.zeros((len(played.notes) + 1, _OCTAVE))
    for index, note in enumerate(played.notes):
        lasting[index + 1, note.pitch % _OCTAVE] = note.duration
    along = np.cumsum(lasting, axis=0)
    return np.round(along[played.last] - along[played.first], 9)


def tonality(held: Array) -> Tonality:
    """Correlate pitch classes (windows by 12, any unit) with all keys."""
    import numpy as np  # noqa: PLC0415 - the same

    keys = np.array([np.roll(profile, tonic) for profile in (MAJOR, MINOR) for tonic in range(_OCTAVE)])
    keys -= keys.mean(axis=1, keepdims=True)
    keys /= np.linalg.norm(keys, axis=1, keepdims=True)
    level = held / np.maximum(held.max(axis=1, keepdims=True, initial=0.0), 1e-300)
    level -= level.mean(axis=1, keepdims=True)
    size = np.linalg.norm(level, axis=1)
    says = size > 1e-9  # noqa: PLR2004 - all twelve alike point nowhere
    alike = np.where(says[:, None], level @ keys.T / np.where(says, size, 1.0)[:, None], np.nan)
    major, minor = alike[:, :_OCTAVE], alike[:, _OCTAVE:]
    best = np.where(says, np.argmax(np.nan_to_num(alike), axis=1), -1)
    ordered = np.sort(alike, axis=1)
    named = says & ((held > 0).sum(axis=1) >= _TONES)
    named &= (ordered[:, -1] >= _CLEAR) & (ordered[:, -1] - ordered[:, -2] >= _AHEAD)
    centres = tuple(
        Centre(int(key) % _OCTAVE, bool(key >= _OCTAVE)) if clear else None
        for key, clear in zip(best, named, strict=True)
    )
    return Tonality(ordered[:, -1], major.max(axis=1), minor.max(axis=1), centres)

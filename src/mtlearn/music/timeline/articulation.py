"""How long tones last, how bound or short they are played, and how much silence there is.

*Duration* is the plain mean of the lengths of the tones in the window, in seconds. The toolbox takes a
durational accent instead, whose formula was not read (facts ``mttb-mean-duration``).

*Articulation* (``mttb-articulation``): the source's own text calls it the share of the time in which
something sounds, its code adds up the short gaps and divides by the time. The code is followed: 0 is bound
(legato), and the nearer 1, the shorter and more detached. Pauses of more than two seconds are left out of
both sides. Time is then sounding time and short gaps together, which is our reading of "total time" in a
window.

*Silence* (``mttb-silence``) is one value a player: the share of the whole in which nothing of theirs
sounds; the first two seconds of each pause do not count, and a held tone counts as sounding for five
seconds at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtlearn.music.note import Phrase
    from mtlearn.music.timeline.window import Array, Frames

__all__ = ["articulation", "mean_duration", "silence"]

_PAUSE: Final = 2.0
_RINGS: Final = 5.0


def mean_duration(played: Frames) -> Array:
    """Give the mean length of the tones in each window, in seconds; not a number where there are none."""
    return played.means([note.duration for note in played.notes])


def articulation(played: Frames) -> Array:
    """Give the share of short gaps between tones in each window; not a number with fewer than two tones."""
    import numpy as np  # noqa: PLC0415 - a tenth of a second, only once something has been played

    gaps, sounding, until = [], [], -np.inf
    for note in played.notes:
        ends = note.onset + note.duration
        gap = note.onset - until
        gaps.append(gap if 0 < gap <= _PAUSE else 0.0)
        sounding.append(max(0.0, ends - max(until, note.onset)))
        until = max(until, ends)
    # The gap before a window's first tone does not lie between two of its tones.
    before = np.append(np.asarray(gaps, dtype=float), 0.0)[played.first]
    between = np.maximum(0.0, played.sums(gaps) - before)
    whole = between + played.sums(sounding)
    return np.where((played.counts > 1) & (whole > 0), between / np.where(whole > 0, whole, 1.0), np.nan)


def silence(notes: Phrase, length: float) -> float | None:
    """Give the share of a whole of so many seconds in which a player is silent; None if they never play."""
    if not notes or length <= 0:
        return None
    until, silent = 0.0, 0.0
    for note in sorted(notes):
        silent += max(0.0, note.onset - until - _PAUSE)
        until = max(until, note.onset + min(note.duration, _RINGS))
    silent += max(0.0, length - until - _PAUSE)
    return min(1.0, silent / length)

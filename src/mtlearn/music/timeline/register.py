"""Where the tones lie, and how widely they are spread: the mean MIDI pitch and its standard deviation.

After facts ``mttb-mean-pitch`` and ``mttb-pitch-sd``. Which standard deviation was not read; the toolbox
is written in MATLAB, whose own divides by one less than the number of tones and gives 0 for one tone, and
that is followed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtlearn.music.timeline.window import Array, Frames

__all__ = ["mean_pitch", "pitch_spread"]


def mean_pitch(played: Frames) -> Array:
    """Give the mean MIDI pitch in each window; not a number where there are no notes."""
    return played.means([note.pitch for note in played.notes])


def pitch_spread(played: Frames) -> Array:
    """Give the standard deviation of MIDI pitch in each window, in semitones; 0 for one tone."""
    import numpy as np  # noqa: PLC0415 - a tenth of a second, only once something has been played

    # Sums of whole numbers: exact, so that equal pitches have no spread at all.
    count, once = played.counts, played.sums([note.pitch for note in played.notes])
    squares = played.sums([note.pitch**2 for note in played.notes])
    variance = (count * squares - once**2) / np.maximum(1, count * (count - 1))
    return np.where(count > 0, np.sqrt(variance), np.nan)

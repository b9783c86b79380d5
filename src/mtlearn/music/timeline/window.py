"""The stretch of time a value looks back over: six seconds long, one second on each time, as published.

Each value at a moment describes the seconds before it (facts ``mttb-window-6s``, ``mttb-step-1s``,
``mttb-window-looks-back``): of a note, its beginning decides whether it lies in the window, later than its
beginning and not later than its end.

Ours: while less time has gone than the window is long, the window is as long as the time that has gone,
and shares and means are taken of that; what begins more than a day after the start is left out; and no
more windows than `MOST` are laid, the step becoming longer instead.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mtlearn.music.note import Duo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.note import Phrase

__all__ = [
    "DAY",
    "MOST",
    "STEP",
    "WINDOW",
    "Array",
    "Frames",
    "Series",
    "frames",
    "moments",
    "series",
    "within_a_day",
]

WINDOW: Final = 6.0
STEP: Final = 1.0
DAY: Final = 86_400.0
"""Seconds after which nothing is looked at."""
MOST: Final = 7_200
"""Windows at most: two hours in steps of a second."""

Array = Any
"""A numpy array; numpy is imported where it is needed."""
Series = tuple[float | None, ...]
"""A value a window; None where nothing was played that could have one: a gap, never zero."""


@dataclass(frozen=True)
class Frames:
    """One player's notes, cut into windows. All but ``notes`` are numpy arrays.

    Args:
        notes: the notes, in order of onset.
        times: where each window ends, in seconds.
        spans: how long each window is, in seconds.
        first, last: the notes of window ``n`` are ``notes[first[n]:last[n]]``.
    """

    notes: Phrase
    times: Array
    spans: Array
    first: Array
    last: Array

    @property
    def counts(self) -> Array:
        """How many notes begin in each window."""
        return self.last - self.first

    def sums(self, values: Sequence[float] | Array) -> Array:
        """Add up a value that each note has, over each window."""
        import numpy as np  # noqa: PLC0415 - a tenth of a second, only once something has been played

        along = np.concatenate([[0.0], np.cumsum(np.asarray(values, dtype=float))])
        return along[self.last] - along[self.first]

    def means(self, values: Sequence[float] | Array) -> Array:
        """Give the mean over each window of a value each note has; not a number where there is no note."""
        import numpy as np  # noqa: PLC0415 - the same

        return np.where(self.counts > 0, self.sums(values) / np.maximum(self.counts, 1), np.nan)


def moments(length: float, step: float = STEP) -> tuple[float, ...]:
    """Say where the windows over so many seconds end: every step, one at least, until all is looked at."""
    within = min(length, DAY)
    step = max(step, within / MOST)
    return tuple(step * number for number in range(1, max(1, math.ceil(round(within / step, 6))) + 1))


def within_a_day(duo: Duo) -> Duo:
    """Leave out what begins after a day, and let nothing last longer."""
    return Duo(
        *(
            tuple(sorted(n._replace(duration=min(n.duration, DAY)) for n in notes if n.onset <= DAY))
            for notes in duo
        )
    )


def frames(notes: Phrase, times: Sequence[float], window: float = WINDOW) -> Frames:
    """Cut a player's notes into windows that end at the given times."""
    import numpy as np  # noqa: PLC0415 - the same

    ends = np.asarray(times, dtype=float)
    kept = tuple(sorted(notes))
    onsets = np.asarray([note.onset for note in kept], dtype=float)
    spans = np.minimum(ends, window)
    starts = np.where(ends > window, ends - window, -np.inf)  # a note at the very beginning is in the first
    first, last = np.searchsorted(onsets, starts, "right"), np.searchsorted(onsets, ends, "right")
    return Frames(kept, ends, spans, first, last)


def series(values: Array) -> Series:
    """Give plain numbers, with None where there is none."""
    return tuple(None if value != value else value for value in values.tolist())  # noqa: PLR0124 - not a number

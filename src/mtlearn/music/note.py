"""A note as it was played, and a duo: what two players played in the same time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from mtlearn.errors import MusicError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Duo", "Note", "phrase"]

Pitch = int
"""A MIDI note number, 0-127; 60 is middle C."""


class Note(NamedTuple):
    """One played note: onset and duration in seconds, MIDI pitch 0-127, velocity 1-127."""

    onset: float
    duration: float
    pitch: Pitch
    velocity: int

    @property
    def offset(self) -> float:
        """When the note ends, in seconds."""
        return self.onset + self.duration


Phrase = tuple[Note, ...]


def phrase(rows: Iterable[Iterable[float]]) -> Phrase:
    """Read ``[onset, duration, pitch, velocity]`` rows into notes, in order of onset, then pitch.

    Raises:
        MusicError: a row is not four finite numbers, or one is out of range; says which row and why.
    """
    notes = []
    for index, row in enumerate(rows):
        values = tuple(row)
        if len(values) != 4 or not all(math.isfinite(value) for value in values):  # noqa: PLR2004 - the four parts
            message = (
                f"Note {index + 1} must be [onset, duration, pitch, velocity] in finite numbers; "
                f"got {values!r}."
            )
            raise MusicError(message)
        onset, duration, pitch, velocity = values
        if onset < 0 or duration < 0 or not 0 <= pitch <= 127 or not 1 <= velocity <= 127:  # noqa: PLR2004 - MIDI
            message = (
                f"Note {index + 1} is out of range: onset and duration are seconds from 0, pitch 0-127, "
                f"velocity 1-127; got {values!r}."
            )
            raise MusicError(message)
        notes.append(Note(float(onset), float(duration), int(pitch), int(velocity)))
    return tuple(sorted(notes))


class Duo(NamedTuple):
    """What two people played, in the same time: the learner's notes and the partner's."""

    mine: Phrase
    partner: Phrase

    @property
    def length(self) -> float:
        """Seconds from the start until the last note ends."""
        return max((note.offset for note in self.mine + self.partner), default=0.0)

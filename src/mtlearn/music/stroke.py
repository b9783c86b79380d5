"""A stroke: tones struck together, heard as one. A melody is the highest tone of each stroke."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtlearn.music.note import Note, Phrase

__all__ = ["TOGETHER", "Stroke", "strokes"]

TOGETHER: Final = 0.035
"""Tones that begin within this time (seconds) are one stroke."""


@dataclass(frozen=True)
class Stroke:
    """Tones struck together."""

    notes: Phrase

    @property
    def onset(self) -> float:
        """When it is struck, in seconds."""
        return self.notes[0].onset

    @cached_property
    def offset(self) -> float:
        """When the last of its tones ends."""
        return max(note.offset for note in self.notes)

    @cached_property
    def top(self) -> Note:
        """Its highest tone."""
        return max(self.notes, key=lambda note: note.pitch)

    @cached_property
    def velocity(self) -> int:
        """How strongly its strongest tone is struck."""
        return max(note.velocity for note in self.notes)

    @cached_property
    def pitches(self) -> frozenset[int]:
        """Which tones are in it."""
        return frozenset(note.pitch for note in self.notes)


def strokes(notes: Phrase) -> tuple[Stroke, ...]:
    """Gather notes (in order of onset) into strokes."""
    found: list[list[Note]] = []
    for note in notes:
        if found and note.onset - found[-1][0].onset <= TOGETHER:
            found[-1].append(note)
        else:
            found.append([note])
    return tuple(Stroke(tuple(stroke)) for stroke in found)

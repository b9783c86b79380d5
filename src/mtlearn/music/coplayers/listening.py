"""What one player keeps in mind of the other: the last line, how loud, how dense, since when silent.

Plain and quick: what simulated people go by. The partner's own, finer hearing is in ``music/hearing``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mtlearn.music.note import Note

if TYPE_CHECKING:
    from mtlearn.music.move import Move

__all__ = ["Listening"]

_MEMORY: Final = 48
_GAP: Final = 0.7
"""Seconds without a tone after which a new phrase begins."""
_SHORTEST: Final = 0.01


class Listening:
    """Hears another player's moves, one after another."""

    def __init__(self) -> None:
        self._held: dict[int, Move] = {}
        self._notes: list[Note] = []
        self._onsets: list[float] = []
        self._ended = -math.inf

    @property
    def sounding(self) -> bool:
        """Whether a tone sounds."""
        return bool(self._held)

    @property
    def last_onset(self) -> float | None:
        """When the last tone began."""
        return self._onsets[-1] if self._onsets else None

    def hear(self, move: Move) -> None:
        """Hear one move; times never go back."""
        held = self._held.pop(move.pitch, None)
        if held is not None:
            length = max(_SHORTEST, move.time - held.time)
            self._notes.append(Note(held.time, length, held.pitch, held.velocity))
            del self._notes[:-_MEMORY]
            self._ended = max(self._ended, held.time + length)
        if move.sounding:
            self._held[move.pitch] = move
            self._onsets.append(move.time)
            del self._onsets[:-_MEMORY]

    def silence(self, now: float) -> float:
        """Give the seconds since the last tone ended; 0 while one sounds, endless where none was heard."""
        return 0.0 if self._held else now - self._ended

    def recent(self, now: float, seconds: float) -> list[Note]:
        """Give the notes that began in the last seconds; what still sounds is as long as it has sounded."""
        held = [
            Note(one.time, max(_SHORTEST, now - one.time), one.pitch, one.velocity)
            for one in self._held.values()
        ]
        return sorted(note for note in (*self._notes, *held) if note.onset > now - seconds)

    def density(self, now: float, seconds: float = 3.0) -> float:
        """Give the notes that began per second, over the last seconds."""
        return sum(now - seconds < onset <= now for onset in self._onsets) / seconds

    def line(self) -> list[Note]:
        """Give the last phrase: its notes that have ended, back to the last gap."""
        found: list[Note] = []
        for note in sorted(self._notes, reverse=True):
            if found and found[-1].onset - note.offset > _GAP:
                break
            found.append(note)
        return found[::-1]

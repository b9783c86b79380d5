"""A hand: what a player is about to play, handed out as moves a little ahead of time."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING, Final

from mtlearn.music.move import Move

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtlearn.music.note import Note

__all__ = ["AHEAD", "SHORTEST", "Hand"]

AHEAD: Final = 0.3
"""Seconds ahead that moves are handed out: longer than the time between two calls of ``wait``."""
SHORTEST: Final = 0.03
"""Seconds a tone lasts at the least."""


class Hand:
    """Tones to come, and tones that sound. The same tone is never struck while it still sounds."""

    def __init__(self) -> None:
        self._coming: list[Note] = []
        self._held: dict[int, Note] = {}
        self._free: dict[int, float] = {}

    @property
    def busy_until(self) -> float | None:
        """When the last tone that sounds or is to come ends; None where there is none."""
        return max((note.offset for note in (*self._coming, *self._held.values())), default=None)

    @property
    def coming(self) -> tuple[Note, ...]:
        """The tones that have not been handed out yet, in order."""
        return tuple(self._coming)

    def plan(self, notes: Iterable[Note]) -> None:
        """Take up notes to play, in seconds on the learner's clock."""
        for note in notes:
            insort(self._coming, note)

    def due(self, now: float, ahead: float = AHEAD) -> list[Move]:
        """Give the moves that come up to ``ahead`` seconds from now, in order of time."""
        until = now + ahead
        moves: list[Move] = []
        while self._coming and self._coming[0].onset <= until:
            moves += self._struck(self._coming.pop(0), now)
        moves += [self._let_go(note.pitch, note.offset) for note in self._ending(until)]
        return sorted(moves)

    def _struck(self, note: Note, now: float) -> list[Move]:
        """Strike a tone, never before now, and only once it has been let go of."""
        ends = []
        held = self._held.get(note.pitch)
        onset = max(note.onset, now)
        if held is not None:
            ends.append(self._let_go(note.pitch, min(held.offset, max(onset, held.onset + SHORTEST))))
        onset = max(onset, self._free.get(note.pitch, onset))
        self._held[note.pitch] = note._replace(onset=onset, duration=max(SHORTEST, note.offset - onset))
        return [*ends, Move(onset, True, note.pitch, note.velocity)]  # noqa: FBT003 - a record

    def drop(self, now: float) -> list[Move]:
        """Drop what is to come; give the ends of what sounds: as planned, but soon."""
        self._coming.clear()
        return [
            self._let_go(note.pitch, min(note.offset, max(now, note.onset) + SHORTEST * 5))
            for note in tuple(self._held.values())
        ]

    def retune(self, now: float, over: Callable[[int], int]) -> list[Move]:
        """Carry over what is to come to other tones; give the ends of what sounds and is none of them."""
        self._coming = sorted(note._replace(pitch=over(note.pitch)) for note in self._coming)
        return sorted(
            self._let_go(note.pitch, min(note.offset, max(now, note.onset) + SHORTEST * 5))
            for note in tuple(self._held.values())
            if over(note.pitch) != note.pitch
        )

    def stop(self, now: float) -> list[Move]:
        """Let go of everything at once, or right after it begins where it is about to."""
        self._coming.clear()
        return [
            self._let_go(note.pitch, max(now, note.onset + SHORTEST)) for note in tuple(self._held.values())
        ]

    def _ending(self, until: float) -> list[Note]:
        return sorted((note for note in self._held.values() if note.offset <= until), key=_offset)

    def _let_go(self, pitch: int, time: float) -> Move:
        note = self._held.pop(pitch)
        self._free[pitch] = time
        return Move(time, False, pitch, note.velocity)  # noqa: FBT003 - a record


def _offset(note: Note) -> float:
    return note.offset

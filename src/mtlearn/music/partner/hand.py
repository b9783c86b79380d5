"""The partner's hand: what it is about to play, what it holds, and letting go of both.

A stance plans notes; the hand gives them out as moves a little before they are due, ends every tone it
begins, never holds more tones than a hand can, and never moves in the past. What has not been given out can
still be dropped, which is how the partner gives way.
"""

from __future__ import annotations

import math
from bisect import insort
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.move import Move

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mtlearn.music.note import Note

__all__ = ["AHEAD", "MOST", "SHORTEST", "Hand"]

AHEAD: Final = 0.2
"""Seconds ahead of its time that a tone is given out: longer than the time between two calls of wait."""
MOST: Final = 6
"""Tones held at the same time, at most."""
SHORTEST: Final = 0.03
"""Seconds a tone lasts at the least."""
_STALE: Final = 0.25
"""A tone this late (seconds) is not played at all: better left out than out of place."""
_NUDGE: Final = 0.06
"""A tone waits at most this long (seconds) for its own key to come up."""
_BREATH: Final = 0.1
"""Seconds a tone just beginning still lasts when the partner gives way: a tone, not a click."""


class _Held(NamedTuple):
    """A tone that was begun: when it begins, when it is to end (infinity: not known yet), and how hard."""

    begins: float
    ends: float
    velocity: int


class Hand:
    """One hand. ``most`` tones sound at the same time, at most."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._planned: list[Note] = []
        self._held: dict[int, _Held] = {}
        self._free_from: dict[int, float] = {}

    @property
    def next(self) -> float | None:
        """When the next planned tone begins, in seconds; None where none is planned."""
        return self._planned[0].onset if self._planned else None

    @property
    def planned(self) -> int:
        """How many tones are planned and not given out yet."""
        return len(self._planned)

    @property
    def busy_until(self) -> float:
        """When the last tone held or planned ends; minus infinity where there is none."""
        ends = [note.offset for note in self._planned] + [held.ends for held in self._held.values()]
        return max(ends, default=-math.inf)

    @property
    def sounding(self) -> tuple[int, ...]:
        """The pitches it holds, lowest first."""
        return tuple(sorted(self._held))

    def plan(self, notes: Iterable[Note]) -> None:
        """Mean to play these notes; a duration without end is held until ``release``."""
        for note in notes:
            insort(self._planned, note)

    def drop(self, after: float = -math.inf) -> None:
        """Forget what is planned to begin later than ``after``."""
        self._planned = [note for note in self._planned if note.onset <= after]

    def release(self, pitch: int, at: float) -> None:
        """Let a held tone end at a moment, where it would have lasted longer."""
        held = self._held.get(pitch)
        if held is not None:
            self._held[pitch] = held._replace(ends=min(held.ends, max(at, held.begins + SHORTEST)))
        self._planned = [
            note._replace(duration=max(SHORTEST, at - note.onset))
            if note.pitch == pitch and note.offset > at
            else note
            for note in self._planned
        ]

    def let_ring(self, until: float) -> None:
        """Drop what is planned, and let what is held end by itself, by ``until`` at the latest."""
        self._planned.clear()
        for pitch, held in self._held.items():
            self._held[pitch] = held._replace(ends=min(held.ends, max(until, held.begins + SHORTEST)))

    def keep_off(self, keys: Mapping[int, float]) -> None:
        """Know of tones somebody else lets go of: each pitch is free from a moment on."""
        self._free_from.update(keys)

    @property
    def free_from(self) -> dict[int, float]:
        """When each pitch that was let go of is free again."""
        return dict(self._free_from)

    def due(self, now: float) -> list[Move]:
        """Give what is due by a little after now, in order of time."""
        moves: list[Move] = []
        horizon = now + AHEAD
        while True:
            first = min(self._held, key=lambda pitch: (self._held[pitch].ends, pitch), default=None)
            ends = self._held[first].ends if first is not None else math.inf
            begins = self._planned[0].onset if self._planned else math.inf
            if first is not None and ends <= min(horizon, begins):
                moves.append(self._end(first, max(now, ends)))
            elif begins <= horizon:
                self._strike(self._planned.pop(0), now, moves)
            else:
                return sorted(moves)

    def retune(self, now: float, over: Callable[[int, float], int]) -> list[Move]:
        """Carry over what is planned to other tones; give the ends of what is held and is none of them.

        ``over`` says which tone takes the place of a pitch at a moment: the same where it may stay.
        """
        planned = {(note.onset, over(note.pitch, note.onset)): note for note in reversed(self._planned)}
        self._planned = sorted(note._replace(pitch=pitch) for (_, pitch), note in planned.items())
        return sorted(
            self._end(pitch, min(max(now, held.begins + _BREATH), max(now, held.ends)))
            for pitch, held in tuple(self._held.items())
            if over(pitch, now) != pitch
        )

    def give_way(self, now: float) -> list[Move]:
        """Stop as a listener does who hears somebody begin: nothing new, and what sounds ends at once."""
        self._planned.clear()
        return sorted(
            self._end(pitch, min(max(now, held.begins + _BREATH), max(now, held.ends)))
            for pitch, held in tuple(self._held.items())
        )

    def let_go(self, now: float) -> list[Move]:
        """End everything, at once (or right after it begins, where it is about to)."""
        self._planned.clear()
        return sorted(self._end(pitch, now) for pitch in tuple(self._held))

    def _strike(self, note: Note, now: float, moves: list[Move]) -> None:
        onset = max(note.onset, now)
        if onset - note.onset > _STALE:
            return
        if note.pitch in self._held:
            moves.append(self._end(note.pitch, max(now, min(self._held[note.pitch].ends, onset))))
        free = self._free_from.get(note.pitch, -math.inf)
        if free > onset + _NUDGE:
            return
        if len(self._held) >= self._most:
            oldest = min(self._held, key=lambda pitch: (self._held[pitch].begins, pitch))
            moves.append(self._end(oldest, onset))
        onset = max(onset, free)
        velocity = min(127, max(1, note.velocity))
        ends = onset + max(SHORTEST, note.duration - (onset - note.onset))
        self._held[note.pitch] = _Held(onset, ends, velocity)
        moves.append(Move(onset, True, note.pitch, velocity))  # noqa: FBT003 - a record

    def _end(self, pitch: int, at: float) -> Move:
        held = self._held.pop(pitch)
        at = max(at, held.begins + SHORTEST)
        self._free_from[pitch] = at
        return Move(at, False, pitch, held.velocity)  # noqa: FBT003 - a record

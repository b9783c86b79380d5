"""Whether several lines are held against one another, as in a fugue or a song with a moving bass.

In such music some even layer is always there, and it is rarely the beat; what the strokes sound like tells
more. Lines are notes that began apart and in registers of their own, and are held while others are struck.
The numbers are this project's own, ``operational``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from mtlearn.music.move import Move

__all__ = ["HeldLines"]

_APART: Final = 0.12
"""Seconds between the beginnings of two lines, at the least: less is a chord."""
_REGISTER: Final = 5
"""Semitones between two lines, at the least: less is one that overlaps itself."""
_AGE: Final = 2.5
"""Seconds for which a note counts: longer ones are drones, which move against nothing."""
_RUNNING: Final = 0.08
"""How quickly what is usual follows what is played."""
_BECOMES, _STAYS = 0.03, 0.015
"""How many lines more than one are usual where there are several, and still are."""
_MOST: Final = 128


class _Held(NamedTuple):
    time: float
    pitch: int
    stroke: int


class HeldLines:
    """Hears notes begin and end; ``several`` says whether there are lines against one another."""

    def __init__(self) -> None:
        self._held: list[_Held] = []
        self._stroke = 0
        self._usual = 0.0
        self.several = False

    def begin(self, move: Move, *, first: bool) -> None:
        """Hear a note begin, the first of a stroke or one more of it."""
        if first:
            self._stroke += 1
            self._count(move.time)
        self._held.append(_Held(move.time, move.pitch, self._stroke))
        if len(self._held) > _MOST:
            del self._held[0]

    def end(self, pitch: int) -> None:
        """Hear a note end: of those of that pitch the one held longest; none is nothing."""
        for index, held in enumerate(self._held):
            if held.pitch == pitch:
                del self._held[index]
                return

    def _count(self, now: float) -> None:
        """Count lines that were held through the last stroke, each but the first."""
        lines: list[_Held] = []
        for one in self._held:
            if (
                one.stroke < self._stroke - 1
                and now - one.time < _AGE
                and all(_apart(one, line) for line in lines)
            ):
                lines.append(one)
        self._usual += _RUNNING * (max(0, len(lines) - 1) - self._usual)
        self.several = self._usual > (_STAYS if self.several else _BECOMES)


def _apart(one: _Held, line: _Held) -> bool:
    return one.time - line.time > _APART and abs(one.pitch - line.pitch) >= _REGISTER

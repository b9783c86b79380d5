"""One take while it is played: what both players do, and the clock they share.

All times are seconds on the page's clock, counted from when the take began. The kernel's clock is mapped
to it by the smallest difference seen: a message can arrive late, but never before it was sent.

Who plays, plays to what is heard, and that is later than it was planned by the latency of the way out. So
the other hears the learner's moves earlier by as much: as they were meant. What is written down is what
was pressed, as it was pressed.
"""

from __future__ import annotations

import math
from bisect import insort
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

from mtlearn.music.move import Move

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LONGEST", "Alone", "Hand", "Partner", "Session", "move_of"]

LONGEST = 600.0
"""Seconds after which a take comes to its end by itself."""
_LATEST = 2 * LONGEST
"""No moment of a take is later than this."""
_SILENT = 100.0
"""Seconds without a word from the page after which it is gone; one that is hidden speaks once a minute."""
_FLOOD = 60
"""Notes begun within a second beyond which the partner hears no more: no hands play so many."""
_SHORTEST = 0.03
_AHEAD = 30.0

Row = list[float]


class Partner(Protocol):
    """What a session asks of the one who plays along."""

    closeness: float

    def hear(self, move: Move) -> list[Move]:
        """Answer what the learner just did."""

    def wait(self, now: float) -> list[Move]:
        """Play something of its own, when there is room."""

    def stop(self, now: float) -> list[Move]:
        """Let go of everything."""


class Alone:
    """Nobody: the learner plays without a partner."""

    closeness = 1.0

    def hear(self, _move: Move) -> list[Move]:
        """Answer nothing."""
        return []

    def wait(self, _now: float) -> list[Move]:
        """Play nothing."""
        return []

    stop = wait


class Hand:
    """One player's hand: the notes it holds, and the notes that have ended since somebody asked."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[float, int]] = {}
        self._ended: list[Row] = []
        self.count = 0

    def play(self, move: Move) -> None:
        """Strike or let go of one note; a note struck while it is held begins anew."""
        self._end(move.pitch, move.time)
        if move.sounding:
            self._held[move.pitch] = (move.time, move.velocity)
            self.count += 1

    def let_go(self, at: float) -> None:
        """Let go of all notes that are held."""
        for pitch in tuple(self._held):
            self._end(pitch, at)

    def ended(self) -> list[Row]:
        """Give the notes that have ended since last asked, as ``[onset, duration, pitch, velocity]``."""
        rows, self._ended = self._ended, []
        return rows

    def _end(self, pitch: int, at: float) -> None:
        if pitch in self._held:
            onset, velocity = self._held.pop(pitch)
            self._ended.append([round(onset, 4), round(max(_SHORTEST, at - onset), 4), pitch, velocity])


class Session:
    """A learner and a partner playing together, from start to stop.

    Args:
        partner: who plays along.
        length: seconds after which it ends by itself; 0 is open.
        latency: seconds from what is planned to what is heard, on the way out that sounds.
    """

    def __init__(self, partner: Partner, length: float = LONGEST, latency: float = 0.0) -> None:
        self.partner = partner
        self.latency = latency
        self.last_for(length)
        self.mine, self.theirs = Hand(), Hand()
        self._planned: list[Move] = []
        self._struck: deque[float] = deque(maxlen=_FLOOD)
        self._passed: set[int] = set()
        self._offset: float | None = None
        self._told = math.inf

    def last_for(self, length: float) -> None:
        """End by itself after so many seconds; 0 is open."""
        self.length = min(length or LONGEST, LONGEST)

    @property
    def begun(self) -> bool:
        """Whether the page has said what its clock shows."""
        return self._offset is not None

    def hear_clock(self, page: float, kernel: float) -> None:
        """Learn from a message sent at ``page`` and heard at ``kernel`` how the two clocks differ.

        A moment that lies in no take says nothing.
        """
        if not 0 <= page <= _LATEST:
            return
        offset = kernel - page
        self._offset = offset if self._offset is None else min(offset, self._offset)

    def hear_page(self, kernel: float) -> None:
        """Hear, at a moment of the kernel's clock, that the page says something, whatever it is."""
        self._told = kernel

    def is_left(self, kernel: float) -> bool:
        """Say whether the page has been silent so long that nobody is there any more."""
        return kernel - self._told > _SILENT

    def page_time(self, kernel: float) -> float:
        """Say what the page's clock shows when the kernel's shows ``kernel``."""
        return kernel - (self._offset or 0.0)

    def kernel_time(self, page: float) -> float:
        """Say what the kernel's clock shows when the page's shows ``page``."""
        return page + (self._offset or 0.0)

    def hear(self, move: Move, now: float) -> list[Move]:
        """Take in what the learner did; give what the partner does about it, never earlier than ``now``.

        Of more notes than hands can play all are kept, and the partner hears some.
        """
        self.mine.play(move)
        if self._is_too_much(move):
            return []
        meant = move._replace(time=max(0.0, move.time - self.latency))
        return self.take_in(self.partner.hear(meant), now)

    def wait(self, now: float) -> list[Move]:
        """Give what the partner does of its own accord."""
        return self.take_in(self.partner.wait(now), now)

    def _is_too_much(self, move: Move) -> bool:
        if not move.sounding:
            known = move.pitch in self._passed
            self._passed.discard(move.pitch)
            return not known
        if len(self._struck) == _FLOOD and move.time - self._struck[0] < 1:
            return True
        self._struck.append(move.time)
        self._passed.add(move.pitch)
        return False

    def take_in(self, moves: Iterable[Move], now: float) -> list[Move]:
        """Take in what the partner means to do; give it as it can be done, never earlier than ``now``."""
        planned = [move._replace(time=max(move.time, now)) for move in moves if move.time < now + _AHEAD]
        for move in planned:
            insort(self._planned, move, key=lambda one: one.time)
        return planned

    def exchange(self, partner: Partner, now: float) -> list[Move]:
        """Let another partner go on from here; give what the one before lets go of."""
        ends = self.take_in(self.partner.stop(now), now)
        self.partner = partner
        return ends

    def rows(self, now: float) -> tuple[list[Row], list[Row]]:
        """Give both players' notes that have ended by ``now`` and were not given before."""
        self._settle(now)
        return self.mine.ended(), self.theirs.ended()

    def stop(self, now: float) -> tuple[list[Row], list[Row]]:
        """End the take: what is still held ends now, what was only planned never sounds."""
        self._settle(now)
        self._planned.clear()
        self.partner.stop(now)
        self.mine.let_go(now)
        self.theirs.let_go(now)
        return self.mine.ended(), self.theirs.ended()

    def _settle(self, now: float) -> None:
        due = 0
        while due < len(self._planned) and self._planned[due].time <= now:
            self.theirs.play(self._planned[due])
            due += 1
        del self._planned[:due]


def move_of(content: dict[str, Any]) -> Move:
    """Read a move as a page tells it; what lies beyond what a take and MIDI know is brought to their bounds.

    Raises:
        KeyError, TypeError, ValueError: it is no move.
    """
    at = float(content["at"])
    return Move(
        min(_LATEST, max(0.0, at)) if math.isfinite(at) else 0.0,
        content["on"] is True,
        min(127, max(0, int(content["pitch"]))),
        min(127, max(1, int(content["velocity"]))),
    )

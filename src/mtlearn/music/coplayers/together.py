"""Two players in one room: lets any two of them hear one another in time, and keeps what they played.

Time is counted, not waited for. As in a real take, each is asked some ten times a second whether there is
something of its own to play, and hears each of the other's moves as it happens.
"""

from __future__ import annotations

import random
from bisect import insort
from typing import TYPE_CHECKING, Final, Protocol

from mtlearn.music.coplayers.hand import SHORTEST
from mtlearn.music.note import Duo, Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtlearn.music.move import Move

__all__ = ["Player", "duo", "notes"]

_TICK: Final = 0.1
_UNEVEN: Final = 0.02
"""How much earlier or later than a tenth of a second a player may be asked."""


class Player(Protocol):
    """Somebody who plays live: the partner, a co-player, or a simulated learner."""

    def hear(self, move: Move) -> list[Move]:
        """Answer what the other just did."""

    def wait(self, now: float) -> list[Move]:
        """Play something of its own, when there is room."""

    def stop(self, now: float) -> list[Move]:
        """Let go of everything."""


def duo(partner: Player, learner: Player, length: float, seed: int = 0) -> Duo:
    """Let two play together for ``length`` seconds; give what was played, ``mine`` being the learner's.

    ``seed`` is what the small unevenness of being asked is drawn from. What is planned beyond the end never
    sounds; what sounds then ends there.
    """
    chance = random.Random(f"together {seed}")  # noqa: S311 - play, nothing secret
    seats = (_Seat(partner), _Seat(learner))
    tick = 0.0
    while tick < length:
        for seat in seats:
            seat.take(seat.player.wait(tick), tick)
        following = tick + _TICK + chance.uniform(-_UNEVEN, _UNEVEN)
        _exchange(seats, min(following, length))
        tick = following
    return Duo(seats[1].ended(length), seats[0].ended(length))


def notes(moves: Iterable[Move], length: float) -> tuple[Note, ...]:
    """Read moves in order of time into notes; what is still held at ``length`` seconds ends there."""
    seat = _Seat(None)
    for move in sorted(moves, key=_time):
        if move.time <= length:
            seat.play(move)
    return seat.ended(length)


def _exchange(seats: tuple[_Seat, _Seat], until: float) -> None:
    """Play what both have planned up to a moment; the other hears each move, and may answer it."""
    while True:
        seat = min(seats, key=_next)
        if _next(seat) > until:
            return
        other = seats[1] if seat is seats[0] else seats[0]
        move = seat.planned.pop(0)
        seat.play(move)
        other.take(other.player.hear(move), move.time)


class _Seat:
    """One player, what is planned, what is held, and the notes that have ended."""

    def __init__(self, player: Player | None) -> None:
        self._player = player
        self.planned: list[Move] = []
        self._held: dict[int, Move] = {}
        self._notes: list[Note] = []

    @property
    def player(self) -> Player:
        """Who sits here."""
        assert self._player is not None  # noqa: S101 - only ``notes`` has an empty seat
        return self._player

    def take(self, moves: Iterable[Move], now: float) -> None:
        """Plan moves; nothing is played in the past."""
        for move in moves:
            insort(self.planned, move._replace(time=max(move.time, now)), key=_time)

    def play(self, move: Move) -> None:
        """Strike or let go of one note; a note struck while it is held begins anew."""
        held = self._held.pop(move.pitch, None)
        if held is not None:
            length = max(SHORTEST, move.time - held.time)
            self._notes.append(Note(held.time, length, held.pitch, held.velocity))
        if move.sounding:
            self._held[move.pitch] = move

    def ended(self, at: float) -> tuple[Note, ...]:
        """End what is held, stop the player, and give all notes in order."""
        if self._player is not None:
            self._player.stop(at)
        for move in tuple(self._held.values()):
            self.play(move._replace(time=at, sounding=False))
        return tuple(sorted(self._notes))


def _time(move: Move) -> float:
    return move.time


def _next(seat: _Seat) -> float:
    return seat.planned[0].time if seat.planned else float("inf")

"""A simulated learner: somebody who plays, in a manner and from a seed, with a person's uneven timing.

For demonstrations and for trying out partners and co-players; nobody in the course meets one as a person.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from mtlearn.errors import MusicError
from mtlearn.music.coplayers.hand import AHEAD, Hand
from mtlearn.music.coplayers.manners import ANSWER, MANNERS
from mtlearn.music.coplayers.person import Person
from mtlearn.music.coplayers.timing import HAND, TIMEKEEPER, HumanTime
from mtlearn.music.note import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtlearn.music.move import Move

__all__ = ["SimulatedLearner"]

_START: Final = 0.5
_TEMPO: Final = 92.0
_TICK: Final = 0.1


class SimulatedLearner:
    """Plays alone (``moves``) or with another (``hear``, ``wait``, ``stop``). The same seed plays the same.

    Args:
        manner: one of ``MANNERS``.
        pitches: the tones there are, the lowest being the scale's first.
        seed: what all chance is drawn from.
        tempo: beats per minute; 92 where none is given.
        melody: for the manners ``melody`` and ``taking turns``: notes as ``[onset, duration, pitch,
            velocity]``, onset and duration in beats if a tempo is given, else in seconds.
        steps: from which second on the tempo is how many times as fast: ``[(12.0, 1.1)]``.
        coupling: which share of a difference to the other's last onset is made good at the next beat, in the
            manner ``steady``; people show 0.25 to 0.5.
        timekeeper: the spread of the timekeeper, in seconds at an interval of one second (``timing.py``).
        hand: the spread of the hand's delay in seconds; with both 0, the playing is exact.

    Raises:
        MusicError: there is no such manner, or there are no tones.
    """

    closeness = 1.0

    def __init__(  # noqa: PLR0913 - a player has many sides, and all but three have a usual value
        self,
        manner: str,
        pitches: Sequence[int],
        seed: int,
        tempo: float | None = None,
        *,
        melody: Iterable[Sequence[float]] = (),
        steps: Iterable[tuple[float, float]] = (),
        coupling: float = 0.0,
        timekeeper: float = TIMEKEEPER,
        hand: float = HAND,
    ) -> None:
        if manner not in MANNERS:
            message = f"There is no manner {manner!r}. The manners are: {', '.join(MANNERS)}."
            raise MusicError(message)
        if not pitches:
            message = "A simulated learner needs at least one tone to play."
            raise MusicError(message)
        rows = tuple(sorted(Note(row[0], row[1], int(row[2]), int(row[3])) for row in melody))
        if rows:
            rows = tuple(row._replace(onset=row.onset - rows[0].onset) for row in rows)
        usual = 60.0 if rows else _TEMPO
        chance = random.Random(f"{manner} {seed}")  # noqa: S311 - play, nothing secret
        self._person = Person(
            chance,
            tuple(sorted(pitches)),
            tempo or usual,
            HumanTime(chance, _START, timekeeper=timekeeper, hand=hand),
            melody=rows,
            steps=tuple(steps),
            coupling=coupling,
            place=len(pitches) // 2,
        )
        self._play = MANNERS[manner]
        self._ahead = 0.0 if manner in ANSWER else AHEAD
        self._hand = Hand()
        self._again = _START

    def hear(self, move: Move) -> list[Move]:
        """Hear what the other did; it is answered when there is time."""
        self._person.heard.hear(move)
        return []

    def wait(self, now: float) -> list[Move]:
        """Give the moves that come next; called some ten times a second."""
        person = self._person
        while self._again <= now + self._ahead:
            person.time.meant = max(person.time.meant, self._again)
            coming = self._play(person)
            self._hand.plan(coming.notes)
            self._again = coming.again
        return self._hand.due(now)

    def stop(self, now: float) -> list[Move]:
        """Let go of everything, and play no more."""
        self._again = float("inf")
        return self._hand.stop(now)

    def moves(self, length: float) -> list[Move]:
        """Play alone for ``length`` seconds, and give all moves in order of time."""
        found: list[Move] = []
        for tick in range(round(length / _TICK)):
            found += self.wait(tick * _TICK)
        found += self.stop(length)
        return _within(found, length)


def _within(moves: list[Move], length: float) -> list[Move]:
    """Leave out what begins after the end; what sounds then ends there."""
    kept: list[Move] = []
    sounding: set[int] = set()
    for move in sorted(moves):
        if move.sounding and move.time < length:
            sounding.add(move.pitch)
            kept.append(move)
        elif not move.sounding and move.pitch in sounding:
            sounding.remove(move.pitch)
            kept.append(move._replace(time=min(move.time, length)))
    return kept

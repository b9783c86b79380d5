"""Two players in counted time hear one another as they would in a take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.music.coplayers.together import duo, notes
from mtlearn.music.move import Move
from mtlearn.music.note import Note

if TYPE_CHECKING:
    from collections.abc import Iterable


def on(time: float, pitch: int, velocity: int) -> Move:
    return Move(time, sounding=True, pitch=pitch, velocity=velocity)


def off(time: float, pitch: int, velocity: int) -> Move:
    return Move(time, sounding=False, pitch=pitch, velocity=velocity)


class Written:
    """Plays what is written, and notes down what it hears."""

    def __init__(self, moves: Iterable[Move] = ()) -> None:
        self.moves = list(moves)
        self.heard: list[Move] = []
        self.stopped = False

    def hear(self, move: Move) -> list[Move]:
        """Note it down."""
        self.heard.append(move)
        return []

    def wait(self, now: float) -> list[Move]:
        """Give what is due."""
        due = [move for move in self.moves if move.time <= now + 0.3]
        self.moves = self.moves[len(due) :]
        return due

    def stop(self, _now: float) -> list[Move]:
        """Note it down."""
        self.stopped = True
        return []


class Echo(Written):
    """Answers each tone it hears an octave up and a quarter of a second later."""

    def hear(self, move: Move) -> list[Move]:
        """Answer it."""
        super().hear(move)
        return [move._replace(time=move.time + 0.25, pitch=move.pitch + 12)]


TONE = [on(1.0, 60, 70), off(1.5, 60, 70)]


def test_each_hears_the_other_and_both_are_kept() -> None:
    """The learner's tone is mine, the answer is the partner's, and it comes when it was meant."""
    learner, partner = Written(TONE), Echo()
    taken = duo(partner, learner, 4.0)
    assert ((Note(1.0, 0.5, 60, 70),), (Note(1.25, 0.5, 72, 70),)) == taken
    assert TONE == partner.heard
    assert [(1.25, 72), (1.75, 72)] == [(move.time, move.pitch) for move in learner.heard]


def test_what_sounds_at_the_end_ends_there() -> None:
    """Both are stopped, and nothing sounds beyond the length."""
    learner, partner = Written(TONE[:1]), Written([on(5.0, 64, 60)])
    taken = duo(partner, learner, 2.0)
    assert ((Note(1.0, 1.0, 60, 70),), ()) == taken
    assert learner.stopped
    assert partner.stopped


def test_nothing_is_played_in_the_past() -> None:
    """A move given too late is played when it is given."""
    late = Written([on(-3.0, 60, 70), off(0.5, 60, 70)])
    assert (Note(0.0, 0.5, 60, 70),) == duo(Written(), late, 2.0).mine


def test_moves_are_read_into_notes() -> None:
    """A tone struck while it sounds begins anew; one that is held ends with the take."""
    moves = [on(0.0, 60, 70), on(1.0, 60, 80), on(9.0, 60, 80)]
    assert (Note(0.0, 1.0, 60, 70), Note(1.0, 1.0, 60, 80)) == notes(moves, 2.0)

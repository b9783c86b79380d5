"""A hand hands moves out a little ahead, and lets go of everything it has struck."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.coplayers.hand import AHEAD, Hand
from mtlearn.music.move import Move
from mtlearn.music.note import Note

NOTES = st.builds(
    Note,
    onset=st.floats(0, 6),
    duration=st.floats(0.01, 2),
    pitch=st.integers(60, 63),
    velocity=st.integers(1, 127),
)


def on(time: float, pitch: int, velocity: int) -> Move:
    return Move(time, sounding=True, pitch=pitch, velocity=velocity)


def off(time: float, pitch: int, velocity: int) -> Move:
    return Move(time, sounding=False, pitch=pitch, velocity=velocity)


def test_moves_come_a_little_ahead_and_not_before() -> None:
    """Only what begins within the time ahead is handed out."""
    hand = Hand()
    hand.plan([Note(1.0, 0.5, 60, 70)])
    assert [] == hand.due(1.0 - AHEAD - 0.01)
    assert [on(1.0, 60, 70)] == hand.due(1.0 - AHEAD)
    assert [off(1.5, 60, 70)] == hand.due(1.3)
    assert hand.busy_until is None


def test_a_tone_asked_for_late_begins_now() -> None:
    """A busy moment moves a tone, it is never played in the past."""
    hand = Hand()
    hand.plan([Note(1.0, 0.5, 60, 70)])
    assert [on(1.2, 60, 70), off(1.5, 60, 70)] == hand.due(1.2)


def test_dropping_ends_what_sounds_soon() -> None:
    """What was to come never comes; what sounds ends within a moment."""
    hand = Hand()
    hand.plan([Note(1.0, 3.0, 60, 70), Note(2.0, 1.0, 62, 70)])
    hand.due(1.0)
    [end] = hand.drop(1.4)
    assert (False, 60) == (end.sounding, end.pitch)
    assert 1.4 < end.time < 1.6
    assert [] == hand.due(9.0)


@given(st.lists(NOTES, max_size=25), st.lists(st.floats(0.01, 0.5), min_size=1, max_size=12))
def test_every_tone_that_begins_ends_and_never_twice(planned: list[Note], waits: list[float]) -> None:
    """Whatever is planned: in order of time, each tone is struck free and let go of, after it began."""
    hand = Hand()
    hand.plan(planned)
    now, moves = 0.0, []
    for wait in waits:
        moves += hand.due(now)
        now += wait
    moves += hand.stop(now)
    held: dict[int, float] = {}
    for move in sorted(moves):
        if move.sounding:
            assert move.pitch not in held
            held[move.pitch] = move.time
        else:
            assert held.pop(move.pitch) < move.time
    assert {} == held

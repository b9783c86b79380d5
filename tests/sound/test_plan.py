"""What is planned comes out in order, and what is taken back takes its own end with it and no other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtlearn.sound.plan import Plan

ON, OFF = True, False
note = st.tuples(st.integers(0, 3), st.integers(60, 62), st.integers(0, 40), st.integers(1, 9))
"""A channel, a pitch, an onset and a length in tenths of a second."""


def planned(*moves: tuple[bool, int, float]) -> Plan:
    plan = Plan()
    for struck, pitch, time in moves:
        plan.add(struck=struck, channel=0, pitch=pitch, velocity=80, time=time)
    return plan


def left(plan: Plan) -> list[tuple[bool, int, float]]:
    return [(move.struck, move.pitch, move.time) for move in plan]


def test_a_note_taken_back_takes_its_end_with_it() -> None:
    plan = planned((ON, 60, 1.0), (OFF, 60, 2.0), (ON, 64, 3.0), (OFF, 64, 4.0))
    plan.cancel([0], 2.5)
    assert [(ON, 60, 1.0), (OFF, 60, 2.0)] == left(plan)


def test_a_key_that_is_down_keeps_its_own_end_though_it_would_be_struck_again() -> None:
    plan = planned((ON, 60, 0.0), (ON, 60, 1.0), (OFF, 60, 1.2), (OFF, 60, 2.0))
    assert [0.0] == [move.time for move in plan.due(0.5)]
    plan.cancel([0], 0.5)
    assert [(OFF, 60, 1.2)] == left(plan)


def test_other_channels_are_left_alone() -> None:
    plan = planned((ON, 60, 1.0))
    plan.cancel([1, 2], 0.0)
    assert [(ON, 60, 1.0)] == left(plan)


def test_moves_of_one_moment_come_in_the_order_they_were_asked_for() -> None:
    plan = planned((ON, 60, 0.0), (OFF, 60, 0.0), (ON, 60, 0.0))
    assert [ON, OFF, ON] == [move.struck for move in plan.due(1.0)]


@given(st.lists(note), st.sets(st.integers(0, 3)), st.integers(0, 40), st.integers(0, 40))
def test_what_is_left_is_what_would_have_been_planned_without_the_rest(
    notes: list[tuple[int, int, int, int]], channels: set[int], now: int, after: int
) -> None:
    """For notes with a length of their own, taking back is the same as never having planned them."""
    plan, without = Plan(), Plan()
    for channel, pitch, onset, length in notes:
        move = {"struck": ON, "channel": channel, "pitch": pitch, "velocity": 80, "length": length / 10}
        plan.add(**move, time=onset)
        if channel not in channels or onset < max(after, now):
            without.add(**move, time=onset)
    played = [move[2:] for move in plan.due(now)]
    plan.cancel(channels, max(after, now))
    assert [move[2:] for move in without.due(now)] == played
    assert sorted((move.time, *move[2:]) for move in without) == sorted(
        (move.time, *move[2:]) for move in plan
    )


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20))), st.integers(0, 20), st.integers(0, 20))
def test_keys_that_are_down_are_all_let_go_in_the_end(
    rows: list[tuple[bool, int]], now: int, after: int
) -> None:
    """Whatever is taken back, no more presses stay down than had no end to begin with."""
    plan = Plan()
    for short, onset in rows:
        plan.add(struck=ON, channel=0, pitch=60, velocity=80, time=onset)
        plan.add(struck=OFF, channel=0, pitch=60, velocity=0, time=onset + (0.5 if short else 5))
    moves = list(plan.due(now))
    plan.cancel([0], max(now, after))
    moves += plan.due(100)
    assert sum(move.struck for move in moves) == sum(not move.struck for move in moves)

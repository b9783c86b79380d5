"""The hand gives out what is due, ends what it begins, and can give way."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.music.note import Note
from mtlearn.music.partner.hand import AHEAD, MOST, Hand

from .duet import checked, tones


def test_a_tone_is_given_out_a_little_before_it_is_due_and_not_sooner() -> None:
    hand = Hand()
    hand.plan([Note(1.0, 0.5, 60, 70)])
    assert [] == hand.due(1.0 - AHEAD - 0.01)
    assert [(1.0, True, 60, 70)] == [tuple(move) for move in hand.due(1.0 - AHEAD + 0.01)]
    assert [(1.5, False, 60, 70)] == [tuple(move) for move in hand.due(1.4)]


def test_what_was_not_given_out_can_be_dropped_and_what_was_still_ends() -> None:
    hand = Hand()
    hand.plan([Note(0.1, 1.0, 60, 70), Note(0.9, 1.0, 62, 70)])
    given_out = hand.due(0.0)
    given_out += hand.give_way(0.3)
    assert [(60, 0.1)] == [(note.pitch, note.onset) for note in tones(given_out)]
    assert [] == hand.due(5.0)


def test_giving_way_leaves_a_tone_about_to_begin_long_enough_to_be_one() -> None:
    hand = Hand()
    hand.plan([Note(0.15, 2.0, 60, 70)])
    (note,) = tones(hand.due(0.0) + hand.give_way(0.0))
    assert 0.09 < note.duration < 0.11


def test_a_tone_without_end_is_held_until_it_is_released() -> None:
    hand = Hand()
    hand.plan([Note(0.0, math.inf, 60, 70)])
    begun = hand.due(0.0)
    assert [] == hand.due(100.0)
    hand.release(60, 101.0)
    assert [101.0] == [note.offset for note in tones(begun + hand.due(101.0))]


def test_a_tone_far_too_late_is_left_out() -> None:
    hand = Hand()
    hand.plan([Note(0.0, 0.2, 60, 70), Note(0.9, 0.2, 62, 70)])
    assert [62] == [move.pitch for move in hand.due(1.0) if move.sounding]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 4), st.floats(0.01, 3), st.integers(58, 62), st.integers(1, 127)), max_size=30
    ),
    st.lists(st.floats(0.01, 0.6), max_size=20),
    st.integers(0, 19),
)
def test_any_notes_come_out_in_order_each_ended_never_more_than_a_hand_can_hold(
    notes: list[tuple[float, float, int, int]], waits: list[float], yields_at: int
) -> None:
    hand = Hand()
    hand.plan(Note(*note) for note in notes)
    now, out = 0.0, []
    for number, wait in enumerate(waits):
        out += checked(hand.due(now), now)
        if number == yields_at:
            out += checked(hand.give_way(now), now)
        now += wait
    found = tones(out + checked(hand.let_go(now), now))
    for note in found:
        assert sum(one.onset <= note.onset < one.offset for one in found) <= MOST


def test_tuned_anew_it_plays_other_tones_at_the_same_moments_and_ends_what_is_none_of_them() -> None:
    hand = Hand()
    hand.plan(
        [Note(0.1, 2.0, 60, 70), Note(0.1, 2.0, 64, 70), Note(1.0, 0.5, 64, 70), Note(1.0, 0.5, 65, 50)]
    )
    given_out = hand.due(0.0)
    ends = hand.retune(0.5, lambda pitch, _at: 63 if pitch in {64, 65} else pitch)
    assert [(0.5, 64)] == [(move.time, move.pitch) for move in ends]
    found = tones(given_out + ends + hand.due(1.0) + hand.due(1.4) + hand.due(2.0))
    assert [(0.1, 64, 0.4), (0.1, 60, 2.0), (1.0, 63, 0.5)] == [
        (note.onset, note.pitch, round(note.duration, 3)) for note in found
    ]
    assert (63, 70) == found[-1][2:], "of two tones that come to be one it is the first that is played"

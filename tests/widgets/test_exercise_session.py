"""A take while it is played: clocks, hands and a partner, without anybody waiting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.move import Move
from mtlearn.music.partner.mirroring import Mirror
from mtlearn.widgets.session import LONGEST, Hand, Session

TONES = (60, 62, 64, 67, 69)


def on(time: float, pitch: int, velocity: int = 80) -> Move:
    return Move(time, sounding=True, pitch=pitch, velocity=velocity)


def off(time: float, pitch: int) -> Move:
    return Move(time, sounding=False, pitch=pitch, velocity=1)


def test_a_hand_gives_each_note_once_when_it_has_ended() -> None:
    """What is still held is not given yet, and nothing is given twice."""
    hand = Hand()
    for move in (on(0.0, 60), on(0.2, 64, 90), off(0.5, 60)):
        hand.play(move)
    assert [[0.0, 0.5, 60, 80]] == hand.ended()
    assert [] == hand.ended()
    hand.let_go(1.0)
    assert [[0.2, 0.8, 64, 90]] == hand.ended()


def test_a_note_struck_again_while_it_is_held_begins_anew() -> None:
    """Two fingers on one pad are two notes, and neither is left hanging."""
    hand = Hand()
    for move in (on(0.0, 60), on(0.4, 60), off(0.6, 60), off(0.7, 60)):
        hand.play(move)
    assert [[0.0, 0.4, 60, 80], [0.4, 0.2, 60, 80]] == hand.ended()


@given(st.lists(st.tuples(st.floats(0, 60), st.booleans(), st.integers(58, 72)), max_size=60))
def test_whatever_is_played_every_note_lasts_and_none_hangs(moves: list[tuple[float, bool, int]]) -> None:
    """As many notes end as were struck, in any order of moves, and each has a length."""
    hand = Hand()
    for time, sounding, pitch in sorted(moves):
        hand.play(Move(time, sounding, pitch, 70))
    hand.let_go(61)
    rows = hand.ended()
    assert sum(sounding for _, sounding, _ in moves) == len(rows) == hand.count
    assert all(duration >= 0.03 for _, duration, _, _ in rows)


def test_the_clocks_are_mapped_by_the_quickest_message() -> None:
    """A message that dawdled does not move the clock; a quicker one does."""
    session = Session(Mirror(1, TONES, 1))
    assert not session.begun
    session.hear_clock(0.0, 100.5)
    session.hear_clock(1.0, 101.02)
    session.hear_clock(2.0, 103.0)
    assert session.begun
    assert 2.0 == round(session.page_time(102.02), 6)
    assert 102.02 == round(session.kernel_time(2.0), 6)


def test_a_page_that_says_nothing_for_long_is_gone() -> None:
    """A hidden page may speak only once a minute, which is often enough; no first word is waited for."""
    session = Session(Mirror(1, TONES, 1))
    assert not session.is_left(1000.0)
    for minute in range(30):
        session.hear_page(60.0 * minute)
        assert not session.is_left(60.0 * minute + 61)
    assert not session.is_left(29 * 60.0 + 99)
    assert session.is_left(29 * 60.0 + 101)


def test_at_its_closest_the_partner_plays_the_same_tones() -> None:
    """With the dial all the way up, what the partner plays is what the learner plays."""
    session = Session(Mirror(1, TONES, 7))
    session.hear_clock(0.0, 0.0)
    for number, pitch in enumerate(TONES):
        session.hear(on(number * 0.5, pitch), number * 0.5 + 0.01)
        session.hear(off(number * 0.5 + 0.3, pitch), number * 0.5 + 0.31)
    mine, partner = session.stop(3.0)
    assert list(TONES) == [row[2] for row in mine]
    assert [row[2] for row in mine] == [row[2] for row in partner]
    assert [round(row[0] + 0.01, 3) for row in mine] == [row[0] for row in partner]


def test_what_was_only_planned_never_sounds_after_stop() -> None:
    """Notes held at stop end there; moves that lay ahead are gone."""
    session = Session(Mirror(1, TONES, 7))
    session.hear_clock(0.0, 0.0)
    planned = session.hear(on(1.0, 60), 1.0)
    session._planned.append(on(9.0, 64))
    mine, partner = session.stop(2.5)
    assert [on(1.0, 60)] == planned
    assert [[1.0, 1.5, 60, 80]] == mine == partner


def test_a_free_partner_takes_a_turn_when_there_is_room() -> None:
    """With the dial all the way down and the learner silent, the partner plays something of its own."""
    session = Session(Mirror(0, TONES, 3))
    session.hear_clock(0.0, 0.0)
    for number, pitch in enumerate(TONES):
        session.hear(on(number * 0.4, pitch), number * 0.4)
        session.hear(off(number * 0.4 + 0.3, pitch), number * 0.4 + 0.3)
    own = [move for step in range(100) for move in session.wait(2.0 + step * 0.1) if move.sounding]
    assert own
    assert all(move.time > 2.0 for move in own)


def test_rows_come_in_batches_that_add_up() -> None:
    """Asked twice a second, the batches hold every note once: what a killed kernel has already written."""
    session = Session(Mirror(1, TONES, 1))
    session.hear_clock(0.0, 0.0)
    given_so_far: list[list[float]] = []
    for step in range(20):
        now = step * 0.25
        session.hear(on(now, TONES[step % 5]), now)
        session.hear(off(now + 0.2, TONES[step % 5]), now + 0.2)
        if step % 2:
            given_so_far += session.rows(now + 0.2)[1]
    given_so_far += session.stop(6.0)[1]
    assert 20 == len(given_so_far)


def test_no_take_is_longer_than_the_longest() -> None:
    """An open length and a far too long one end at the same kind limit."""
    assert LONGEST == Session(Mirror(1, TONES, 1), 0).length
    assert LONGEST == Session(Mirror(1, TONES, 1), 10_000).length
    assert 60 == Session(Mirror(1, TONES, 1), 60).length

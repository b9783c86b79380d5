"""What was done with an invitation is told from what was offered, declined and played, and when."""

from __future__ import annotations

from mtlearn.music.offering import Moment, Told, told

FIRST = Moment(0.0, "offer", "sound")
NO = Moment(10.0, "declined", "sound")


def test_another_way_in_after_a_no_is_told_first() -> None:
    """Then how long an offer was left to stand."""
    moments = [FIRST, NO, Moment(14.0, "offer", "quiet")]
    assert [Told("no-other", 10.0, 14.0), Told("waited", 14.0, 30.0, 16)] == told(moments, [3.0], 30.0)


def test_a_no_stands_where_nothing_is_played_for_a_while() -> None:
    """Where playing goes on at once, nothing is said of it."""
    assert Told("no-stands", 10.0, 16.0) in told([FIRST, NO], [3.0, 16.0], 30.0)
    assert [] == told([FIRST, NO], [3.0, 10.5, 11.0], 30.0)


def test_several_ways_in_are_counted_once_each() -> None:
    """To offer the same again is not another way in; the first offer alone is nothing to tell."""
    moments = [FIRST, Moment(2.0, "offer", "song"), Moment(4.0, "offer", "sound")]
    assert [Told("ways", 0.0, 9.0, 2)] == told(moments, [1.0, 3.0, 5.0], 9.0)
    assert [] == told([FIRST], [1.0], 9.0)

"""Music that goes round: planned ahead, changed at bar lines, without a seam."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.backing.bar import Bar, Stroke
from mtlearn.music.loop import AHEAD, SOON, Loop


def bar(what: tuple[float, int], number: int) -> Bar | None:
    """A bar of a length, with a stroke a little before its beginning; so many of them."""
    length, count = what
    if number >= count:
        return None
    return Bar(length, (0.0,), (), (Stroke("hands", -0.02 if number else 0.0, 0.2, 60 + number % 12, 60),))


@given(st.floats(0.4, 3.0), st.lists(st.floats(0.01, 0.5), min_size=20, max_size=60))
def test_bars_follow_one_another_without_a_gap(length: float, steps: list[float]) -> None:
    """However unevenly it is asked, each bar is given once, ahead of time, where the last one ends."""
    loop, now, laid = Loop(bar), 0.0, []
    loop.begin((length, 10_000), 0.4)
    for step in steps:
        laid += loop.plan(now)
        assert laid[-1].end >= now + AHEAD - 1e-9 or laid[-1].start + length >= now + AHEAD - 1e-6
        now += step
    assert list(range(len(laid))) == [one.number for one in laid]
    assert all(abs(a.end - b.start) < 1e-9 for a, b in pairwise(laid))


def test_a_change_comes_with_the_next_bar_that_can_be_met() -> None:
    """What was planned after it is taken back, also a stroke that came before its bar."""
    loop = Loop(bar)
    loop.begin((1.0, 99), 0.4)
    loop.plan(0.0)
    turn = loop.change((2.0, 99), 1.3)
    assert turn is not None
    assert 2.4 == turn.at
    assert turn.at - 0.02 - 0.001 == turn.cancel
    fresh = loop.plan(1.3)
    assert (2.4, 2, 2.0) == (fresh[0].start, fresh[0].number, fresh[0].bar.length)
    late = Loop(bar)
    late.begin((1.0, 99), 0.4)
    late.plan(0.0)
    assert 3.4 == late.change((2.0, 99), 2.4 - SOON / 2).at  # type: ignore[union-attr] # there is music


def test_music_that_has_an_end_comes_to_it() -> None:
    """It is over when its last bar has been heard, and not before."""
    loop = Loop(bar)
    loop.begin((1.0, 3), 0.4)
    assert 3 == len(loop.plan(0.0))
    assert not loop.is_over(3.3)
    assert loop.is_over(3.4)


def test_who_was_busy_goes_on_at_a_bar_line() -> None:
    """Bars that would come too late are passed over, and the music keeps its place."""
    loop = Loop(bar)
    loop.begin((1.0, 999), 0.4)
    loop.plan(0.0)
    fresh = loop.plan(20.0)
    assert 20.4 == round(fresh[0].start, 6)
    assert 20 == fresh[0].number


def test_nothing_changes_where_nothing_is_played() -> None:
    """A choice made in silence is simply what is played next."""
    assert None is Loop(bar).change((1.0, 1), 0.0)

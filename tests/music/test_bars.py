"""Bars follow the learner's pulse where there is one, and are four seconds long where there is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.music.bars import Bars, bars
from mtlearn.music.note import Duo, Note


def duo(*onsets: float, length: float = 0.2) -> Duo:
    return Duo(tuple(Note(onset, length, 60, 70) for onset in onsets), ())


def test_an_even_pulse_gives_bars_of_four_beats_from_the_first_tone() -> None:
    laid = bars(duo(*[1.0 + n * 0.5 for n in range(16)]))
    assert laid.tempo == pytest.approx(120, abs=0.5)
    assert [laid.bar_of(second) for second in (1.0, 2.4, 3.0, 6.9, 7.0, 8.7)] == [1, 1, 2, 3, 4, 4]
    assert laid.count == 4
    assert laid.span(2, 3) == pytest.approx((3.0, 7.0), abs=0.02)


def test_what_ends_at_a_bar_line_or_just_past_it_lies_in_the_bar_before() -> None:
    laid = bars(duo(*[1.0 + n * 0.5 for n in range(16)]))
    assert [laid.across(1.0, end) for end in (2.9, 3.0, 3.1, 3.5)] == [(1, 1), (1, 1), (1, 1), (1, 2)]
    assert laid.across(8.9, 8.9) == (4, 4)


def test_a_tone_just_before_the_bar_line_belongs_to_the_bar_after() -> None:
    laid = bars(duo(*[1.0 + n * 0.5 for n in range(16)]))
    assert laid.bar_of(2.97) == 2


def test_free_playing_gets_bars_of_four_seconds_and_no_tempo() -> None:
    laid = bars(duo(0.5, 1.9, 2.2, 5.1, 7.7, 12.0))
    assert laid.tempo is None
    assert not laid.steady
    assert [laid.bar_of(second) for second in (0.5, 4.3, 4.6, 12.0)] == [1, 1, 2, 3]
    assert laid.span(1, 1) == (0.5, 4.5)


def test_nothing_played_is_one_empty_bar() -> None:
    laid = bars(Duo((), ()))
    assert (laid.count, laid.tempo, laid.bar_of(0), laid.span(1, 1)) == (1, None, 1, (0.0, 0.0))


def test_bars_follow_a_tempo_that_breathes() -> None:
    now, onsets = 1.0, []
    for n in range(48):
        onsets.append(now)
        now += 0.5 + 0.06 * (n / 47)
    laid = bars(duo(*onsets))
    assert [laid.bar_of(onset) for onset in onsets] == [n // 4 + 1 for n in range(48)]


@settings(deadline=None)
@given(
    st.lists(st.floats(0, 200), max_size=40),
    st.floats(0, 200),
)
def test_any_moment_lies_in_a_bar_of_the_take(onsets: list[float], moment: float) -> None:
    laid: Bars = bars(duo(*onsets))
    assert 1 <= laid.bar_of(moment) <= laid.count
    assert laid.moment(laid.position(moment)) == pytest.approx(moment, abs=1e-6)
    begins, ends = laid.span(1, laid.count)
    assert 0 <= begins <= ends <= max(begins, laid.length)

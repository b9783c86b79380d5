"""Long tones, quick and slow, short and held, close and open, few tones: each named where it is."""

from __future__ import annotations

import pytest

from .takes import row, seen, sure, timed


def test_the_longest_tone_is_the_one_that_is_named() -> None:
    """With its length and its pitch."""
    one = sure("long-notes", [*row(60, 62, 64), (3.0, 2.0, 67, 70), (6.0, 3.5, 69, 70)])
    assert {"length": 3.5, "pitch": 69} == one.values
    assert (6.0, 9.5) == (one.start, one.end)


def test_tones_that_are_all_alike_are_not_called_long() -> None:
    """Neither short ones nor, among long ones, one as long as the rest."""
    assert seen("long-notes", row(60, 62, 64, 65)) is None
    assert seen("long-notes", row(60, 62, 64, 65, 67, step=2.0, length=1.8)) is None


def test_quick_and_slow_in_one_phrase_are_named() -> None:
    """Three quick, two slow, three quick."""
    moments = (1.0, 1.2, 1.4, 1.6, 2.4, 3.2, 3.4, 3.6, 3.8, 4.6)
    assert (1.0, 4.8) == pytest.approx(sure("rhythm", timed(*moments))[2:4])
    assert seen("rhythm", row(*[60] * 12)) is None


def test_a_chord_spread_by_a_hair_is_no_rhythm() -> None:
    """Tones that come down together are one stroke, not quick ones."""
    mine = [(1 + n * 0.5 + k * 0.01, 0.4, 60 + 4 * k, 70) for n in range(8) for k in range(3)]
    assert seen("rhythm", mine) is None


def test_short_and_held_tones_are_both_pointed_at() -> None:
    """The one place is a held tone, the other a short one."""
    mine = [*row(*[60] * 4, length=0.1), *row(*[64] * 3, start=4.0, step=1.5, length=1.2)]
    one = sure("touch", mine)
    assert one.end - one.start == pytest.approx(1.2)
    assert (2.5, 2.6) == pytest.approx(one.values["there"])
    assert seen("touch", row(*[60] * 8, length=0.1)) is None


def test_few_tones_have_air_around_each_that_is_pointed_at() -> None:
    """Four strokes a second and a half apart or more."""
    one = sure("few-notes", row(60, 62, 64, 65, 60, 62, step=2.0))
    assert one.end - one.start >= 4.5
    assert seen("few-notes", row(60, 62, 64, 65, 60, 62, step=1.0)) is None


def test_a_quick_group_and_then_little_is_not_few_tones() -> None:
    """Ten quick tones and two late ones have no air around each."""
    assert seen("few-notes", [*row(*[60] * 10, step=0.1), *row(60, 62, start=14.0, step=8.0)]) is None


def test_close_and_open_point_at_many_and_at_few() -> None:
    """Three a second first, one every two seconds afterwards."""
    one = sure("close-and-open", [*row(*[60] * 30, step=0.33), *row(*[62] * 8, start=12.0, step=2.0)])
    assert one.start < 8
    assert one.values["there"][0] > 10  # type: ignore[index] - a span
    assert seen("close-and-open", row(*[60] * 60, step=0.5)) is None

"""Ideas that come back, move, repeat, and give way to something new."""

from __future__ import annotations

import pytest

from .takes import row, seen, sure


def test_an_idea_that_comes_back_points_at_both_places() -> None:
    """The same tones in the same rhythm, a little slower."""
    mine = [
        *row(60, 64, 62, start=1.0, step=0.37), *row(69, 67, 72, 74, 76, start=4.1, step=0.91),
        *row(60, 64, 62, start=11.0, step=0.38),
    ]  # fmt: skip
    one = sure("motif", mine)
    assert 3 == one.values["count"]
    assert (1.0, 2.14) == pytest.approx(one.values["there"])
    assert 11.0 == one.start


def test_the_same_tones_in_another_rhythm_are_not_said_to_come_back() -> None:
    """Nor are other tones in the same rhythm."""
    other = row(69, 67, 72, 74, 76, start=4.1, step=0.91)
    late = [(11.0, 0.3, 60, 70), (12.4, 0.3, 64, 70), (12.6, 0.3, 62, 70)]
    assert seen("motif", [*row(60, 64, 62, step=0.37), *other, *late]) is None
    assert (
        seen("motif", [*row(60, 64, 62, step=0.37), *other, *row(60, 64, 61, start=11.0, step=0.37)]) is None
    )


def test_a_shape_that_starts_elsewhere_is_said_to_have_moved() -> None:
    """Four tones at the least."""
    mine = [*row(60, 64, 62, 67), *row(70, 69, 73, start=5.0), *row(65, 69, 67, 72, start=9.0)]
    one = sure("motif-moved", mine)
    assert 4 == one.values["count"]
    assert (1.0, 2.9) == pytest.approx(one.values["there"])
    assert seen("motif", mine) is None


def test_a_pattern_is_held_on_to_and_counted() -> None:
    """Two tones, six times; three times are few."""
    one = sure("pattern", [*row(*[48, 55] * 6), *row(60, 64, 62, start=8.0)])
    assert {"count": 2, "times": 6} == one.values
    assert 3 == sure("pattern", row(*[60, 64, 67] * 5)).values["count"]
    assert seen("pattern", row(*[48, 55] * 3, 60, 64)) is None
    assert seen("pattern", row(*[60] * 12, 62)) is None, "one tone is repeated, and no pattern"


def test_a_pattern_is_no_motif_of_more_tones() -> None:
    """Two tones to and fro are not called an idea of six."""
    assert seen("motif", row(*[48, 55] * 12)) is None


def test_a_repeated_tone_is_counted() -> None:
    """Five in a row at the least."""
    assert {"pitch": 60, "count": 6} == sure("repeated", row(62, *[60] * 6, 62)).values
    assert seen("repeated", row(62, 60, 60, 60, 60, 62)) is None


def test_what_comes_after_a_repeated_tone_is_new_only_if_it_is() -> None:
    """A tone that was there before the repeated one is not."""
    one = sure("something-new", row(62, *[60] * 7, 65, 67))
    assert {"pitch": 60, "to": 65, "count": 7} == {
        name: one.values[name] for name in ("pitch", "to", "count")
    }
    assert seen("something-new", row(65, 62, *[60] * 7, 65, 67)) is None

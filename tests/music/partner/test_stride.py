"""The partner's beat falls in with the learner's, follows it as far as it may, and goes on by itself."""

from __future__ import annotations

from itertools import pairwise

import pytest

from mtlearn.music.hearing.heard import Beat, Heard, Metre
from mtlearn.music.partner.stride import Stride


def walked(periods: list[float], most: float, closeness: float = 1.0) -> list[tuple[float, float]]:
    """Walk beside a learner whose beats have these lengths, heard as they come; give (beat, own beat)."""
    stride, now, found = Stride(), 0.0, []
    for period in periods:
        stride.follow(Heard(now, beat=Beat(period, now + period, 1.0)))
        stride.hear(now)
        now += period
        found += [(now, step.time) for step in stride.steps(now + 0.2, closeness, most)]
    return found


def test_it_comes_on_the_heard_beats() -> None:
    assert all(abs(theirs - own) < 1e-6 for theirs, own in walked([0.5] * 20, 0.1))


def test_it_is_together_again_within_four_beats_of_a_new_tempo() -> None:
    found = walked([0.5] * 10 + [0.45] * 10, 0.1)
    assert all(abs(theirs - own) < 0.03 for theirs, own in found[14:])


def test_where_it_may_change_by_two_hundredths_a_beat_it_changes_no_faster() -> None:
    stride = Stride()
    now = 0.0
    periods = []
    for number in range(30):
        period = 0.5 if number < 10 else 0.44
        stride.follow(Heard(now, beat=Beat(period, now + period, 1.0)))
        stride.hear(now)
        now += period
        periods += [step.period for step in stride.steps(now + 0.2, 1.0, 0.02)]
    assert all(abs(b / a - 1) < 0.0201 for a, b in pairwise(periods[:13]))
    assert periods[-1] == pytest.approx(0.44, abs=0.01)


def test_it_goes_over_to_strokes_that_keep_falling_midway_between_its_beats() -> None:
    stride = Stride()
    stride.follow(Heard(0.0, beat=Beat(0.5, 0.5, 1.0)))
    found = []
    for number in range(12):
        stroke = 2.25 + number * 0.5
        found += stride.steps(stroke, 1.0)
        stride.hear(stroke)
    late = [step.time for step in found if step.time > 5.5]
    assert len(late) >= 4
    assert all(abs((time - 2.25) / 0.5 - round((time - 2.25) / 0.5)) < 0.02 for time in late)


def test_it_stays_where_the_strokes_fall_on_its_beats_though_another_beat_is_heard() -> None:
    """The ear may hold on to a beat that is no more; who is met on every beat need not believe it."""
    stride = Stride()
    stride.follow(Heard(0.0, beat=Beat(0.5, 0.5, 1.0)))
    found = []
    for number in range(1, 30):
        now = number * 0.5
        stale = Beat(0.58, now + 0.33, 1.0) if number > 8 else Beat(0.5, now + 0.5, 1.0)
        found += [step.time for step in stride.steps(now + 0.1, 1.0)]
        stride.hear(now)
        stride.follow(Heard(now, beat=stale))
    assert [0.5 * number for number in range(1, 30)] == pytest.approx(found)


def test_strokes_that_mostly_miss_its_beats_let_it_go_over_to_the_beat_that_is_heard() -> None:
    stride = Stride()
    stride.follow(Heard(0.0, beat=Beat(0.5, 0.5, 1.0)))
    found = []
    for number in range(1, 40):
        now = number * 0.36
        found += [step.time for step in stride.steps(now + 0.1, 1.0)]
        stride.hear(now)
        stride.follow(Heard(now, beat=Beat(0.72, 0.72 * (number // 2 + 1), 1.0)))
    assert all(abs(time / 0.36 - round(time / 0.36)) < 0.05 for time in found[-4:])


def test_it_goes_on_where_nothing_is_heard_any_more() -> None:
    stride = Stride()
    stride.follow(Heard(0.0, beat=Beat(0.5, 0.5, 1.0)))
    stride.steps(2.0, 1.0)
    stride.follow(Heard(2.0))
    assert [3.0, 3.5] == pytest.approx([step.time for step in stride.steps(3.6, 1.0)][-2:])


def test_a_given_beat_is_kept_to_the_letter_and_its_bars_counted() -> None:
    stride = Stride()
    found = []
    for tick in range(100):
        now = tick / 10
        beat = Beat(0.6, 0.3 + 0.6 * max(0, -(-(now - 0.3) // 0.6)), 1.0, given=True)
        bar = Metre(3, 0.3 + 1.8 * max(0, -(-(now - 0.3) // 1.8)), 1.0)
        stride.follow(Heard(now, beat=beat, metre=bar))
        stride.hear(now)
        found += stride.steps(now + 0.2, 1.0)
    assert [0.3 + 0.6 * place for place in range(len(found))] == pytest.approx([one.time for one in found])
    assert [place % 3 for place in range(len(found))] == [one.number for one in found]


def test_a_beat_too_quick_to_walk_on_is_taken_two_at_a_time() -> None:
    stride = Stride()
    stride.follow(Heard(0.0, beat=Beat(0.25, 0.25, 1.0)))
    assert 0.5 == stride.period

"""A simulated hand is as uneven as the two-level model says."""

from __future__ import annotations

import random
from itertools import pairwise
from statistics import fmean, pstdev

import pytest

from mtlearn.music.coplayers.timing import HAND, TIMEKEEPER, HumanTime


def intervals(period: float, count: int, seed: int, **spread: float) -> list[float]:
    time = HumanTime(random.Random(seed), **spread)  # noqa: S311 - play
    strokes = []
    for _ in range(count):
        strokes.append(time.stroke())
        time.pass_by(period)
    return [later - one for one, later in pairwise(strokes)]


def lag_one(values: list[float]) -> float:
    mean = fmean(values)
    over = sum((a - mean) * (b - mean) for a, b in pairwise(values))
    return over / sum((value - mean) ** 2 for value in values)


def test_intervals_keep_to_the_tempo() -> None:
    """On the whole the tempo is what was meant."""
    assert pytest.approx(0.5, abs=0.002) == fmean(intervals(0.5, 4000, seed=1))


@pytest.mark.parametrize("period", [0.3, 0.5, 1.0])
def test_the_spread_is_that_of_both_levels(period: float) -> None:
    """An interval varies with the timekeeper once, and with the hand twice."""
    expected = (TIMEKEEPER**2 * period + 2 * HAND**2) ** 0.5
    assert pytest.approx(expected, rel=0.07) == pstdev(intervals(period, 6000, seed=2))


def test_a_long_interval_tends_to_be_followed_by_a_short_one() -> None:
    """The lag-one correlation is -D / (C + 2 D), between 0 and -1/2, as the model predicts."""
    expected = -(HAND**2) / (TIMEKEEPER**2 * 0.3 + 2 * HAND**2)
    assert pytest.approx(expected, abs=0.04) == lag_one(intervals(0.3, 6000, seed=3))
    assert pytest.approx(-0.5, abs=0.04) == lag_one(intervals(0.3, 6000, seed=3, timekeeper=0.0))
    assert pytest.approx(0.0, abs=0.04) == lag_one(intervals(0.3, 6000, seed=3, hand=0.0))


def test_correcting_moves_towards_the_other() -> None:
    """Somebody 100 ms late who corrects by half is 50 ms late next."""
    time = HumanTime(random.Random(0), 1.1, timekeeper=0.0, hand=0.0)  # noqa: S311 - play
    time.correct(0.1, 0.5)
    assert pytest.approx(1.05) == time.stroke()

"""An even pulse is named where it is even; a tempo that moves is named where it moves little by little."""

from __future__ import annotations

import random

import pytest

from .takes import Rows, row, seen, sure, timed


def moving(first: float, last: float, count: int) -> Rows:
    """Beats whose distances go evenly from the first to the last."""
    found, at = [], 1.0
    for n in range(count):
        found.append(at)
        at += first + (last - first) * n / (count - 1)
    return timed(*found)


@pytest.mark.parametrize(("step", "tempo"), [(0.5, 120), (0.66, 91), (0.8, 75)])
def test_an_even_pulse_has_its_tempo_and_its_whole_length(step: float, tempo: int) -> None:
    """All of an even take is the stretch."""
    one = sure("steady", row(*[60, 62, 64, 67] * 6, step=step))
    assert tempo == one.values["tempo"]
    assert 1.0 == one.start
    assert 1.0 + 23 * step <= one.end <= 1.0 + 24 * step


def test_only_the_even_part_of_a_take_is_called_even() -> None:
    """After twenty even strokes come ten at odd moments; they are not in the stretch."""
    odd = (11.7, 12.23, 12.4, 13.9, 14.17, 15.6, 15.71, 16.9, 17.35, 18.77)
    one = sure("steady", [*timed(*(1 + 0.5 * n for n in range(20))), *timed(*odd)])
    assert 120 == one.values["tempo"]
    assert one.end <= 11.8


def test_playing_without_a_pulse_is_not_called_even() -> None:
    """In a hundred takes drawn by chance none is."""
    chance = random.Random(4)  # noqa: S311 - playing, nothing secret
    takes = [timed(*sorted(chance.uniform(0, 20) for _ in range(40))) for _ in range(100)]
    assert [] == [take for take in takes if seen("steady", take)]


def test_a_rise_and_a_fall_in_tempo_are_named_with_both_tempi() -> None:
    """From 100 to 133 beats a minute, and back."""
    faster = sure("faster", moving(0.6, 0.45, 40))
    assert 100 == pytest.approx(faster.values["tempo"], abs=4)
    assert 133 == pytest.approx(faster.values["later"], abs=6)
    slower = sure("slower", moving(0.45, 0.6, 40))
    assert slower.values["tempo"] > slower.values["later"]  # type: ignore[operator] - two numbers
    assert seen("slower", moving(0.6, 0.45, 40)) is None
    assert seen("faster", moving(0.45, 0.6, 40)) is None


def test_an_even_tempo_and_a_jump_are_not_little_by_little() -> None:
    """Sixteen beats at one tempo, then sixteen at another, is a step and no slope."""
    jump = timed(*(1 + 0.6 * n for n in range(20)), *(12.85 + 0.45 * n for n in range(20)))
    for take in (row(*[60, 62] * 20), jump):
        assert seen("faster", take) is None
        assert seen("slower", take) is None

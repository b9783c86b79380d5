"""A pulse is found where there is one, at its own tempo, and none is claimed where playing is free."""

from __future__ import annotations

import math
import random

import pytest

from mtlearn.music.beats import beats
from mtlearn.music.pulse import onset_curve, pulse


def even(count: int, period: float, jitter: float = 0.0, seed: int = 1) -> list[float]:
    chance = random.Random(seed)  # noqa: S311 - a test, nothing secret
    return [2.0 + n * period + chance.uniform(-jitter, jitter) for n in range(count)]


def free(count: int, per_second: float, seed: int) -> list[float]:
    chance = random.Random(seed)  # noqa: S311 - a test, nothing secret
    now, found = 1.0, []
    for _ in range(count):
        now += max(0.1, chance.expovariate(per_second))
        found.append(now)
    return found


@pytest.mark.parametrize("period", [0.4, 0.5, 0.6, 0.75, 0.9])
def test_even_onsets_have_their_own_period_and_full_clarity(period: float) -> None:
    found = pulse(even(24, period))
    assert found is not None
    assert found.period == pytest.approx(period, abs=0.002)
    assert found.clarity == pytest.approx(1.0, abs=0.05)
    assert found.tempo == pytest.approx(60 / period, rel=0.005)


def test_a_period_between_the_steps_of_the_grid_is_found() -> None:
    found = pulse(even(60, 0.523))
    assert found is not None
    assert found.period == pytest.approx(0.523, abs=0.002)


@pytest.mark.parametrize("seed", range(20))
def test_thirty_milliseconds_of_unevenness_leave_the_pulse_standing(seed: int) -> None:
    found = pulse(even(24, 0.5, jitter=0.03, seed=seed))
    assert found is not None
    assert found.period == pytest.approx(0.5, abs=0.015)
    assert 0.5 < found.clarity < 1.0


def test_the_clarity_falls_with_unevenness_as_two_gaussians_drawn_apart() -> None:
    # The autocorrelation of bells 0.02 s wide, drawn apart by d, is exp(-d² / (4 · 0.02²)).
    alternating = [2.0 + n * 0.5 + (0.02 if n % 2 else 0.0) for n in range(40)]
    found = pulse(alternating, resonance=False)
    assert found is not None
    assert found.clarity == pytest.approx(math.exp(-(0.02**2) / (4 * 0.02**2)), abs=0.005)
    assert found.period == pytest.approx(0.5, abs=0.005)


def test_the_beat_of_a_rhythm_that_repeats_is_not_the_whole_pattern() -> None:
    quarter_and_eighths = [2.0 + n * 1.2 + part for n in range(12) for part in (0.0, 0.6, 0.9)]
    found = pulse(quarter_and_eighths)
    assert found is not None
    assert found.period == pytest.approx(0.6, abs=0.005)


def test_eighths_within_a_beat_of_half_a_second_are_heard_as_the_beat() -> None:
    found = pulse(even(40, 0.25))
    assert found is not None
    assert found.period == pytest.approx(0.5, abs=0.005)


def test_tones_struck_together_count_as_one_onset() -> None:
    alone = pulse(even(16, 0.6))
    chords = pulse([onset + late for onset in even(16, 0.6) for late in (0.0, 0.01, 0.02)])
    assert alone == chords


def test_free_playing_has_no_steady_pulse() -> None:
    found = [
        pulse(free(count, rate, seed)) for count in (12, 24, 60) for rate in (1, 2) for seed in range(30)
    ]
    assert sum(result is not None for result in found) <= 0.05 * len(found)


@pytest.mark.parametrize("onsets", [[], [1.0], [1.0, 1.5], [0.0] * 50, even(7, 0.5)])
def test_few_onsets_say_nothing_about_a_pulse(onsets: list[float]) -> None:
    assert pulse(onsets) is None


def test_an_onset_is_a_bell_two_hundredths_of_a_second_wide() -> None:
    curve = onset_curve([0.5])
    assert curve[50] == pytest.approx(1.0)
    assert curve[52] == pytest.approx(0.60653, abs=1e-4)
    assert curve[61] == pytest.approx(0.0)


def test_beats_follow_a_player_whose_tempo_breathes() -> None:
    now, onsets = 1.0, []
    for n in range(60):
        onsets.append(now)
        now += 0.6 * (1 + 0.08 * (n % 20 - 10) / 10)
    found = beats(onsets, 0.6)
    assert len(found) == pytest.approx(60, abs=1)
    assert all(min(abs(beat - onset) for beat in found) < 0.03 for onset in onsets)

"""The partner and a simulated human keep time together, each following the other, as in the bench."""

from __future__ import annotations

from itertools import pairwise
from statistics import fmean, pstdev

import pytest

from mtlearn.music.partner.partner import Partner
from mtlearn.music.partner.timekeeper import CLOSEST, Timekeeper

from ...bench.partner.human import Course, Human, along, beside  # noqa: TID252 - tests are no package

KEYS = (60, 62, 64, 67, 69, 72)
HUMANS = range(500, 512)
SETTLED = slice(16, 40)
STEP = 40


def whole(stance: str, tempo: float, seed: int, beats: int = STEP, change: float = 1.0) -> Course:
    """Let the whole partner play along with one human, whose tempo changes once."""
    return along(Partner(stance, 1.0, KEYS, seed), Human(60 / tempo, seed), beats, {STEP: change})


def means(courses: list[Course]) -> list[float]:
    """Give the mean asynchrony of each beat, over all humans who were joined on it."""
    return [fmean(a for a in beat if a is not None) for beat in zip(*courses, strict=True)]


@pytest.mark.parametrize("tempo", [50, 140])
def test_at_a_steady_tempo_the_partner_plays_on_every_beat_and_close_to_it(tempo: float) -> None:
    courses = [whole("accompanying", tempo, seed)[SETTLED] for seed in HUMANS]
    assert all(a is not None for course in courses for a in course)
    assert fmean(pstdev(a for a in course if a is not None) for course in courses) < 0.03


@pytest.mark.parametrize("tempo", [50, 70, 100, 140])
def test_being_ready_to_change_the_tempo_adds_little_unsteadiness(tempo: float) -> None:
    """Beside phase correction alone, which is as close as one comes: less than a fourteenth, or 2 ms."""

    def spread(beta: float, anticipation: float) -> float:
        keepers = (Timekeeper(60 / tempo, 1.0, CLOSEST[0], beta, anticipation) for _ in range(100))
        courses = [
            beside(keeper, Human(60 / tempo, 600 + place), 40, {}) for place, keeper in enumerate(keepers)
        ]
        return fmean(pstdev(a for a in course[SETTLED] if a is not None) for course in courses)

    least = spread(0.0, 0.0)
    assert spread(CLOSEST[1], 0.75) < max(least + 0.002, least * 15 / 14)


@pytest.mark.parametrize("change", [0.9, 1.1])
@pytest.mark.parametrize("tempo", [70, 140])
def test_the_whole_partner_is_back_within_four_beats_of_a_new_tempo(tempo: float, change: float) -> None:
    after = means([whole("accompanying", tempo, seed, 52, change)[STEP + 1 :] for seed in range(500, 524)])
    assert max(map(abs, after[3:])) < 0.02


@pytest.mark.parametrize("change", [0.9, 1.1])
def test_a_partner_who_holds_the_tempo_comes_back_without_turning_aside(change: float) -> None:
    """It may change by two hundredths a beat, so it takes longer; but no beat is further off again."""
    after = means([whole("rhythmic-grounding", 50, seed, 48, change)[STEP + 1 :] for seed in range(500, 524)])
    far = [abs(asynchrony) for asynchrony in after]
    assert all(later < before for before, later in pairwise(far[1:6]))


@pytest.mark.parametrize("seed", range(4))
def test_met_on_its_beats_the_partner_stays_with_them_though_the_ear_is_lost(seed: int) -> None:
    """From 140 to 156 beats a minute: quicker than the ear calls a steady pulse."""
    course = whole("accompanying", 140, seed, 76, 0.9)[STEP + 6 :]
    assert all(asynchrony is not None and abs(asynchrony) < 0.06 for asynchrony in course)

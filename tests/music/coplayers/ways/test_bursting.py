"""Bursting out: calm phrases, then a loud and dense one, more seldom where there is ground."""

from __future__ import annotations

import random
from dataclasses import replace
from statistics import fmean

from mtlearn.music.coplayers.ways.bursting import Bursting
from mtlearn.music.coplayers.ways.way import Scene
from mtlearn.music.hearing.heard import Heard
from mtlearn.music.scale import pitches

SCALE = pitches("major-pentatonic", 60, 12)
ALONE = Scene(5, 5, Heard(5), {"met": 0.0, "room": 0.0, "overrun": 0.0, "ground": 0.0}, SCALE)


def bursts(**levels: float) -> tuple[int, float]:
    """Count the bursts among sixty phrases, and say how many tones they have."""
    way = Bursting(random.Random(1))  # noqa: S311 - play
    scene = replace(ALONE, levels={**ALONE.levels, **levels})
    found = [
        len(remark.tones) for remark in (way.remark(scene) for _ in range(60)) if remark.playing.velocity > 80
    ]
    return len(found), fmean(found)


def test_about_every_third_phrase_is_a_burst() -> None:
    """Many tones, and never two bursts without calm between."""
    count, tones = bursts()
    assert 12 <= count <= 25
    assert tones > 14


def test_ground_makes_bursts_rarer_and_shorter_and_they_do_not_cease() -> None:
    """With a steady soft pulse all through, there still are some."""
    count, tones = bursts(ground=1.0)
    assert 5 <= count < bursts()[0]
    assert tones < 0.8 * bursts()[1]


def test_overrun_makes_them_more_frequent_and_longer() -> None:
    """It answers what it is given."""
    count, tones = bursts(overrun=1.0)
    assert count > bursts()[0]
    assert tones > bursts()[1]

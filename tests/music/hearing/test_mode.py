"""The tone the playing rests on, and its scale, where that is clear."""

from __future__ import annotations

import random

import pytest

from mtlearn.music.hearing.mode import _SCALES, Tonality
from mtlearn.music.scale import pitches


def heard(*tones: int, seconds: float = 0.5) -> Tonality:
    tonality = Tonality()
    for place, tone in enumerate(tones):
        tonality.hear(tone, seconds, place * seconds)
    return tonality


def test_the_scales_are_those_the_keys_are_laid_out_in() -> None:
    """One name means the same tones everywhere."""
    for scales in _SCALES.values():
        for name, steps in scales:
            assert pitches(name, 0, len(steps)) == steps


@pytest.mark.parametrize(
    ("scale", "tune"),
    [
        ("major", (0, 2, 4, 5, 7, 4, 0, 7, 9, 11, 12, 7, 4, 2, 0)),
        ("minor", (0, 2, 3, 5, 7, 3, 0, 7, 8, 10, 12, 7, 3, 2, 0)),
        ("dorian", (0, 2, 3, 5, 7, 3, 0, 7, 9, 10, 12, 7, 3, 2, 0)),
        ("mixolydian", (0, 2, 4, 5, 7, 4, 0, 7, 9, 10, 12, 7, 4, 2, 0)),
        ("major-pentatonic", (0, 2, 4, 7, 4, 0, 7, 9, 12, 7, 4, 2, 0)),
        ("minor-pentatonic", (0, 3, 5, 7, 3, 0, 7, 10, 12, 7, 3, 5, 0)),
    ],
)
@pytest.mark.parametrize("tonic", [0, 2, 9])
def test_a_tune_that_rests_on_its_tonic_is_heard_in_its_scale(
    scale: str, tune: tuple[int, ...], tonic: int
) -> None:
    """The same tune is heard alike from every tonic."""
    mode = heard(*(60 + tonic + step for step in tune)).mode
    assert mode is not None
    assert (tonic, scale) == (mode.tonic, mode.scale)
    assert 0.7 <= mode.clarity <= 1


def test_few_tones_have_no_scale() -> None:
    """Three tones, or one tone often, are left open."""
    assert None is heard(60, 64, 67, 60, 64, 67, 60).mode
    assert None is heard(*[60] * 20).mode
    assert None is heard().mode


def test_all_twelve_tones_alike_have_no_centre() -> None:
    """Where no tone stands out nothing is guessed."""
    assert None is heard(*range(60, 72), *range(60, 72)).mode
    tones = list(range(48, 84))
    random.Random(3).shuffle(tones)  # noqa: S311 - a test
    assert None is heard(*tones).mode


def test_a_new_centre_takes_over_when_the_old_one_fades() -> None:
    """The ear forgets: half a minute of another key is heard as that key."""
    tune = (0, 2, 4, 5, 7, 4, 0, 7, 9, 11, 12, 7, 4, 2, 0)
    both = heard(*(60 + step for step in tune), *(66 + step for step in tune * 4)).mode
    assert both is not None
    assert 6 == both.tonic

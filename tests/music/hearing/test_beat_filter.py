"""How the filter weighs tempi and places in the beat, and what it hands on."""

from __future__ import annotations

import numpy as np
import pytest

from mtlearn.music.hearing.beat_filter import BeatFilter
from mtlearn.music.hearing.beat_sense import BeatSense
from mtlearn.music.hearing.coming_beat import coming
from mtlearn.music.hearing.stroke import COUNT

ON_BEAT = np.array([0.2, 0.7, 0.04, 0.02, 0.02, 0.02], np.float32)
ON_HALF = np.array([0.02, 0.04, 0.8, 0.1, 0.02, 0.02], np.float32)


def _heard(strokes: int, step: float) -> BeatFilter:
    beats = BeatFilter()
    for stroke in range(strokes):
        beats.hear(step if stroke else 0.0, 0.0, ON_HALF if stroke % 2 else ON_BEAT)
    return beats


def test_weights_are_chances() -> None:
    """They are never negative and add up to one: at once, between strokes, and after a long wait."""
    beats = _heard(9, 0.35)
    for since in (0.0, 0.1, 1.7, 30.0):
        weights = beats.weights(since)
        assert 1 == pytest.approx(float(weights.sum()))
        assert 0 <= float(weights.min())


def test_what_sounds_like_a_beat_is_one() -> None:
    """Strokes heard as beats and halves in turn make a beat of two steps, and the next one is said."""
    beats = _heard(13, 0.35)
    found = coming(beats, beats.weights(0.0), 10.0, 10.0)
    assert found is not None
    assert 0.7 == pytest.approx(found.period, rel=0.05)
    assert 10.7 == pytest.approx(found.beat, abs=0.04)
    assert found.clarity > 0.8


@pytest.mark.parametrize(
    ("wait", "period", "agrees"),
    [(0.7, 0.7, True), (0.0, 0.7, True), (0.35, 0.7, False), (0.7, 0.35, False), (0.7, 1.4, False)],
    ids=["the next beat", "this beat", "a half", "twice as quick", "half as quick"],
)
def test_beats_are_agreed_with_by_place_and_length(wait: float, period: float, *, agrees: bool) -> None:
    """The same beats as what is likely are agreed with, others are not."""
    beats = _heard(13, 0.35)
    assert agrees is (beats.agreement(beats.weights(0.0), wait, period) > 0.5)


def test_nothing_is_expected_of_nothing() -> None:
    """Before anything was heard no moment is likely enough."""
    beats = BeatFilter()
    assert coming(beats, beats.weights(0.0), 0.0, -np.inf) is None


def test_the_sense_gives_chances_and_remembers() -> None:
    """Six chances that add up to one; the same stroke is heard otherwise after others."""
    sense = BeatSense()
    first = sense.hear([0.0] * COUNT)
    second = sense.hear([0.0] * COUNT)
    assert 6 == len(first)
    assert 1 == pytest.approx(float(first.sum()), abs=1e-5)
    assert not np.array_equal(first, second)
    assert np.array_equal(first, BeatSense().hear([0.0] * COUNT))

"""Repeating one motif: the same tones, until it is met."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from mtlearn.music.coplayers.ways.repeating import Repeating
from mtlearn.music.coplayers.ways.way import Scene
from mtlearn.music.hearing.heard import Heard
from mtlearn.music.scale import pitches

SCALE = pitches("major-pentatonic", 60, 12)
ALONE = Scene(5, 5, Heard(5), {"met": 0.0, "room": 0.0, "overrun": 0.0, "ground": 0.0}, SCALE)


def heard(**levels: float) -> list[tuple[int, ...]]:
    way = Repeating(random.Random(1))  # noqa: S311 - play
    scene = replace(ALONE, levels={**ALONE.levels, **levels})
    return [tuple(tone.place for tone in way.remark(scene).tones) for _ in range(40)]


def test_alone_it_is_nearly_always_the_same() -> None:
    """One motif, and hardly ever another tone."""
    phrases = heard()
    assert max(map(phrases.count, phrases)) >= 34


def test_met_it_begins_to_move_and_comes_back() -> None:
    """Several forms of it; as it was it still comes more often than any of them."""
    phrases = heard(met=1.0)
    assert len(set(phrases)) >= 4
    assert phrases[0] == max(phrases, key=phrases.count)


@pytest.mark.parametrize("seed", range(5))
def test_one_round_is_half_bars_long(seed: int) -> None:
    """From one beginning to the next there is an even number of beats, so that one can play along."""
    way = Repeating(random.Random(seed))  # noqa: S311 - play
    for _ in range(5):
        remark = way.remark(ALONE)
        last = remark.tones[-1]
        beats = last.at + last.length + remark.breath * remark.playing.tempo / 60
        assert pytest.approx(0.0, abs=1e-6) == min(beats % 2, 2 - beats % 2)

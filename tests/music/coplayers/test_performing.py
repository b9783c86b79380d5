"""From a phrase's tones to notes as a person plays them."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from statistics import fmean

import pytest

from mtlearn.music.coplayers.performing import performed
from mtlearn.music.coplayers.phrase import Tone
from mtlearn.music.coplayers.playing import Playing

SCALE = (60, 62, 64, 67, 69, 72)
PLAYING = Playing(tempo=60, velocity=64, tones=6, breath=1, sway=0.0)
TONES = [Tone(n, 1.0, n) for n in range(6)]


def played(playing: Playing, seed: int = 1, tones: list[Tone] = TONES) -> list[tuple[float, float, int, int]]:
    return [tuple(note) for note in performed(tones, playing, SCALE, 2.0, random.Random(seed))]  # noqa: S311 - play


def gaps(rows: list[tuple[float, float, int, int]]) -> list[float]:
    return [later[0] - one[0] for one, later in pairwise(rows)]


def test_tones_come_in_their_time_and_place() -> None:
    """From the start on, a beat apart, each its pitch, sounding a share of its time."""
    rows = played(PLAYING)
    assert 2.0 == rows[0][0]
    assert list(SCALE) == [row[2] for row in rows]
    assert pytest.approx(1.0, abs=0.06) == fmean(gaps(rows))
    assert all(pytest.approx(0.85, abs=1e-6) == row[1] for row in rows)


def test_a_rush_is_faster_towards_the_end() -> None:
    """Each time between tones is shorter than at the beginning."""
    found = gaps(played(replace(PLAYING, rush=0.4)))
    assert fmean(found[3:]) < 0.9 * fmean(found[:2])


def test_it_swells_towards_the_middle() -> None:
    """The middle is louder than both ends, over many phrases."""
    many = [played(replace(PLAYING, swell=16), seed) for seed in range(30)]
    loud = [fmean(rows[n][3] for rows in many) for n in range(6)]
    assert max(loud[0], loud[5]) < max(loud[2], loud[3])


def test_tones_meant_together_are_struck_together() -> None:
    """A double stroke is one moment."""
    rows = played(PLAYING, tones=[Tone(0, 1, 0), Tone(1, 1, 1), Tone(1, 1, 3), Tone(2, 1, 2)])
    assert rows[1][0] == rows[2][0]


def test_no_tones_are_no_notes() -> None:
    """Nothing to play is nothing played."""
    assert [] == played(PLAYING, tones=[])

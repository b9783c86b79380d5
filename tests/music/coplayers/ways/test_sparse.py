"""Quiet and sparse: few tones that ring, a few more when met, fewer when overrun."""

from __future__ import annotations

import random
from dataclasses import replace
from statistics import fmean

from mtlearn.music.coplayers.ways.sparse import Sparse
from mtlearn.music.coplayers.ways.way import Scene
from mtlearn.music.hearing.heard import Heard
from mtlearn.music.scale import pitches

SCALE = pitches("major-pentatonic", 60, 12)
ALONE = Scene(5, 5, Heard(5), {"met": 0.0, "room": 0.0, "overrun": 0.0, "ground": 0.0}, SCALE)


def tones(**levels: float) -> float:
    way = Sparse(random.Random(1))  # noqa: S311 - play
    scene = replace(ALONE, levels={**ALONE.levels, **levels})
    return fmean(len(way.remark(scene).tones) for _ in range(40))


def test_how_many_tones_there_are_answers_the_other() -> None:
    """Between one and some four on the whole, never many."""
    assert 1 <= tones(overrun=1.0) < tones() < tones(met=1.0) < 6


def test_tones_ring_into_one_another_the_more_room_there_is() -> None:
    """They sound longer than until the next, and longer still where room is left."""
    way = Sparse(random.Random(1))  # noqa: S311 - play
    assert way.playing(ALONE).held > 1
    room = replace(ALONE, levels={**ALONE.levels, "room": 1.0})
    assert way.playing(room).held > 1.2 * way.playing(ALONE).held

"""Drifting away and coming back: less and less, then nothing, then there again."""

from __future__ import annotations

import random
from dataclasses import replace

from mtlearn.music.coplayers.ways.drifting import Drifting
from mtlearn.music.coplayers.ways.way import Scene
from mtlearn.music.hearing.heard import Heard
from mtlearn.music.scale import pitches

SCALE = pitches("major-pentatonic", 60, 12)
ALONE = Scene(5, 5, Heard(5), {"met": 0.0, "room": 0.0, "overrun": 0.0, "ground": 0.0}, SCALE)


def gone(**levels: float) -> tuple[Drifting, int]:
    """Let it play until it is away; give it, and how many phrases that took."""
    way = Drifting(random.Random(1))  # noqa: S311 - play
    scene = replace(ALONE, levels={**ALONE.levels, **levels})
    for count in range(1, 40):
        if way.remark(scene).breath > 5:
            return way, count
    return way, 40


def test_it_fades_phrase_by_phrase() -> None:
    """Softer, slower, fewer and higher each time."""
    way = Drifting(random.Random(1))  # noqa: S311 - play
    first = way.remark(ALONE).playing
    way.remark(ALONE)
    third = way.remark(ALONE).playing
    assert third.velocity < first.velocity
    assert third.tempo < first.tempo
    assert third.tones < first.tones
    assert third.register > first.register


def test_met_it_stays_longer_and_overrun_it_goes_sooner() -> None:
    """How many phrases there are before it is away."""
    assert gone(overrun=1.0)[1] < gone()[1] < gone(met=1.0)[1]


def test_its_idea_brings_it_back_before_its_time() -> None:
    """Away it waits; it begins once its idea has been heard and the other has come to an end."""
    way, _ = gone()
    waiting = replace(ALONE, now=6.0, at=12.0)
    assert way.away(waiting)
    assert not way.ready(waiting)
    heard = replace(waiting, echoed=True, heard=Heard(6.0, silence=0.6))
    assert way.ready(heard)
    assert not way.ready(replace(heard, heard=Heard(6.0, silence=0.0)))
    way.ready(heard)
    assert way.base.velocity == way.remark(heard).playing.velocity


def test_room_brings_it_back_sooner_than_nothing() -> None:
    """Half of the time away goes, where the other leaves room."""
    way, _ = gone()
    soon = replace(ALONE, now=9.0, at=12.0)
    assert not way.ready(soon)
    assert way.ready(replace(soon, levels={**ALONE.levels, "room": 1.0}))

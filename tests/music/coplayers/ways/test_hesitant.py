"""Hesitant: stops on the way, begins again, breaks off when overrun."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

from mtlearn.music.coplayers.ways.hesitant import Hesitant
from mtlearn.music.coplayers.ways.way import Scene
from mtlearn.music.hearing.heard import Heard
from mtlearn.music.scale import pitches

SCALE = pitches("major-pentatonic", 60, 12)
ALONE = Scene(5, 5, Heard(5), {"met": 0.0, "room": 0.0, "overrun": 0.0, "ground": 0.0}, SCALE)


def stops(scene: Scene) -> int:
    way = Hesitant(random.Random(1))  # noqa: S311 - play
    return sum(
        any(later.at - one.at - one.length > 0.4 for one, later in pairwise(way.remark(scene).tones))
        for _ in range(60)
    )


def test_it_stops_inside_phrases_and_less_when_it_is_met() -> None:
    """A gap within the phrase, in a good part of them."""
    met = replace(ALONE, levels={**ALONE.levels, "met": 1.0, "room": 1.0})
    assert stops(ALONE) > 20
    assert stops(met) < stops(ALONE)


def test_it_breaks_off_only_while_it_is_overrun() -> None:
    """Not for a single loud tone, and not once the other has stopped."""
    way = Hesitant(random.Random(1))  # noqa: S311 - play
    over = replace(ALONE, levels={**ALONE.levels, "overrun": 0.8})
    assert not way.yields(ALONE)
    assert not way.yields(over)
    assert way.yields(replace(over, heard=Heard(5, sounding=frozenset({60}))))

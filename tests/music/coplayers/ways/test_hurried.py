"""Hurried: faster towards the end of each phrase, easing where there is ground."""

from __future__ import annotations

import random
from dataclasses import replace

from mtlearn.music.coplayers.ways.hurried import Hurried
from mtlearn.music.coplayers.ways.way import Scene
from mtlearn.music.hearing.heard import Beat, Heard
from mtlearn.music.scale import pitches

SCALE = pitches("major-pentatonic", 60, 12)
ALONE = Scene(5, 5, Heard(5), {"met": 0.0, "room": 0.0, "overrun": 0.0, "ground": 0.0}, SCALE)


def test_ground_eases_it() -> None:
    """Slower, less of a rush, longer breaths, fewer tones; and still quicker than others."""
    way = Hurried(random.Random(1))  # noqa: S311 - play
    alone = way.playing(ALONE)
    eased = way.playing(replace(ALONE, levels={**ALONE.levels, "ground": 1.0}, beat=Beat(0.62, 5.5, 0.9)))
    assert eased.tempo < alone.tempo
    assert eased.rush < 0.5 * alone.rush
    assert eased.breath > 1.5 * alone.breath
    assert eased.tones < alone.tones


def test_overrun_it_is_quicker_still() -> None:
    """More tones, less breath, a faster tempo."""
    way = Hurried(random.Random(1))  # noqa: S311 - play
    alone, over = (
        way.playing(replace(ALONE, levels={**ALONE.levels, "overrun": level})) for level in (0.0, 1.0)
    )
    assert over.tempo > alone.tempo
    assert over.breath < alone.breath
    assert over.tones > alone.tones

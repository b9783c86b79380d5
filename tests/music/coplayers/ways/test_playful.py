"""Playful: keeps back the last tone, takes up what it hears, leaps."""

from __future__ import annotations

import random
from dataclasses import replace

from mtlearn.music.coplayers.idea import Idea
from mtlearn.music.coplayers.ways.playful import Playful
from mtlearn.music.coplayers.ways.way import Scene
from mtlearn.music.hearing.heard import Heard, HeardPhrase
from mtlearn.music.note import Note
from mtlearn.music.scale import pitches

SCALE = pitches("major-pentatonic", 60, 12)
ALONE = Scene(5, 5, Heard(5), {"met": 0.0, "room": 0.0, "overrun": 0.0, "ground": 0.0}, SCALE)
THEIRS = Idea((0, 1, 3, 2), (1.0, 1.0, 3.0, 1.0))
SAID = tuple(Note(3 + 0.3 * n, 0.3, SCALE[4 + step], 60) for n, step in enumerate(THEIRS.steps))
MET = replace(
    ALONE,
    heard=Heard(5, velocity=60, silence=0.8, phrase=HeardPhrase(SAID, 3.0, 1.0, 4.2)),
    levels={**ALONE.levels, "met": 1.0},
    theirs=(THEIRS, 4),
)


def test_it_keeps_back_the_last_tone_and_gives_it_when_nobody_does() -> None:
    """A phrase, a gap that is long enough to play in, and then one tone."""
    for seed in range(20):
        way = Playful(random.Random(seed))  # noqa: S311 - play
        first, second = way.remark(ALONE), way.remark(ALONE)
        if 1 == len(second.tones) < len(first.tones):
            assert first.breath >= 1.8
            return
    raise AssertionError


def test_met_it_takes_up_what_was_played() -> None:
    """The other's way up and down, or turned about, quicker where it was slow."""
    taken = 0
    for seed in range(30):
        tones = Playful(random.Random(seed)).remark(MET).tones  # noqa: S311 - play
        steps = tuple(tone.place - tones[0].place for tone in tones)
        taken += steps[:3] in {(0, 1, 3), (0, -1, -3)} and len(steps) == 4
        if steps[:3] == (0, 1, 3):
            assert max(tone.length for tone in tones) <= 1.5
    assert taken > 20


def test_the_same_remark_is_taken_up_once() -> None:
    """After that it plays something else, until something new is heard."""
    way = Playful(random.Random(3))  # noqa: S311 - play
    found = [way.remark(MET) for _ in range(12)]
    took = [
        remark
        for remark in found
        if [tone.place - remark.tones[0].place for tone in remark.tones][:3] in ([0, 1, 3], [0, -1, -3])
        and len(remark.tones) == 4
    ]
    assert len(took) <= 3

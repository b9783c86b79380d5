"""Waiting for an invitation: a few soft tones and then room, or a soft steady pulse."""

from __future__ import annotations

import random
from dataclasses import replace

from mtlearn.music.coplayers.ways.waiting import Waiting
from mtlearn.music.coplayers.ways.way import Scene
from mtlearn.music.hearing.heard import Beat, Heard, HeardPhrase
from mtlearn.music.note import Note
from mtlearn.music.scale import pitches

SCALE = pitches("major-pentatonic", 60, 12)
LEVELS = {"met": 0.0, "room": 0.0, "overrun": 0.0, "ground": 0.0}


def scene(count: int, velocity: int, silence: float, now: float = 6.0) -> Scene:
    notes = tuple(Note(1 + 0.4 * n, 0.3, 64, velocity) for n in range(count))
    said = HeardPhrase(notes, 1.0, 1.0, notes[-1].offset)
    heard = Heard(now, velocity=velocity, silence=silence, phrase=said)
    return Scene(now, 2.0, heard, LEVELS, SCALE)


def way() -> Waiting:
    return Waiting(random.Random(1))  # noqa: S311 - play


def test_a_few_soft_tones_and_room_are_an_invitation() -> None:
    """Not without the room, not loud, and not many."""
    assert way().ready(scene(3, 60, 1.5))
    assert not way().ready(scene(3, 60, 0.6))
    assert not way().ready(scene(3, 110, 1.5))
    assert not way().ready(scene(12, 60, 1.5))


def test_one_invitation_is_answered_once() -> None:
    """It then waits for the next; met, it plays once more of its own accord."""
    one, asked = way(), scene(3, 60, 1.5)
    assert one.ready(asked)
    one.remark(asked)
    assert not one.ready(asked)
    met = replace(asked, levels={**LEVELS, "met": 0.9})
    assert one.ready(met)
    one.remark(met)


def test_a_soft_pulse_is_an_invitation() -> None:
    """Where there is ground it joins in."""
    pulse = Scene(
        6, 2, Heard(6, velocity=50, silence=0.2), {**LEVELS, "ground": 0.9}, SCALE, beat=Beat(0.6, 6.1, 1)
    )
    assert way().ready(pulse)


def test_with_nobody_there_is_a_single_soft_tone() -> None:
    """After a good while, and it waits on."""
    one = way()
    assert not one.ready(Scene(3, 1, Heard(3), LEVELS, SCALE))
    later = Scene(12, 1, Heard(12), LEVELS, SCALE)
    assert one.ready(later)
    remark = one.remark(later)
    assert 1 == len(remark.tones)
    assert remark.playing.velocity < 45
    assert not one.ready(replace(later, now=14.0, heard=Heard(14.0)))

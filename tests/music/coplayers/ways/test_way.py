"""What all ways of playing have in common: pairs of phrases, breaths, going towards a beat."""

from __future__ import annotations

import random

import pytest

from mtlearn.music.coplayers.ways import BY_NAME
from mtlearn.music.coplayers.ways.way import Scene, Way
from mtlearn.music.hearing.heard import Beat, Heard
from mtlearn.music.scale import pitches

SCALE = pitches("major-pentatonic", 60, 12)
NOTHING = {"met": 0.0, "room": 0.0, "overrun": 0.0, "ground": 0.0}


def scene(now: float = 5.0, at: float = 5.0, beat: Beat | None = None, **levels: float) -> Scene:
    return Scene(now, at, Heard(now), {**NOTHING, **levels}, SCALE, beat=beat)


def way(name: str, seed: int = 1) -> Way:
    return BY_NAME[name](random.Random(seed))  # noqa: S311 - play


@pytest.mark.parametrize("name", BY_NAME)
def test_every_remark_can_be_played(name: str) -> None:
    """Tones there are, in order, and a breath after them, whatever the levels."""
    for levels in (NOTHING, {"met": 1.0}, {"room": 1.0}, {"overrun": 1.0}, {"ground": 1.0, "met": 1.0}):
        one = way(name)
        for _ in range(12):
            remark = one.remark(scene(**levels))
            assert remark.tones
            assert all(0 <= tone.place < len(SCALE) and tone.length > 0 for tone in remark.tones)
            assert [tone.at for tone in remark.tones] == sorted(tone.at for tone in remark.tones)
            assert 0 < remark.breath < 20


def test_a_phrase_begins_when_its_breath_is_over() -> None:
    """Not before, but as far ahead as moves are handed out."""
    assert not way("sparse").ready(scene(now=3.0, at=5.0))
    assert way("sparse").ready(scene(now=4.9, at=5.0))


def test_it_goes_towards_a_beat_it_is_given() -> None:
    """The tempo of the beat, or twice or half of it, the nearer the more ground there is."""
    one = way("repeating")
    slow = one.playing(scene(beat=Beat(1.3, 6.0, 1.0), ground=1.0))
    assert pytest.approx(2 * 60 / 1.3, rel=0.05) == slow.tempo
    alone = one.playing(scene(beat=Beat(1.3, 6.0, 1.0), ground=0.0))
    assert one.base.tempo == alone.tempo


def test_the_beat_of_music_played_over_is_kept() -> None:
    """There the tempo is the music's, and phrases begin on a half beat."""
    one = way("hurried")
    given = scene(beat=Beat(0.5, 6.1, 1.0, given=True))
    assert pytest.approx(120.0) == one.playing(given).tempo
    assert pytest.approx(5.35) == one.start(given, 5.2)
    assert 5.2 == one.start(scene(), 5.2)


def test_phrases_ask_and_answer() -> None:
    """Every second phrase comes home to the scale's first tone."""
    one = way("drifting")
    ends = [SCALE[one.remark(scene(met=1.0)).tones[-1].place] % 12 for _ in range(2)]
    assert 0 != ends[0]
    assert 0 == ends[1]

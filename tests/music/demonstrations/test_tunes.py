"""The tunes of the demonstrations can be laid on any scale, and stay what they are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from mtlearn.music.demonstrations.tunes import TUNES, laid
from mtlearn.music.scale import SCALES, pitches


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", TUNES)
def test_a_tune_keeps_to_the_scale_and_to_its_time(name: str, scale: str) -> None:
    """Only tones there are, none negative or overlapping, ending on the scale's first tone or near it."""
    tones = pitches(scale, 60, 12)
    rows = laid(TUNES[name], tones)
    assert {row[2] for row in rows} <= set(tones)
    assert all(one[0] + one[1] <= later[0] for one, later in pairwise(rows))
    assert all(40 <= row[3] <= 100 for row in rows)
    beats = max(row[0] + row[1] for row in rows)
    assert 8 <= beats * 60 / TUNES[name].tempo <= 22


def test_in_another_scale_of_five_tones_each_tone_stays_in_its_place() -> None:
    """In minor pentatonic the tune rises and falls as it does in major."""
    major, minor = (pitches(f"{kind}-pentatonic", 60, 12) for kind in ("major", "minor"))
    for tune in TUNES.values():
        places = [[tones.index(row[2]) for row in laid(tune, tones)] for tones in (major, minor)]
        assert places[0] == places[1]


def test_few_tones_are_enough() -> None:
    """With eight tones, as few as a learner may have, every tune still can be played."""
    tones = pitches("major", 60, 8)
    assert all({row[2] for row in laid(tune, tones)} <= set(tones) for tune in TUNES.values())

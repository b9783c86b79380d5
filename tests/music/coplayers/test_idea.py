"""An idea is a few tones in steps and beats, and what can be made of it stays an idea."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.coplayers.idea import (
    Idea,
    drawn_out,
    heard_idea,
    invented,
    nearest,
    shortened,
    turned,
)
from mtlearn.music.note import Note

SCALE = (60, 62, 64, 67, 69, 72, 74, 76)
IDEA = Idea((0, 2, 1), (0.5, 0.5, 1.0))


@given(st.integers(), st.integers(-3, 20))
def test_an_idea_has_a_length_for_each_tone(seed: int, size: int) -> None:
    """One to six tones, mostly by step: no leap beyond four steps of the scale."""
    idea = invented(random.Random(seed), size)  # noqa: S311 - play
    assert min(6, max(1, size)) == len(idea.steps) == len(idea.beats)
    assert 0 == idea.steps[0]
    assert all(abs(later - one) <= 4 for one, later in zip(idea.steps, idea.steps[1:], strict=False))
    assert max(idea.beats) >= 1 or len(idea.beats) == 1


def test_turned_twice_it_is_itself() -> None:
    """What went up goes down, and back again."""
    assert Idea((0, -2, -1), IDEA.beats) == turned(IDEA)
    assert IDEA == turned(turned(IDEA))


def test_shortened_it_keeps_its_beginning_and_holds_its_last_tone() -> None:
    """The first tones as they were; the last of them at least a beat."""
    assert Idea((0, 2), (0.5, 1.0)) == shortened(IDEA, 2)
    assert IDEA == shortened(IDEA, 9)
    assert 1 == len(shortened(IDEA, 0).steps)


def test_drawn_out_keeps_its_tones() -> None:
    """Only the time changes."""
    assert Idea(IDEA.steps, (1.0, 1.0, 2.0)) == drawn_out(IDEA, 2)


@pytest.mark.parametrize(("pitch", "place"), [(60, 0), (20, 0), (127, 7), (66, 3), (70, 4)])
def test_the_nearest_place(pitch: int, place: int) -> None:
    """The tone that lies nearest, also from beyond both ends."""
    assert place == nearest(pitch, SCALE)


def test_what_was_played_is_read_as_an_idea() -> None:
    """Steps from the first tone, beats by the pulse to a quarter of a beat; a chord is its highest tone."""
    notes = [
        Note(0.0, 0.4, 64, 60),
        Note(0.51, 0.2, 67, 60),
        Note(0.53, 0.2, 60, 60),
        Note(1.0, 0.9, 69, 60),
    ]
    assert (Idea((0, 1, 2), (1.0, 1.0, 1.75)), 2) == heard_idea(notes, SCALE, 0.5)


def test_one_tone_is_not_yet_an_idea() -> None:
    """Two tones are needed; of many the last six are taken."""
    assert heard_idea([Note(0, 1, 60, 60)], SCALE, 0.5) is None
    assert heard_idea([], SCALE, 0.5) is None
    found = heard_idea([Note(n, 0.5, SCALE[n % 8], 60) for n in range(20)], SCALE, 0.5)
    assert found is not None
    assert 6 == len(found[0].steps)

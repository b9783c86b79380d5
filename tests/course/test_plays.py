"""What is heard of an answer in music is said in plain conditions, and one that cannot be read says so."""

from __future__ import annotations

import pytest

from mtlearn.course.plays import FEATURES, audible, hears
from mtlearn.music import reply


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("", True),
        ("  ", True),
        ("room", True),
        ("softer", False),
        ("not softer", True),
        ("room and not softer", True),
        ("room and softer", False),
        ("softer or room", True),
        ("softer or not room", False),
        ("softer and pulse or room and waited", True),
    ],
)
def test_conditions_read_what_was_heard(condition: str, holds: bool) -> None:  # noqa: FBT001 - a table
    assert holds == hears(condition, {"room", "waited"})


@pytest.mark.parametrize("condition", ["loud", "room & softer", "room softer", "not", "room and"])
def test_a_condition_that_cannot_be_read_says_how_to_write_one(condition: str) -> None:
    with pytest.raises(ValueError, match="write for example"):
        hears(condition, set())


def test_the_course_and_the_music_name_the_same_features() -> None:
    """They are in two rooms that do not know each other."""
    assert FEATURES == reply.FEATURES


def test_every_way_an_answer_can_sound_is_thought_of_and_none_that_it_cannot() -> None:
    sounds = set(audible())
    assert frozenset() in sounds
    assert [{"nothing", "room", "waited"}] == [set(one) for one in sounds if "nothing" in one]
    assert not any({"softer", "stronger"} <= one for one in sounds)
    assert 1 + 3 * 2**4 == len(sounds)

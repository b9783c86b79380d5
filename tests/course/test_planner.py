"""The planner as data: its steps, what they lean on, and what a field takes in."""

from __future__ import annotations

from mtlearn.course.lesson import lesson
from mtlearn.course.planner import LONGEST, fields, is_too_long, planner, whole


def test_nine_steps_each_ask_help_and_lean_on_what_the_lesson_says() -> None:
    """Every pointer is a claim the lesson has cited, and every step says where nothing was found."""
    steps = planner().steps
    said = set(lesson("setting-up").claims)
    named = "why for-whom anchoring post room cooperation documentation evaluation next-meeting"
    assert named.split() == [step.id for step in steps]
    for step in steps:
        assert 1 <= len(step.questions) <= 2, step.id
        assert step.claims, step.id
        assert set(step.claims) <= said, step.id
        assert step.nothing, step.id
        assert step.nothing.nb.split(". ")[-1].startswith(("Spør", "Slå opp")), step.id
    assert ("place", *(step.id for step in steps)) == fields(planner())


def test_a_field_takes_as_much_as_the_page_counts() -> None:
    """One more is too many, and an emoji counts as two, as it does in the page."""
    assert not is_too_long("x" * LONGEST)
    assert is_too_long("x" * (LONGEST + 1))
    assert is_too_long("🎵" * (LONGEST // 2 + 1))


def test_half_characters_and_foreign_line_ends_are_made_whole() -> None:
    """What is no character becomes a visible sign; a whole pair stays the emoji it is."""
    assert "a\nb\nc � 🎵" == whole("a\r\nb\rc \ud83c \ud83c\udfb5")

"""The map of the course opens what is ready, and says plainly what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtlearn.course.card import card
from mtlearn.course.item import KINDS
from mtlearn.course.lesson import find, items, lesson, lessons, scene
from mtlearn.errors import ContentError, UnknownLessonError

COURSE = Path(__file__).parents[1] / "little-course"


def test_the_map_is_in_order() -> None:
    """Twelve lessons, each with its number, and at least one of them ready."""
    assert list(range(1, 13)) == [entry.number for entry in lessons()]
    assert "02-user-leads.ipynb" == find("user-leads").notebook


def test_a_ready_lesson_has_all_its_parts() -> None:
    """What the pattern of a lesson asks for is there."""
    assert ("mirror",) == lesson("little-lesson", COURSE).exercises
    assert list(KINDS) == [type(item) for item in items("little-lesson", COURSE)]
    assert "tea-for-two" == scene("little-lesson", COURSE).id
    assert "kettle" == card("kettle", COURSE).id


def test_unknown_and_coming_lessons_are_said_with_what_can_be_opened() -> None:
    """A name that is not there gets the names that are."""
    with pytest.raises(UnknownLessonError, match=r"no lesson called 'x'.*little-lesson"):
        find("x", COURSE)
    with pytest.raises(UnknownLessonError, match=r"planned and not written yet.*little-lesson"):
        find("later-lesson", COURSE)
    with pytest.raises(UnknownLessonError, match=r"no card called 'x'.*kettle"):
        card("x", COURSE)
    with pytest.raises(UnknownLessonError, match="no card called"):
        card("../lessons", COURSE)


def test_a_missing_part_is_a_content_error(tmp_path: Path) -> None:
    """A lesson on the map without its files says which file."""
    (tmp_path / "lessons.yaml").write_text(
        (COURSE / "lessons.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    with pytest.raises(ContentError, match=r"lesson\.yaml: the file is missing"):
        lesson("little-lesson", tmp_path)

"""The exercises by name: what opens them, and that a wrong name says which there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtlearn.errors import UnknownLessonError
from mtlearn.language import LANGUAGES, Language
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.exercises import EXERCISES, open_exercise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    store = Store(tmp_path / "log.sqlite3")
    yield Record(store, "studio")
    store.close()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", EXERCISES)
def test_every_exercise_opens_in_both_languages_with_its_aim_in_words(
    record: Record, name: str, lang: Language
) -> None:
    """Whatever is named opens, and says in words what it is called and what it is for."""
    words = open_exercise(lang, record, name).words
    assert words["title"]
    assert words["aim"]


def test_there_is_no_exercise_by_another_name(record: Record) -> None:
    """A misspelt exercise says which there are."""
    with pytest.raises(UnknownLessonError, match="first-sounds, mirror"):
        open_exercise("nb", record, "mirro")

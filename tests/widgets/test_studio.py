"""The studio: exercises on a page of their own, with a part of the log of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtlearn import open_home, open_studio
from mtlearn.errors import UnknownLanguageError, UnknownLessonError
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.studio import STUDIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "learner.sqlite3")
    yield store
    store.close()


def test_it_has_the_exercises_each_with_its_own_takes(store: Store) -> None:
    """A take of one is not offered in the other, nor one of a lesson."""
    record = Record(store, STUDIO)
    record.begin_take("one", {"exercise": "over"})
    record.keep_take("one")
    Record(store, "user-leads").begin_take("two", {"exercise": "mirror"})
    studio = open_studio("nb", store)
    over, mirror = studio.exercise("over"), studio.exercise("mirror")
    assert ["one"] == [take["id"] for take in over.view["saved"]]
    assert [] == mirror.view["saved"]
    assert mirror.view["unfinished"] is None
    assert ("Spill over komp", "Speil") == (over.words["title"], mirror.words["title"])
    assert "Dette spilte du" == over.words["you_played"]


def test_alone_over_music_or_together_over_a_drone(store: Store) -> None:
    """Each exercise begins as what it is."""
    studio = open_studio("en", store)
    over, mirror = (studio.exercise(name).view["settings"] for name in ("over", "mirror"))
    assert ("four-chords", False) == (over["backing"], over["together"])
    assert ("drone", True) == (mirror["backing"], mirror["together"])


def test_there_is_no_other_language_and_no_other_exercise(store: Store) -> None:
    """Both say what there is."""
    with pytest.raises(UnknownLanguageError):
        open_studio("sv", store)
    with pytest.raises(UnknownLessonError, match="over"):
        open_studio("nb", store).exercise("ovre")


def test_home_leads_there_and_back_to_it(store: Store) -> None:
    """There is a link, and who was last in the studio is led back there."""
    assert 'href="studio.ipynb"' in open_home("nb", store).studio().html
    Record(store, STUDIO).settle("over")
    sheet = open_home("en", store).where_i_was()
    assert "Continue: The studio" == sheet.text
    assert 'href="studio.ipynb"' in sheet.html

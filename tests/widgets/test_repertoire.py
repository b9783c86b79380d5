"""The studio's list: one exercise open at a time, each with its takes kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtlearn import open_studio
from mtlearn.language import LANGUAGES, Language
from mtlearn.learner.store import Store
from mtlearn.widgets.exercises import EXERCISES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "learner.sqlite3")
    yield store
    store.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_exercise_is_in_the_list_with_its_aim(store: Store, lang: Language) -> None:
    """Each has a name of its own and says what it is for, and none is open."""
    view = open_studio(lang, store).exercises().view
    assert list(EXERCISES) == [one["name"] for one in view["exercises"]]
    assert len(EXERCISES) == len({one["title"] for one in view["exercises"]})
    assert all(one["aim"] for one in view["exercises"])
    assert ("", "") == (view["open"], view["panel"])


def test_one_is_open_at_a_time(store: Store) -> None:
    """Opening another closes the one before, opening none closes it too, a wrong name is said."""
    listed = open_studio("nb", store).exercises()

    def choose(name: str) -> str:
        listed._hear(listed, {"type": "choose", "name": name}, [])
        panel: str = listed.view["panel"]
        return panel

    first = choose("mirror")
    mirror = listed._open
    assert mirror
    assert first == mirror.model_id
    second = choose("echo")
    assert second not in {"", first}
    assert mirror.comm is None
    assert "" == choose("")
    assert listed._open is None
    choose("ekko")
    assert listed.notice

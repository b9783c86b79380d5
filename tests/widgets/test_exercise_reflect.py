"""What the learner writes about a take: kept with that take, and shown with it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.exercise import Exercise

from .test_exercise import Page, play

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    monkeypatch.setenv("MTLEARN_SOUND", "browser")
    store = Store(tmp_path / "log.sqlite3")
    record = Record(store, "studio")
    for take in ("one", "two"):
        record.begin_take(take, {"exercise": "echo"})
        record.add_notes(take, [[0, 1, 60, 80]], [])
        record.end_take(take)
    yield record
    store.close()


def test_what_is_written_is_there_when_the_take_is_opened_again(record: Record) -> None:
    """In another language too, and with the other take there is nothing."""

    async def act() -> None:
        page = Page(Exercise("nb", record, "echo"))
        page.says("reflect", take="one", text="Stillheten var lang.", number=3)
        assert {"take": "one", "number": 3, "saved": True}.items() <= (await page.hears("reflected")).items()
        later = Page(Exercise("en", record, "echo"))
        later.says("open", take="one", width=500)
        assert "Stillheten var lang." == (await later.hears("told"))["written"]
        later.heard.clear()
        later.says("open", take="two", width=500)
        assert "" == (await later.hears("told"))["written"]

    play(act)


def test_the_same_words_are_written_once(record: Record) -> None:
    """A draft sent again when the page comes back is no second entry."""
    page = Page(Exercise("nb", record, "echo"))
    for _ in range(2):
        page.says("reflect", take="one", text="En gang til.", number=1)
    assert 1 == len(record.store.entries("words"))


def test_of_a_take_that_is_not_there_nothing_is_written(record: Record) -> None:
    """A page that has lost its way is told so in a sentence."""
    page = Page(Exercise("nb", record, "echo"))
    page.says("reflect", take="none", text="Hei.", number=1)
    assert page.exercise.notice
    assert [] == record.store.entries("words")

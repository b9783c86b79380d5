"""Marks in a take: set, written to, deleted; the log keeps every step, and what counts is the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtlearn.learner.mark import Mark, Marks
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "learner.sqlite3")


def test_marks_are_kept_in_order_of_place(store: Store) -> None:
    """The last thing written to a mark is what it says; the earliest place comes first."""
    marks = Marks(Record(store, "user-leads"))
    marks.put("take", Mark("b", 7.0, ""))
    marks.put("take", Mark("a", 3.25, "before"))
    marks.put("take", Mark("b", 7.0, "It turns here"))
    assert [Mark("a", 3.25, "before"), Mark("b", 7.0, "It turns here")] == marks.of("take")
    assert 3 == len(store.entries("mark"))


def test_a_deleted_mark_is_gone(store: Store) -> None:
    """It may be set again later."""
    marks = Marks(Record(store, "user-leads"))
    marks.put("take", Mark("a", 3.0, "x"))
    marks.remove("take", "a")
    assert [] == marks.of("take")
    marks.put("take", Mark("a", 3.0, "y"))
    assert ["y"] == [mark.text for mark in marks.of("take")]


def test_marks_belong_to_one_take_of_one_lesson(store: Store) -> None:
    """Neither another take's nor another lesson's are shown, and a reopened log has them."""
    Marks(Record(store, "user-leads")).put("take", Mark("a", 3.0, "x"))
    assert [] == Marks(Record(store, "user-leads")).of("take2")
    assert [] == Marks(Record(store, "methods")).of("take")
    store.close()
    assert ["x"] == [mark.text for mark in Marks(Record(Store(store.path), "user-leads")).of("take")]

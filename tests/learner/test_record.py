"""What the log says about a lesson: the newest of everything, in no language, whoever wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtlearn.learner.record import Place, Record, last_place
from mtlearn.learner.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    times = iter(range(1, 10_000))
    store = Store(tmp_path / "learner.sqlite3", clock=lambda: float(next(times)))
    yield store
    store.close()


@pytest.fixture
def record(store: Store) -> Record:
    return Record(store, "little-lesson")


def test_the_last_answer_to_an_item_counts(record: Record) -> None:
    """Answering again is always allowed; both answers are in the log."""
    record.answer("one", ("b",), right=False)
    record.answer("two", ("x", "y"), right=True)
    record.answer("one", ("a",), right=True)
    assert {"one": ("a",), "two": ("x", "y")} == record.answers()
    assert 3 == len(record.store.entries("answer"))


def test_beginning_a_quiz_again_forgets_nothing_that_was_done(record: Record) -> None:
    """The answers no longer count for what is shown, and stay in the log."""
    record.answer("one", ("a",), right=True)
    record.forget_answers()
    assert {} == record.answers()
    record.forget_answers()
    assert 2 == len(record.store.entries("answer"))
    record.answer("one", ("b",), right=False)
    assert {"one": ("b",)} == record.answers()


def test_how_sure_one_was_is_kept_where_it_was_said(record: Record) -> None:
    """It belongs to one answer: the next may leave it out, and beginning again clears it."""
    record.answer("one", ("a",), right=True, confidence="sure")
    record.answer("two", ("b",), right=False, confidence="guessing")
    assert {"one": "sure", "two": "guessing"} == record.confidences()
    record.answer("one", ("a",), right=True)
    assert {"two": "guessing"} == record.confidences()
    record.forget_answers()
    assert {} == record.confidences()


def test_answers_from_before_one_could_say_how_sure_are_read(record: Record) -> None:
    """A log of an earlier version has no word of it, and opens as it did."""
    record.store.append("answer", "little-lesson/one", {"answer": ["a"], "right": True})
    assert ({"one": ("a",)}, {}) == (record.answers(), record.confidences())


def test_a_lesson_sees_only_its_own(store: Store, record: Record) -> None:
    """Lessons whose names begin alike do not mix."""
    other = Record(store, "little-lesson-2")
    other.answer("one", ("z",), right=True)
    other.write("warm-up", "theirs")
    assert {} == record.answers()
    assert "" == record.written("warm-up")
    assert not record.begun()
    assert other.begun()


def test_words_places_and_choices_give_their_newest(store: Store, record: Record) -> None:
    """What was written, where it was, and the way through a scene."""
    assert ("", 0.0) == record.written_at("warm-up")
    assert record.place() is None
    assert () == record.choices("tea")
    record.write("warm-up", "første")
    record.write("warm-up", "andre")
    record.settle("quiz")
    record.choose("tea", ("ask",))
    record.choose("tea", ("ask", "wait"))
    record.choose("tea", ())
    assert ("andre", 2.0) == record.written_at("warm-up")
    assert Place("little-lesson", "quiz", 3.0) == record.place() == last_place(store)
    assert () == record.choices("tea")
    assert record.begun()


def test_the_last_place_is_in_the_lesson_that_was_open_last(store: Store, record: Record) -> None:
    """Home leads back to it."""
    assert last_place(store) is None
    record.settle("quiz")
    Record(store, "other").settle("opening")
    assert Place("other", "opening", 2.0) == last_place(store)
    record.settle("scene")
    assert Place("little-lesson", "scene", 3.0) == last_place(store)


def test_a_take_cut_off_by_a_lost_kernel_keeps_what_sounded(record: Record) -> None:
    """Notes are logged as they are played; only the end is missing."""
    record.begin_take("t1", {"scale": "dorian"})
    record.add_notes("t1", [[0.0, 0.5, 60, 80]], [])
    record.add_notes("t1", [[1.0, 0.5, 62, 80]], [[1.5, 0.5, 62, 60]])
    record.begin_take("t2", {})
    record.end_take("t2")
    record.keep_take("t2")
    first, second = record.takes()
    assert (
        {"scale": "dorian"},
        [[0.0, 0.5, 60, 80], [1.0, 0.5, 62, 80]],
        [[1.5, 0.5, 62, 60]],
        False,
        False,
    ) == (
        first.settings,
        first.mine,
        first.partner,
        first.ended,
        first.kept,
    )
    assert (True, True) == (second.ended, second.kept)
    record.keep_take("t2", kept=False)
    assert [False, False] == [take.kept for take in record.takes()]

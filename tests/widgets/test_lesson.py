"""A lesson as its notebook opens it: one call a cell, place and notices at the top, words that are kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn import open_lesson
from mtlearn.errors import UnknownLanguageError, UnknownLessonError
from mtlearn.learner.store import Store
from mtlearn.widgets.lesson import OpenLesson, shared_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.widgets.panel import Panel

COURSE = Path(__file__).parents[1] / "little-course"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "learner.sqlite3")
    yield store
    store.close()


@pytest.fixture
def lesson(store: Store) -> OpenLesson:
    return open_lesson("little-lesson", "nb", store, COURSE)


def send(panel: Panel, **message: Any) -> list[dict[str, Any]]:
    """Send a widget a message from its page, and give what it sent back."""
    told: list[dict[str, Any]] = []
    panel.tell = lambda kind, _buffers=None, **content: told.append({"type": kind, **content})  # type: ignore[method-assign]
    panel._hear(panel, message, [])
    return told


def test_each_cell_shows_something(lesson: OpenLesson) -> None:
    """Widgets show themselves; sheets are HTML and plain words too."""
    for shown in (lesson, lesson.warm_up(), lesson.scene(), lesson.quiz(), lesson.reflection()):
        bundle = shown._repr_mimebundle_()
        assert "application/vnd.jupyter.widget-view+json" in bundle[0]
    for sheet in (lesson.card("kettle"), lesson.sources(), lesson.next()):
        assert {"text/html", "text/plain"} == set(sheet._repr_mimebundle_())
        assert sheet.text == repr(sheet)
    assert "open_lesson('little-lesson', 'nb')" == repr(lesson)


def test_what_a_lesson_does_not_have_is_said_with_what_it_has(lesson: OpenLesson, store: Store) -> None:
    """Lesson, language, exercise and card, each with the names there are."""
    with pytest.raises(UnknownLessonError, match="no lesson called 'x'"):
        open_lesson("x", "nb", store, COURSE)
    with pytest.raises(UnknownLanguageError, match="'de' is neither"):
        open_lesson("little-lesson", "de", store, COURSE)
    with pytest.raises(UnknownLessonError, match=r"no exercise called 'x'\. It has: mirror"):
        lesson.exercise("x")
    with pytest.raises(UnknownLessonError, match=r"no card called 'sud-2016'\. It has: kettle"):
        lesson.card("sud-2016")


def test_opening_a_lesson_brings_no_music_and_no_sound_card() -> None:
    """What is heavy comes with the exercise alone."""
    code = (
        "import sys; from mtlearn import open_lesson\n"
        "heavy = {'music21', 'sounddevice', 'numpy', 'verovio'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert "" == done.stderr


def test_a_kernel_has_one_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """All lessons opened in it share it."""
    monkeypatch.setenv("MTLEARN_DATA", str(tmp_path))
    shared_store.cache_clear()
    try:
        assert shared_store() is shared_store()
        assert tmp_path / "learner.sqlite3" == shared_store().path
    finally:
        shared_store().close()
        shared_store.cache_clear()


def test_the_shell_keeps_the_place_for_every_language(lesson: OpenLesson, store: Store) -> None:
    """A section is a cell's id, the same in both."""
    assert "" == lesson._shell.view["place"]
    send(lesson._shell, type="place", section="quiz")
    english = open_lesson("little-lesson", "en", store, COURSE)
    assert "quiz" == english._shell.view["place"]
    assert [] == english._shell.view["told"]


def test_the_shell_says_once_what_is_the_matter_with_the_log(tmp_path: Path) -> None:
    """A damaged file kept aside, with its path, in the learner's language."""
    (tmp_path / "learner.sqlite3").write_bytes(b"no log at all" * 50)
    damaged = Store(tmp_path / "learner.sqlite3")
    (said,) = open_lesson("little-lesson", "nb", damaged, COURSE)._shell.view["told"]
    assert str(damaged.set_aside) in said
    assert "tatt vare på" in said
    damaged.close()


def test_the_shell_says_what_cannot_be_saved_and_stops_when_it_can(tmp_path: Path) -> None:
    """No notice at every scroll; and none once the entries are safe."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    store = Store(tmp_path / "taken" / "learner.sqlite3")
    shell = open_lesson("little-lesson", "en", store, COURSE)._shell
    assert 1 == len(shell.view["told"])
    assert "learner.sqlite3" in shell.view["told"][0] or "taken" in shell.view["told"][0]
    send(shell, type="place", section="scene")
    assert "" == shell.notice
    (tmp_path / "taken").unlink()
    send(shell, type="place", section="quiz")
    assert [] == shell.view["told"]
    assert ["scene", "quiz"] == [entry.data for entry in store.entries("place")]
    store.close()


def test_what_is_written_is_kept_and_shown_again_at_the_end(lesson: OpenLesson, store: Store) -> None:
    """The reflection shows the warm-up as it is written, in the same page and after the kernel is gone."""
    warm_up, reflection = lesson.warm_up(), lesson.reflection()
    assert {"question": "Hva tenker du om te?", "text": ""} == reflection.view["before"]
    told = send(warm_up, type="write", text="Den er god.", number=3)
    assert [{"type": "kept", "number": 3, "saved": True}] == told
    assert "Den er god." == reflection.view["before"]["text"]
    send(reflection, type="write", text="Fortsatt god.", number=1)
    english = open_lesson("little-lesson", "en", store, COURSE)
    assert "Den er god." == english.warm_up().view["text"]
    assert "Fortsatt god." == english.reflection().view["text"]
    assert warm_up.view["before"] is None
    assert "" == reflection.notice


def test_writing_the_same_again_is_no_new_entry(lesson: OpenLesson, store: Store) -> None:
    """Leaving the field without a change adds nothing."""
    for _ in range(3):
        send(lesson.warm_up(), type="write", text="ord", number=1)
    assert 1 == len(store.entries("words"))


def test_what_cannot_be_saved_is_said_to_be_kept_in_the_page(tmp_path: Path) -> None:
    """The page keeps its draft until the log has it."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    store = Store(tmp_path / "taken" / "learner.sqlite3")
    warm_up = open_lesson("little-lesson", "nb", store, COURSE).warm_up()
    assert [{"type": "kept", "number": 1, "saved": False}] == send(warm_up, type="write", text="a", number=1)
    assert "" != warm_up.notice
    (tmp_path / "taken").unlink()
    assert [{"type": "kept", "number": 2, "saved": True}] == send(warm_up, type="write", text="a", number=2)
    assert ["a"] == [entry.data for entry in store.entries("words")]
    store.close()


def test_another_tabs_words_are_read_on_waking(lesson: OpenLesson, store: Store) -> None:
    """Two tabs on one question see the newest."""
    other = open_lesson("little-lesson", "nb", store, COURSE).warm_up()
    send(lesson.warm_up(), type="write", text="nytt", number=1)
    send(other, type="wake")
    assert "nytt" == other.view["text"]
    assert other.view["at"] > 0


def test_the_way_on_names_what_is_ready_and_what_is_coming(lesson: OpenLesson) -> None:
    """No dead link: what is not written is said to be coming."""
    sheet = lesson.next()
    assert 'href="home.ipynb"' in sheet.html
    assert "later-lesson" not in sheet.html
    assert "Om kaffe" in sheet.text

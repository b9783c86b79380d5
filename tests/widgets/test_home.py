"""Home: the map without dead links, how far one is in words, and the way back to where one was."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtlearn import open_home
from mtlearn.course.lesson import items
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.section import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

COURSE = Path(__file__).parents[1] / "little-course"
CELLS = [
    {"cell_type": "markdown", "id": "opening", "source": ["# Om te\n", "\n", "Hei."]},
    {"cell_type": "code", "id": "lesson", "source": ["lesson"]},
    {"cell_type": "markdown", "id": "steps", "source": "## Å koke\n\n### Vann\n\nord\n\n## Å trekke"},
    {"cell_type": "code", "id": "quiz", "source": ["lesson.quiz()"]},
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "learner.sqlite3")
    yield store
    store.close()


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the lesson's notebook in it, in which the kernel stands."""
    path = tmp_path / "01-little-lesson.ipynb"
    path.write_text(json.dumps({"cells": CELLS}), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def test_the_map_links_what_is_ready_and_nothing_else(store: Store) -> None:
    """Lessons to come are plain text, and said to be coming."""
    sheet = open_home("nb", store, COURSE).map()
    assert ["01-little-lesson.ipynb"] == re.findall(r'href="([^"]*)"', sheet.html)
    assert "1. Om te (ca. 5 min)\n2. Om kaffe (ca. 10 min, kommer)" == sheet.text


def test_the_real_map_shows_twelve_lessons(store: Store) -> None:
    """In both languages."""
    for lang in ("nb", "en"):
        assert 12 == open_home(lang, store).map().html.count("<li")


def test_how_far_one_is_is_said_in_words(store: Store) -> None:
    """Begun; then how much of the quiz has been answered. No score."""
    home = open_home("nb", store, COURSE)
    record = Record(store, "little-lesson")
    record.settle("opening")
    assert "påbegynt" in home.map().text
    record.answer("what-first", ("cup",), right=False)
    total = len(items("little-lesson", COURSE))
    assert f"quiz besvart: 1 av {total}" in home.map().text
    assert f"quiz answered: 1 of {total}" in open_home("en", store, COURSE).map().text


def test_it_leads_back_to_the_section_by_its_heading(store: Store, beside: Path) -> None:
    """The heading comes from the notebook beside home, in its language."""
    assert beside.exists()
    home = open_home("nb", store, COURSE)
    assert "Velkommen" in home.where_i_was().text
    Record(store, "little-lesson").settle("quiz")
    sheet = home.where_i_was()
    assert "Fortsett: Om te, Å trekke" == sheet.text
    assert 'href="01-little-lesson.ipynb#cell-id=quiz"' in sheet.html


def test_a_place_in_a_lesson_that_is_gone_is_no_trouble(store: Store, beside: Path) -> None:
    """The log may be older than the course."""
    assert beside.exists()
    Record(store, "little-lesson").settle("no-such-cell")
    assert "Fortsett: Om te" == open_home("nb", store, COURSE).where_i_was().text
    Record(store, "later-lesson").settle("x")
    assert "Velkommen" in open_home("nb", store, COURSE).where_i_was().text


@pytest.mark.parametrize(
    ("cell", "words"),
    [("opening", "Om te"), ("lesson", "Om te"), ("steps", "Å koke"), ("quiz", "Å trekke"), ("none", "")],
)
def test_a_section_is_the_heading_it_stands_under(beside: Path, cell: str, words: str) -> None:
    """A cell's own first heading, else the last one above it."""
    assert words == heading(beside, cell)


def test_a_notebook_that_cannot_be_read_has_no_headings(tmp_path: Path) -> None:
    """It is no reason not to show home."""
    (tmp_path / "a.ipynb").write_text("not json", encoding="utf-8")
    assert "" == heading(tmp_path / "a.ipynb", "quiz") == heading(tmp_path / "none.ipynb", "quiz")


def test_a_damaged_log_is_said_on_the_first_page_one_meets(tmp_path: Path) -> None:
    """Home too says what happened to the file, and where it was kept."""
    (tmp_path / "learner.sqlite3").write_bytes(b"no log" * 100)
    store = Store(tmp_path / "learner.sqlite3")
    sheet = open_home("en", store, COURSE).where_i_was()
    assert str(store.set_aside) in sheet.text
    assert 'role="status"' in sheet.html
    store.close()

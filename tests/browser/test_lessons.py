"""Every lesson that stands, in both languages: its parts are there and can be done, its links lead on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mtlearn.course.lesson import Entry, items, lesson, lessons
from mtlearn.language import LANGUAGES

from .walking import answer, walk

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
EXERCISES = ".mt-exercise, .mt-two-chords, .mt-groove, .mt-turn-it-down, .mt-song-list, .mt-hear-the-numbers"
"""An exercise's panel, in any page."""
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
READY = [entry for entry in lessons() if entry.status == "ready"]


@pytest.fixture(scope="module", params=LANGUAGES)
def learner(
    request: pytest.FixtureRequest, serve: Callable[..., contextlib.AbstractContextManager[Any]]
) -> Iterator[tuple[str, Any]]:
    """A learner who reads in one language, and has done nothing yet."""
    with serve() as running:
        yield request.param, running


@pytest.mark.parametrize("entry", READY, ids=lambda entry: entry.id)
def test_a_lesson_has_all_its_parts_and_each_can_be_done(
    entry: Entry,
    learner: tuple[str, Any],
    page: Page,
    open_lesson: Callable[[Page, str], Page],
    violations: Callable[..., list[str]],
) -> None:
    """Exercises, cards, scene and every item are there, can be used by everybody, and answer."""
    lang, course = learner
    open_lesson(page, course.url(f"{lang}/{entry.notebook}"))

    assert [] == violations(page)
    expect(page.locator(".mt-journal")).to_have_count(2)
    expect(page.locator(EXERCISES)).to_have_count(len(lesson(entry.id).exercises))
    assert walk(page) >= 5
    shown = page.locator(".mt-item")
    expect(shown).to_have_count(len(items(entry.id)))
    for place in range(shown.count()):
        answer(shown.nth(place))
    assert [] == violations(page)

    pages = f"{course.url()}voila/render/"
    links = page.locator("a[href]").evaluate_all("links => links.map(link => link.href.split('#')[0])")
    for link in {link for link in links if link.startswith(pages)}:
        assert (NOTEBOOKS / link.removeprefix(pages)).exists(), (
            link
        )  # each page is opened by a test of its own

"""Every lesson that stands, in both languages: its parts are there and can be done, its links lead on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mtlearn.course.lesson import Entry, items, lesson, lessons
from mtlearn.language import LANGUAGES

from .answering import answer_by_keys
from .walking import walk

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from mtlearn.language import Language

pytestmark = [pytest.mark.browser, pytest.mark.patient]
EXERCISES = ".mt-exercise, .mt-two-chords, .mt-groove, .mt-turn-it-down, .mt-song-list, .mt-hear-the-numbers"
"""An exercise's panel, in any page."""
NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
READY = [entry for entry in lessons() if entry.status == "ready"]


@pytest.fixture(scope="module", params=LANGUAGES)
def learner(
    request: pytest.FixtureRequest, serve: Callable[..., contextlib.AbstractContextManager[Any]]
) -> Iterator[tuple[Language, Any]]:
    """A learner who reads in one language, and has done nothing yet."""
    with serve() as running:
        yield request.param, running


@pytest.mark.parametrize("entry", READY, ids=lambda entry: entry.id)
def test_a_lesson_has_all_its_parts_and_each_can_be_done(
    entry: Entry,
    learner: tuple[Language, Any],
    page: Page,
    open_lesson: Callable[[Page, str], Page],
    violations: Callable[..., list[str]],
) -> None:
    """Exercises, cards and scene can be used; every item is answered as it is not, and as it is."""
    lang, course = learner
    open_lesson(page, course.url(f"{lang}/{entry.notebook}"))

    assert [] == violations(page)
    expect(page.locator(".mt-journal")).to_have_count(2)
    expect(page.locator(EXERCISES)).to_have_count(len(lesson(entry.id).exercises))
    assert walk(page) >= 5
    shown = page.locator(".mt-item")
    expect(shown).to_have_count(len(items(entry.id)))
    for item, node in zip(items(entry.id), shown.all(), strict=True):
        answer_by_keys(node, item, lang, right=False)
        expect(node.locator(".mt-said-look")).to_be_visible()
        answer_by_keys(node, item, lang, right=True)
        expect(node.locator(".mt-said-good")).to_be_visible()
    assert [] == violations(page)

    links = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    pages = f"{course.url()}voila/render/"
    for where, _, part in {link.partition("#") for link in links if link.startswith(pages)}:
        assert (NOTEBOOKS / where.removeprefix(pages)).exists(), (
            where
        )  # each page is opened by a test of its own
        if part and where == page.url.partition("#")[0]:
            assert 1 == page.locator(f"[id='{part}']").count(), part

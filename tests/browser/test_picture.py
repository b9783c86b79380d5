"""The picture in the README is of the real page: this makes it, in artefacts/readme.png."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MELODY = (0, 2, 3, 4, 3, 2, 5, 4, 3, 2)


@pytest.mark.parametrize("page", [{"width": 900, "height": 870}], indirect=True)
def test_the_page_in_the_middle_of_playing(
    fresh_course: Any, page: Page, open_lesson: Callable[[Page, str], Page], artefacts: Path
) -> None:
    """The pads, the dial and both lanes are on one screen, with a note sounding in both."""
    open_lesson(page, fresh_course.url("nb/02-user-leads.ipynb"))
    exercise = page.locator(".mt-exercise")
    exercise.locator(".mt-start").click()
    expect(exercise.locator(".mt-is-playing")).to_be_visible()
    exercise.evaluate("node => window.scrollBy(0, node.getBoundingClientRect().top - 70)")
    pads = exercise.locator(".mt-pad")
    for number in MELODY:
        pads.nth(number).click(delay=320)
    pads.nth(4).hover()
    page.mouse.down()
    expect(exercise.locator(".mt-pad.mt-is-mine.mt-is-partner")).to_have_count(1)
    page.screenshot(path=artefacts / "readme.png")
    page.mouse.up()
    exercise.locator(".mt-stop").click()
    expect(exercise.locator(".mt-strengths li").first).to_be_visible()

"""Music to listen to, in a real page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from ..serving import Course  # noqa: TID252 - tests are no package to name from outside

pytestmark = pytest.mark.browser
LISTEN = {"nb": ("Hør «Alene»", "Stopp «Alene»"), "en": ("Listen to ‘Alone’", "Stop ‘Alone’")}
HEAR = """() => { window.heard = []; const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { heard.push(this); return play.call(this); }; }"""


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_one_example_sounds_at_a_time_and_stops_by_key(
    course: Course, page: Page, open_lesson: Callable[[Page, str], Page], lang: str
) -> None:
    """A press lets one be heard and ends the other; the picture follows; Escape ends it."""
    listen, stop = LISTEN[lang]
    open_lesson(page, course.url(f"{lang}/02-user-leads.ipynb"))
    page.evaluate(HEAR)
    page.get_by_role("button", name=listen).click()
    page.wait_for_function("window.heard.length === 1 && window.heard[0].currentTime > 0.3")
    assert page.evaluate("window.heard[0].duration") == pytest.approx(26, abs=1)
    assert page.evaluate("window.heard[0].volume") == pytest.approx(10 ** (-2 / 20))
    page.get_by_role("button", name=stop).wait_for()
    page.locator("[data-example=mirrored] .mt-example-play").click()
    page.wait_for_function("window.heard.length === 2 && window.heard[1].currentTime > 0.2")
    assert page.evaluate("window.heard[0].paused")
    page.get_by_role("button", name=listen).wait_for()
    page.keyboard.press("Escape")
    page.wait_for_function("window.heard[1].paused")
    assert 0 == page.get_by_role("button", name=stop).count()


def test_the_examples_can_be_used_by_all(
    course: Course,
    page: Page,
    open_lesson: Callable[[Page, str], Page],
    violations: Callable[..., list[str]],
    artefacts: Path,
) -> None:
    """No barrier axe knows of, with the table of notes open too; and what happens is said in words."""
    open_lesson(page, course.url("nb/02-user-leads.ipynb"))
    page.locator("[data-example=own-plan] summary").click()
    assert [] == violations(page, ".mt-example")
    assert page.locator("[data-example=own-plan] tbody tr").count() > 60
    page.locator(".mt-example").screenshot(path=artefacts / "listening-examples.png")

"""Research in a real page: the cards' pictures beside their words, and numbers heard, guessed at and seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mtlearn.course.lesson import lesson

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from ..serving import Course  # noqa: TID252 - tests are no package to name from outside

pytestmark = [pytest.mark.browser, pytest.mark.patient]
MINUS = "\u2212"
CRAVING = {
    "nb": f"SMD {MINUS}0,66; 95 % KI {MINUS}1,23 til {MINUS}0,10",
    "en": f"SMD {MINUS}0.66; 95% CI {MINUS}1.23 to {MINUS}0.10",
}
SMALL = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def course(serve: Callable[..., contextlib.AbstractContextManager[Course]]) -> Iterator[Course]:
    """The course, sounding in the page: that is where these tests look."""
    with serve(MTLEARN_SOUND="browser") as running:
        yield running


@pytest.mark.parametrize("page", [SMALL], indirect=True)
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_research_can_be_read_and_heard_on_a_small_page(
    course: Course,
    page: Page,
    open_lesson: Callable[[Page, str], Page],
    violations: Callable[..., list[str]],
    lang: str,
) -> None:
    """Intervals lie within their cards, in high contrast too; a number sounds, stops, and is then shown."""
    open_lesson(page, course.url(f"{lang}/06-research.ipynb"))
    cards = page.locator(".mt-evidence")
    expect(cards).to_have_count(len(lesson("research").evidence))
    assert SMALL["width"] == page.evaluate("document.documentElement.scrollWidth")
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.mt-evidence svg *')].filter((drawn) => {
            const card = drawn.closest('.mt-evidence').getBoundingClientRect();
            const box = drawn.getBoundingClientRect();
            return box.left < card.left || box.right > card.right;
        }).map((drawn) => drawn.outerHTML)"""
    )
    assert [] == outside
    cards.first.locator("summary").click()
    assert [] == violations(page, ".mt-evidence")
    page.emulate_media(forced_colors="active")
    strokes = page.evaluate(
        """() => [...document.querySelectorAll('.mt-evidence :is(.mt-forest-interval, .mt-forest-none)')]
            .map((line) => getComputedStyle(line).stroke)"""
    )
    assert 1 == len(set(strokes))
    notes, ground = page.evaluate(
        """() => [getComputedStyle(document.querySelector('.mt-note-walk')).fill,
            getComputedStyle(document.querySelector('.mt-hear-the-numbers .mt-notes')).backgroundColor]"""
    )
    assert notes != ground
    assert notes == strokes[0]
    page.emulate_media(forced_colors="none")

    exercise = page.locator(".mt-hear-the-numbers")
    exercise.locator(".mt-listen").press("Enter")
    exercise.locator(".mt-playhead[visibility=visible]").wait_for(state="attached", timeout=30_000)
    assert page.evaluate("globalThis.mtlearnStage.strokes.size") > 0
    page.keyboard.press("Escape")
    expect(exercise.locator(".mt-stage .mt-stop")).to_be_disabled()
    page.wait_for_function("globalThis.mtlearnStage.strokes.size === 0")

    assert CRAVING[lang] not in exercise.inner_text()
    exercise.locator("input[name=side][value=across]").check()
    exercise.locator(".mt-show").click()
    expect(exercise.locator(".mt-told")).to_be_focused()
    expect(exercise.locator(".mt-told")).to_contain_text(CRAVING[lang])
    assert [] == violations(page, ".mt-hear-the-numbers")

"""A whole case in each language, answered in words and in music, and still there after a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mtlearn.language import LANGUAGES
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.patient]
LESSON = "12-meetings.ipynb"
HEARD = {
    "nb": ("Du svarte med å spille.", "Du lot det være stille minst halvparten av tiden."),
    "en": ("You answered by playing.", "You left at least half of the time silent."),
}


def answer_by_playing(scene: Locator) -> None:
    """Open the instrument, play two soft notes, and stop."""
    scene.locator(".mt-play-open").click()
    expect(scene.locator(".mt-stage")).to_be_visible()
    scene.locator(".mt-start").click()
    expect(scene.locator(".mt-is-playing")).to_be_visible(timeout=30_000)
    for place in (2, 4):
        scene.locator(".mt-pad").nth(place).click(position={"x": 10, "y": 4}, delay=60)
    page = scene.page
    page.wait_for_function("node => node.answer.take.now() > 6", arg=scene.element_handle(), timeout=20_000)
    scene.locator(".mt-stop").click()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_is_walked_to_its_end_in_words_and_in_music_and_is_there_after_a_reload(
    lang: str,
    fresh_course: Any,
    page: Page,
    open_lesson: Callable[[Page, str], Page],
    violations: Callable[..., list[str]],
) -> None:
    """Twelve decisions, the first who plays answered by playing and the second in words."""
    open_lesson(page, fresh_course.url(f"{lang}/{LESSON}"))
    expect(page.locator(".mt-scene")).to_have_count(3)
    scene = page.locator(".mt-scene").first
    now = scene.locator(".mt-scene-now")
    played = 0
    for decided in range(12):
        expect(now.locator(".mt-choice").first).to_be_visible()
        if now.locator(".mt-play-open").count() and not played:
            played += 1
            answer_by_playing(scene)
            expect(now.locator(".mt-scene-choice")).to_contain_text(HEARD[lang][0], timeout=20_000)
            expect(now.locator(".mt-scene-choice")).to_contain_text(HEARD[lang][1])
            assert [] == violations(page)
            page.reload()
            page.wait_for_selector("body[data-mt-state=ready]", timeout=60_000)
            expect(scene.locator(".mt-scene-past summary")).to_contain_text(str(decided + 1))
            continue
        now.locator(".mt-choice").first.click()
        now.locator("> .mt-main").click()
    expect(now.locator(".mt-debrief > li")).to_have_count(12)
    expect(now.locator(".mt-debrief")).to_contain_text(HEARD[lang][1])
    assert [] == violations(page)
    told = now.locator(".mt-told").inner_text()

    page.reload()
    page.wait_for_selector("body[data-mt-state=ready]", timeout=60_000)
    expect(now.locator(".mt-told")).to_have_text(told)
    store = Store(fresh_course.data / "learner.sqlite3")
    record = Record(store, "meetings")
    [take] = record.takes()
    assert take.ended
    assert take.mine
    assert take.partner
    assert [take.id] == [saved.partition("@")[2] for saved in record.choices("mikkel") if "@" in saved]
    store.close()

"""The whole lesson as a person does it: by mouse, by keyboard alone, in both languages, interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mtlearn.course.lesson import items
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store

from .walking import answer, walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NOTEBOOK = "02-user-leads.ipynb"
WROTE = "Eg ventar, og lyttar på kva du vil. I wait, and listen."
LOOKED_BACK = "Neste gang skal jeg la stillheten være i fred."
ASKED = len(items("user-leads"))


def record(course: Any) -> Record:
    """Open the log of the learner who used this course."""
    return Record(Store(course.data / "learner.sqlite3"), "user-leads")


def write(page: Page, place: int, text: str) -> None:
    """Write in the warm-up (0) or the reflection (1), and wait until it is kept."""
    field = page.locator(".mt-journal").nth(place)
    field.locator("textarea").fill(text)
    expect(field.locator(".mt-saved")).not_to_be_empty()


def play(page: Page) -> None:
    """Play three notes with the partner by mouse, and stop."""
    exercise = page.locator(".mt-exercise")
    exercise.locator(".mt-start").click()
    expect(exercise.locator(".mt-is-playing")).to_be_visible()
    pads = exercise.locator(".mt-pads button")
    for number in (2, 3, 4):
        pads.nth(number).click(delay=120)
    exercise.locator(".mt-stop").click()
    expect(exercise.locator(".mt-strengths li").first).to_be_visible()
    expect(exercise.locator(".mt-notation svg").first).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_a_lesson_by_mouse(  # noqa: PLR0913, PLR0917 - each argument is a fixture it uses
    lang: str,
    fresh_course: Any,
    page: Page,
    open_lesson: Callable[[Page, str], Page],
    look: Callable[[Page, str], None],
    violations: Callable[..., list[str]],
) -> None:
    """Everything the lesson has can be done by mouse; it is all in the log, and nobody is left out of it."""
    open_lesson(page, fresh_course.url(f"{lang}/{NOTEBOOK}"))
    assert lang == page.evaluate("document.documentElement.lang")
    assert [] == violations(page)
    look(page, f"lesson-{lang}-fresh")
    page.locator(".mt-cite").first.click()
    expect(page.locator(".mt-note:visible")).to_be_visible()
    write(page, 0, WROTE)
    play(page)
    assert 5 <= walk(page)
    asked = page.locator(".mt-item")
    expect(asked).to_have_count(ASKED)
    for place in range(ASKED):
        answer(asked.nth(place))
    expect(page.locator(".mt-journal").nth(1).locator("blockquote")).to_have_text(WROTE)
    write(page, 1, LOOKED_BACK)
    assert [] == violations(page)
    look(page, f"lesson-{lang}-done")

    done = record(fresh_course)
    assert WROTE == done.written("warm-up")
    assert LOOKED_BACK == done.written("reflection")
    assert ASKED == len(done.answers())
    take = done.takes()[-1]
    assert take.ended
    assert [note[2] for note in take.mine] == [note[2] for note in take.partner]


def tab_to(page: Page, selector: str, *, backwards: bool = False) -> None:
    """Press Tab until the focus is on what a selector names, as a person without a mouse would."""
    for _ in range(400):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never came to {selector}.")


def test_a_lesson_by_keyboard_alone(  # noqa: PLR0915 - one walk, from the top of the page to its end
    fresh_course: Any,
    page: Page,
    open_lesson: Callable[[Page, str], Page],
) -> None:
    """The same lesson, and no mouse: skip link, footnote, words, pads, scene, every type of item."""
    open_lesson(page, fresh_course.url(f"nb/{NOTEBOOK}"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.mt-skip')")
    page.keyboard.press("Enter")
    tab_to(page, ".mt-journal textarea")
    page.keyboard.type("Jeg venter.")
    tab_to(page, ".mt-cite")
    page.keyboard.press("Enter")
    expect(page.locator(".mt-note:visible")).to_be_visible()
    page.keyboard.press("Escape")

    tab_to(page, ".mt-start")
    page.keyboard.press("Enter")
    expect(page.locator(".mt-is-playing")).to_be_visible()
    for key in ("KeyS", "KeyD", "KeyF"):
        page.keyboard.down(key)
        expect(page.locator(".mt-pads button.mt-mine, .mt-pads button[class*=mine]").first).to_be_visible()
        page.keyboard.up(key)
    tab_to(page, ".mt-stop", backwards=True)
    page.keyboard.press("Enter")
    expect(page.locator(".mt-strengths li").first).to_be_visible()

    decisions = 0
    tab_to(page, ".mt-choice")
    while page.locator(".mt-debrief").count() == 0:
        page.keyboard.press("Enter")
        expect(page.locator(".mt-scene-now > .mt-main")).to_be_visible()
        decisions += 1
        tab_to(page, ".mt-scene-now > .mt-main")
        page.keyboard.press("Enter")
        expect(page.locator(".mt-choice, .mt-debrief").first).to_be_visible()
        if page.locator(".mt-choice").count():
            tab_to(page, ".mt-choice")
    assert 5 <= decisions

    asked = page.locator(".mt-item")
    for place in range(asked.count()):
        item = asked.nth(place)
        if item.locator("select").count():
            for number in range(item.locator("select").count()):
                tab_to(page, ".mt-item select")
                for _ in range(number + 1):
                    page.keyboard.press("ArrowDown")
        elif item.locator("input").count():
            tab_to(page, ".mt-item input")
            page.keyboard.press("Space")
        else:
            tab_to(page, ".mt-item .mt-mover")
            page.keyboard.press("ArrowDown")
        tab_to(page, ".mt-item > button.mt-main")
        page.keyboard.press("Enter")
        expect(item.locator(".mt-said-good, .mt-said-look")).to_be_visible()
    tab_to(page, ".mt-journal textarea")
    page.keyboard.type(LOOKED_BACK)
    tab_to(page, "a")
    expect(page.locator(".mt-journal").nth(1).locator(".mt-saved")).not_to_be_empty()

    done = record(fresh_course)
    assert ASKED == len(done.answers())
    assert 3 == len(done.takes()[-1].mine)
    assert LOOKED_BACK == done.written("reflection")


def test_nothing_is_lost(
    fresh_course: Any,
    page: Page,
    open_lesson: Callable[[Page, str], Page],
) -> None:
    """A reload, a second tab, a switch of language and a killed kernel in the middle leave all as it was."""
    open_lesson(page, fresh_course.url(f"nb/{NOTEBOOK}"))
    write(page, 0, WROTE)
    play(page)
    asked = page.locator(".mt-item")
    answer(asked.nth(0))
    answer(asked.nth(2))
    page.locator(".mt-choice").nth(1).click()
    said = asked.nth(0).locator(".mt-remark").all_inner_texts()

    def all_is_there(opened: Page) -> None:
        expect(opened.locator(".mt-journal").first.locator("textarea")).to_have_value(WROTE)
        expect(opened.locator(".mt-item .mt-said")).to_have_count(2)
        expect(opened.locator(".mt-scene-past")).to_be_visible()
        expect(opened.locator(".mt-exercise .mt-strengths li").first).to_be_visible()

    asked.nth(2).scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.reload()
    page.wait_for_selector("body[data-mt-state=ready]", timeout=60_000)
    all_is_there(page)
    assert said == page.locator(".mt-item").nth(0).locator(".mt-remark").all_inner_texts()
    page.wait_for_function("before => Math.abs(scrollY - before) < innerHeight", arg=before)

    second = page.context.new_page()
    open_lesson(second, fresh_course.url(f"nb/{NOTEBOOK}"))
    all_is_there(second)
    answer(second.locator(".mt-item").nth(4))
    second.close()

    page.get_by_role("link", name="Read in English").click()
    page.wait_for_url("**/en/**")
    page.wait_for_selector("body[data-mt-state=ready]", timeout=60_000)
    assert "en" == page.evaluate("document.documentElement.lang")
    expect(page.locator(".mt-item .mt-said")).to_have_count(3)
    page.wait_for_function("scrollY > innerHeight")

    page.expected_errors = [".*"]  # type: ignore[attr-defined] # a killed kernel is an error to the console
    fresh_course.kill_kernel()
    again = page.locator("#mt-lost button")
    expect(again).to_be_visible(timeout=30_000)
    page.locator(".mt-journal").first.locator("textarea").fill(f"{WROTE} Til slutt.")
    again.click()
    page.wait_for_function("document.body.dataset.mtState === 'ready'", timeout=60_000)
    expect(page.locator(".mt-item .mt-said")).to_have_count(3)
    expect(page.locator(".mt-journal").first.locator("textarea")).to_have_value(f"{WROTE} Til slutt.")
    expect(page.locator("#mt-lost button")).to_have_count(0)

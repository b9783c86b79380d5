"""Quiz, scene, journal and place in the real page: by keys alone, through reloads and a lost kernel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mtlearn.course.item import feedbacks
from mtlearn.course.lesson import items
from mtlearn.learner.record import Record, last_place
from mtlearn.learner.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Locator, Page

    Opened = Callable[[Page, str], Page]

pytestmark = [pytest.mark.browser, pytest.mark.patient]

LESSON = "02-user-leads.ipynb"
WIDGETS = ".mt-shell, .mt-quiz, .mt-scene, .mt-journal, .mt-guideline, .mt-sources, .mt-next"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1200, "height": 800}


@pytest.fixture
def log(fresh_course: Any) -> Iterator[Store]:
    """The learner's log, read from outside as another kernel would."""
    store = Store(fresh_course.data / "learner.sqlite3")
    yield store
    store.close()


def focused(page: Page) -> dict[str, str]:
    """Say what has the focus: its kind, its name, whether it is in view."""
    found: dict[str, str] = page.evaluate(
        """() => { const a = document.activeElement; const box = a.getBoundingClientRect(); return {
            kind: a.type || a.tagName.toLowerCase(), classes: a.className, name: a.name || "",
            seen: String(box.bottom > 0 && box.top < innerHeight),
            ring: getComputedStyle(a).outlineStyle,
            item: String([...document.querySelectorAll(".mt-item")].findIndex((i) => i.contains(a))) }; }"""
    )
    return found


def answer_by_keys(page: Page, stop: int) -> None:
    """Go through the quiz with Tab, Space, arrows and Enter until ``stop`` items are answered."""
    pairs = 0
    groups: set[str] = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        now = focused(page)
        assert now["seen"] == "true"
        assert now["ring"] != "none"
        item = page.locator(".mt-quiz .mt-item").nth(int(now["item"])) if now["item"] != "-1" else None
        if now["kind"] == "radio":
            page.keyboard.press("Space")
        elif now["kind"] == "checkbox" and now["name"] not in groups:
            groups.add(now["name"])
            page.keyboard.press("Space")
        elif now["kind"] == "select-one":
            pairs += 1
            for _ in range(pairs):
                page.keyboard.press("ArrowDown")
        elif "mt-mover" in now["classes"] and now["item"] not in groups:
            groups.add(now["item"])
            page.keyboard.press("ArrowDown")
            expect(page.locator(".mt-quiz > .mt-hidden[role=status]")).to_contain_text(re.compile(r"\d"))
            assert "mt-mover" in focused(page)["classes"]
        elif "mt-main" in now["classes"] and item is not None:
            page.keyboard.press("Enter")
            expect(item.locator("[role=status] .mt-said")).to_be_visible()
            pairs = 0
            if int(now["item"]) + 1 == stop:
                return
    pytest.fail("The quiz could not be walked by keys.")


def answers(page: Page) -> list[Any]:
    """Read off the page what is answered: choices, order, pairs."""
    found: list[Any] = page.evaluate(
        """() => [...document.querySelectorAll(".mt-quiz .mt-item")].map((item) => [
            [...item.querySelectorAll("input")].map((i) => i.checked),
            [...item.querySelectorAll("select")].map((s) => s.selectedIndex),
            item.querySelectorAll(".mt-remark:not([hidden])").length])"""
    )
    return found


def test_the_quiz_is_answered_by_keys_alone_and_outlives_reload_and_language(
    fresh_course: Any, page: Page, open_lesson: Opened, log: Store
) -> None:
    """All twelve items of six types; then the page is loaded again, and opened in the other language."""
    open_lesson(page, fresh_course.url(f"nb/{LESSON}"))
    page.locator(".mt-quiz-top").focus()
    answer_by_keys(page, 12)
    expect(page.locator(".mt-quiz-top .mt-answered")).to_have_text("12 av 12 besvart")
    before = answers(page)
    assert all(remarks > 0 for _, _, remarks in before)
    assert {item.id for item in items("user-leads")} == set(Record(log, "user-leads").answers())
    open_lesson(page, fresh_course.url(f"nb/{LESSON}"))
    assert before == answers(page)
    open_lesson(page, fresh_course.url(f"en/{LESSON}"))
    assert before == answers(page)
    expect(page.locator(".mt-quiz-top .mt-answered")).to_have_text("12 of 12 answered")
    page.get_by_role("button", name="Take the quiz again").press("Enter")
    expect(page.locator(".mt-quiz-top .mt-answered")).to_have_text("0 of 12 answered")
    expect(page.locator(".mt-quiz input:checked")).to_have_count(0)
    assert "mt-quiz-top" in focused(page)["classes"]


def test_no_answer_key_reaches_the_page_before_an_answer(
    fresh_course: Any, page: Page, open_lesson: Opened
) -> None:
    """Everything the kernel sent is listened to, and no feedback is in it."""
    heard: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))))
    open_lesson(page, fresh_course.url(f"en/{LESSON}"))
    sent = "".join(heard) + page.content()
    parts = [part for item in items("user-leads") for part in feedbacks(item)]
    assert len(heard) > 5
    assert not [name for name, feedback in parts if feedback.en in sent or feedback.en.encode().hex() in sent]


def test_a_press_without_an_answer_says_what_is_missing(
    fresh_course: Any, page: Page, open_lesson: Opened
) -> None:
    """It is said where the verdict would stand, and nothing is logged."""
    open_lesson(page, fresh_course.url(f"nb/{LESSON}"))
    item = page.locator(".mt-quiz .mt-item").first
    item.get_by_role("button", name="Sjekk svaret").click()
    expect(item.get_by_role("status")).to_have_text("Velg et svar først.")


def walk_by_keys(page: Page, scene: Locator) -> int:
    """Walk the scene to an ending with Tab and Enter; give how many decisions it took."""
    for step in range(1, 30):
        page.keyboard.press("Tab")
        while "mt-choice" not in focused(page)["classes"]:
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(scene.locator(".mt-scene-now")).to_be_focused()
        page.keyboard.press("Tab")
        assert "mt-main" in focused(page)["classes"]
        page.keyboard.press("Enter")
        expect(scene.locator(".mt-scene-now")).to_be_focused()
        if scene.locator(".mt-debrief").count():
            return step
    pytest.fail("The scene came to no ending.")


def test_the_scene_is_walked_by_keys_alone(fresh_course: Any, page: Page, open_lesson: Opened) -> None:
    """The focus goes to what is new; at the end each choice is told, and another way can be taken."""
    open_lesson(page, fresh_course.url(f"nb/{LESSON}"))
    scene = page.locator(".mt-scene")
    scene.locator(".mt-scene-now").focus()
    steps = walk_by_keys(page, scene)
    assert steps >= 5
    expect(scene.locator(".mt-debrief > li")).to_have_count(steps)
    expect(scene.locator(".mt-quality")).to_have_count(4)
    open_lesson(page, fresh_course.url(f"en/{LESSON}"))
    expect(scene.locator(".mt-debrief > li")).to_have_count(steps)
    scene.get_by_role("button", name="Try another way from choice 3").press("Enter")
    expect(scene.locator(".mt-scene-now")).to_be_focused()
    expect(scene.locator(".mt-scene-past summary")).to_have_text("How you came here (2)")
    scene.get_by_role("button", name="Start again").press("Enter")
    expect(scene.locator(".mt-scene-past")).to_be_hidden()


def test_what_is_typed_outlives_the_kernel(
    fresh_course: Any, page: Page, open_lesson: Opened, log: Store
) -> None:
    """What was saved is in the log; what was typed after the kernel was gone comes back with the page."""
    page.expected_errors = ["WebSocket", "ERR_", "Failed to load"]  # type: ignore[attr-defined]
    open_lesson(page, fresh_course.url(f"nb/{LESSON}"))
    warm_up = page.locator(".mt-journal textarea").first
    warm_up.fill("Jeg vil lytte først.")
    expect(page.locator(".mt-journal .mt-saved").first).to_have_text("Lagret")
    assert "Jeg vil lytte først." == Record(log, "user-leads").written("warm-up")
    expect(page.locator(".mt-before blockquote")).to_have_text("Jeg vil lytte først.")
    fresh_course.kill_kernel()
    warm_up.press_sequentially(" Og vente.")
    page.reload()
    page.wait_for_selector("body[data-mt-state=ready]")
    expect(warm_up).to_have_value("Jeg vil lytte først. Og vente.")
    expect(page.locator(".mt-journal .mt-saved").first).to_have_text("Lagret")
    assert "Jeg vil lytte først. Og vente." == Record(log, "user-leads").written("warm-up")


def top_of(page: Page, cell: str) -> float:
    """Say how far below the window's top a cell begins."""
    return float(
        page.locator(f"[id='cell-id={cell}']").evaluate("(cell) => cell.getBoundingClientRect().top")
    )


def test_a_reload_comes_back_to_the_same_place_and_a_visit_offers_it(
    fresh_course: Any, page: Page, open_lesson: Opened, log: Store
) -> None:
    """A reload stands where it stood; a new visit begins at the top and offers the way back."""
    open_lesson(page, fresh_course.url(f"nb/{LESSON}"))
    expect(page.locator(".mt-shell .mt-resume")).to_have_count(0)
    page.locator("[id='cell-id=resources']").evaluate(
        "(cell) => window.scrollTo(0, scrollY + cell.getBoundingClientRect().top - 60)"
    )
    fresh_course.wait_until(lambda: (last_place(log) or ("", ""))[1] == "resources")
    before = top_of(page, "resources")
    page.reload()
    page.wait_for_selector("body[data-mt-state=ready]")
    page.wait_for_function(
        f"Math.abs(document.getElementById('cell-id=resources').getBoundingClientRect().top - {before}) < 3"
    )
    visit = page.context.new_page()
    open_lesson(visit, fresh_course.url(f"nb/{LESSON}"))
    assert 0 == visit.evaluate("scrollY")
    resume = visit.get_by_role("button", name=re.compile("Fortsett der du var: .+"))
    resume.click()
    visit.wait_for_function(
        "Math.abs(document.getElementById('cell-id=resources').getBoundingClientRect().top - 72) < 30"
    )
    expect(resume).to_have_count(0)
    home = page.context.new_page()
    open_lesson(home, fresh_course.url("nb/home.ipynb"))
    way = home.get_by_role("link", name=re.compile("Fortsett: Brukeren styrer, .+"))
    way.click()
    home.wait_for_url(re.compile("02-user-leads"))
    home.wait_for_selector("body[data-mt-state=ready]")
    home.wait_for_function(
        "Math.abs(document.getElementById('cell-id=resources').getBoundingClientRect().top - 72) < 30"
    )


def test_a_second_tab_hears_of_what_the_first_has_done(
    fresh_course: Any, page: Page, open_lesson: Opened
) -> None:
    """When the other tab comes into sight it shows the answer, the scene and the words."""
    open_lesson(page, fresh_course.url(f"nb/{LESSON}"))
    other = page.context.new_page()
    open_lesson(other, fresh_course.url(f"en/{LESSON}"))
    item = page.locator(".mt-quiz .mt-item").first
    item.locator("input").first.check()
    item.get_by_role("button", name="Sjekk svaret").click()
    expect(item.locator(".mt-said")).to_be_visible()
    page.locator(".mt-scene .mt-choice").first.click()
    expect(page.locator(".mt-scene .mt-main")).to_be_visible()
    page.locator(".mt-journal textarea").first.fill("Her.")
    expect(page.locator(".mt-journal .mt-saved").first).to_have_text("Lagret")
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(other.locator(".mt-quiz-top .mt-answered")).to_have_text("1 of 12 answered")
    expect(other.locator(".mt-scene-past summary")).to_have_text("How you came here (1)")
    expect(other.locator(".mt-journal textarea").first).to_have_value("Her.")


@pytest.mark.parametrize("lang", ["nb", "en"])
@pytest.mark.parametrize("page", [DESK, PHONE], indirect=True, ids=["desk", "phone"])
def test_everybody_can_use_it(  # noqa: PLR0913, PLR0917 - fixtures
    fresh_course: Any,
    page: Page,
    lang: str,
    open_lesson: Opened,
    violations: Callable[..., list[str]],
    look: Callable[[Page, str], None],
) -> None:
    """Axe finds nothing before and after answering, and nothing is wider than the window."""
    open_lesson(page, fresh_course.url(f"{lang}/{LESSON}"))
    assert [] == violations(page, WIDGETS)
    for item in page.locator(".mt-quiz .mt-item").all():
        for number, select in enumerate(item.locator("select").all()):
            select.select_option(index=number + 1)
        if item.locator("input").count():
            item.locator("input").first.check()
        for button in item.locator("[aria-expanded=false]").all():
            button.click()
        item.locator("button.mt-main").click()
        expect(item.locator(".mt-said")).to_be_visible()
    scene = page.locator(".mt-scene")
    while not scene.locator(".mt-debrief").count():
        scene.locator(".mt-choice").first.click()
        scene.locator("button.mt-main").click()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert [] == violations(page, WIDGETS)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    small = page.evaluate(
        """(within) => [...document.querySelectorAll(within)].flatMap((one) => [...one.querySelectorAll(
            "button, select, summary, textarea, label:has(input)")]).filter((one) => one.checkVisibility()
            && one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML.slice(0, 100))""",
        WIDGETS,
    )
    assert [] == small
    look(page, f"course-widgets-{lang}-{page.viewport_size['width'] if page.viewport_size else ''}")


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_home_shows_the_map(
    fresh_course: Any, page: Page, lang: str, open_lesson: Opened, violations: Callable[..., list[str]]
) -> None:
    """Twelve lessons, links only to what is there, and each link leads to a page."""
    open_lesson(page, fresh_course.url(f"{lang}/home.ipynb"))
    expect(page.locator(".mt-map > li")).to_have_count(12)
    assert [] == violations(page, ".mt-map, .mt-resume")
    for link in page.locator(".mt-map a").all():
        answer = page.request.get(str(link.evaluate("(link) => link.href")))
        assert answer.ok


def test_opening_a_lesson_says_nothing_where_it_was_started(
    fresh_course: Any, page: Page, open_lesson: Opened
) -> None:
    """All widgets are asked for at once; the terminal says where the course is, how it ends, and no more."""
    for _ in range(2):
        open_lesson(page, fresh_course.url(f"en/{LESSON}"))
    said = fresh_course.log.read_text().splitlines()
    assert 2 == len(said), said

"""A served page: it comes soon, speaks the learner's language, and asks nobody else for anything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

COUNTER = """
import anywidget, traitlets
class Counter(anywidget.AnyWidget):
    _esm = '''
    export default { render({ model, el }) {
      const button = document.createElement("button");
      const show = () => { button.textContent = `answered ${model.get("answered")}`; };
      button.addEventListener("click", () => model.send("press"));
      model.on("change:answered", show); show();
      el.classList.add("mt-widget"); el.append(button);
    } }
    '''
    answered = traitlets.Int(0).tag(sync=True)
counter = Counter()
def press(*_):
    counter.answered += 1
counter.on_msg(press)
counter
"""
BREAKING = COUNTER.replace(
    '`answered ${model.get("answered")}`', 'model.get("answered") ? "broken" : "break"'
).replace("counter.answered += 1", "counter.answered += 1\n    secret_of_the_author = 1 / 0")
CITED = "Brukeren leder samspillet [@user-steers-the-music]. Noe står alene [@no-such-claim].\n"
PROSE = "Musikk er noe vi gjør sammen. " * 60


def notebook(lang: str, title: str, *cells: tuple[str, str, str]) -> dict[str, Any]:
    """Write a notebook as an author would have saved it."""
    code = {"outputs": [], "execution_count": None}
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
            "mtlearn": {"lang": lang, "title": title},
        },
        "cells": [
            {
                "id": name,
                "cell_type": kind,
                "metadata": {},
                "source": source,
                **(code if kind == "code" else {}),
            }
            for name, kind, source in cells
        ],
    }


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A little course of our own, so that what is tested is the page and not a lesson."""
    folder = tmp_path_factory.mktemp("notebooks")
    for lang, title in (("nb", "Brukeren styrer"), ("en", "The user leads")):
        (folder / lang).mkdir()
        cells = [
            ("opening", "markdown", f"# {title}\n\n{CITED}\n{PROSE}"),
            ("counter", "code", COUNTER),
            ("more", "markdown", f"## Mer\n\n{PROSE}"),
            ("end", "markdown", f"## Slutt\n\n{PROSE}"),
        ]
        (folder / lang / "home.ipynb").write_text(json.dumps(notebook(lang, title, *cells)))
        failing = [
            ("opening", "markdown", f"# {title}"),
            ("fails", "code", "secret_of_the_author = 1 / 0"),
            ("follows", "code", "secret_of_the_author"),
            (
                "sentence",
                "code",
                "from mtlearn.errors import StoreError\nraise StoreError('The disk is full.')",
            ),
            ("words", "markdown", "## Videre"),
        ]
        (folder / lang / "01-fails.ipynb").write_text(json.dumps(notebook(lang, title, *failing)))
        breaking = [("opening", "markdown", f"# {title}"), ("breaks", "code", BREAKING)]
        (folder / lang / "02-breaks.ipynb").write_text(json.dumps(notebook(lang, title, *breaking)))
    (folder / "nb" / "picture.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture(scope="module")
def little_course(serve: Callable[..., Any], notebooks: Path) -> Iterator[Any]:
    """That course, served."""
    with serve(notebooks) as running:
        yield running


def test_a_widget_answers(page: Page, little_course: Any, open_lesson: Callable[..., Any]) -> None:
    """A click goes to the kernel and its answer comes back."""
    open_lesson(page, little_course.url("nb/home.ipynb"))
    page.get_by_role("button", name="answered 0").click()
    expect(page.get_by_role("button", name="answered 1")).to_be_visible()


def test_a_page_has_a_title_a_language_and_landmarks(
    page: Page, little_course: Any, open_lesson: Callable[..., Any]
) -> None:
    """Who listens to the page knows what it is and can jump in it."""
    open_lesson(page, little_course.url("nb/home.ipynb"))
    assert page.title() == "Brukeren styrer · Musikkterapi"
    assert page.locator("html").get_attribute("lang") == "nb"
    assert page.locator("main").count() == page.locator("body > header").count() == 1
    assert ["opening", "counter", "more", "end"] == page.evaluate(
        "[...document.querySelectorAll('main [id^=\"cell-id=\"]')].map((cell) => cell.id.slice(8))"
    )
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hopp til innholdet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_words_are_there_before_the_widgets(page: Page, little_course: Any) -> None:
    """Reading can begin while the kernel starts, and the page says how far it has come."""
    page.goto(little_course.url("nb/home.ipynb"), wait_until="commit")
    expect(page.locator("#mt-progress span")).to_contain_text("Stemmer instrumentene")
    expect(page.get_by_role("heading", name="Brukeren styrer")).to_be_visible()
    page.wait_for_selector("body[data-mt-state=ready]")
    expect(page.locator("#mt-progress span")).to_have_text("Siden er klar.")


def test_the_other_language_opens_at_the_same_place(
    page: Page, little_course: Any, open_lesson: Callable[..., Any]
) -> None:
    """Switching language keeps the section in view."""
    open_lesson(page, little_course.url("nb/home.ipynb"))
    page.locator("[id='cell-id=more']").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('cell-id=more').scrollIntoView()")
    page.get_by_role("link", name="Read in English").click()
    page.wait_for_url("**/en/home.ipynb#cell-id=more")
    page.wait_for_selector("body[data-mt-state=ready]")
    expect(page.locator("[id='cell-id=more']")).to_be_in_viewport()
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_front_door_remembers_the_language(
    page: Page, little_course: Any, open_lesson: Callable[..., Any]
) -> None:
    """The address of the course leads home in the language last read."""
    open_lesson(page, little_course.url("en/home.ipynb"))
    page.goto(little_course.url())
    assert page.url == little_course.url("en/home.ipynb")
    page.wait_for_selector("body[data-mt-state=ready]")


def test_a_footnote_opens_in_place(page: Page, little_course: Any, open_lesson: Callable[..., Any]) -> None:
    """A citation says, by mouse or keyboard, what the sentence stands on; an unknown one stays as written."""
    open_lesson(page, little_course.url("nb/home.ipynb"))
    button, note = page.get_by_role("button", name="Kilde 1"), page.get_by_role("note")
    expect(note).to_have_count(0)
    button.focus()
    page.keyboard.press("Enter")
    expect(note).to_contain_text("KoRus vest Bergen")
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(button).to_be_focused()
    expect(page.get_by_text("[@no-such-claim]")).to_be_visible()


def test_a_cell_that_fails_says_so_and_nothing_more(
    page: Page, little_course: Any, open_lesson: Callable[..., Any]
) -> None:
    """No stack trace, no source and no path reaches the page, and the words after are there."""
    open_lesson(page, little_course.url("en/01-fails.ipynb"))
    stopped = page.locator(".mt-stopped")
    expect(stopped).to_have_count(3)
    expect(stopped.nth(0)).to_contain_text("This part would not start. Reload the page.")
    expect(stopped.nth(1)).to_contain_text("waiting for the one above")
    expect(stopped.nth(2)).to_contain_text("The disk is full.")
    expect(page.get_by_role("heading", name="Videre")).to_be_visible()
    assert not any(word in page.content() for word in ("secret_of_the_author", "Traceback", "ZeroDivision"))


def test_a_callback_that_fails_tells_the_page_nothing(
    page: Page, little_course: Any, open_lesson: Callable[..., Any]
) -> None:
    """What plain IPython would send, source and paths and all, stays in the server's log."""
    frames: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    open_lesson(page, little_course.url("nb/02-breaks.ipynb"))
    page.get_by_role("button", name="break").click()
    expect(page.get_by_role("button", name="broken")).to_be_visible()
    assert frames
    assert not any("Traceback" in frame or "secret_of_the_author" in frame for frame in frames)
    assert "secret_of_the_author" in little_course.log.read_text()


def test_a_lost_kernel_is_said_and_the_page_comes_back(
    page: Page, little_course: Any, open_lesson: Callable[..., Any]
) -> None:
    """When the kernel is gone the page says so, offers to load again, and then answers again."""
    open_lesson(page, little_course.url("nb/home.ipynb"))
    little_course.kill_kernel()
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text(
        "Forbindelsen til kurset er brutt. Det du har gjort, er lagret.", timeout=15_000
    )
    banner.get_by_role("button", name="Last siden på nytt").click()
    page.wait_for_selector("body[data-mt-state=ready]")
    page.get_by_role("button", name="answered 0").click()
    expect(page.get_by_role("button", name="answered 1")).to_be_visible()


def test_leaving_a_page_ends_its_kernel(
    page: Page, little_course: Any, open_lesson: Callable[..., Any]
) -> None:
    """The page's farewell is heard, so that kernels do not pile up."""
    open_lesson(page, little_course.url("nb/home.ipynb"))
    here = little_course.kernels()[-1]
    page.goto(little_course.url("nb/no-such.ipynb"))
    expect(page.get_by_role("heading", name="Her er det ingen side")).to_be_visible()
    little_course.wait_until(lambda: here not in little_course.kernels())
    page.get_by_role("link", name="Til forsiden").click()
    page.wait_for_selector("body[data-mt-state=ready]")
    page.expected_errors = ["404"]  # type: ignore[attr-defined] # asked for on purpose


def test_the_server_gone_is_said(
    page: Page, serve: Callable[..., Any], notebooks: Path, open_lesson: Any
) -> None:
    """When the whole course is closed, the page says where to look, and loses nothing of what it shows."""
    page.expected_errors = ["ERR_CONNECTION_REFUSED", "WebSocket", "Failed to"]  # type: ignore[attr-defined]
    with serve(notebooks) as course:
        open_lesson(page, course.url("en/home.ipynb"))
    banner = page.get_by_role("alert")
    expect(banner).to_contain_text("The connection to the course was lost.", timeout=15_000)
    banner.get_by_role("button", name="Reload the page").click()
    expect(banner).to_contain_text("terminal window")
    expect(page.get_by_role("heading", name="The user leads")).to_be_visible()


@pytest.mark.parametrize(
    "page", [{"width": 360, "height": 740}, {"width": 1200, "height": 800}], indirect=True
)
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_a_page_is_open_to_everybody(
    page: Page,
    little_course: Any,
    open_lesson: Callable[..., Any],
    violations: Callable[..., list[str]],
    lang: str,
) -> None:
    """Axe finds nothing, with footnotes open too, and no width makes the page scroll sideways."""
    open_lesson(page, little_course.url(f"{lang}/home.ipynb"))
    page.locator(".mt-cite").first.click()
    assert [] == violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

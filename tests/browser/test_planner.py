"""The planner in a real browser: filled in by keyboard, found again, and taken along in both languages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from playwright.sync_api import expect

from mtlearn.course.planner import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page
    from tests.serving import Course

pytestmark = [pytest.mark.browser, pytest.mark.patient]
OWN = "Tirsdager <etter> lunsj 🎵\n\n  – i møterommet"


def taken(planner: Locator, form: str) -> tuple[str, bytes]:
    """Take the plan along as a file; give its name and its bytes."""
    with planner.page.expect_download() as waited:
        planner.locator(".mt-planner-files button").nth(("docx", "html").index(form)).click()
    said = planner.locator(".mt-planner-said")
    expect(said).to_contain_text(waited.value.suggested_filename)
    return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()


def test_a_plan_is_filled_in_found_again_and_taken_along(
    fresh_course: Course,
    page: Page,
    open_lesson: Callable[[Page, str], Page],
    violations: Callable[..., list[str]],
    look: Callable[[Page, str], None],
) -> None:
    """From the first key to both files in both languages, at both widths; too long a text is kept."""
    open_lesson(page, fresh_course.url("nb/11-setting-up.ipynb"))
    planner = page.locator(".mt-planner")
    planner.get_by_label("Hvor skal tilbudet være?").fill("Dagsenteret på Myra")
    steps = planner.locator(".mt-planner-steps button")
    steps.nth(4).focus()
    page.keyboard.press("Enter")
    shown = planner.locator(".mt-planner-step:visible")
    expect(shown.locator("h3")).to_be_focused()
    expect(shown.locator("h3")).to_have_text("Rom og instrumenter")
    shown.locator("textarea").fill(OWN)
    expect(shown.locator(".mt-saved")).to_have_text("Lagret")
    expect(steps.nth(4).locator(".mt-planner-mark")).to_be_visible()
    shown.locator("summary").click()
    expect(shown.locator("details li").first).to_be_visible()
    assert [] == violations(page, ".mt-planner")
    shown.get_by_role("button", name="Neste steg").click()
    expect(shown.locator("h3")).to_have_text("Samarbeid")
    shown.locator("textarea").fill("x" * (LONGEST + 1))
    expect(shown.locator(".mt-saved")).to_contain_text("ingenting er kuttet")
    look(page, "planner-nb-1200")

    page.set_viewport_size({"width": 360, "height": 740})
    open_lesson(page, fresh_course.url("en/11-setting-up.ipynb"))
    expect(planner.get_by_label("Where is the service to be?")).to_have_value("Dagsenteret på Myra")
    expect(planner.locator(".mt-planner-mark:visible")).to_have_count(2)
    steps.nth(4).click()
    expect(shown.locator("textarea")).to_have_value(OWN)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    look(page, "planner-en-360")
    steps.nth(5).click()  # what was too long is still in the tab
    expect(shown.locator("textarea")).to_have_value("x" * (LONGEST + 1))
    shown.locator("textarea").fill("Teamet")

    language = planner.get_by_label("Language of the document")
    for lang, stem, title in (
        ("nb", "plan-for-musikkterapi", "Plan for et tilbud i musikkterapi"),
        ("en", "music-therapy-plan", "Plan for a music therapy service"),
    ):
        language.select_option(lang)
        name, data = taken(planner, "docx")
        word = docx.Document(io.BytesIO(data))
        assert f"{stem}-dagsenteret-på-myra.docx" == name
        said = [one.text for one in word.paragraphs]
        assert title == said[0]
        assert {"Dagsenteret på Myra", "Teamet", *OWN.split("\n")} <= set(said)
        name, data = taken(planner, "html")
        assert name.endswith(".html")
        assert f'<html lang="{lang}">' in data.decode()
        assert "Tirsdager &lt;etter&gt; lunsj 🎵" in data.decode()

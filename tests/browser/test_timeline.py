"""A take in time, in a real page: by keyboard, by ear, as a table, with marks that stay."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mtlearn.learner.mark import Marks
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store

from .folding import unfold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from ..serving import Course  # noqa: TID252 - tests are no package to name from outside

pytestmark = pytest.mark.browser
CELL = """from mtlearn.learner.record import Record
from mtlearn.widgets.lesson import shared_store
from mtlearn.widgets.timeline import TimelinePanel
TimelinePanel("{lang}", Record(shared_store(), "studio"), "mirror")"""
NARROW = {"width": 360, "height": 740}


def played() -> tuple[list[list[float]], list[list[float]]]:
    """A minute: calls and their echoes, first softly, then strongly, with the partner after the learner."""
    chance = random.Random(5)  # noqa: S311 - music, not secrets
    mine: list[list[float]] = []
    partner: list[list[float]] = []
    for call in range(10):
        begins, strength = call * 6.0, 50 if call < 5 else 100
        tones = [60 + chance.choice([0, 2, 4, 7, 9]) for _ in range(5)]
        for n, pitch in enumerate(tones):
            mine.append([begins + 0.5 * n, 0.4, pitch, strength + chance.randint(-4, 4)])
            partner.append([begins + 3 + 0.5 * n, 0.4, pitch, strength + chance.randint(-4, 4)])
    return mine, partner


def log(data: Path) -> Record:
    return Record(Store(data / "learner.sqlite3"), "studio")


@pytest.fixture
def course(tmp_path: Path, serve: Callable[..., Any]) -> Iterator[Course]:
    """A page with nothing but a take in time, in both languages; the take is in the log already."""
    (tmp_path / "data").mkdir()
    record = log(tmp_path / "data")
    mine, partner = played()
    record.begin_take("first", {"exercise": "mirror"})
    record.add_notes("first", mine, partner)
    record.end_take("first", 60.0)
    record.store.close()
    for lang in ("nb", "en"):
        cells = [
            {
                "id": "words",
                "cell_type": "markdown",
                "metadata": {},
                "source": "# Time\n\n## Take\n\n### Played",
            },
            {
                "id": "panel",
                "cell_type": "code",
                "metadata": {},
                "source": CELL.format(lang=lang),
                "outputs": [],
                "execution_count": None,
            },
        ]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        metadata = {"kernelspec": kernel, "mtlearn": {"lang": lang, "title": "Time"}}
        book = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        (tmp_path / "pages" / lang).mkdir(parents=True)
        (tmp_path / "pages" / lang / "home.ipynb").write_text(json.dumps(book))
    with serve(tmp_path / "pages", MTLEARN_DATA=str(tmp_path / "data"), MTLEARN_SOUND="browser") as running:
        running.data = tmp_path / "data"
        yield running


def opened(page: Page, course: Course, open_lesson: Callable[[Page, str], Page], lang: str) -> Locator:
    """Open the page, and wait until the picture is drawn."""
    open_lesson(page, course.url(f"{lang}/home.ipynb"))
    panel = page.locator(".mt-timeline-panel")
    expect(panel.locator(".mt-tl-drawing .mt-tl-curve").first).to_be_attached(timeout=30_000)
    return panel


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_keys_move_along_time_and_what_is_there_is_said(  # noqa: PLR0913, PLR0917 - fixtures
    course: Course,
    page: Page,
    open_lesson: Callable[[Page, str], Page],
    violations: Callable[..., list[str]],
    look: Callable[[Page, str], None],
    lang: str,
) -> None:
    """The cursor is a slider; both players' values at its place are said in words; nobody is shut out."""
    panel = opened(page, course, open_lesson, lang)
    slider = panel.get_by_role("slider", name={"nb": "Sted i musikken", "en": "Place in the music"}[lang])
    slider.focus()
    page.keyboard.press("Home")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuenow", "4")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^0:04"))
    strength = {
        "nb": r"Styrke: Du svakt \(\d+\), medspilleren",
        "en": r"Strength: You soft \(\d+\), the partner",
    }
    expect(panel.locator(".mt-tl-here")).to_contain_text(re.compile(strength[lang]))
    status = panel.locator(".mt-timeline .mt-hidden[role=status]")
    expect(status).to_contain_text(re.compile(strength[lang]))
    page.keyboard.press("PageUp")
    expect(slider).to_have_attribute("aria-valuenow", "14")
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuenow", "59")
    echo = {"nb": "kom igjen hos medspilleren", "en": "came back from the partner"}[lang]
    expect(panel.locator(".mt-tl-found")).to_contain_text(echo)
    for summary in panel.locator("summary").all():
        summary.click()
    expect(panel.locator("tbody tr").first).to_be_visible()
    assert [] == violations(page, ".mt-timeline-panel")
    look(page, f"timeline-{lang}")


def test_the_table_has_what_the_picture_has(
    course: Course, page: Page, open_lesson: Callable[[Page, str], Page]
) -> None:
    """Each row a bar or five seconds and a player, with every lane's value in words."""
    panel = opened(page, course, open_lesson, "en")
    unfold(panel, "The same as a table")
    expect(panel.locator("tbody tr").first).to_be_visible()
    heads = panel.locator("thead th").all_inner_texts()
    assert ["Who", "Strength", "Density", "Register", "Pulse", "Dissonance", "Tonal centre"] == heads[-7:]
    lanes = panel.locator(".mt-tl-drawing > g[role=img]")
    assert [
        name.split(".")[0] for name in lanes.evaluate_all("all => all.map(g => g.getAttribute('aria-label'))")
    ] == ["Notes", *heads[-6:]]
    first = panel.locator("tbody tr").first.locator("td, th").all_inner_texts()
    assert "You" in first
    assert any(re.fullmatch(r"soft \(\d+\)", text) for text in first)


def test_a_mark_is_written_to_heard_kept_and_deleted_by_keyboard(
    course: Course, page: Page, open_lesson: Callable[[Page, str], Page], violations: Callable[..., list[str]]
) -> None:
    """Mark, write, hear just that; after a reload it is there; deleted, it is gone, and the log says both."""
    panel = opened(page, course, open_lesson, "nb")
    slider = panel.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")
    page.keyboard.press("PageUp")
    panel.get_by_role("button", name="Merk dette stedet").focus()
    page.keyboard.press("Enter")
    text = panel.get_by_label("Hva hører du her?")
    expect(text).to_be_focused()
    page.keyboard.type("Her svarer den andre.")
    expect(panel.locator(".mt-tl-marks [role=status]")).to_have_text("Lagret")
    assert [] == violations(page, ".mt-timeline-panel")
    page.keyboard.press("Tab")
    expect(panel.get_by_role("button", name=re.compile("Hør akkurat dette: 0:10"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel.locator(".mt-tl-span")).to_be_attached()
    expect(panel.locator(".mt-tl-head")).to_be_visible(timeout=15_000)
    page.wait_for_function("document.querySelector('.mt-tl-head').style.left !== '0px'")
    (kept,) = Marks(log(course.data)).of("first")
    assert (10.0, "Her svarer den andre.") == (kept.at, kept.text)
    panel = opened(page, course, open_lesson, "nb")
    expect(panel.get_by_label("Hva hører du her?")).to_have_value("Her svarer den andre.")
    expect(panel.locator(".mt-tl-flag")).to_have_count(1)
    panel.get_by_role("button", name=re.compile("Slett merke 1")).focus()
    page.keyboard.press("Enter")
    expect(panel.locator(".mt-tl-marks li")).to_have_count(0)
    expect(panel.get_by_role("button", name="Merk dette stedet")).to_be_focused()
    course.wait_until(lambda: [] == Marks(log(course.data)).of("first"))


@pytest.mark.parametrize("page", [NARROW], indirect=True)
def test_a_phone_shows_all_of_it_and_more_closely(
    course: Course, page: Page, open_lesson: Callable[[Page, str], Page], look: Callable[[Page, str], None]
) -> None:
    """At 360 pixels nothing goes out of the page; shown closer, the picture scrolls within itself."""
    panel = opened(page, course, open_lesson, "nb")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    look(page, "timeline-phone")
    near = panel.get_by_role("button", name="Vis nærmere")
    near.click()
    expect(panel.get_by_role("button", name="Vis alt")).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("document.querySelector('.mt-tl-drawing').clientWidth > 1000")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    panel.get_by_role("slider").focus()
    page.keyboard.press("End")
    page.wait_for_function("document.querySelector('.mt-tl-scroll').scrollLeft > 500")
    look(page, "timeline-phone-near")


def test_a_press_in_the_picture_moves_the_cursor(
    course: Course, page: Page, open_lesson: Callable[[Page, str], Page]
) -> None:
    """Pointing does what keys do."""
    panel = opened(page, course, open_lesson, "en")
    drawing = panel.locator(".mt-tl-drawing")
    box = drawing.bounding_box()
    assert box is not None
    drawing.click(position={"x": box["width"] / 2, "y": 100})
    expect(panel.get_by_role("slider")).to_have_attribute("aria-valuenow", "30")

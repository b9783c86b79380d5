"""The glossary and the sources in a real browser: searched, narrowed, and reached by an entry's address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mtlearn.course.claim import sources
from mtlearn.course.glossary import glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.patient]


@pytest.fixture
def opened(
    page: Page,
    course: Any,
    open_lesson: Callable[[Page, str], Page],
    violations: Callable[[Page], list[str]],
    look: Callable[[Page, str], None],
) -> Iterator[Callable[[str], Page]]:
    """Open a page by its address; afterwards, on a telephone, nothing is too wide and axe finds nothing."""
    asked: list[str] = []

    def opening(address: str) -> Page:
        asked.append(address)
        return open_lesson(page, course.url(address))

    yield opening
    name = re.sub(r"\W+", "-", asked[0].partition(".")[0])
    look(page, f"look-up-{name}-1200")
    page.set_viewport_size({"width": 360, "height": 800})
    look(page, f"look-up-{name}-360")
    assert 360 >= page.evaluate("document.documentElement.scrollWidth")
    assert [] == violations(page)


@pytest.mark.parametrize(("lang", "last"), [("nb", "åpen gruppe"), ("en", "user involvement")])
def test_terms_are_found_in_three_languages_without_the_keys_for_them(
    lang: str,
    last: str,
    opened: Callable[[str], Page],
) -> None:
    """An address leads to its term; Bokmål, Nynorsk and English find it, with å or aa or a, in any case."""
    page = opened(f"{lang}/glossary.ipynb#term-paarorende")
    terms = page.locator(".mt-finder-list > li")
    expect(terms).to_have_count(len(glossary()))
    expect(page.locator("#term-paarorende")).to_be_focused()
    expect(page.locator("#term-paarorende")).to_be_in_viewport()
    field = page.get_by_role("searchbox")
    for asked in ("pårør", "PAARORENDE", "parorande", "relatives", "Pårørande"):
        field.fill(asked)
        expect(terms.first).to_have_id("term-paarorende")
    field.fill("lågterskel")
    expect(terms).to_have_count(1)
    field.fill("qqq")
    expect(terms).to_have_count(0)
    expect(page.locator(".mt-found")).not_to_be_empty()
    page.evaluate("location.hash = 'term-mestring'")  # leads there whatever was searched for
    expect(page.locator("#term-mestring")).to_be_focused()
    page.locator("#term-mestring .mt-finder-see a").first.click()
    expect(page.locator("#term-mestringsopplevelse")).to_be_focused()
    assert page.url.endswith("#term-mestringsopplevelse")
    assert last in page.locator(".mt-finder-list h2").all_inner_texts()[-3:]


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_sources_say_how_they_were_read_whether_they_hold_and_what_stands_on_them(
    lang: str,
    opened: Callable[[str], Page],
) -> None:
    """An address leads to a source; kind, reading and status narrow the list; each lesson's link leads on."""
    page = opened(f"{lang}/sources.ipynb#source-hdir-rus-musikkterapi")
    rows = page.locator(".mt-finder-list > li")
    expect(rows).to_have_count(len(sources()))
    row = page.locator("#source-hdir-rus-musikkterapi")
    expect(row).to_be_focused()
    expect(row.locator(".mt-finder-status")).to_be_visible()
    row.locator("summary").click()
    expect(row.locator("a[href='07-guidelines.ipynb']").first).to_be_visible()
    assert page.locator(".mt-finder-list details small").count() > len(sources())
    choices = page.locator(".mt-finder-field select")
    choices.nth(2).select_option("uncertain")
    expect(rows).to_have_count(sum(source.status == "uncertain" for source in sources().values()))
    choices.nth(1).select_option("abstract")
    expect(rows).to_have_count(0)
    choices.nth(2).select_option("")
    expect(rows).to_have_count(sum(source.extent == "abstract" for source in sources().values()))
    choices.nth(1).select_option("")
    page.get_by_role("searchbox").fill("helsedirektoratet rus")
    expect(row).to_be_visible()

"""Cards and sources: what is said, at its own strength, the same every time they are shown."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mtlearn.course.card import BRIEFLY, card
from mtlearn.course.claim import cited, claims, sources
from mtlearn.course.lesson import lesson
from mtlearn.language import words
from mtlearn.widgets.card import card_sheet
from mtlearn.widgets.comparison import comparison
from mtlearn.widgets.sources import references, short_name, source_list, who_and_when

COURSE = Path(__file__).parents[1] / "little-course"


class Nesting(HTMLParser):
    """Follows the elements of a sheet, and holds them to be closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag that opens."""
        del attrs
        self.open.append(tag)
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Hold a tag that closes to the one opened last."""
        assert tag == self.open.pop()


def test_a_card_says_what_each_row_stands_on_and_how_strongly() -> None:
    """A suggestion is called a suggestion, a text known at second hand is said to be, a withdrawn one too."""
    sheet = card_sheet(card("kettle", COURSE), "nb", COURSE)
    assert "Lokk ble foreslått." in sheet.text
    assert "forslag («foreslås»)" in sheet.html
    assert words("sources", "nb")["second_hand"] in sheet.html
    assert "Kjelerådet (u.å.), trukket tilbake" in sheet.html
    english = card_sheet(card("kettle", COURSE), "en", COURSE)
    assert (
        "changed: Kjelerådet (n.d.), Kjeleregelen. Withdrawn. No longer in force. Since 2010." in english.text
    )
    assert "suggestion (‘is suggested’)" in english.text
    assert 'lang="en"' in english.html


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_sheets_are_whole_and_come_out_the_same_again(lang: str) -> None:
    """Elements close in order, headings begin at h3, and nothing in them changes from run to run."""
    code = "nb" if lang == "nb" else "en"
    for make in (
        lambda: card_sheet(card("sud-2016"), code),
        lambda: source_list(cited(lesson("user-leads").claims), code),
    ):
        sheet = make()
        assert sheet == make()
        nesting = Nesting()
        nesting.feed(sheet.html)
        assert [] == nesting.open
        assert not {"h1", "h2", "script", "style"} & set(nesting.seen)


def test_every_source_stands_once_with_all_it_carries() -> None:
    """The list holds each source the claims name, with a link to it, and an anchor for those that cite it."""
    found = cited(lesson("user-leads").claims)
    sheet = source_list(found, "en")
    named = {name for claim in found for name in claim.sources}
    assert sorted(named) == sorted(re.findall(r'<li id="source-([^"]+)"', sheet.html))
    for name in named:
        if sources()[name].url:
            assert sheet.html.count(f'href="{sources()[name].url.replace("&", "&amp;")}"') >= 1
    links = {source["href"] for claim in references(found, "en") for source in claim["sources"]}
    assert {f"#source-{name}" for name in named} == links


def test_what_was_read_and_when_it_was_checked_is_said() -> None:
    """First hand and second hand, the day in each language's way, withdrawn said in words."""
    found = cited(["water-first", "lid-on"], COURSE)
    nb, en = source_list(found, "nb"), source_list(found, "en")
    assert "lest: hele boka · sjekket 01.11.2026" in nb.text
    assert "read: the whole book · checked 2026-11-01" in en.text
    assert "Withdrawn. No longer in force." in en.text
    assert "Withdrawn in 2010." in en.html
    assert "Two cups &amp; &lt;one&gt; pot" in en.html
    assert words("sources", "en")["second_hand"] in en.text


def test_sources_are_named_as_one_does_in_running_text() -> None:
    """One, two, and more people; a publisher where nobody is named."""
    texts = sources(COURSE)
    assert "Brewer mfl. (2001)" == who_and_when(texts["tea-book"], "nb")
    assert "Hand & Spoon (2015)" == who_and_when(texts["two-cups"], "en")
    assert "Kjelerådet (n.d.), withdrawn" == short_name(texts["old-kettle-rule"], "en")


def test_every_claim_of_the_course_can_be_shown() -> None:
    """No strength and no kind is without its words, in either language."""
    found = cited(claims())
    assert len(found) == len(references(found, "nb")) == len(references(found, "en"))


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_the_guidelines_stand_side_by_side_each_cell_with_its_source(lang: str) -> None:
    """Seven texts, five things of each; every number leads to a source that is named below."""
    code = "nb" if lang == "nb" else "en"
    cards = [card(name) for name in lesson("guidelines").cards]
    sheet = comparison(cards, code)
    nesting = Nesting()
    nesting.feed(sheet.html)
    assert [] == nesting.open
    assert 7 == len(cards) == sheet.html.count('scope="row"')
    assert 35 == nesting.seen.count("td")
    body, _, below = sheet.html.partition("</table>")
    named = set(re.findall(r'href="#source-([^"]+)"', body))
    assert named == set(re.findall(r'href="#source-([^"]+)"', below))
    briefs = [getattr(one.brief, part) for one in cards for part in BRIEFLY]
    assert named == {name for brief in briefs for claim in cited(brief.claims) for name in claim.sources}

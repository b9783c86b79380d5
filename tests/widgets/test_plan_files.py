"""A plan taken along: the files are opened again, and every word is there, in order, as it was written."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mtlearn.course.claim import cited
from mtlearn.course.planner import Plan, planner, whole
from mtlearn.language import LANGUAGES, words
from mtlearn.widgets.plan_document import Heading, document, held, unheld
from mtlearn.widgets.plan_files import file

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.widgets.plan_document import Document

DAY = date(2026, 11, 26)
SHALOM = "\u05e9\u05dc\u05d5\u05dd"
OWN = f"Hei <b>du</b> & 'de' 🎵\n\n  to  mellomrom\tog tab\n{SHALOM}\nÅse, Øyvind, Ærlig &amp; <script>"
PLAN = Plan("Dagsenteret på <Myra>", {"why": OWN, "room": "Tirsdager"})
odd = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("<>&\"'\n\t \x00\x1b\x7f\ufffe\u2028\u202e]🎵ש"),
    max_size=60,
)


class Page(HTMLParser):
    """Reads a page as a reader would: headings, paragraphs of the learner's, links, and its language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lang = self.title = self.all = ""
        self.headings: list[tuple[int, str]] = []
        self.own: list[list[str]] = []
        self.lines = 0
        self.links: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins."""
        given = dict(attrs)
        if tag == "html":
            self.lang = given["lang"] or ""
        if tag in {"h1", "h2", "h3"}:
            self.headings.append((int(tag[1]), ""))
        if tag == "div":
            self.own += [[]] if given.get("class") == "own" else []
            self.lines += given.get("class") == "lines"
        if tag == "p" and given.get("dir") == "auto":
            self.own[-1].append("")
        if tag == "a":
            self.links.append(given["href"] or "")
        assert tag not in {"script", "img", "link", "b"}
        if tag != "meta":
            self._open.append((tag, given.get("dir") or ""))

    def handle_endtag(self, tag: str) -> None:
        """Hold every element to an end of its own."""
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Take up the words."""
        self.all += data
        if not self._open:
            return
        tag, running = self._open[-1]
        if tag == "title":
            self.title += data
        if tag in {"h1", "h2", "h3"}:
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)
        if running == "auto":
            self.own[-1][-1] += data


def made(plan: Plan, lang: Language = "nb") -> Document:
    return document(planner(), plan, lang, DAY)


def own_of(word: docx.document.Document) -> list[list[str]]:
    """Give the learner's paragraphs, indented as no others are, in runs of neighbours."""
    found: list[list[str]] = []
    before = False
    for one in word.paragraphs:
        now = one.paragraph_format.left_indent is not None
        if now:
            found += [] if before else [[]]
            found[-1].append(one.text)
        before = now
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_file_has_all_the_words_in_order_and_nobodys_name(lang: Language) -> None:
    """Headings can be walked by, the language is set, empty steps are lines, the metadata tell on nobody."""
    name, _, data = file(made(PLAN, lang), "docx", PLAN.place)
    word = docx.Document(io.BytesIO(data))

    expected = [(block.level, block.text) for block in made(PLAN, lang).blocks if isinstance(block, Heading)]
    found = [
        (int(style.name.split()[-1]), one.text)
        for one in word.paragraphs
        if (style := one.style) and style.name and style.name.startswith("Heading")
    ]
    assert expected == found
    assert [["Dagsenteret på <Myra>"], OWN.split("\n"), ["Tirsdager"]] == own_of(word)
    assert 7 * 5 == sum(one.text == "\t" for one in word.paragraphs)
    about = word.core_properties
    assert ["", "", "", ""] == [about.author, about.last_modified_by, about.comments, about.keywords]
    assert {"nb": "nb-NO", "en": "en-GB"}[lang] == about.language
    text = "\n".join(one.text for one in word.paragraphs)
    for step in planner().steps:
        for claim in cited(step.claims):
            assert claim.claim.text[lang] in text
            assert all(source.title in text for source in claim.sources.values())
    with zipfile.ZipFile(io.BytesIO(data)) as inside:
        whole_file = b"".join(inside.read(one) for one in inside.namelist()).decode("utf-8")
    assert f'w:lang w:val="{about.language}"' in whole_file
    assert "<w:bidi/>" in whole_file
    assert 'w:instr="PAGE"' in whole_file
    for trace in ("python-docx", "Macintosh", "thumbnail", "/root", "/home"):
        assert trace not in whole_file
    assert {"nb": "plan-for-musikkterapi-", "en": "music-therapy-plan-"}[
        lang
    ] + "dagsenteret-på-myra.docx" == name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_to_print_has_all_the_words_in_order(lang: Language) -> None:
    """The same, as HTML: no tag of the learner's is one, and nothing is asked of another host to show it."""
    _, _, data = file(made(PLAN, lang), "html", PLAN.place)
    page = Page(data.decode("utf-8"))

    assert (lang, f"{planner().title[lang]}: Dagsenteret på <Myra>") == (page.lang, page.title)
    expected = [(block.level, block.text) for block in made(PLAN, lang).blocks if isinstance(block, Heading)]
    assert expected == page.headings
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert [["Dagsenteret på <Myra>"], OWN.split("\n"), ["Tirsdager"]] == page.own
    assert 7 == page.lines
    assert {"nb": "26. november 2026", "en": "26 November 2026"}[lang] in page.all
    assert page.links
    assert all(link.startswith(("https://", "http://")) for link in page.links)
    assert b"url(" not in data
    assert b"src=" not in data


@settings(max_examples=12, deadline=None)
@given(odd.map(whole), odd.map(whole))
def test_odd_text_comes_through_as_it_was_written(place: str, own: str) -> None:
    """Only what no document can hold is shown by a sign of its own, and that is counted."""
    plan = Plan(place, {"why": own})
    expected = [held(text).split("\n") for text in (place, own) if text.strip()]
    short = document(replace(planner(), steps=planner().steps[:1]), plan, "nb", DAY)
    _, _, word = file(short, "docx", place)
    name, _, page = file(short, "html", place)

    assert expected == own_of(docx.Document(io.BytesIO(word)))
    assert expected == Page(page.decode("utf-8")).own
    assert len(own) == len(held(own))
    assert unheld(own) == sum(a != b for a, b in zip(own, held(own), strict=True))
    assert name.startswith(words("planner", "nb")["file_stem"])
    assert name.endswith(".html")
    assert not set(name) & set('/\\:*?"<>|\0\n')


def test_an_invisible_character_is_shown_by_its_own_sign() -> None:
    """Nothing is lost without a trace."""
    assert "a␀b␛c␡d\ufffd" == held("a\x00b\x1bc\x7fd\ufffe")
    assert 4 == unheld("a\x00b\x1bc\x7fd\ufffe")

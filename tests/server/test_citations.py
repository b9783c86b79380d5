"""Citations in prose become footnotes that say what a sentence stands on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mtlearn.course.claim import Claim, Source
from mtlearn.language import Text, words
from mtlearn.server.citations import Footnotes

if TYPE_CHECKING:
    from mtlearn.language import Language

SOURCES = {
    "tea": Source(
        title="The <Book> of Tea",
        publisher="Kettle Press",
        type=Text("bok", "book"),
        read=Text("hele boka", "the whole book"),
        authors="Leaf, B.",
        year=2001,
        url="https://example.org/tea",
    ),
    "rule": Source(
        title="Kjeleregelen",
        publisher="Kjelerådet",
        type=Text("retningslinje", "guideline"),
        read=Text("sammendraget", "the summary"),
        status="withdrawn",
        since=2010,
        note=Text("Rådet la den bort.", "The council put it away."),
    ),
}
CLAIMS = {
    "water-first": Claim(
        Text("Vannet kokes først.", "The water boils first."),
        ("tea",),
        "theory",
        "description",
        first_hand=True,
        checked=date(2026, 11, 1),
    ),
    "lid-on": Claim(
        Text("Regelen foreslo lokk.", "The rule suggested a lid."),
        ("rule", "tea"),
        "guideline",
        "suggestion",
        first_hand=False,
        checked=date(2026, 11, 2),
    ),
}


def notes(lang: Language = "en") -> Footnotes:
    """Begin the footnotes of a page."""
    return Footnotes(CLAIMS, SOURCES, lang)


def test_a_citation_becomes_a_button_that_names_its_note() -> None:
    """The button says which source it opens, and which part of the page that is."""
    text = notes("nb").write("Først vann [@water-first]. Så te.")
    assert "Først vann&#8288;<button" in text
    assert 'aria-expanded="false" aria-controls="mt-note-1" aria-label="Kilde 1">1</button>. Så te.' in text
    assert 'id="mt-note-1"' in text
    assert "Vannet kokes først." in text


def test_a_note_says_what_the_sentence_stands_on_and_how_firmly() -> None:
    """The sentence, its sources with a link that tells the other host nothing, strength, and the day."""
    text = notes().write("A lid [@lid-on].")
    assert 'href="https://example.org/tea" rel="noreferrer noopener"' in text
    assert "The &lt;Book&gt; of Tea" in text
    assert "guideline or guidance · suggestion" in text
    assert words("sources", "en")["second_hand"] in text
    assert "Withdrawn. No longer in force. Since 2010. The council put it away." in text
    assert 'aria-label="Source 1, withdrawn">1 withdrawn</button>' in text  # before the note is opened
    assert "checked 2026-11-02" in text


def test_several_claims_get_a_button_each_and_keep_their_number() -> None:
    """A claim cited again in the same page has the number it had, and a note of its own there."""
    page = notes()
    first, again = page.write("Both [@lid-on; @water-first]."), page.write("Again [@water-first].")
    assert ">1 withdrawn</button><button" in first
    assert 'aria-controls="mt-note-3" aria-label="Source 2">2</button>' in again


def test_an_unknown_claim_stays_as_it_was_written(caplog: pytest.LogCaptureFixture) -> None:
    """The learner reads on, and the author finds it in the log."""
    assert notes().write("So [@nobody].") == "So [@nobody]."
    assert "nobody" in caplog.text


@pytest.mark.parametrize(
    "text", ["No citation.", "`[@water-first]`", "```\n[@water-first]\n```", "[a link](x) @home"]
)
def test_what_is_no_citation_is_left_alone(text: str) -> None:
    assert notes().write(text) == text

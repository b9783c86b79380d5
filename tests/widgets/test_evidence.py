"""Evidence cards as sheets: a picture, a sentence and a table of every number, and what it stands on."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from mtlearn.course.evidence import Axis, Finding, evidence, evidence_names
from mtlearn.language import LANGUAGES, Language, Text
from mtlearn.widgets.evidence import evidence_sheet
from mtlearn.widgets.forest import axis_strip, strip

SIDE = Text("mindre", "less")


class Nesting(HTMLParser):
    """Holds the elements of a sheet to be closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag that opens."""
        del attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Hold a tag that closes to the one opened last."""
        assert tag == self.open.pop()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", evidence_names())
def test_every_number_is_a_picture_a_sentence_and_a_row_and_names_its_claims(
    name: str, lang: Language
) -> None:
    """All three say the same, come out the same again, and the limits stand on the card itself."""
    card = evidence(name)
    sheet = evidence_sheet(card, lang)
    assert sheet == evidence_sheet(card, lang)
    nesting = Nesting()
    nesting.feed(sheet.html)
    assert [] == nesting.open
    findings = [finding for plot in card.plots for finding in plot.findings]
    assert len(findings) == sheet.html.count('class="mt-forest-strip"') == sheet.html.count('scope="row"')
    assert [" ".join(finding.claims) for finding in findings] == re.findall(
        r'data-claims="([^"]+)"', sheet.html
    )
    shown = unescape(sheet.html)
    for said in (*(finding.said[lang] for finding in findings), *(limit[lang] for limit in card.not_told)):
        assert said in shown
        assert said in sheet.text


def test_what_was_only_read_in_another_text_is_said_to_be() -> None:
    """Beside its source, on the card."""
    assert "the original was not read" in evidence_sheet(evidence("schizophrenia"), "en").text
    assert "the original was not read" not in evidence_sheet(evidence("sud-active"), "en").text


def test_the_line_of_no_difference_is_drawn_and_named_and_the_better_side_is_said() -> None:
    """Where it belongs on a ratio's axis too; no side is better where that was not read."""
    axis = Axis("rr", 0.25, 4.0, (0.5, 1, 2), SIDE, Text("mer", "more"), "less")
    finding = Finding("a", SIDE, 0.5, "low", SIDE, ("b",), (0.25, 1.0))
    drawn = strip(finding, axis, "en")
    assert 'x1="50.00%" x2="50.00%" y1="0" y2="40" class="mt-forest-none"' in drawn
    assert "goes from 0.25 to 1.00, with the point at 0.50. No difference is 1." in drawn
    under = axis_strip(axis, "en")
    assert "no difference" in under
    assert "less: better" in under
    assert "more: better" not in under


def test_no_line_is_drawn_where_no_interval_was_read() -> None:
    """A point by itself, and the picture says so."""
    [plot] = evidence("romt-trial").plots
    drawn = strip(plot.findings[0], plot.axis, "nb")
    assert "mt-forest-interval" not in drawn
    assert "uten intervall" in drawn

"""Evidence cards: every number is its fact's, no axis holds what cannot be compared, gaps are said."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.course.check import check_course
from mtlearn.course.claim import claims
from mtlearn.course.evidence import Axis, EvidenceCard, Finding, evidence, evidence_names
from mtlearn.course.lesson import lesson
from mtlearn.course.loading import CONTENT
from mtlearn.errors import UnknownLessonError
from mtlearn.language import Text

from .conftest import NOTEBOOKS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NUMBER = re.compile(r"[-\u2212]?\d+(?:\.\d+)?")
POOLED = {("depression", "clinician"): (3, 1), ("depression", "patient"): (3, 1)}
"""Where the source counts randomised and other studies by themselves: how many of each."""
CARDS = [evidence(name) for name in evidence_names()]
SIDE = Text("mindre", "less")


def rows() -> Iterator[tuple[EvidenceCard, Axis, Finding]]:
    for card in CARDS:
        for plot in card.plots:
            for finding in plot.findings:
                yield card, plot.axis, finding


def numbers(text: str) -> set[float]:
    """Give all numbers in a text, with their sign, and a minus too where "lower" stands behind one."""
    said = text.replace("\u2212", "-").replace("\u2013", " ")
    said = re.sub(r"(?<=\d)-(?=\d)", " ", said)  # 0.36-0.78 is a range
    found = {float(number) for number in NUMBER.findall(said)}
    lower = re.findall(r"(\d+(?:\.\d+)?)(?: points)? lower", said)
    return found | {-float(number) for number in lower}


def stated(fact: dict[str, Any]) -> set[float]:
    """Give the numbers of a fact: in its claim, its quotation and its notes."""
    said = " ".join((fact["claim_en"], fact.get("quote") or "", fact.get("notes") or ""))
    return numbers(re.sub(r"\b[Oo]ne\b", "1", said))


def test_every_number_on_a_card_stands_in_the_fact_its_row_names(facts: dict[str, dict[str, Any]]) -> None:
    """Estimate, interval, studies and people are read off the fact of the same id, sign and all."""
    for card, _, finding in rows():
        fact = facts[finding.claims[0]]
        there = stated(fact)
        shown = {finding.estimate, *(finding.interval or ())}
        shown |= set(POOLED.get((card.id, finding.id), {finding.studies}))
        if finding.people is not None and finding.id == "negative-symptoms":
            there |= numbers(facts["romt-rct-design"]["claim_en"])
        if card.id == "romt-trial":
            shown.discard(finding.studies)  # it is one trial
        shown |= {finding.people}
        assert set() == {number for number in shown if number is not None} - there, f"{card.id}: {finding.id}"


def test_every_number_a_claim_about_research_gives_stands_in_its_fact(
    facts: dict[str, dict[str, Any]],
) -> None:
    """Both languages give the numbers the fact gives, and no other."""
    for name in {claim for card in CARDS for claim in card.all_claims}:
        there = {abs(number) for number in stated(facts[name])} | {95.0}
        text = claims()[name].text
        for lang, said in (("en", text.en), ("nb", text.nb.replace(",", "."))):
            given = {abs(number) for number in numbers(re.sub(r"(?<=\d)\.(?!\d)", " ", said))}
            assert set() == given - there, f"{name} ({lang})"


def test_a_moderate_number_is_called_moderate_where_the_fact_does(facts: dict[str, dict[str, Any]]) -> None:
    """The certainty on a card is the fact's word, or it is said to be missing."""
    for card, _, finding in rows():
        said = " ".join(facts[claim]["claim_en"] for claim in finding.claims)
        word = {"low-or-very-low": "low or very low", "not-given": ""}.get(
            finding.certainty, finding.certainty
        )
        assert word in said, f"{card.id}: {finding.id}"
        if finding.certainty == "not-given":
            assert not re.search(r"(low|moderate|high)[- ](certainty|quality)", said), finding.id


def test_an_axis_has_room_for_all_it_holds_and_names_no_difference() -> None:
    """Nothing is drawn outside its axis, and the line of no difference is always to be seen."""
    for card, axis, finding in rows():
        for value in (axis.no_difference, finding.estimate, *(finding.interval or ()), *axis.ticks):
            assert 0 <= axis.place(value) <= 1, f"{card.id}: {finding.id}"
        assert axis.no_difference in axis.ticks


def test_a_ratio_lies_on_a_logarithmic_axis() -> None:
    """Half and double lie equally far from no difference, which is 1."""
    axis = Axis("rr", 0.25, 4.0, (0.5, 1, 2), SIDE, SIDE, "less")
    assert 0.5 == axis.place(axis.no_difference)
    assert pytest.approx(1) == axis.place(0.5) + axis.place(2)


def test_what_reaches_across_is_what_lies_on_both_sides() -> None:
    """An interval that begins at no difference does not reach across; without one, nobody knows."""
    across = {
        finding.id: finding.reaches_across(axis)
        for card, axis, finding in rows()
        if card.id == "sud-standard"
    }
    assert {
        "craving": False,
        "depression": True,
        "motivation": False,
        "sobriety": True,
        "anxiety": True,
    } == across
    [(_, axis, trial)] = [row for row in rows() if row[0].id == "romt-trial"]
    assert trial.reaches_across(axis) is None


def test_every_card_says_what_it_does_not_tell_and_is_shown_in_a_lesson() -> None:
    """A card without limits would say more than research does."""
    assert all(len(card.not_told) >= 3 for card in CARDS)
    assert sorted(card.id for card in CARDS) == sorted(lesson("research").evidence)


def test_there_is_no_card_by_another_name() -> None:
    """A misspelt card says which there are."""
    with pytest.raises(UnknownLessonError, match="depression, metareview"):
        evidence("cravings")


def test_an_author_is_told_of_a_card_that_is_not_there_or_does_not_read(tmp_path: Path) -> None:
    """Both by file, before a learner meets them."""
    content = shutil.copytree(CONTENT, tmp_path / "content")
    about = content / "research" / "lesson.yaml"
    about.write_text(
        about.read_text(encoding="utf-8").replace("sud-active,", "sud-actively,"), encoding="utf-8"
    )
    said = "\n".join(str(found) for found in check_course(NOTEBOOKS, content))
    assert "research/lesson.yaml: there is no evidence card 'sud-actively'." in said

    card = content / "evidence" / "sud-active.yaml"
    card.write_text(
        card.read_text(encoding="utf-8").replace("certainty: low", "certainty: lower", 1), encoding="utf-8"
    )
    assert any(
        str(found).startswith("evidence/sud-active.yaml") for found in check_course(NOTEBOOKS, content)
    )

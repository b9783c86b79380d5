"""What the course says stands on something, is said at its own strength, and reads well in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from mtlearn.course.card import card
from mtlearn.course.claim import claims, sources
from mtlearn.course.evidence import evidence
from mtlearn.course.glossary import glossary
from mtlearn.course.house import CLAIMS, RULES, slips
from mtlearn.course.lesson import items, lesson, lessons, scenes
from mtlearn.course.reading_ease import WORD, too_hard

from .conftest import NOTEBOOKS, cells, cited, source

if TYPE_CHECKING:
    from mtlearn.course.prose import Said

READY = [entry.id for entry in lessons() if entry.status == "ready"]


def claims_of_content(name: str) -> set[str]:
    """Give the claims a lesson's quiz, scene and cards cite."""
    used = {claim for item in items(name) for claim in item.claims}
    moments = [moment for scene in scenes(name).values() for moment in scene.moments]
    used |= {claim for moment in moments for choice in moment.choices for claim in choice.claims}
    used |= {claim for each in lesson(name).evidence for claim in evidence(each).all_claims}
    return used | {claim for each in lesson(name).cards for claim in card(each).claims}


def claims_of_notebook(name: str, lang: str) -> set[str]:
    return {
        claim
        for cell in cells(NOTEBOOKS / lang / name)
        if cell["cell_type"] == "markdown"
        for claim in cited(source(cell))
    }


def test_the_map_has_twelve_lessons_or_more_numbered_in_order() -> None:
    assert list(range(1, len(lessons()) + 1)) == [entry.number for entry in lessons()]
    assert len(lessons()) >= 12
    assert "user-leads" in READY
    assert all(15 <= entry.minutes <= 25 for entry in lessons())


@pytest.mark.parametrize("name", READY)
def test_a_lesson_lists_exactly_the_claims_it_cites(name: str) -> None:
    notebook = next(entry.notebook for entry in lessons() if entry.id == name)
    used = claims_of_content(name) | claims_of_notebook(notebook, "nb")

    assert sorted(used) == sorted(lesson(name).claims)
    assert used <= set(claims())


def test_both_languages_cite_the_same_claims() -> None:
    for path in (NOTEBOOKS / "nb").glob("*.ipynb"):
        assert claims_of_notebook(path.name, "nb") == claims_of_notebook(path.name, "en"), path.name


def test_every_claim_and_every_source_is_used() -> None:
    used = claims_of_notebook("home.ipynb", "nb")
    for name in READY:
        used |= set(lesson(name).claims)

    assert sorted(used) == sorted(claims())
    assert {each for claim in claims().values() for each in claim.sources} == set(sources())


def test_every_claim_stands_in_the_fact_base_as_it_was_read(facts: dict[str, dict[str, Any]]) -> None:
    for name, claim in claims().items():
        fact = facts.get(name)
        assert fact is not None, f"{name} is not in the fact base"
        assert (fact["source_id"],) == claim.sources, name
        if fact["confidence"] == "uncertain":
            assert claim.strength == "none", f"{name} is unsettled"
            assert "ikke avklart" in claim.text.nb
            assert "not settled" in claim.text.en
        else:
            assert (fact["confidence"] == "read-in-primary") == claim.first_hand, name


def test_no_eight_words_of_a_quotation_are_shipped(
    facts: dict[str, dict[str, Any]], all_words: list[Said]
) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        found = [word.lower() for word in WORD.findall(text)]
        eights = {tuple(found[i : i + 8]) for i in range(len(found) - 7)}
        return {run for run in eights if sum(word.isdigit() for word in run) < 3}  # a figure is no quotation

    names = [source.title for source in sources().values()] + [term.nb for term in glossary()]
    titles = {run for name in names for run in runs(name)}  # a name is no quotation
    quoted = {
        run: name
        for name, fact in facts.items()
        for run in runs(fact.get("quote") or "")
        if run not in titles
    }
    shipped = {
        (words.where, quoted[run]): " ".join(run)
        for words in all_words
        for run in runs(words.text) & quoted.keys()
    }
    assert shipped == {}


THE_SAME = {"band", "kalimba", "marimba", "matching", "wigram", "holck", "bergstrøm-nielsen"}
"""Words and names that are the same in both languages."""


def test_both_languages_say_something_and_not_the_same_letters(all_words: list[Said]) -> None:
    term = re.compile(r"glossary\.yaml\[\d+\]$")  # a term may be a foreign word in both
    texts = [said for said in all_words if ".ipynb" not in said.where]
    for nb, en in zip(texts[::2], texts[1::2], strict=True):
        assert ("nb", "en", nb.where) == (nb.lang, en.lang, en.where)
        assert nb.text.strip(), nb.where
        assert en.text.strip(), en.where
        if nb.text.lower() not in THE_SAME and not term.search(nb.where):
            assert nb.text != en.text, nb.where


@pytest.mark.parametrize("what", CLAIMS)
def test_what_may_not_be_claimed_is_said_only_to_deny_it(what: str, all_words: list[Said]) -> None:
    assert [] == [(said.where, said.lang, found) for said, _, found in slips(all_words, [CLAIMS[what]])]


# Where the words "recommended", "should" or "grade A" may stand beside the 2016 guideline, and why.
MAY_SAY_RECOMMENDED = {
    "claims/guidelines.yaml/sud-strength-suggestion/text",  # weaker than "should"
    "claims/guidelines.yaml/guidelines-not-legally-binding/text",  # of recommendations in general
    "claims/guidelines.yaml/psychosis-grade-a/text",  # of 2013, said so
    "claims/guidelines.yaml/psychosis-recommendation-wording/text",  # the same
    "claims/guidelines.yaml/psychosis-evidence-level-1/text",  # the same
    "claims/guidelines.yaml/psychosis-status-uncertain/text",  # whether that still counts: not settled
    "claims/guidelines.yaml/psychosis-current-medicines-with-psychosocial/text",  # of medicines
    "claims/guidelines.yaml/psychosis-pathway-mention-secondary/text",  # of psychosis, by others, said so
    "claims/guidelines.yaml/detox-recommended-as-support-nfmt/text",  # of detoxification, by others, said so
    "cards/sud-2016.yaml/sud-2016/brief/strength/text",  # weaker than "should"
    "cards/sud-2016.yaml/sud-2016/summary",  # weaker than "should"
    "cards/sud-2016.yaml/sud-2016/rows[2]/text",  # how strongly: weaker than "should"
    "cards/sud-2016.yaml/sud-2016/rows[6]/text",  # of recommendations in general
    "cards/sud-2016.yaml/sud-2016/rows[8]/text",  # what it does not say
    "cards/sud-2016.yaml/sud-2016/rows[9]/text",  # the guideline of 2013, said so
}


def test_the_2016_guideline_is_never_said_to_recommend(all_words: list[Said]) -> None:
    too_strong = re.compile(r"anbefal|\bbør\b|recommend|\bshould\b|gradering A|grade A", re.IGNORECASE)
    beside = re.compile(r"cards/sud-2016|claims/guidelines.yaml/(sud|psychosis|detox|three|guidelines)-")
    said = {words.where for words in all_words if beside.match(words.where) and too_strong.search(words.text)}
    assert said == MAY_SAY_RECOMMENDED


def test_the_card_says_it_is_suggested_in_both_languages() -> None:
    sud = card("sud-2016")
    assert "Det foreslås" in " ".join(row.text.nb for row in sud.rows)
    assert "It is suggested" in " ".join(row.text.en for row in sud.rows)
    assert "«bør»" in sud.summary.nb
    assert 2 == len(re.findall(r"\.(\s|$)", sud.summary.nb)) == len(re.findall(r"\.(\s|$)", sud.summary.en))


def test_the_tone_is_kind_people_come_first_and_nobody_is_sent_to_a_number(all_words: list[Said]) -> None:
    serious = [rule for rule in RULES if rule.serious]
    assert 3 == len(serious)
    assert [] == [(said.where, said.lang, found) for said, _, found in slips(all_words, serious)]


def test_the_norwegian_is_easy_for_a_student_to_read(all_words: list[Said]) -> None:
    assert {} == too_hard(all_words)

"""The list of every sentence about guidelines: whole, beside its claims, and not older than the sentences."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from mtlearn.course.card import card, card_names
from mtlearn.course.claim import Claim
from mtlearn.course.loading import CONTENT, load
from mtlearn.course.notebooks import read
from mtlearn.course.stated import Stated, as_markdown, stated

ROOT = Path(__file__).parents[2]
MADE = ROOT / "docs" / "guideline-sentences.md"
PAGE = "07-guidelines.ipynb"


@cache
def listed() -> tuple[Stated, ...]:
    """All that stands on a claim about guidelines, and all of the lesson on them."""
    books = [read(ROOT / "notebooks" / lang / PAGE) for lang in ("nb", "en")]
    return tuple(stated("guidelines", books, CONTENT, (PAGE, "cards")))


def test_no_claim_no_cell_of_a_card_and_no_feedback_is_left_out() -> None:
    """Every claim about guidelines, every row and brief word of each card, in both languages."""
    said = {(lang, text) for one in listed() for lang, text in one.words}
    for claim in load(CONTENT / "claims" / "guidelines.yaml", dict[str, Claim]).values():
        assert {("nb", claim.text.nb), ("en", claim.text.en)} <= said
    for name in card_names():
        shown = card(name)
        assert ("nb", shown.summary.nb) in said
        for row in shown.rows:
            assert ("en", row.text.en) in said
        assert shown.brief
        assert ("nb", shown.brief.today.text.nb) in said
    assert {"nb", "en"} == {lang for one in listed() if one.place.startswith(PAGE) for lang, _ in one.words}


def test_words_stand_on_the_nearest_claims_above_them() -> None:
    """A row of a card stands on its own claims, an option on its item's, prose on what it cites."""
    by_place = {one.place: one for one in listed()}
    assert ("sud-strength-suggestion",) == by_place["cards/sud-2016.yaml · rows.2.text"].claims
    option = by_place["guidelines/quiz.yaml · three-texts.pairs.psychosis.feedback"]
    assert "psychosis-grade-a" in option.claims
    cited = [one for one in listed() if one.place == f"{PAGE} · psychosis-since" and one.claims]
    assert ("psychosis-current-guideline-title",) == cited[0].claims


@pytest.mark.parametrize(
    "head", ["claims/guidelines.yaml", "cards/sud-2016.yaml", "cards/psychosis-2013.yaml", PAGE]
)
def test_the_list_in_docs_is_as_old_as_the_sentences(head: str) -> None:
    """If this is not so: ``mtlearn stated guidelines docs/guideline-sentences.md``."""

    def part(text: str) -> str:
        return re.split(rf"^## {re.escape(head)}$", text, flags=re.MULTILINE)[1].partition("\n## ")[0].strip()

    made = as_markdown("guidelines", [one for one in listed() if one.place.startswith(head)], CONTENT)
    assert part(made) == part(MADE.read_text(encoding="utf-8"))

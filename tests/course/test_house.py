"""Each rule of the house finds its slip, lets the sentence beside it be, and says where it found it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtlearn.course.house import CLAIMS, RULES, Rule, slips
from mtlearn.course.notebooks import read
from mtlearn.course.prose import Said, line_in
from mtlearn.language import LANGUAGES

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "nb" / "02-user-leads.ipynb"
ALL = (*RULES, *CLAIMS.values())


def of(text: str, rule: Rule, *, ours: bool = True) -> list[str]:
    """Give what one rule finds in a text, in its language or in both."""
    langs = (rule.lang,) if rule.lang else LANGUAGES
    words = [Said(Path("some.yaml"), 1, "some", lang, text, ours) for lang in langs]
    return [found for _, _, found in slips(words, [rule])]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: f"{rule.lang}-{rule.slip}")
def test_a_rule_finds_its_slip_and_lets_the_rest_be(rule: Rule) -> None:
    """The examples a rule carries are true of it."""
    assert of(rule.slip, rule)
    assert [] == of(rule.fine, rule)


def test_a_rule_of_one_language_says_nothing_of_the_other() -> None:
    """Norwegian quotation marks are at home in Norwegian."""
    english = next(rule for rule in RULES if rule.instead == "‘…’")
    assert [] == list(slips([Said(Path("some.yaml"), 1, "some", "nb", "«Nei»", ours=True)], [english]))


def test_an_option_that_does_not_hold_may_say_what_is_never_claimed() -> None:
    """It says what some believe; but it keeps to the tone."""
    cure, kind = CLAIMS["a cure"], next(rule for rule in RULES if rule.instead == "no word of failure")
    assert [] == of(cure.slip, cure, ours=False)
    assert of(kind.slip, kind, ours=False)


def test_a_question_claims_nothing() -> None:
    """Many ask whether they have a right to it; the answer is held to the rule."""
    right = CLAIMS["a right to music therapy"]
    assert [] == of("Har jeg rett til musikkterapi? | Ikke uten videre.", right)
    assert of("Har jeg rett til musikkterapi? Du har rett til det.", right)


def test_what_is_no_sentence_is_passed_over() -> None:
    """A citation, code and a gap to fill keep to rules of their own."""
    quotes = next(rule for rule in RULES if rule.lang == "nb" and rule.instead == "«…»")
    assert [] == of('Slik: `open_lesson("nb")` [@a-claim].', quotes)


def test_a_slip_in_a_notebook_is_said_with_the_line_it_stands_on() -> None:
    """Not with the cell alone, which may be long."""
    cell = next(cell for cell in read(NOTEBOOK).cells if "\n" in cell.source.strip())
    last = cell.source.strip().splitlines()[-1]
    said = Said(NOTEBOOK, 1, "cell", "nb", cell.source)
    assert last[:20] in NOTEBOOK.read_text(encoding="utf-8").splitlines()[line_in(said, last[:20]) - 1]

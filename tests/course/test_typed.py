"""What is typed is read kindly, and never so kindly that something else counts."""

from __future__ import annotations

import pytest

from mtlearn.course.typed import Accepted, Blank, is_accepted, numbers
from mtlearn.language import Text

GAP = Blank("a", Accepted(("medvirkning", "tjenesten"), ("service user", "organisation")), Text("a", "b"))


@pytest.mark.parametrize(
    "typed",
    [
        "medvirkning",
        "  MEDVIRKNING. ",
        "en medvirkning",
        "medvikning",
        "medvirknign",
        "the service user",
        "Service-user",
        "serviceuser",
        "organization",
        "«tjenesten»",
    ],
)
def test_what_makes_no_difference_makes_none(typed: str) -> None:
    """Capitals, spaces, hyphens, a small word in front, -ise or -ize, one slip in a long word."""
    assert is_accepted(GAP, typed)


@pytest.mark.parametrize(
    "typed", ["", "...", "the", "virkning", "umedvirkning", "medvirker", "user", "service"]
)
def test_another_word_is_another_word(typed: str) -> None:
    """A slip at the beginning may turn a word into its opposite, so it is not passed over."""
    assert not is_accepted(GAP, typed)


def test_letters_a_keyboard_lacks_may_be_written_without() -> None:
    """Somebody abroad has no å, ø or æ."""
    gap = Blank("a", Accepted(("håp", "følelser", "lære"), ("hope",)), Text("a", "b"))
    assert all(is_accepted(gap, typed) for typed in ("haap", "hap", "foelelser", "folelser", "laere"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14", (14.0,)),
        ("14,5", (14.5,)),
        ("14.5", (14.5,)),
        ("ca. 14 %", (14.0,)),
        ("\u22123", (-3.0,)),
        ("12 000", (12000.0,)),
        ("12\u00a0000", (12000.0,)),
        ("0.125", (0.125,)),
        ("1.200", (1200.0, 1.2)),
        ("1.200.000", (1200000.0,)),
        ("fjorten", ()),
        ("", ()),
        ("5-9", ()),
        ("14 eller 15", ()),
        ("1.2.3", ()),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, expected: tuple[float, ...]) -> None:
    """Comma and point, spaces between thousands, a word or a unit beside it; two numbers are none."""
    assert expected == numbers(typed)

"""Numbers from research as one says them: whole, in each language's way, with what was not read."""

from __future__ import annotations

from mtlearn.course.evidence import Axis, Finding, evidence
from mtlearn.language import number
from mtlearn.widgets.finding_said import interval_said, measured_in, rests_on, whole


def one(card: str, plot: int, place: int) -> tuple[Finding, Axis]:
    found = evidence(card).plots[plot]
    return found.findings[place], found.axis


def test_a_number_is_written_the_way_the_language_does() -> None:
    """A comma or a point, a true minus, and nought as it is."""
    assert ("\u22120,10", "\u22120.10", "0", "1.8") == (
        number(-0.1, "nb"),
        number(-0.1, "en"),
        number(0, "nb"),
        number(1.82, "en", 1),
    )


def test_a_number_is_never_said_without_its_interval_and_certainty() -> None:
    """As one would write it down, with the people it rests on."""
    assert (
        "Russug: SMD \u22120,66; 95 % KI \u22121,23 til \u22120,10;"
        " 3 studier; 254 personer; middels sikkerhet." == whole(*one("sud-standard", 0, 0), "nb")
    )
    assert (
        "Anxiety: difference \u22120.17 (points on a scale from 20 to 80); 95% CI \u22124.39 to 4.05;"
        " 1 study; 60 people; low certainty." == whole(*one("sud-standard", 2, 0), "en")
    )


def test_what_was_not_read_is_said_in_one_breath() -> None:
    """Missing counts and certainty are named together, and a missing interval in its place."""
    stay_sober, _ = one("sud-standard", 1, 1)
    assert "antall studier, antall personer og sikkerheten sto ikke i det vi leste" == rests_on(
        stay_sober, "nb"
    )
    trial, axis = one("romt-trial", 0, 0)
    assert "the interval was not in what we read" == interval_said(trial, "en")
    assert "d (standardised mean difference)" == measured_in(axis, "en")

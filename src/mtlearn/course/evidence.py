"""An evidence card: what studies found, with interval, direction and certainty, and what it does not tell."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import msgspec

from mtlearn.course.loading import CONTENT, load_named, names_in
from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Axis", "Certainty", "EvidenceCard", "Finding", "Plot", "evidence", "evidence_names"]

Certainty = Literal["high", "moderate", "low", "very-low", "low-or-very-low", "not-given"]
"""How much the source itself trusts the number; "not-given" where that was not in what was read."""
Measure = Literal["smd", "d", "points", "rr"]
Side = Literal["less", "more", "not-given"]


class Axis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a plot measures, from where to where it is drawn, what less and more mean, and which is better.

    One axis holds one measure with one direction: numbers that cannot be compared never share one.
    """

    measure: Measure
    low: float
    high: float
    ticks: tuple[float, ...]
    less: Text
    more: Text
    better: Side
    unit: Text | None = None

    @property
    def no_difference(self) -> float:
        """The number that says both groups came out alike: 1 for a ratio, else 0."""
        return 1.0 if self.measure == "rr" else 0.0

    def place(self, value: float) -> float:
        """Say where along the axis a value is drawn, 0 at its left end to 1 at its right.

        A ratio is drawn on a logarithmic axis, so that half and double lie equally far from no difference.
        """
        low, at, high = (
            (math.log(one) for one in (self.low, value, self.high))
            if self.measure == "rr"
            else (self.low, value, self.high)
        )
        return (at - low) / (high - low)


class Finding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One number a source gives, as it gives it. What it does not give is None, and is said to be missing.

    ``claims`` are the claims, and so the facts, the row stands on; ``decimals`` how many the source writes.
    """

    id: str
    outcome: Text
    estimate: float
    certainty: Certainty
    said: Text
    claims: tuple[str, ...]
    interval: tuple[float, float] | None = None
    studies: int | None = None
    people: int | None = None
    decimals: int = 2

    def reaches_across(self, axis: Axis) -> bool | None:
        """Say whether the interval reaches to both sides of no difference; None where there is none."""
        if self.interval is None:
            return None
        low, high = self.interval
        return low < axis.no_difference < high


class Plot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers that may stand on one axis."""

    id: str
    title: Text
    axis: Axis
    findings: tuple[Finding, ...]


class EvidenceCard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One review or trial: what was held against what, what was found, and what that does not tell."""

    id: str
    title: Text
    summary: Text
    compared: Text
    plots: tuple[Plot, ...]
    not_told: tuple[Text, ...]
    claims: tuple[str, ...]
    """What the summary, the comparison and the limits stand on."""

    @property
    def all_claims(self) -> tuple[str, ...]:
        """Give every claim the card stands on, once."""
        own = [claim for plot in self.plots for finding in plot.findings for claim in finding.claims]
        return tuple(dict.fromkeys((*self.claims, *own)))


def evidence_names(content: Path = CONTENT) -> tuple[str, ...]:
    """Name the evidence cards there are."""
    return names_in(content / "evidence")


def evidence(name: str, content: Path = CONTENT) -> EvidenceCard:
    """Read one evidence card by its name.

    Raises:
        UnknownLessonError: there is no such card.
        ContentError: its file is damaged.
    """
    return load_named(content / "evidence", name, EvidenceCard, "evidence card")

"""The numbers that can be heard beside one another: one measure, an interval, a certainty, a direction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.course.evidence import evidence
from mtlearn.course.lesson import lesson, lessons
from mtlearn.course.loading import CONTENT
from mtlearn.music.sonification import Tone, sounded

if TYPE_CHECKING:
    from pathlib import Path

    from mtlearn.course.evidence import Axis, EvidenceCard, Finding

__all__ = ["EXAMPLES", "Audible", "audibles"]

_STEADINESS: Final = {"high": 4, "moderate": 3, "low": 2, "very-low": 1, "low-or-very-low": 1}
_NARROW: Final = 0.5
_WIDE: Final = 1.0
"""The bounds of what is called narrow and wide are this project's own."""
EXAMPLES: Final[dict[str, tuple[float, tuple[float, float], int] | None]] = {
    "still": None,
    "narrow": (0.5, (0.3, 0.7), 3),
    "wide": (-0.1, (-0.8, 0.6), 3),
    "trembling": (-0.6, (-0.9, -0.3), 2),
}
"""Invented numbers to learn the sound by: estimate, interval, steadiness; None is the still note alone."""


class Audible(NamedTuple):
    """A number of an evidence card that can be heard: the card it stands on, its axis, the number itself."""

    card: EvidenceCard
    axis: Axis
    finding: Finding
    interval: tuple[float, float]

    @property
    def id(self) -> str:
        """What it goes by."""
        return f"{self.card.id}/{self.finding.id}"

    @property
    def steadiness(self) -> int:
        """How sure it is, 4 to 1."""
        return _STEADINESS[self.finding.certainty]

    @property
    def tones(self) -> tuple[Tone, ...]:
        """What is heard."""
        return sounded(self.finding.estimate, self.interval, self.steadiness)

    def says(self) -> dict[str, str]:
        """Say what may be guessed: on which side the interval lies, how wide it is, how steady it sounds."""
        low, high = self.interval
        width = round(high - low, 4)
        side = "across" if low < 0 < high else "less" if low < 0 else "more"
        wide = "narrow" if width < _NARROW else "wide" if width >= _WIDE else "middle"
        return {"side": side, "width": wide, "sure": "steady" if self.steadiness > 2 else "tremble"}  # noqa: PLR2004


def audibles(content: Path = CONTENT) -> dict[str, Audible]:
    """Give the numbers that can be heard, by id, in the order lessons show their cards.

    Left out is what another measure counts, what has no interval or no certainty in what was read, and
    what nobody said which way is better of.
    """
    found = [
        Audible(card, plot.axis, finding, finding.interval)
        for card in (evidence(name, content) for name in _shown(content))
        for plot in card.plots
        for finding in plot.findings
        if plot.axis.measure == "smd" and plot.axis.better != "not-given"
        if finding.interval is not None and finding.certainty in _STEADINESS
    ]
    return {one.id: one for one in found}


def _shown(content: Path) -> list[str]:
    ready = (lesson(entry.id, content) for entry in lessons(content) if entry.status == "ready")
    return list(dict.fromkeys(name for about in ready for name in about.evidence))

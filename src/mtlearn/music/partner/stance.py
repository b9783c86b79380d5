"""A stance: a named way of answering. What each one is asked, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move

__all__ = ["Plan", "Stance"]


@dataclass(frozen=True)
class Plan:
    """What the partner is about to do, for the learner to see: never more than it will do.

    Args:
        kind: names the words in ``content/locale/nb/partner.po`` (``plan-<kind>``).
        at: when, in seconds on the learner's clock; None where it waits for the learner.
        values: what fills the words: pitches, counts, beats a minute.
    """

    kind: str
    at: float | None = None
    values: Mapping[str, float] = field(default_factory=dict)


class Stance(Protocol):
    """A way of answering. Moves it gives may lie a little ahead in time, never behind.

    ``closeness`` is the dial "how closely I follow": 1 as closely as the stance can, 0 as freely; it may be
    set while playing. The same seed and the same moves give the same answers.
    """

    closeness: float

    def hear(self, move: Move, heard: Heard) -> list[Move]:
        """Answer one move of the learner's at once, ``heard`` being all that is heard, this move included."""

    def wait(self, now: float, heard: Heard) -> list[Move]:
        """Give what is due of its own accord; called some ten times a second."""

    def tune(self, pitches: Sequence[int], now: float, heard: Heard) -> list[Move]:
        """Go on as before with other tones; give the ends of those that are no more."""

    def stop(self, now: float) -> list[Move]:
        """Let go of everything that sounds."""

    def plan(self, now: float) -> Plan:
        """Say what it is about to do."""

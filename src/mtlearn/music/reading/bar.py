"""What stands in the bars of one part of a score, collected as it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, NamedTuple

__all__ = ["Line", "Stroke"]

GRACE: Final = Fraction(1, 8)
"""How long a grace note sounds, in quarters; it is taken from what comes before."""


class Stroke(NamedTuple):
    """A note as it stands in a bar: ``at`` and ``length`` in quarters; whether a tie leads to it or on."""

    at: Fraction
    length: Fraction
    pitch: int
    velocity: int
    tied_to: bool = False
    ties_on: bool = False


@dataclass
class Line:
    """One part while it is read: where it is, and what it has said so far."""

    name: str = ""
    instruments: dict[str, dict[str, int]] = field(default_factory=dict)
    bars: list[list[Stroke]] = field(default_factory=list)
    lengths: list[Fraction] = field(default_factory=list)
    divisions: Fraction = Fraction(1)
    transpose: int = 0
    velocity: int = 80
    drums: bool = False
    role: str = ""
    now: Fraction = Fraction(0)
    last: Fraction = Fraction(0)
    graces: list[list[tuple[int, int]]] = field(default_factory=list)

    def begin_bar(self, number: int) -> None:
        """Begin a bar; those that were left out are empty."""
        while len(self.bars) <= number:
            self.bars.append([])
            self.lengths.append(Fraction(0))
        self.now = self.last = Fraction(0)

    def move(self, length: Fraction) -> None:
        """Go forward, or back, by so many quarters; never before the bar."""
        self.now = max(Fraction(0), self.now + length)
        self.lengths[-1] = max(self.lengths[-1], self.now)

    def strike(
        self, length: Fraction, pitch: int, velocity: int, ties: tuple[bool, bool], *, chord: bool
    ) -> None:
        """Write a note here, or together with the one before."""
        if chord:
            at = self.last
        else:
            self.sound_graces()
            at = self.last = self.now
        self.bars[-1].append(Stroke(at, length, pitch, velocity, *ties))
        if not chord:
            self.move(length)

    def rest(self, length: Fraction) -> None:
        """Be silent."""
        self.sound_graces()
        self.last = self.now
        self.move(length)

    def grace(self, pitch: int, velocity: int, *, chord: bool) -> None:
        """Keep a grace note until the note that it leads to."""
        if chord and self.graces:
            self.graces[-1].append((pitch, velocity))
        else:
            self.graces.append([(pitch, velocity)])

    def sound_graces(self) -> None:
        """Write the grace notes that were kept, so that the last of them ends here."""
        for place, tones in enumerate(self.graces):
            at = self.now - (len(self.graces) - place) * GRACE
            self.bars[-1] += [Stroke(at, GRACE, *tone) for tone in tones]
        self.graces.clear()

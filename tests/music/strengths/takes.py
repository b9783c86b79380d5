"""Small takes to look at, and what is seen in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.music.bars import bars
from mtlearn.music.note import Duo, phrase
from mtlearn.music.seen import Played
from mtlearn.music.strengths import found

if TYPE_CHECKING:
    from mtlearn.music.seen import Observation

Rows = list[tuple[float, float, int, int]]


def row(
    *pitches: int, start: float = 1.0, step: float = 0.5, length: float = 0.4, velocity: int = 70
) -> Rows:
    """Tones one after the other, evenly."""
    return [(start + n * step, length, pitch, velocity) for n, pitch in enumerate(pitches)]


def timed(*moments: float, pitch: int = 60, length: float = 0.2, velocity: int = 70) -> Rows:
    """The same tone at these moments."""
    return [(moment, length, pitch, velocity) for moment in moments]


def chord(start: float, *pitches: int, length: float = 1.0, velocity: int = 70) -> Rows:
    """Tones struck together."""
    return [(start, length, pitch, velocity) for pitch in pitches]


def played(mine: Rows, partner: Rows | None = None, *, led: bool | None = None) -> Played:
    """Listen to a take."""
    duo = Duo(phrase(mine), phrase(partner or []))
    return Played(duo, bars(duo), led)


def seen(
    kind: str, mine: Rows, partner: Rows | None = None, *, led: bool | None = None
) -> Observation | None:
    """Give what is seen of one kind, or None."""
    there = [strength.observation for strength in found(played(mine, partner, led=led))]
    return next((one for one in there if one.kind == kind), None)


def sure(kind: str, mine: Rows, partner: Rows | None = None, *, led: bool | None = None) -> Observation:
    """Give what is seen of one kind, where it has to be there."""
    one = seen(kind, mine, partner, led=led)
    assert one is not None, f"{kind} is not seen"
    return one

"""What a learner has chosen for a verse: chords, style, scale, tempo, order, and who makes the melody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

import msgspec

from mtlearn.errors import MusicError
from mtlearn.music.backing import mode_for, usual
from mtlearn.music.backing.setting import TEMPI
from mtlearn.music.scale import SCALES
from mtlearn.music.vamp import CHORDS, STYLES
from mtlearn.music.verse import LINES, ORDERS
from mtlearn.widgets.choices import TONICS, tones
from mtlearn.widgets.setup import Setup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ROUNDS", "VerseSetup", "replaced"]

ROUNDS: Final = (0, 1, 2, 4)
"""How often the verse is played; 0 is for as long as the learner likes."""


class VerseSetup(Setup, frozen=True):
    """What a learner has chosen for a verse.

    ``first`` and ``second`` are Roman numerals; ``orders`` says, line by line, which of the two stands in
    each bar; ``tune`` is "none", "proposed" (drawn from ``tune_seed``) or "own" (``melody``: onset and length
    in beats, pitch). ``rounds`` is how often the verse is played, 0 for as long as the learner likes.
    """

    style: str = "two-chords"
    scale: str = "major-pentatonic"
    tonic: int = 60
    tempo: int = 88
    first: str = "I"
    second: str = "IV"
    orders: tuple[str, ...] = ("AABB", "AABB", "AABB", "ABAA")
    tune: str = "proposed"
    tune_seed: int = 1
    melody: tuple[tuple[float, float, int], ...] = ()
    voice: str = "flute"
    rounds: int = 0

    free: ClassVar[frozenset[str]] = frozenset({"melody"})

    @property
    def mode(self) -> str:
        """The mode that goes under the scale."""
        return mode_for(self.scale)

    def possible(self) -> Mapping[str, Sequence[object]]:
        """Say what each choice can be."""
        return {
            "style": STYLES,
            "scale": SCALES,
            "tonic": TONICS,
            "tempo": TEMPI,
            "first": CHORDS[self.mode],
            "second": CHORDS[self.mode],
            "tune": ("none", "proposed", "own"),
            "tune_seed": range(10_000),
            "voice": tones(),
            "rounds": ROUNDS,
        }

    def changed(self, name: str, value: object) -> VerseSetup:
        """Give the same with one choice changed; in another mode the chords stay on their steps."""
        if name == "orders":
            return self._ordered(value)
        was = CHORDS[self.mode]
        found = super().changed(name, value)
        now = CHORDS[found.mode]
        if was != now:
            found = replaced(
                found, first=_on_step(self.first, was, now), second=_on_step(self.second, was, now)
            )
        if name == "style" and value != self.style:
            found = replaced(found, tempo=usual(found.style)[1])
        return found

    def _ordered(self, value: object) -> VerseSetup:
        if (
            not isinstance(value, (list, tuple))
            or len(value) != LINES
            or any(one not in ORDERS for one in value)
        ):
            message = f"A verse has {LINES} lines, each in one of the orders {', '.join(ORDERS)}."
            raise MusicError(message)
        return replaced(self, orders=tuple(value))


def replaced(setup: VerseSetup, **changes: Any) -> VerseSetup:  # noqa: ANN401 - whatever the field holds
    """Give the same with some of it changed, whatever it is."""
    return msgspec.structs.replace(setup, **changes)


def _on_step(numeral: str, was: Sequence[str], now: Sequence[str]) -> str:
    """Give the chord on the same step of another mode, or else the one that has its place in the row."""
    same = next((one for one in now if one.upper() == numeral.upper()), None)
    return same or now[was.index(numeral) if numeral in was else 0]

"""The beat that somebody plays to, followed while they play: what it is, and when the next one comes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mtlearn.music.hearing.beat_filter import BeatFilter
from mtlearn.music.hearing.heard import Beat, Metre

if TYPE_CHECKING:
    from mtlearn.music.move import Move

__all__ = ["BeatFollower"]

_TOGETHER: Final = 0.04
"""Onsets closer than this are one chord."""
_SILENCE: Final = 4.0
"""Seconds without an onset after which there is no pulse left to hold on to."""
_CLEAR: Final = 0.5
_FEWEST: Final = 5


class BeatFollower:
    """Follows one player's beat: tell it each move, ask it at any moment no earlier than the last."""

    def __init__(self) -> None:
        self._filter = BeatFilter()
        self._struck = -math.inf
        self._onsets = 0
        self._given: tuple[Beat, Metre | None] | None = None

    def give(self, beat: Beat | None, metre: Metre | None = None) -> None:
        """Be told the beat of the music played over; None where that music is no more."""
        self._given = (beat, metre) if beat is not None else None

    def hear(self, move: Move) -> None:
        """Hear a tone begin; the end of one says nothing here."""
        if not move.sounding or move.time - self._struck <= _TOGETHER:
            return
        if move.time - self._struck > _SILENCE:
            self._filter.forget()
            self._onsets = 0
        self._filter.hear(move.time - self._struck if self._onsets else 0.0)
        self._struck = move.time
        self._onsets += 1

    def at(self, now: float) -> Beat | None:
        """Say the beat, or None where there is no steady one."""
        if self._given is not None:
            beat = self._given[0]
            ahead = max(0, math.ceil((now - beat.next) / beat.period)) * beat.period
            return beat._replace(next=beat.next + ahead, given=True)
        if self._onsets < _FEWEST or now - self._struck > _SILENCE:
            return None
        weights = self._filter.weights(now - self._struck)
        row = int(weights.argmax()) // weights.shape[1]
        near = weights[max(0, row - 2) : row + 3]
        turned = complex((near * self._filter.turns).sum())
        clarity = float(abs(turned))
        if clarity < _CLEAR:
            return None
        periods = self._filter.periods[max(0, row - 2) : row + 3]
        period = float((near.sum(1) * periods).sum() / near.sum())
        phase = float(_angle(turned)) % 1.0
        return Beat(period, now + (1 - phase) * period, clarity)

    def metre(self, now: float) -> Metre | None:
        """Say the bar, or None where there is no clear one."""
        beat, metre = self._given or (None, None)
        if beat is None or metre is None:
            return None
        bar = metre.beats * beat.period
        ahead = max(0, math.ceil((now - metre.next_bar) / bar)) * bar
        return metre._replace(next_bar=metre.next_bar + ahead)


def _angle(turned: complex) -> float:
    return math.atan2(turned.imag, turned.real) / (2 * math.pi)

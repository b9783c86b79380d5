"""Incorporating: the partner takes up a motif of the learner's as its theme, and develops it.

Definition (facts, ``incorporating``; as Perret lists it): using a musical motif or behaviour of the other as
a theme for one's own improvising, and elaborating it. Model, this project's own: the idea that has come back
in the learner's playing, or else the beginning of the last phrase, two to eight tones; after the phrase the
partner plays it three times over, a step away, further away, and brought to an end. When the learner comes in
it finishes the statement it is in, and no more. More freely it is turned over, drawn out and extended.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mtlearn.music.partner.playing import Playing
from mtlearn.music.partner.reply import strokes
from mtlearn.music.partner.stance import Plan
from mtlearn.music.partner.variation import developed

if TYPE_CHECKING:
    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move
    from mtlearn.music.note import Note
    from mtlearn.music.partner.musician import Musician

__all__ = ["Incorporating"]

_FEWEST, _MOST = 2, 8
_BEGINNING: Final = 5
_BREATH: Final = 0.3
_PAUSE: Final = 0.25
_LONGEST: Final = 4.0
_SOFTER: Final = 5


class Incorporating(Playing):
    """The learner's own idea, carried further."""

    def __init__(self, musician: Musician) -> None:
        super().__init__(musician)
        self._answered: float | None = None
        self._count = 0
        self._size = 0
        self._ends: list[Move] = []
        self._statements: list[float] = []

    def _struck(self, move: Move, _heard: Heard) -> None:
        ends = [end for end in self._statements if end >= move.time]
        if self.me.hand.next is not None and ends:
            self.me.hand.drop(ends[0] - 1e-6)

    def _go_on(self, now: float, heard: Heard) -> None:
        phrase = heard.phrase
        if phrase is None or phrase.ended is None or heard.sounding or phrase.ended == self._answered:
            return
        if self.me.hand.next is not None:
            return
        self._answered = phrase.ended
        motif = self.me.recalled(self._motif(heard))
        if len(motif) < _FEWEST:
            return
        self._size = len(motif)
        self._count += 1
        chance = self.me.chance("develop", self._count)
        start = max(now + 0.05, phrase.ended + _BREATH)
        start = self.me.stride.beat_after(start) or start
        self._statements = []
        for statement in developed(motif, self.me.tones, chance, self.me.freedom):
            begins = statement[0].onset
            for note in statement:
                onset = start + note.onset - begins
                self.me.play(onset, note.duration, note.pitch, max(1, note.velocity - _SOFTER))
            start = self._following(start, statement)
            self._statements.append(start)

    def _motif(self, heard: Heard) -> tuple[Note, ...]:
        """Find the idea: one that has come back, or the beginning of the phrase."""
        if heard.motif is not None:
            line = strokes(heard.motif.notes)[:_MOST]
            if line[-1].offset - line[0].onset <= _LONGEST:
                return tuple(line)
        line = strokes(heard.phrase.notes if heard.phrase else ())[:_BEGINNING]
        return tuple(note for note in line if note.onset - line[0].onset <= _LONGEST)

    def _following(self, start: float, statement: tuple[Note, ...]) -> float:
        """Say when the next statement begins: on a beat, or after a breath."""
        ends = start + statement[-1].offset - statement[0].onset
        stride = self.me.stride
        if not stride.going:
            return ends + _PAUSE
        return start + max(1, math.ceil((ends - start - 0.1 * stride.period) / stride.period)) * stride.period

    def plan(self, now: float) -> Plan:
        """Say that it listens for a motif, or which one it develops."""
        hand = self.me.hand
        if hand.next is not None:
            return Plan("develops", max(now, hand.next), {"tones": self._size})
        return Plan("gathers" if self._strokes else "waits")

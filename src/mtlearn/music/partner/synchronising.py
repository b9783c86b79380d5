"""Synchronising: the partner plays when the learner plays, with tones of its own.

Definition (facts, ``synchronising``; as Perret lists it): doing at the same time what the other is doing.
Model, this project's own: every stroke of the learner's is joined at once and ended with it, while tone,
register and strength are free: a line of its own in another register, rather against the direction of the
learner's. That is what sets it apart from mirroring, where the tones are the same. More freely, it joins
fewer of the strokes, comes down a little after them and lets its tones ring on.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mtlearn.music.partner.line import onward
from mtlearn.music.partner.playing import Playing
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move
    from mtlearn.music.partner.musician import Musician

__all__ = ["Synchronising"]

_AWAY: Final = 15
"""Semitones between the middles of the two registers."""
_LOW, _HIGH = 52, 70
"""Below the one a learner is joined from above, above the other from below; between, as before."""
_LATE: Final = 0.05
_RING: Final = 0.4
_SOFTER: Final = -5
_SWELL: Final = 6
_ROUND: Final = 11
"""Its strength rises and falls by this much (velocity) over so many strokes."""
_AFTER_REST: Final = 1.0


class Synchronising(Playing):
    """At the same time, with a line of its own."""

    def __init__(self, musician: Musician) -> None:
        super().__init__(musician)
        self._joined: dict[int, int] = {}
        self._line: int | None = None
        self._before: int | None = None
        self._below = True
        self._ended = -math.inf

    def _struck(self, move: Move, heard: Heard) -> None:
        self._released(move, heard)
        if not self._anew:
            return
        me, chance = self.me, self.me.chance("stroke", self._strokes)
        way = 0 if self._before is None else (self._before > move.pitch) - (self._before < move.pitch)
        self._before = move.pitch
        rested = move.time - self._ended > _AFTER_REST
        if not rested and chance.random() < 0.75 * me.freedom:
            return
        mean = heard.register.mean if heard.register else float(move.pitch)
        if self._line is None or rested:
            self._below = mean > _HIGH or (self._below and mean > _LOW)
        centre = mean + (-_AWAY if self._below else _AWAY)
        if self._line is None or abs(self._line - centre) > _AWAY:
            self._line = me.tones.step(me.tones.toward(move.pitch, centre), 2)
        beside = heard.sounding | {move.pitch}
        over = heard.over(move.time)
        self._line = onward(me.tones, self._line, beside, centre, chance, way=way, over=over)
        swell = _SWELL * math.sin(2 * math.pi * self._strokes / _ROUND)
        onset = move.time + me.freedom * _LATE * chance.random()
        strength = me.strength(heard, _SOFTER, onset, swell)
        me.play(onset, math.inf, self._line, strength)
        self._joined[move.pitch] = me.pitch if me.pitch is not None else self._line

    def _released(self, move: Move, _heard: Heard) -> None:
        own = self._joined.pop(move.pitch, None)
        self._ended = move.time
        if own is not None and own not in self._joined.values():
            ring = _RING * self.me.freedom * self.me.chance("ring", self._strokes).random()
            self.me.hand.release(own, move.time + ring)

    def plan(self, _now: float) -> Plan:
        """Say that it joins the learner's next stroke."""
        return Plan("joins-strokes" if self._joined else "joins-next")

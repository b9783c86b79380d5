"""Rhythmic grounding: the partner keeps a steady beat under what the learner plays.

Definition (facts, ``rhythmic-grounding``; as Perret lists it): keeping a basic beat or providing a rhythmic
foundation for the other's improvisation, for example an ostinato. Model, this project's own: a short figure
of one to three low tones, on every beat, softer than the learner by some fifteen; the learner's own tempo,
held steady, changing by at most two hundredths a beat. Where no steady pulse is heard it does not guess: it
listens for a while and then offers a slow, soft beat, on the ground tone alone, until one is heard. More
freely, the figure leaves beats out, adds some between, and follows the tempo less. Over music that has
chords of its own, the figure stands on the root of the one that sounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.partner.chords import grounds
from mtlearn.music.partner.playing import Playing
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move
    from mtlearn.music.partner.musician import Musician
    from mtlearn.music.partner.stride import Step

__all__ = ["Grounding"]

_LOW: Final = 33
"""The lowest ground tone, A1: low, and still within what a small loudspeaker gives."""
_SOFTER: Final = -15
_OFFERS_AFTER: Final = 6.0
"""Seconds of playing without a pulse after which it offers a slow one."""
_SLOW: Final = 1.2
"""Seconds of that beat, where the learner has chosen no tempo."""
_QUICKEST: Final = 0.8
"""A chosen beat shorter than this is offered every other time."""
_ACCENT: Final = 5
_FIGURES: Final = ("R5R5", "RR55", "R5O5", "R55R")
_ON_DRUMS: Final = ("RRR5", "RR5R", "R5RR")
"""On drums the lowest carries the beat, in a bar of any length."""
_FEWER_BELOW: Final = 0.35
"""A beat shorter than this (seconds) is kept every other time."""


class Grounding(Playing):
    """A basic beat, low and soft."""

    most = 0.02
    rests_after = 5.0

    def __init__(self, musician: Musician) -> None:
        super().__init__(musician)
        figures = _ON_DRUMS if musician.tones.drums else _FIGURES
        self._figure = musician.chance("ground").choice(figures)
        self._began: float | None = None
        self._offered = False
        self._home = self._tonic = musician.tones.tonic
        self._count = 0

    def _tuned(self, _now: float) -> None:
        tones = self.me.tones
        if tones.tonic != self._home or self._tonic not in tones.classes:
            self._tonic = tones.tonic
        self._home = tones.tonic

    def _struck(self, move: Move, _heard: Heard) -> None:
        if self._began is None:
            self._began = move.time

    def _keeps(self) -> bool:
        return self._offered

    def _go_on(self, now: float, heard: Heard) -> None:
        if self._rests(heard):
            self._began, self._offered = None, False
            return
        stride = self.me.stride
        if self._offered and heard.beat is not None:
            self._offered = False
            stride.rest()
            stride.follow(heard)
        if not stride.going and self._began is not None and now - self._began > _OFFERS_AFTER:
            self._offered = True
            stride.start(max(now, self._stroke) + 0.3, _slow(self.me.beat or _SLOW))

    def _beat(self, step: Step, heard: Heard) -> None:
        if self._rests(heard):
            return
        self._count += 1
        me, free = self.me, self.me.freedom
        chance = me.chance("beat", self._count)
        if step.period < _FEWER_BELOW and step.number % 2:
            return
        if step.number and chance.random() < 0.7 * free:
            return
        if not step.number and heard.mode and heard.mode.tonic in me.tones.classes:
            self._tonic = heard.mode.tonic
        root, fifth = self._low(step.time, heard)
        sign = "R" if self._offered else self._figure[step.number % len(self._figure)]
        pitch = {"R": root, "5": fifth, "O": root if me.tones.drums else root + 12}[sign]
        accent = _ACCENT if step.number == 0 else 0
        strength = me.strength(heard, _SOFTER, step.time, accent - (6 if self._offered else 0))
        me.play(step.time, 0.8 * step.period, pitch, strength)
        if chance.random() < 0.5 * free and not self._offered:
            me.play(step.time + step.period / 2, 0.4 * step.period, fifth, strength - 6)

    def _low(self, at: float, heard: Heard) -> tuple[int, int]:
        """Give the figure's two tones: of the ground tone, or of the chord that stands."""
        tones, told = self.me.tones, heard.over(at)
        if told:
            return grounds(told, _LOW)
        root = tones.root(self._tonic, _LOW)
        return root, tones.fifth(root)

    def plan(self, now: float) -> Plan:
        """Say which beat comes and at what tempo, or that it listens for one."""
        stride = self.me.stride
        if stride.going:
            values = {"tempo": round(60 / stride.period)}
            return Plan("offers-beat" if self._offered else "keeps-beat", max(now, stride.next), values)
        return Plan("waits" if self._began is None else "seeks-beat")


def _slow(period: float) -> float:
    while period < _QUICKEST:
        period *= 2
    return period

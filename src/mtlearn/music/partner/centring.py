"""Tonal centring: the partner holds a ground tone, or goes round a few chords, for the learner to rest on.

Definition (facts, ``tonal-centring``; as Perret lists it): providing a tonal centre, scale or harmonic ground
as a base for the other's improvisation, such as three repeating chords. Model, this project's own: followed
closely, the ground tone and its fifth are held, low and soft, struck anew where a phrase of the learner's
begins and every few bars; where another tone is heard to be the learner's centre, it goes over to that.
More freely it goes round three chords over the ground tone. Over music that has chords of its own, the ground
is the ground tone where the chord holds it, else the chord's own root. It needs no beat, and makes none.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Final

from mtlearn.music.changes import standing
from mtlearn.music.partner.chords import chords, closest, over
from mtlearn.music.partner.hand import AHEAD
from mtlearn.music.partner.playing import Playing
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move
    from mtlearn.music.partner.chords import Laid
    from mtlearn.music.partner.musician import Musician
    from mtlearn.music.partner.stride import Step

__all__ = ["Centring"]

_LOW: Final = 40
"""The lowest ground tone, E2: below the learner, and above where a small loudspeaker ends."""
_HIGH: Final = 60
_SOFTER: Final = -18
_LEAST: Final = 2.5
_MOST: Final = 5.0
"""Seconds from stroke to stroke, at the least and where there are no bars."""
_BARS: Final = 2
_RINGS: Final = 9.0
_ROUND: Final = 0.45
"""Freer than this it goes round its chords."""
_FADE: Final = 0.06
_SURE: Final = 0.5
_OCTAVE, _FIFTH = 12, 7


class Centring(Playing):
    """A ground to rest on."""

    needs_tones: ClassVar[bool] = True
    rests_after = 6.0

    def __init__(self, musician: Musician) -> None:
        super().__init__(musician)
        self._last = -math.inf
        self._count = 0
        self._laid: Laid | None = None
        self._home = self._tonic = musician.tones.tonic
        self._moved = False
        self._phrase: float | None = None
        self._told: tuple[int, ...] = ()

    def _tuned(self, _now: float) -> None:
        """Lay the new ground as soon as it can be, where there is another."""
        tones = self.me.tones
        self._moved = tones.tonic != self._home or self._tonic not in tones.classes
        if self._moved:
            self._tonic = tones.tonic
        self._home = tones.tonic

    def _struck(self, move: Move, heard: Heard) -> None:
        begins = heard.phrase.begins if heard.phrase else move.time
        if begins != self._phrase and move.time - self._last > _LEAST:
            self._lay(move.time, heard)
        self._phrase = begins

    def _beat(self, step: Step, heard: Heard) -> None:
        bars = _BARS if self.me.freedom < _ROUND else 1
        turns = not step.number and (self._moved or not step.bar % bars)
        new = self._told and heard.over(step.time) not in {(), self._told}
        if self._rests(heard) or not (turns or new):
            return
        if new or step.time - self._last > 0.6 * step.period * step.beats:
            self._lay(step.time, heard)

    def _go_on(self, now: float, heard: Heard) -> None:
        if self.me.stride.going or self._rests(heard):
            return
        coming = standing(heard.changes, now + AHEAD)
        if self._told and coming is not None and coming.classes != self._told:
            self._lay(max(now, coming.begins), heard)
        elif self._moved or now - self._last > _MOST:
            self._lay(now, heard)

    def _lay(self, at: float, heard: Heard) -> None:
        me = self.me
        for pitch in me.hand.sounding:
            me.hand.release(pitch, at + _FADE)
        self._last, self._moved = at, False
        mode = heard.mode
        if mode and mode.clarity > _SURE and mode.tonic in me.tones.classes and me.freedom < _ROUND:
            self._tonic = mode.tonic
        self._told = heard.over(at)
        root = self._ground()
        strength = me.strength(heard, _SOFTER, at)
        me.play_over(heard, at, _RINGS, root, strength)
        if me.freedom < _ROUND:
            me.play_over(heard, at + 0.02, _RINGS, self._above(root), strength - 3)
        else:
            self._go_round(at, strength, heard)
        self._count += 1

    def _ground(self) -> int:
        """Give the tone it holds: the ground tone, or a root where the chord has no room for that."""
        told, tonic = self._told, self._tonic
        if not told:
            return self.me.tones.root(tonic, _LOW)
        return _LOW + ((tonic if tonic in told else told[0]) - _LOW) % _OCTAVE

    def _above(self, root: int) -> int:
        """Give the tone over the ground: its fifth, or the chord's tone that is nearest to that."""
        if not self._told:
            return self.me.tones.fifth(root)
        above = [root + (tone - root) % _OCTAVE for tone in self._told if (tone - root) % _OCTAVE]
        return min(above, key=lambda pitch: (abs(pitch - root - _FIFTH), pitch))

    def _go_round(self, at: float, strength: int, heard: Heard) -> None:
        """Lay the next of three chords over the ground tone: home, away, and on the way back."""
        possible = chords(self.me.tones)
        places = (0, min(3, len(possible) - 1), min(4, len(possible) - 1))
        one = over(self._told) or possible[places[self._count % len(places)]]
        self._laid = closest(one, self._laid, _HIGH + 4)
        for place, pitch in enumerate(self._laid.layout):
            self.me.play_over(heard, at + 0.02 * (place + 1), _RINGS, pitch, strength - 4)

    def plan(self, now: float) -> Plan:
        """Say that it holds the ground, or goes round its chords."""
        if self._last == -math.inf:
            return Plan("waits")
        if self.me.freedom < _ROUND:
            return Plan("holds-ground", now, {"pitch": self._ground()})
        return Plan("goes-round", max(now, self._last + _LEAST))

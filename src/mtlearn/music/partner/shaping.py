"""Shaping: the partner helps the learner's phrase to its length and shape: it swells, falls, and closes it.

Definition (facts, ``shaping``; as Perret lists it): helping the other define the length of a phrase and
give it an expressive shape. Model, this project's own: in the learner's register, with some of the
learner's strokes, it plays a third or sixth below them, stronger towards the middle of the phrase and
softer towards its end; how long a phrase is, it takes from the phrases before. Where the phrase ends it
closes with a longer, softer tone, and rests until the next. Where a phrase goes on past its length it
closes there, as a suggestion, and begins again. More freely the lengths are its own.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import TYPE_CHECKING, Final

from mtlearn.music.partner.line import clear, roughness, rubs
from mtlearn.music.partner.playing import Playing
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move
    from mtlearn.music.partner.musician import Musician

__all__ = ["Shaping"]

_USUAL: Final = 5.0
"""Seconds a phrase lasts, before any is known ..."""
_BEATS: Final = 8
"""... and in beats, where there are some; also its own length when it is free."""
_SPARSE: Final = 0.75
"""Seconds between two of its tones at the least, or a beat."""
_SOFT: Final = -18
_SWELL: Final = 14
_CLOSING: Final = -20
_LASTS: Final = 2.4
_REST: Final = 1.6
"""Seconds it rests after it has closed a phrase that went on."""
_OVER: Final = 1.25
"""A phrase that is this much longer than expected is closed."""
_BELOW: Final = (-2, -3, -4, -5, -1)
_SHORTEST: Final = 1.5


class Shaping(Playing):
    """A rise, a fall, and an end."""

    rests_after = 3.0

    def __init__(self, musician: Musician) -> None:
        super().__init__(musician)
        self._lengths: deque[float] = deque(maxlen=5)
        self._phrase: float | None = None
        self._arc: float | None = None
        self._expected = _USUAL
        self._last = -math.inf
        self._pitch: int | None = None
        self._tone: int | None = None
        self._closed = -math.inf

    def _struck(self, move: Move, heard: Heard) -> None:
        begins = heard.phrase.begins if heard.phrase else move.time
        if begins != self._phrase or (self._arc is None and move.time - self._closed > _REST):
            self._phrase = begins
            if move.time - self._closed > _SPARSE / 2:
                self._arc, self._expected = move.time, self._length()
        self._pitch = move.pitch
        if self._arc is None or not self._anew:
            return
        if move.time - self._arc > _OVER * self._expected:
            self._close(move.time, heard)
        elif move.time - self._last >= 0.9 * (self.me.stride.period if self.me.stride.going else _SPARSE):
            self._support(move, heard)

    def _support(self, move: Move, heard: Heard) -> None:
        """Play a tone below the learner's, as strong as the place in the phrase asks for."""
        if self._tone is not None:
            self.me.hand.release(self._tone, move.time)
        self._last = move.time
        beside = heard.sounding | {move.pitch}
        tones = self.me.tones
        below = [tones.step(move.pitch, steps) for steps in _BELOW]
        over = heard.over(move.time)
        pitch = min(
            below,
            key=lambda one: (rubs(one, over), round(roughness(one, beside), 1), below.index(one)),
        )
        strength = self.me.strength(heard, _SOFT + _SWELL * self._height(move.time), move.time)
        self.me.play_over(heard, move.time, _LASTS, pitch, strength)
        self._tone = self.me.pitch

    def _height(self, now: float) -> float:
        """Say how far up the swell is, 0 to 1: highest a little past the middle of the phrase."""
        share = (now - (now if self._arc is None else self._arc)) / self._expected
        return max(0.0, math.sin(math.pi * min(1.0, share**1.2)))

    def _go_on(self, now: float, heard: Heard) -> None:
        phrase = heard.phrase
        if phrase is None or phrase.ended is None or heard.sounding or phrase.begins != self._phrase:
            return
        if self._arc is not None:
            self._lengths.append(max(_SHORTEST, phrase.ended - phrase.begins))
            self._close(max(now + 0.05, phrase.ended + 0.15), heard)

    def _close(self, at: float, heard: Heard) -> None:
        """Close with a longer, softer tone: the ground tone, or the fifth, whichever is near below."""
        self._arc, self._closed = None, at
        if self._tone is not None:
            self.me.hand.release(self._tone, at)
        tones, pitch = self.me.tones, self._pitch if self._pitch is not None else 60
        root = tones.toward(tones.root(tones.tonic, 60), pitch - 6)
        fifth = tones.toward(tones.fifth(root), pitch - 6)
        goal = min((root, fifth), key=lambda one: (abs(pitch - 5 - one), one))
        goal = clear(tones, goal, heard.over(at))
        self.me.play_over(heard, at, _LASTS, goal, self.me.strength(heard, _CLOSING, at))
        self._tone, self._last = self.me.pitch, at

    def _length(self) -> float:
        """Say how long a phrase is expected to be."""
        stride = self.me.stride
        own = _BEATS * stride.period if stride.going else _USUAL
        theirs = median(self._lengths) if self._lengths else own
        return theirs + self.me.freedom * (own - theirs)

    def plan(self, now: float) -> Plan:
        """Say whether the phrase is to rise, to fall or to close."""
        if self._arc is None:
            return Plan("waits")
        share = (now - self._arc) / self._expected
        ends = self._arc + self._expected
        if share < 0.5:  # noqa: PLR2004 - the middle of the phrase
            return Plan("swells", max(now, self._arc + self._expected / 2))
        return Plan("softens", max(now, ends)) if share < 1 else Plan("closes", max(now, ends))

"""Frameworking: the partner offers a frame of eight bars, steady, for the learner's music to stand in.

Definition (facts, ``frameworking``; Wigram 2003): offering a musical structure to the other's music, to
enhance it aesthetically or to guide it in a new direction. Model, this project's own: one of the frames
Wigram lists, in the learner's tones and tempo, below the learner's strength; the round goes to its end
whatever the learner plays, and after a silence it closes. Where there is no steady pulse the frame brings
one, made of how fast the learner plays. Followed closely, the two chords are those that hold what the
learner plays; more freely, another frame comes with each round. Over music that has chords of its own, the
frame stands on those.
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, ClassVar, Final

from mtlearn.music.partner.chords import chords, fitting, weights
from mtlearn.music.partner.frames import BARS, Frame, Stroke, possible
from mtlearn.music.partner.playing import Playing
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move
    from mtlearn.music.partner.musician import Musician
    from mtlearn.music.partner.stride import Step

__all__ = ["Frameworking"]

_SOFTER: Final = -9
_LISTENS: Final = 4
"""Strokes it listens to before it begins."""
_BRINGS_AFTER: Final = 5.0
"""Seconds of playing without a pulse after which it brings one."""
_QUICK, _SLOW = 0.45, 0.85
"""The beat it brings is between these (seconds)."""
_NEW: Final = 0.5
"""Freer than this, each round has a new frame."""


class Frameworking(Playing):
    """A frame to stand in."""

    needs_tones: ClassVar[bool] = True
    most = 0.03
    rests_after = 9.0

    def __init__(self, musician: Musician) -> None:
        super().__init__(musician)
        self._times: deque[float] = deque(maxlen=10)
        self._began: float | None = None
        self._frame: Frame | None = None
        self._bar = 0
        self._rounds = 0
        self._brought = False
        self._closed = False
        self._second: int | None = None
        self._told: tuple[int, ...] = ()

    def _tuned(self, _now: float) -> None:
        """Keep the frame, in the new tones: another only where those cannot have it."""
        if self._frame is not None:
            kept, can = self._frame.idiom, possible(self.me.tones)
            self._frame = Frame(kept if kept in can else can[0], self.me.tones, self._second)

    def _struck(self, move: Move, _heard: Heard) -> None:
        if self._anew:
            self._times.append(move.time)
        if self._began is None:
            self._began = move.time
        self._closed = False

    def _keeps(self) -> bool:
        return self._brought or self._frame is not None

    def _go_on(self, now: float, heard: Heard) -> None:
        if self._rests(heard):
            self._began, self._frame, self._brought = None, None, False
            return
        stride = self.me.stride
        if self._brought and heard.beat is not None:
            self._brought = False
            stride.rest()
            stride.follow(heard)
        if stride.going or self._began is None or self._closed:
            return
        if now - self._began > _BRINGS_AFTER and self._strokes >= _LISTENS:
            self._brought = True
            stride.start(max(now, self._stroke) + 0.3, self._beat_of_theirs())

    def _beat_of_theirs(self) -> float:
        """Make a beat of how fast the learner plays, or of the tempo the learner has chosen."""
        waits = [b - a for a, b in pairwise(self._times)]
        beat = self.me.beat or (median(waits) if waits else _SLOW)
        while beat < _QUICK:
            beat *= 2
        while beat > 2 * _QUICK:
            beat /= 2
        return min(beat, _SLOW)

    def _beat(self, step: Step, heard: Heard) -> None:
        if self._closed or self._rests(heard) or self._strokes < _LISTENS:
            return
        if self._frame is None:
            if step.number:
                return
            self._begin(heard)
        elif not step.number:
            self._bar += 1
            if heard.silence and heard.silence > step.period * step.beats:
                self._close(step, heard)
                return
            if self._bar % BARS == 0 and self.me.freedom > _NEW:
                self._begin(heard)
        if self._frame is not None:
            for stroke in self._strokes_at(self._frame, step, heard):
                onset = step.time + stroke.place * step.period
                strength = self.me.strength(heard, _SOFTER, onset, stroke.touch)
                self.me.play_over(heard, onset, stroke.length * step.period, stroke.pitch, strength)

    def _strokes_at(self, frame: Frame, step: Step, heard: Heard) -> list[Stroke]:
        """Give what a beat has; where another chord comes in mid-bar, it begins as a bar does."""
        here, before, self._told = heard.over(step.time), self._told, heard.over(step.time)
        if not here:
            return frame.beat(self._bar, step.number, step.beats)
        following = step.time + (step.beats - step.number) * step.period
        number = 0 if before and here != before else step.number
        return frame.beat(self._bar, number, step.beats, (here, heard.over(following) or here))

    def _begin(self, heard: Heard) -> None:
        self._rounds += 1
        self._bar = 0
        chance = self.me.chance("frame", self._rounds if self.me.freedom > _NEW else 1)
        self._second = None
        found = chords(self.me.tones)
        if self.me.freedom <= _NEW and len(found) > 1:
            away = fitting(found[1:], weights(heard.recent, heard.now - 6), found[0], chance, self.me.freedom)
            self._second = found.index(away)
        self._frame = Frame(chance.choice(possible(self.me.tones)), self.me.tones, self._second)

    def _close(self, step: Step, heard: Heard) -> None:
        if self._frame is not None:
            for stroke in self._frame.end(heard.over(step.time)):
                strength = self.me.strength(heard, _SOFTER - 4, step.time, stroke.touch)
                self.me.play_over(heard, step.time, stroke.length * step.period, stroke.pitch, strength)
        self._frame, self._closed = None, True

    def plan(self, now: float) -> Plan:
        """Say which bar of the frame comes, or that it listens first."""
        stride = self.me.stride
        if self._frame is not None and stride.going:
            values = {"bar": self._bar % BARS + 1, "bars": BARS, "tempo": round(60 / stride.period)}
            return Plan("frames", max(now, stride.next), values)
        return Plan("will-frame" if self._began is not None and not self._closed else "waits")

"""What all ways of answering have in common: listening, walking on the beat, a hand to play with.

A stance is made of hooks: what it does when the learner strikes a tone or lets go of one, on each of its
own beats, and in between. Where the learner rests, the partner rests with them, after a while that each
stance says (facts: none of the techniques fills the other's silence; how long is this project's design).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Final

from mtlearn.music.partner.hand import AHEAD
from mtlearn.music.partner.musician import TOGETHER
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move
    from mtlearn.music.partner.musician import Musician
    from mtlearn.music.partner.stride import Step

__all__ = ["Playing"]

_OCTAVE: Final = 12
_LOST: Final = 6
"""Beats the partner keeps its own beat after none is heard any more and it is met on its own no more."""


class Playing:
    """A way of answering, played by a musician. Subclasses say what it does."""

    needs_tones: ClassVar[bool] = False
    """Whether it makes no sense on drums."""
    most: ClassVar[float] = 0.08
    """How much the tempo may change in one beat, as a share of it."""
    rests_after: ClassVar[float] = 4.0
    """Seconds of the learner's silence after which it plays no more."""

    def __init__(self, musician: Musician) -> None:
        self.me = musician
        self._stroke = -math.inf
        self._strokes = 0
        self._anew = False
        self._ends: list[Move] = []
        self._heard_beat = 0.0

    @property
    def closeness(self) -> float:
        """How closely it follows: 1 as closely as it can, 0 as freely."""
        return self.me.closeness

    @closeness.setter
    def closeness(self, value: float) -> None:
        self.me.closeness = value

    def hear(self, move: Move, heard: Heard) -> list[Move]:
        """Answer one move of the learner's at once."""
        self._listen(move.time, heard)
        if move.sounding:
            self._anew = move.time - self._stroke > TOGETHER
            if self._anew:
                self._stroke = move.time
                self._strokes += 1
                self.me.stride.hear(move.time)
            self._struck(move, heard)
        else:
            self._released(move, heard)
        self._go_on(move.time, heard)
        ends, self._ends = self._ends, []
        return sorted(ends + self.me.hand.due(move.time))

    def wait(self, now: float, heard: Heard) -> list[Move]:
        """Give what is due of its own accord."""
        self._listen(now, heard)
        self._go_on(now, heard)
        return self.me.hand.due(now)

    def tune(self, _pitches: Sequence[int], now: float, heard: Heard) -> list[Move]:
        """Go on with the musician's new tones: what is planned goes over to them, at the same moments."""
        tones = self.me.tones

        def over(pitch: int, at: float) -> int:
            stays = pitch % _OCTAVE in tones.classes or pitch % _OCTAVE in heard.over(at)
            return pitch if stays or tones.drums else tones.nearest(pitch)

        self._tuned(now)
        return self.me.hand.retune(now, over)

    def stop(self, now: float) -> list[Move]:
        """Let go of everything."""
        return self.me.hand.let_go(now)

    def plan(self, now: float) -> Plan:
        """Say what it is about to do."""
        if self.me.hand.next is not None:
            return Plan("plays", max(now, self.me.hand.next))
        return Plan("waits")

    def _listen(self, now: float, heard: Heard) -> None:
        """Follow the beat and walk on it; a beat that is heard no more is kept for a while, then left."""
        stride = self.me.stride
        if heard.beat is not None:
            self._heard_beat = now
        elif stride.is_met:
            self._heard_beat = max(self._heard_beat, self._stroke)
        lost = now - self._heard_beat > _LOST * stride.period and not self._keeps()
        if stride.going and (lost or self._rests(heard)):
            stride.rest()
        if not self._rests(heard):
            stride.follow(heard)
        for step in stride.steps(now + AHEAD + 0.05, self.closeness, self.most):
            self._beat(step, heard)

    def _keeps(self) -> bool:
        """Say whether it keeps a beat of its own where none is heard."""
        return False

    def _rests(self, heard: Heard) -> bool:
        """Say whether the learner has been silent so long that it is silent too."""
        return heard.silence is None or heard.silence > self.rests_after

    def _give_way(self, now: float) -> None:
        """Stop playing, because the learner plays."""
        self._ends += self.me.hand.give_way(now)

    def _tuned(self, now: float) -> None:
        """Take up the musician's new tones in what it makes of them."""

    def _struck(self, move: Move, heard: Heard) -> None:
        """Hear a tone begin; ``_anew`` says whether it is more than a tone of the stroke before."""

    def _released(self, move: Move, heard: Heard) -> None:
        """Hear a tone end."""

    def _beat(self, step: Step, heard: Heard) -> None:
        """Come to a beat of its own, a little before it sounds."""

    def _go_on(self, now: float, heard: Heard) -> None:
        """Do what there is to do between strokes and beats."""

"""Free-floating dialogue: both play at once and answer one another, without fixed turns.

Definition (facts, ``dialoguing``, ``free-floating-dialogue``): communicating through improvising; that both
play at the same time and still answer is this project's own model, and no quotation. The partner plays into
the spaces the learner leaves: a tone or two between the learner's strokes, more where the learner holds a
tone or rests, less where the learner plays much, in the register beside the learner's, and against the way
the learner has just gone. It finishes what it is saying when the learner comes in, but begins nothing new
just then. More freely it says more, and goes its own way.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import TYPE_CHECKING, Final

from mtlearn.music.partner.line import onward
from mtlearn.music.partner.playing import Playing
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move
    from mtlearn.music.partner.musician import Musician

__all__ = ["FreeFloating"]

_AWAY: Final = 14
_MIDDLE: Final = 66
_SOFTER: Final = -5
_TOUCH: Final = 6
_QUICKEST: Final = 0.12
_USUAL: Final = 0.6
_PATIENCE: Final = 1.6
"""How many of the learner's usual waits without a stroke make a rest to talk into."""
_FEW, _LONG = 4, 8
"""How many tones it says into a rest at most, following closely and freely."""
_ONE: Final = 0.55
"""How often it says one tone between two strokes, and not two."""
_HELD: Final = 0.25
"""How often a tone it says into a rest is twice as long."""


class FreeFloating(Playing):
    """In and out of what the learner plays."""

    rests_after = 3.0

    def __init__(self, musician: Musician) -> None:
        super().__init__(musician)
        self._waits: deque[float] = deque(maxlen=8)
        self._last: Move | None = None
        self._way = 1
        self._line: int | None = None
        self._side = -_AWAY
        self._count = 0
        self._talked = -math.inf

    def _struck(self, move: Move, heard: Heard) -> None:
        if not self._anew:
            return
        if self._last is not None:
            self._way = -1 if move.pitch > self._last.pitch else 1
            if move.time - self._last.time < _PATIENCE * 2:
                self._waits.append(move.time - self._last.time)
        self._last = move
        self.me.hand.drop(move.time + 2 * self._wait)
        if self.me.hand.next is None:
            self._answer_stroke(move.time, heard)

    def _answer_stroke(self, at: float, heard: Heard) -> None:
        """Put a tone or two between this stroke and the next, the less often the more the learner plays."""
        self._count += 1
        chance = self.me.chance("between", self._count)
        room = min(1.0, self._wait / 0.45) * (0.75 + 0.25 * self.me.freedom)
        if chance.random() > room:
            return
        places = (0.5,) if self._wait < 3 * _QUICKEST or chance.random() < _ONE else (0.5, 0.75)
        for place in places:
            self._say(at + place * self._wait, 0.45 * self._wait, heard, chance.uniform(-_TOUCH, _TOUCH))

    def _go_on(self, now: float, heard: Heard) -> None:
        """Talk into a rest, once for each rest."""
        if self._last is None or self._rests(heard) or self.me.hand.next is not None:
            return
        if now - self._last.time > _PATIENCE * self._wait and self._talked != self._last.time:
            self._talked = self._last.time
            self._count += 1
            chance = self.me.chance("rest", self._count)
            step = max(2 * _QUICKEST, self._wait * chance.choice((0.5, 1.0)))
            onset = now + 0.05
            for place in range(chance.randint(3, _FEW + round((_LONG - _FEW) * self.me.freedom))):
                length = step * (2 if place and chance.random() < _HELD else 1)
                self._say(onset, 0.9 * length, heard, _TOUCH - 3 * place)
                onset += length

    def _say(self, onset: float, length: float, heard: Heard, touch: float) -> None:
        me = self.me
        chance = me.chance("tone", self._count, onset)
        mean = heard.register.mean if heard.register else float(_MIDDLE)
        if self._line is None:
            self._side = -_AWAY if mean > _MIDDLE - 4 else _AWAY
        centre = mean + self._side
        if self._line is None or abs(self._line - centre) > _AWAY:
            self._line = me.tones.toward(self._last.pitch if self._last else me.tones.tonic, centre)
        way = self._way if chance.random() < self.closeness else chance.choice((-1, 1))
        over = heard.over(onset)
        self._line = onward(me.tones, self._line, heard.sounding, centre, chance, way=way, over=over)
        strength = me.strength(heard, _SOFTER, onset, min(_TOUCH, touch))
        me.play_over(heard, onset, max(0.08, length), self._line, strength)

    @property
    def _wait(self) -> float:
        return max(_QUICKEST, median(self._waits)) if self._waits else _USUAL

    def plan(self, now: float) -> Plan:
        """Say that it plays into the spaces, or waits with the learner."""
        if self._last is None:
            return Plan("waits")
        following = self.me.hand.next
        return Plan("fills", None if following is None else max(now, following))

"""Matching: the partner plays music that fits the learner's, without being the same.

Definition (facts, ``matching``; from study material on improvisation): improvising music that is compatible
with and fits the other's style of playing, keeping the same tempo, dynamics, texture, quality and
complexity. Model, this project's own: a line in the octave beside the learner's, as many strokes in two
beats as the learner plays, as many of them off the beat, but set otherwise; the same strength within
twelve; as many tones together as the learner strikes; and where the learner's phrase ends, its own does.
Where there is no steady pulse it imposes none: it takes the learner's own waits, in another order. More
freely it plays less, and its rhythm and register are more its own.
"""

from __future__ import annotations

from collections import deque
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from mtlearn.music.partner.line import clear, onward
from mtlearn.music.partner.playing import Playing
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    import random

    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move
    from mtlearn.music.partner.musician import Musician
    from mtlearn.music.partner.stride import Step

__all__ = ["Matching", "figure"]

_OCTAVE: Final = 12
_HIGH: Final = 56
_TOUCH: Final = 7
_OVER: Final = 0.6
"""It begins no tone when the learner's phrase is over this surely."""
_ENTRY: Final = 3
"""Strokes of a phrase it listens to before it plays where there is no beat."""
_GRID: Final = 4
"""Places in a beat: sixteenths."""
_GROUP: Final = 2
"""Beats of one figure."""
_TIMES: Final = 4
"""How often one figure comes before another is made."""
_CHORD: Final = 1.5
_SLOWEST: Final = 3.0


class Matching(Playing):
    """Beside the learner, as much and as strongly, but not the same."""

    rests_after = 2.5

    def __init__(self, musician: Musician) -> None:
        super().__init__(musician)
        self._times: deque[float] = deque(maxlen=12)
        self._sizes: deque[int] = deque(maxlen=8)
        self._line: int | None = None
        self._figure: tuple[int, ...] = ()
        self._figure_for: tuple[int, int] | None = None
        self._groups = 0
        self._carry = 0.0
        self._in_phrase = 0
        self._next: float | None = None
        self._count = 0

    def _struck(self, move: Move, heard: Heard) -> None:
        if not self._anew:
            if self._sizes:
                self._sizes[-1] += 1
            return
        rested = not self._times or move.time - self._times[-1] > _SLOWEST
        if rested or (heard.phrase and heard.phrase.begins == move.time):
            self._in_phrase, self._next = 0, None
        self._in_phrase += 1
        self._times.append(move.time)
        self._sizes.append(1)

    def _beat(self, step: Step, heard: Heard) -> None:
        if not self._plays(heard) or not self._in_phrase:
            self._groups = 0
            return
        if self._groups % _GROUP == 0:
            self._make_figure(step, heard)
        base = (self._groups % _GROUP) * _GRID
        self._groups += 1
        places = [place - base for place in self._figure if base <= place < base + _GRID]
        after = [place - base for place in self._figure if place >= base + _GRID] or [_GRID * _GROUP - base]
        for place, following in pairwise([*places, after[0]]):
            length = (following - place) / _GRID * step.period
            self._tone(step.time + place / _GRID * step.period, length, heard)

    def _make_figure(self, step: Step, heard: Heard) -> None:
        """Take as many strokes as the learner plays in these beats, and as many off the beat."""
        span = _GROUP * step.period
        recent = [time for time in self._times if time > step.time - 2 * span]
        wanted = heard.density / max(1.0, self._size) * span * (1 - 0.55 * self.me.freedom) + self._carry
        count = max(0, min(_GROUP * _GRID, round(wanted)))
        self._carry = max(-1.0, min(1.0, wanted - count))
        theirs = [round((time - step.time) / step.period * _GRID) % (_GROUP * _GRID) for time in recent]
        off = round(sum(place % _GRID != 0 for place in theirs) / max(1, len(theirs)) * count)
        if self._figure_for != (count, off) or self._groups % (_GROUP * _TIMES) == 0:
            chance = self.me.chance("figure", step.bar, step.number)
            self._figure = figure(count, off, frozenset(theirs), chance)
            self._figure_for = (count, off)

    def _go_on(self, now: float, heard: Heard) -> None:
        if not self._plays(heard):
            self.me.hand.drop(now)
            self._next = None
            return
        waits = [b - a for a, b in pairwise(self._times) if b - a < _SLOWEST]
        if self.me.stride.going or self._in_phrase < _ENTRY or not waits:
            return
        if self._next is None:
            self._next = now + 0.4 * waits[-1]
        while self._next <= now + 0.25:
            chance = self.me.chance("wait", self._count)
            wait = chance.choice(waits) * (1 + 0.8 * self.me.freedom)
            self._tone(max(now, self._next), wait, heard)
            self._next = max(now, self._next) + wait

    def _tone(self, onset: float, wait: float, heard: Heard) -> None:
        me = self.me
        self._count += 1
        chance = me.chance("tone", self._count)
        mean = heard.register.mean if heard.register else 60.0
        octaves = 1 + (chance.random() < 0.4 * me.freedom)
        centre = mean + (-_OCTAVE if mean > _HIGH else _OCTAVE) * octaves
        beside = heard.sounding or {note.pitch for note in heard.recent[-1:]}
        if self._line is None or abs(self._line - centre) > _OCTAVE:
            self._line = me.tones.toward(next(iter(beside), me.tones.tonic), centre)
        over = heard.over(onset)
        self._line = onward(me.tones, self._line, beside, centre, chance, over=over)
        touch = chance.uniform(-_TOUCH, _TOUCH) * (1 + me.freedom)
        strength = me.strength(heard, -2 - 8 * me.freedom, onset, touch)
        length = max(0.06, wait * (0.9 if self._legato(heard) else 0.5))
        me.play_over(heard, onset, length, self._line, strength)
        if self._size >= _CHORD and not me.tones.drums:
            below = clear(me.tones, me.tones.step(self._line, -2), over)
            me.play_over(heard, onset, length, below, strength - 4)

    def _plays(self, heard: Heard) -> bool:
        return not self._rests(heard) and (heard.phrase is None or heard.phrase.ending < _OVER)

    @property
    def _size(self) -> float:
        return sum(self._sizes) / len(self._sizes) if self._sizes else 1.0

    def _legato(self, heard: Heard) -> bool:
        """Say whether the learner lets tones sound until the next."""
        pairs = list(pairwise(heard.recent))
        return not pairs or sum(b.onset - a.offset < 0.3 * (b.onset - a.onset) for a, b in pairs) * 2 > len(
            pairs
        )

    def plan(self, now: float) -> Plan:
        """Say that it plays beside the learner, or listens for how the learner plays."""
        if self.me.hand.next is not None:
            return Plan("plays-beside", max(now, self.me.hand.next))
        return Plan("plays-beside" if self._in_phrase >= _ENTRY else "listens")


def figure(count: int, off: int, theirs: frozenset[int], chance: random.Random) -> tuple[int, ...]:
    """Set ``count`` strokes in two beats of four places each, ``off`` of them off the beat, unlike theirs.

    Of all ways there are, one that begins on a beat, leans on eighths before sixteenths, and shares some
    places with the other but not all.
    """
    places = range(_GROUP * _GRID)
    if count >= len(places):
        return tuple(places)
    best: tuple[int, ...] = ()
    least = float("inf")
    for tried in combinations(places, count):
        aside = sum(place % _GRID != 0 for place in tried)
        shared = len(theirs.intersection(tried)) / max(1, count)
        cost = (
            1.5 * abs(aside - off)
            + 2.5 * abs(shared - 0.5)
            + (0.6 if tried and tried[0] else 0.0)
            + 0.7 * sum(place % 2 for place in tried)
            + chance.random()
        )
        if cost < least:
            best, least = tried, cost
    return best

"""Accompanying: bass and chords under the learner's melody, softer, and chosen by what the learner plays.

Definition (facts, ``accompanying``; from Wikipedia's article on improvisation in music therapy): supporting
the other's improvisation with an accompaniment of rhythm, melody and chord progressions. That it stays softer
and below is a choice of this project, and so is the rest of the model: a new chord at most every bar, the one
that holds most of what the learner has just played; the busier the learner, the calmer the accompaniment,
and where the learner rests it moves and then comes home. Without a steady pulse it follows the learner's
breath: a chord where a phrase begins, and seldom more. More freely the chords go their own way. Over music
that has chords of its own it plays those, and changes with them. On drums it is a low drum and a higher one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mtlearn.music.changes import standing
from mtlearn.music.partner.chords import chords, closest, fitting, grounds, over, weights
from mtlearn.music.partner.hand import AHEAD
from mtlearn.music.partner.playing import Playing
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move
    from mtlearn.music.partner.chords import Laid
    from mtlearn.music.partner.musician import Musician
    from mtlearn.music.partner.stride import Step

__all__ = ["Accompanying"]

_SOFTER: Final = -14
_BUSY, _SPARSE = 2.0, 0.8
"""Strokes of the learner's in a beat: above the one it keeps calm, below the other it moves more."""
_ALONE: Final = 2.2
"""Seconds between two chords at the least, where there is no beat."""
_ROLL: Final = 0.035
"""Seconds from tone to tone of a chord that is rolled."""
_RINGS: Final = 5.0
_HALVED: Final = frozenset({4, 6})
"""Bars of so many beats have a second bass tone in their middle."""
_LOWEST_TOP, _HIGHEST_TOP = 57, 71
_LONGEST: Final = 4.0
"""Seconds of the learner's silence after which it comes home."""
_MIDDLE: Final = 66


class Accompanying(Playing):
    """Bass and chords."""

    rests_after = _LONGEST + 4.0

    def __init__(self, musician: Musician) -> None:
        super().__init__(musician)
        self._chords = () if musician.tones.drums else chords(musician.tones)
        self._laid: Laid | None = None
        self._told: tuple[int, ...] = ()
        self._count = 0
        self._last = -math.inf
        self._phrase: float | None = None
        self._home = False

    def _tuned(self, _now: float) -> None:
        tones = self.me.tones
        self._chords = () if tones.drums else chords(tones)
        if self._laid and not self._told and not tones.classes.issuperset(self._laid.classes):
            self._laid = None

    def _struck(self, move: Move, heard: Heard) -> None:
        self._home = False
        begins = heard.phrase.begins if heard.phrase else move.time
        wanted = _ALONE * (0.8 if begins != self._phrase else 1.4)
        self._phrase = begins
        if not self.me.stride.going and move.time - self._last > wanted and self._anew:
            self._choose(move.time, heard)
            self._roll(move.time, heard, _RINGS)

    def _beat(self, step: Step, heard: Heard) -> None:
        if self._home or self._rests(heard):
            return
        told = heard.over(step.time)
        begins = not step.number or (bool(told) and told != self._told)
        if begins or self._laid is None:
            if heard.silence and heard.silence > min(_LONGEST, 1.5 * step.period * step.beats):
                self._come_home(step, heard)
                return
            self._choose(step.time, heard, step.period * step.beats)
        per_beat = heard.density * step.period if not heard.silence else 0.0
        strength = self.me.strength(heard, _SOFTER, step.time, 3 if begins else 0)
        half = step.beats // 2 if step.beats in _HALVED else 0
        has_bass = begins or (half > 0 and step.number == half)
        if has_bass:
            pitch = self._bass if begins else self._fifth
            self.me.play_over(heard, step.time, 0.95 * step.period, pitch, strength)
        if per_beat > _BUSY:
            if begins:
                self._struck_together(step.time, 0.9 * step.period * step.beats, strength - 3, heard)
        elif per_beat > _SPARSE:
            if not has_bass:
                self._struck_together(step.time, 0.55 * step.period, strength - 3, heard)
        else:
            self._broken(step, strength - 4, heard, begins=begins)

    def _choose(self, at: float, heard: Heard, bar: float = 3.0) -> None:
        """Choose the chord that stands, else the one that fits the last bar; lay it out under the learner."""
        self._last = at
        self._count += 1
        if self.me.tones.drums:
            return
        self._told = heard.over(at)
        if self._told:
            self._laid = closest(over(self._told), self._laid, self._top(heard))
            return
        played = weights(heard.recent, at - bar)
        for pitch in heard.sounding:
            played[pitch % 12] = played.get(pitch % 12, 0.0) + 0.5
        before = self._laid.classes if self._laid else None
        chance = self.me.chance("chord", self._count)
        one = fitting(self._chords, played, before, chance, self.me.freedom)
        self._laid = closest(one, self._laid, self._top(heard))

    def _top(self, heard: Heard) -> int:
        low = heard.register.low if heard.register else _MIDDLE
        return max(_LOWEST_TOP, min(_HIGHEST_TOP, low - 1))

    @property
    def _bass(self) -> int:
        return self._laid.bass if self._laid else self.me.tones.ladder[0]

    @property
    def _fifth(self) -> int:
        """The bass's other tone, for the middle of a bar."""
        return grounds(self._told, self._bass)[1] if self._told else self.me.tones.fifth(self._bass)

    def _struck_together(self, at: float, length: float, strength: int, heard: Heard) -> None:
        for pitch in self._layout:
            self.me.play_over(heard, at, length, pitch, strength)

    def _broken(self, step: Step, strength: int, heard: Heard, *, begins: bool) -> None:
        """Break the chord upwards in half beats, where the learner leaves room."""
        layout = self._layout
        for half in (0, 1):
            turn = max(1, 2 * len(layout) - 2)
            place = (2 * step.number + half) % turn
            pitch = layout[min(place, turn - place) if len(layout) > 1 else 0]
            if half or not begins:
                onset = step.time + half * step.period / 2
                self.me.play_over(heard, onset, 0.9 * step.period, pitch, strength)

    def _roll(self, at: float, heard: Heard, length: float) -> None:
        strength = self.me.strength(heard, _SOFTER, at)
        low = () if self._laid is None else (self._laid.bass,)
        for pitch in self.me.hand.sounding:
            self.me.hand.release(pitch, at + _ROLL)
        for place, pitch in enumerate((*low, *self._layout)):
            self.me.play_over(heard, at + _ROLL * place, length, pitch, strength - place)

    def _go_on(self, now: float, heard: Heard) -> None:
        """Go along where the music played over has chords, but no beat."""
        coming = standing(heard.changes, now + AHEAD)
        if coming is None or not self._told or coming.classes == self._told:
            return
        if not (self.me.stride.going or self._home or self._rests(heard)):
            at = max(now, coming.begins)
            self._choose(at, heard)
            self._roll(at, heard, _RINGS)

    def _come_home(self, step: Step, heard: Heard) -> None:
        """Close with the ground tone's chord, or the one that stands, and wait."""
        self._home = True
        if not self.me.tones.drums:
            told = heard.over(step.time)
            self._laid = closest(over(told) or self._chords[0], self._laid, self._top(heard))
        self._roll(step.time, heard, 2.5 * step.period)

    @property
    def _layout(self) -> tuple[int, ...]:
        tones = self.me.tones
        return self._laid.layout if self._laid else (tones.ladder[len(tones.ladder) // 2],)

    def plan(self, now: float) -> Plan:
        """Say that it goes along, lays a chord under the next phrase, or rounds off."""
        if self._home:
            return Plan("waits")
        stride = self.me.stride
        if stride.going:
            return Plan("accompanies", max(now, stride.next), {"tempo": round(60 / stride.period)})
        return Plan("lays-chord" if self._strokes else "waits")

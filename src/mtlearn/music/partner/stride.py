"""The partner's own beat: where its next beats fall, which of them begins a bar, and how it follows.

It falls in with the beat that is heard and is then the partner's own: it goes on when the learner rests, and
each stroke of the learner's moves it as people move (``timekeeper.py``). The beat of music played over is
kept as it is given. Where the ear has come to hear another beat than the one it walks on, it goes over to
that one after a few beats.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.partner.timekeeper import Timekeeper

if TYPE_CHECKING:
    from mtlearn.music.hearing.heard import Beat, Heard

__all__ = ["SLOWEST", "Step", "Stride"]

_BEATS: Final = 4
"""Beats counted in a bar where no metre is heard."""
SLOWEST: Final = 1.5
_FASTEST: Final = 0.25
"""A beat lasts between these (seconds)."""
_OUT: Final = 0.2
"""Further from the heard beat than this share of it, it is on another beat."""
_OTHER: Final = 0.12
"""A heard beat longer or shorter by this share, or more, is another beat."""
_TRUSTS: Final = 3
"""For so many beats it trusts itself before it goes over to what is heard."""


class Step(NamedTuple):
    """One beat: when, seconds to the next, its number in the bar, the bar's number, the beats of a bar."""

    time: float
    period: float
    number: int
    bar: int
    beats: int


class Stride:
    """A sense of beat that follows another's."""

    def __init__(self) -> None:
        self.period = 0.0
        self.next = 0.0
        self.going = False
        self.beats = _BEATS
        self._keeper: Timekeeper | None = None
        self._number = 0
        self._bar = 0
        self._heard: Heard | None = None
        self._out = 0

    def hear(self, onset: float) -> None:
        """Hear the learner strike."""
        if self._keeper is not None and self.going and not self._is_given:
            self._keeper.hear(onset)

    def follow(self, heard: Heard) -> None:
        """Listen; where it does not walk yet and there is a beat, fall in with it."""
        self._heard = heard
        if not self.going and heard.beat is not None:
            self.start(heard.beat.next, _walkable(heard.beat.period))
            self._count_bar()

    def start(self, at: float, period: float) -> None:
        """Begin to walk, the first beat of a bar at a moment."""
        self.next, self.period, self.going = at, period, True
        self._keeper = Timekeeper(period, at)
        self._number, self._bar, self._out = 0, 0, 0

    def rest(self) -> None:
        """Stop walking; the next beat that is heard starts it anew."""
        self.going = False

    def steps(self, until: float, closeness: float, most: float = 0.1) -> list[Step]:
        """Walk on to a moment, and give the beats passed; the tempo changes by ``most`` of itself a beat."""
        found: list[Step] = []
        while self.going and self.next <= until:
            found.append(Step(self.next, self.period, self._number, self._bar, self.beats))
            self._walk(closeness, most)
        return found

    def beat_after(self, moment: float) -> float | None:
        """Give the first beat from a moment on, as things stand; None where it does not walk."""
        if not self.going:
            return None
        return self.next + max(0, math.ceil((moment - self.next) / self.period - 1e-9)) * self.period

    @property
    def _is_given(self) -> bool:
        return bool(self._heard and self._heard.beat and self._heard.beat.given)

    def _walk(self, closeness: float, most: float) -> None:
        now, before = self.next, self.period
        self._number = (self._number + 1) % self.beats
        self._bar += not self._number
        beat = self._heard.beat if self._heard else None
        if beat is not None and beat.given:
            self.period = _walkable(beat.period)
            self.next = max(now + self.period / 2, _nearest(beat, now + self.period, self.period))
        else:
            self._keep(now, before, closeness, most)
            if beat is not None:
                self._go_over(beat)
        if not self._number:
            self._count_bar()

    def _keep(self, now: float, before: float, closeness: float, most: float) -> None:
        """Go on as the timekeeper says, the tempo changing by no more than it may."""
        keeper = self._keeper
        if keeper is None:
            self.next = now + before
            return
        keeper.follow(closeness)
        coming = keeper.next_beat(now + before / 2)
        least, longest = before * (1 - most), before * (1 + most)
        self.period = min(SLOWEST, max(_FASTEST, min(longest, max(least, keeper.period))))
        self.next = coming
        if self.period != keeper.period:
            self._keeper = Timekeeper.following(closeness, self.period, coming)

    def _go_over(self, beat: Beat) -> None:
        """Go over to the heard beat, once it has been another one for some beats."""
        wanted = _in_octave(beat.period, self.period)
        amiss = abs(_nearest(beat, self.next, self.period) - self.next) / self.period
        other = amiss > _OUT or abs(wanted / self.period - 1) > _OTHER
        self._out = self._out + 1 if other else 0
        if self._out > _TRUSTS:
            self._out = 0
            self.period = min(SLOWEST, max(_FASTEST, wanted))
            self.next = max(self.next - self.period / 2, _nearest(beat, self.next, self.period))
            self._keeper = Timekeeper(self.period, self.next)

    def _count_bar(self) -> None:
        """Take up the heard metre, at a bar line: how many beats a bar has, and which one comes next."""
        metre = self._heard.metre if self._heard else None
        if metre is None:
            return
        away = round((metre.next_bar - self.next) / self.period)
        self.beats = metre.beats
        self._number = -away % metre.beats


def _walkable(period: float) -> float:
    while period < _FASTEST:
        period *= 2
    while period > SLOWEST:
        period /= 2
    return period


def _in_octave(period: float, own: float) -> float:
    """Give the heard period, doubled or halved as often as it takes to come nearest to one's own."""
    return period * 2.0 ** round(math.log2(own / period))


def _nearest(beat: Beat, moment: float, own: float) -> float:
    """Give the heard beat nearest to a moment; where one's own beat is quicker, what lies between counts."""
    grid = beat.period / 2.0 ** max(0, round(math.log2(beat.period / own)))
    return beat.next + round((moment - beat.next) / grid) * grid

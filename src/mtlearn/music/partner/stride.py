"""The partner's own beat: where its next beats fall, which of them begins a bar, and how it follows.

It falls in with the beat that is heard and is then the partner's own: it goes on when the learner rests, and
strokes of the learner's that fall on it move it as people move (``timekeeper.py``); where a beat has no
stroke, the heard beat moves it instead. The beat of music played over is kept as it is given. Where the ear
has come to hear another beat than the one it walks on, it goes over to that one after a few beats, unless the
learner's strokes keep falling on its own. A beat is settled only when it is about to sound, so that what was
just heard still counts.
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
_FASTEST: Final = 0.36
"""A beat lasts between these (seconds)."""
_ON: Final = 0.18
"""A stroke within this share of a beat falls on it; others lie between beats."""
_LEAN: Final = 0.35
"""The share of what is amiss that a beat without a stroke puts right."""
_OUT: Final = 0.2
"""Further from the heard beat than this share of it, it is on another beat."""
_OTHER: Final = 0.12
"""A heard beat longer or shorter by this share, or more, is another beat."""
_TRUSTS, _STRUCK = 2, 7
"""For so many beats it trusts itself before it goes over to what is heard: where strokes fall on its own
beats, for longer."""
_MET: Final = 4
"""After so many strokes in a row on its own beats, and none between, it is together with them, whatever else
is heard or is not."""
_BESIDE: Final = 4
"""So many strokes in a row midway between its beats, and none on them, and it goes over to those."""
_ROOM: Final = 0.08
"""A beat comes no more than this share of itself, and what the tempo may change, too soon or too late."""


_CALM: Final = 0.9
"""A beat of so many seconds may be felt in halves ..."""
_BY: Final = 0.08
_HALVES: Final = 0.25
"""... where at least this share of the strokes comes by its middle."""


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
        self.going = False
        self.beats = _BEATS
        self._most = 0.1
        self._last = 0.0
        self._keeper: Timekeeper | None = None
        self._number = 0
        self._bar = 0
        self._heard: Heard | None = None
        self._struck = False
        self._met = 0
        self._beside = 0
        self._out = 0

    @property
    def is_met(self) -> bool:
        """Whether the learner's strokes keep falling on its beats."""
        return self._met >= _MET

    @property
    def _is_given(self) -> bool:
        return bool(self._heard and self._heard.beat and self._heard.beat.given)

    @property
    def next(self) -> float:
        """When its next beat falls, as things stand."""
        beat = self._heard.beat if self._heard else None
        if beat is not None and self._is_given:
            return max(self._last + self.period / 2, _nearest(beat, self._last + self.period, self.period))
        if self._keeper is None:
            return self._last + self.period
        room = (_ROOM + self._most) * self.period
        coming = self._keeper.next_beat(self._last + self.period / 2)
        return min(self._last + self.period + room, max(self._last + self.period - room, coming))

    def hear(self, onset: float) -> None:
        """Hear the learner strike; where that falls on a beat, it moves the next."""
        if self._keeper is None or not self.going:
            return
        place = (onset - self._last) / self.period
        away = abs(place - round(place))
        self._met = self._met + 1 if away <= _ON else 0
        if away <= _ON:
            self._struck, self._beside = True, 0
            self._keeper.hear(onset)
        elif 0.5 - away <= _ON and not self._is_given:
            self._beside += 1
            if self._beside >= _BESIDE:
                self._beside = 0
                self._last = max(onset, self._last - self.period / 2)
                self._keeper = Timekeeper(self.period, self._last + self.period)

    def follow(self, heard: Heard) -> None:
        """Listen; where it does not walk yet and there is a beat, fall in with it."""
        self._heard = heard
        if not self.going and heard.beat is not None:
            self.start(heard.beat.next, _felt(heard.beat, heard))
            self._count_bar(heard.beat.next)

    def start(self, at: float, period: float) -> None:
        """Begin to walk, the first beat of a bar at a moment."""
        self.period, self.going, self._last = period, True, at - period
        self._keeper = Timekeeper(period, at)
        self._number, self._bar, self._struck = 0, 0, False
        self._met, self._out, self._beside = 0, 0, 0

    def rest(self) -> None:
        """Stop walking; the next beat that is heard starts it anew."""
        self.going = False

    def steps(self, until: float, closeness: float, most: float = 0.1) -> list[Step]:
        """Walk on to a moment, and give the beats passed; the tempo changes by ``most`` of itself a beat."""
        found: list[Step] = []
        self._most = most
        while self.going and (coming := self.next) <= until:
            if not self._number:
                self._count_bar(coming)
            self._settle(coming, closeness)
            found.append(Step(coming, self.period, self._number, self._bar, self.beats))
            self._number = (self._number + 1) % self.beats
            self._bar += not self._number
        return found

    def beat_after(self, moment: float) -> float | None:
        """Give the first beat from a moment on, as things stand; None where it does not walk.

        It walks a little ahead of time: the last beat it has come to may still be to sound.
        """
        if not self.going:
            return None
        if moment <= self._last:
            return self._last
        return self.next + max(0, math.ceil((moment - self.next) / self.period - 1e-9)) * self.period

    def _settle(self, coming: float, closeness: float) -> None:
        """Let the coming beat be the last one, and say how long the one after it is."""
        beat = self._heard.beat if self._heard else None
        self._last = coming
        struck, self._struck = self._struck, False
        if beat is not None and beat.given:
            self.period = _walkable(beat.period)
            self._keeper = Timekeeper.following(closeness, self.period, coming + self.period)
            return
        keeper = self._keeper = self._keeper or Timekeeper(self.period, coming)
        keeper.follow(closeness)
        keeper.most = self._most
        keeper.settle(coming)
        wanted, shift = keeper.period, 0.0
        if beat is not None:
            heard = _in_octave(beat.period, self.period)
            amiss = _nearest(beat, coming, self.period) - coming
            other = abs(amiss) > _OUT * self.period or abs(heard / self.period - 1) > _OTHER
            self._out = self._out + 1 if other and not self.is_met else 0
            if self._out > (_STRUCK if struck else _TRUSTS):
                self._go_over(heard, amiss)
                return
            if not struck and not other:
                shift = _LEAN * amiss
                wanted += _LEAN * (heard - wanted)
        least, longest = self.period * (1 - self._most), self.period * (1 + self._most)
        self.period = min(SLOWEST, max(_FASTEST, min(longest, max(least, wanted))))
        keeper.go_on(self.period, shift)

    def _go_over(self, period: float, amiss: float) -> None:
        """Go over to the heard beat, the shorter way."""
        self._out = self._met = 0
        self.period = min(SLOWEST, max(_FASTEST, period))
        shift = amiss if abs(amiss) < self.period / 2 else 0.0
        self._last += shift
        self._keeper = Timekeeper(self.period, self._last + self.period)

    def _count_bar(self, coming: float) -> None:
        """Take up the heard metre, at a bar line: how many beats a bar has, and which one comes next."""
        metre = self._heard.metre if self._heard else None
        if metre is None:
            return
        away = round((metre.next_bar - coming) / self.period)
        self.beats = metre.beats
        self._number = -away % metre.beats


def _walkable(period: float) -> float:
    while period < _FASTEST:
        period *= 2
    while period > SLOWEST:
        period /= 2
    return period


def _felt(beat: Beat, heard: Heard) -> float:
    """Give the beat to walk on: half of a slow one, where the learner's strokes come on its halves too."""
    period = _walkable(beat.period)
    if beat.given or period < _CALM or not heard.recent:
        return period
    places = [(note.onset - beat.next) / period % 1 for note in heard.recent]
    halves = sum(abs(place - 0.5) < _BY for place in places)
    thirds = sum(min(abs(place - 1 / 3), abs(place - 2 / 3)) < _BY for place in places)
    return period / 2 if halves > thirds and halves >= _HALVES * len(places) else period


def _in_octave(period: float, own: float) -> float:
    """Give the heard period, doubled or halved as often as it takes to come nearest to one's own."""
    return period * 2.0 ** round(math.log2(own / period))


def _nearest(beat: Beat, moment: float, own: float) -> float:
    """Give the heard beat nearest to a moment; where one's own beat is quicker, what lies between counts."""
    grid = beat.period / 2.0 ** max(0, round(math.log2(beat.period / own)))
    return beat.next + round((moment - beat.next) / grid) * grid

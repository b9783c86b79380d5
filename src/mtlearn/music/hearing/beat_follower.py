"""The beat that somebody plays to, followed while they play: what it is, and when the next one comes.

Told each move when it happens and asked at any moment, it rests on what was played up to then and on
nothing else; how often it is asked makes no difference.
"""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.hearing.beat_filter import BeatFilter
from mtlearn.music.hearing.beat_line import BeatLine
from mtlearn.music.hearing.beat_sense import BeatSense, leaning
from mtlearn.music.hearing.coming_beat import Coming, coming
from mtlearn.music.hearing.heard import Beat, Metre
from mtlearn.music.hearing.held_lines import HeldLines
from mtlearn.music.hearing.metre import Accents
from mtlearn.music.hearing.pulse_trust import PulseTrust
from mtlearn.music.hearing.steady_pulse import Pulse, SteadyPulse
from mtlearn.music.hearing.stroke import TOGETHER, Strokes, accent, ground, weight
from mtlearn.music.move import Move

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from mtlearn.music.note import Note

__all__ = ["BeatFollower", "Prediction", "follow"]

_SILENCE: Final = 4.0
"""Seconds without a stroke after which no more beats are expected."""
_ANEW: Final = 6.0
"""Seconds without a stroke after which everything begins anew."""
_AHEAD: Final = 0.06
"""How long before a beat it is said to come: as late as leaves room for it to come early."""
_AHEAD_EVEN: Final = 0.12
"""The same where beats are even: nothing is gained by waiting, and hands slip to both sides."""
_SOON: Final = 0.043
_LOOK_AGAIN: Final = 0.25
_AT_ONCE: Final = 0.08
"""Seconds from a beat within which a stroke is on it."""
_NONE: Final = -1.0
"""How strong a beat is on which nothing is struck."""
_CLEAR: Final = 0.9
_RECORD, _ENOUGH = 10, 6
"""Over how many beats it is counted how often one came as said, and from how many on."""
_FEWEST: Final = 4
_TWO: Final = 2
"""Strokes after which a beat is expected at all; ``_FEWEST``: after which one is spoken of."""


class Prediction(NamedTuple):
    """A beat said to come: when that was said, and when the beat is."""

    made: float
    beat: float


class BeatFollower:
    """Follows one player's beat: tell it each move, ask it at any moment no earlier than the last."""

    def __init__(self) -> None:
        self._given: tuple[Beat, Metre | None] | None = None
        self._made: list[Prediction] = []
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._strokes, self._sense, self._filter = Strokes(), BeatSense(), BeatFilter()
        self._line, self._accents, self._accent = BeatLine(), Accents(), 0.0
        self._steady, self._lines, self._trust = SteadyPulse(), HeldLines(), PulseTrust()
        self._pulse: Pulse | None = None
        self._record: deque[bool] = deque(maxlen=_RECORD)
        self._weights, self._weighed = self._filter.weights(0.0), -math.inf
        self._count = 0
        self._open: float | None = None
        self._struck = self._last = -math.inf
        self._coming: Coming | None = None
        self._wake = self._looked = math.inf

    def give(self, beat: Beat | None, metre: Metre | None = None) -> None:
        """Be told the beat of the music played over; None where that music is no more."""
        self._given = (beat, metre) if beat is not None else None

    def hear(self, move: Move) -> None:
        """Hear a tone begin or end."""
        self._go_on(move.time)
        if not move.sounding:
            self._strokes.end(move.pitch)
            self._lines.end(move.pitch)
            return
        first = self._open is None
        if first:
            if move.time - self._struck > _ANEW:
                self._begin_anew()
            self._open = move.time
        self._strokes.begin(move)
        self._lines.begin(move, first=first)

    def predictions(self) -> list[Prediction]:
        """Give the beats said to come since this was last asked, in order."""
        made, self._made = self._made, []
        return made

    def at(self, now: float) -> Beat | None:
        """Say the beat, or None where there is no steady one."""
        if self._given is not None:
            beat = self._given[0]
            return beat._replace(next=_next(beat.next, beat.period, now), given=True)
        self._go_on(now)
        found = self._coming
        if found is None or found.clarity < _CLEAR or self._count < _FEWEST or now - self._struck > _SILENCE:
            return None
        following = self._last if self._last > now else found.beat
        return Beat(found.period, _next(following, found.period, now), found.clarity)

    def metre(self, now: float) -> Metre | None:
        """Say the bar, or None where there is no clear one."""
        if self._given is not None:
            beat, metre = self._given
            return metre and metre._replace(next_bar=_next(metre.next_bar, metre.beats * beat.period, now))
        heard, bar = self.at(now), self._accents.bar()
        if heard is None or bar is None:
            return None
        following = bar.wait if self._last > now else bar.wait - 1
        first = heard.next + following % bar.beats * heard.period
        return Metre(bar.beats, first, bar.clarity)

    def _go_on(self, until: float) -> None:
        """Do what falls due before a moment: close the stroke, and say that a beat comes."""
        while True:
            close = self._open + TOGETHER if self._open is not None else math.inf
            if min(close, self._wake) >= until:
                return
            if close <= self._wake:
                self._close(close)
            else:
                self._look(self._wake)

    def _close(self, now: float) -> None:
        if self._open is None:
            return
        since = self._open - self._struck if self._count else 0.0
        said = self._strokes.close()
        places = self._sense.hear(said)
        gap = max(0.0, min(1.0, math.log(max(since, 1e-3) * self._strokes.density) / 1.5))
        self._filter.hear(since, gap, places)
        self._line.strike(self._open)
        self._steady.strike(self._open, weight(said), ground(said), leaning(places))
        if abs(self._open - self._last) < _AT_ONCE:
            self._accent = max(self._accent, accent(said))
        self._struck, self._open = self._open, None
        self._count += 1
        self._pulse = self._trusted(now)
        self._expect(now)

    def _trusted(self, now: float) -> Pulse | None:
        """Give the even pulse of the last strokes, where there is one to go by."""
        if self._lines.several:
            self._steady.let_go()
            pulse = None
        else:
            pulse = self._steady.pulse()
        if pulse is None:
            self._trust.miss()
            return None
        wait = pulse.after(now) - now
        likely = self._filter.agreement(self._weights_at(now), wait, pulse.period)
        return pulse if self._trust.hear(likely, pulse.between) else None

    def _look(self, now: float) -> None:
        """Look at what is expected: say it when it is due, or else look again later."""
        if now - self._struck > _SILENCE:
            self._coming, self._wake = None, math.inf
            return
        if now > self._looked:
            self._expect(now)
        if self._coming is not None and self._wake <= now + _SOON:
            if self._last > -math.inf:
                self._accents.hear(self._accent)
                self._record.append(self._accent > _NONE)
            self._last, self._accent = max(self._coming.beat, now + 1e-3), _NONE
            self._line.say(self._last)
            self._made.append(Prediction(now, self._last))
            self._expect(now)

    def _expect(self, now: float) -> None:
        if self._pulse is not None:
            period = self._pulse.period
            beat = self._pulse.after(max(now, self._last + period / 2))
            self._coming = Coming(beat, self._pulse.clarity, period)
        else:
            self._coming = self._likeliest(now)
            if self._coming is not None:
                # what is likely now is not how clear a pulse is: that shows in whether beats came as said
                record = sum(self._record) / len(self._record) if len(self._record) >= _ENOUGH else 0.0
                beat = self._line.straighten(self._coming.beat, now)
                self._coming = self._coming._replace(beat=beat, clarity=record)
        self._looked = now
        ahead = _AHEAD if self._pulse is None else _AHEAD_EVEN
        self._wake = now + _LOOK_AGAIN if self._coming is None else max(now, self._coming.beat - ahead)

    def _likeliest(self, now: float) -> Coming | None:
        """Ask the filter what comes next."""
        return coming(self._filter, self._weights_at(now), now, self._last) if self._count >= _TWO else None

    def _weights_at(self, now: float) -> NDArray[np.float64]:
        """Give what the filter knows at a moment, worked out once."""
        if now != self._weighed:
            self._weights, self._weighed = self._filter.weights(now - self._struck), now
        return self._weights


def follow(notes: Iterable[Note]) -> list[Prediction]:
    """Let a follower hear notes as they were played, and give every beat it said would come.

    It hears until the last note begins, so that what it says of the first notes alone is how what it says
    of all of them begins.
    """
    follower = BeatFollower()
    moves = []
    for note in notes:
        end = 2 if note.duration <= 0 else 0  # a note ends before others begin, but not before itself
        moves += [(note.onset, 1, note.pitch, note.velocity), (note.offset, end, note.pitch, note.velocity)]
    last = max((time for time, order, *_ in moves if order == 1), default=0.0)
    for time, order, pitch, velocity in sorted(moves):
        if time > last:
            break
        follower.hear(Move(time, order == 1, pitch, velocity))
    return follower.predictions()


def _next(moment: float, period: float, now: float) -> float:
    """Give the first of evenly spaced moments that has not gone."""
    return moment + max(0, math.ceil((now - moment) / period)) * period

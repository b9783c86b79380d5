"""The finest layer of even strokes that is always there: the pulse of simple, steady playing.

Where strokes come at even distances but for slips of the hand, and what comes between them comes only now and
then, nothing needs to be weighed: those strokes are the beat, unless every other one is clearly heavier.
Music of many layers, or with rubato, has no such pulse. The numbers are this project's own, ``operational``.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Pulse", "SteadyPulse"]

_FASTEST, _SLOWEST = 0.37, 1.35
"""Seconds: 162 to 44 beats a minute."""
_QUICKEST: Final = 0.2
"""Seconds between even strokes that are parts of beats, at the least."""
_REMEMBERED: Final = 64
_LONGEST: Final = 16
"""Beats that are looked back."""
_SLIP: Final = 0.045
"""Seconds that strokes lie off the line, as a standard deviation, at most: hands alone do 20 to 30 ms.

The worst is let pass."""
_WITHIN: Final = 0.11
"""Seconds from its place, and this much of a beat at most, within which a stroke is on the beat."""
_PART: Final = 0.33
_BETWEEN: Final = 0.55
"""How many beats may have strokes after them before the next, as a share: more is a layer of its own."""
_SPREAD: Final = 0.07
"""Seconds from a beat within which another stroke belongs to it: two hands do not come quite together."""
_FIRST, _LATER = 3, 6
"""Beats that make a pulse: at the very beginning, and after something else."""
_AGAIN, _LONG = 4, 8
"""Beats that make a pulse right after one of so many: who was steady will be so in another tempo too."""
_STRONGER, _STILL = 4.5, 2.0
"""By how many standard errors one in two, three or four is stronger that becomes, and stays, the beat."""
_LEANING: Final = 0.6
"""How much what the learned sense leans to counts beside weight, where strokes may be beats themselves."""
_BAR: Final = 3.0
"""By how many standard errors one in four is heavier that begins a bar of beats."""
_EACH: Final = 4
_TWO, _FOUR = 2, 4
_PARTS: Final = (_TWO, 3, _FOUR)
_MISSED: Final = 5
"""One beat in so many may be missed, or far off."""
_LOOSE: Final = 1.6
"""How much wider that is while the first few say how long a beat is."""
_FEW: Final = 5
"""So many beats or fewer say it only roughly."""
_CHANCE, _LEAST = 0.9, 0.015
_LIKELY: Final = 0.5
"""How clear a pulse must be that does not go back to the beginning."""
_ANCHORS: Final = 4
_HELD: Final = 6
_PATIENT, _HOPE = 1.7, 0.8
"""For how many beats a pulse is held on to when strokes say nothing of it, and how clear it then still is."""
_STEPS: Final = 4


class Pulse(NamedTuple):
    """Even beats: how long each is, when the last was by the line through them, and how clear they are.

    Clarity, 0 to 1, says how hardly as many strokes in a row would come as even by chance; ``between``, after
    which share of the even strokes others come before the next.
    """

    period: float
    last: float
    clarity: float
    between: float = 0.0

    def after(self, moment: float) -> float:
        """Give the first beat after a moment."""
        return self.last + (math.floor((moment - self.last) / self.period + 1e-9) + 1) * self.period


class _Met(NamedTuple):
    """A stroke on a beat: how many beats back, when, and which stroke in memory."""

    back: int
    time: float
    stroke: int


class SteadyPulse:
    """Hears strokes and says the pulse they make, if they do."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=_REMEMBERED)
        self._strengths: deque[float] = deque(maxlen=_REMEMBERED)
        self._grounds: deque[float] = deque(maxlen=_REMEMBERED)
        self._likes: deque[float] = deque(maxlen=_REMEMBERED)
        self._count = 0
        self._was: Pulse | None = None
        self._parts = 1
        self._length = 0
        self._seen = -math.inf

    def strike(self, time: float, strength: float, ground: float = 0.0, leaning: float = 0.0) -> None:
        """Hear a stroke, no earlier than the last: how heavy it is, and how far a ground to others.

        ``leaning`` says how far it sounds like a beat or like a part of one, for whatever reason: the
        logarithm of the odds.
        """
        self._times.append(time)
        self._strengths.append(strength)
        self._grounds.append(ground)
        self._likes.append(strength + _LEANING * leaning)
        self._count += 1

    def let_go(self) -> None:
        """Hold on to no pulse that was."""
        self._was = None

    def pulse(self) -> Pulse | None:
        """Say the pulse of the last strokes, or None where they make none."""
        times = list(self._times)
        kept = self._kept(times)
        judged = self._judged(kept) if self._length > _FEW and self._is_enough(kept) else None
        if judged is None:
            runs = list(filter(self._is_enough, (kept, *_runs(times))))
            runs.sort(key=_evenness if kept else len, reverse=True)
            judged = next(filter(None, map(self._judged, runs)), None)
        found = judged[0] if judged else None
        if judged is not None:
            self._parts, self._length, self._seen = judged[1], judged[2], times[-1]
        elif self._was is not None and times[-1] - self._seen < _PATIENT * self._was.period:
            return self._was._replace(clarity=_HOPE * self._was.clarity)
        self._was = found
        return found

    def _kept(self, times: list[float]) -> list[_Met]:
        """Go back once more along the pulse that was, from the last stroke that was on it.

        The line stays the one that was while strokes are sought: laid anew through the last few strokes
        alone it goes astray where strokes between the beats are as near to it as those on them.
        """
        if self._was is None:
            return []
        period, last = self._was.period / self._parts, self._was.last
        within = min(_WITHIN, _PART * period) * (1.0 if self._length > _FEW else _LOOSE)
        for anchor in range(len(times) - 1, max(-1, len(times) - 1 - _HELD), -1):
            beats = (times[anchor] - last) / period
            if times[-1] - times[anchor] > _PATIENT * period:
                break
            if abs(beats - round(beats)) * period <= within:
                return _along(times[: anchor + 1], last + round(beats) * period, period, within)
        return []

    def _judged(self, run: list[_Met]) -> tuple[Pulse, int, int] | None:
        """Say the pulse that a run of enough strokes makes, if it is even.

        With it, how many strokes of the run make a beat, and how many there are.
        """
        period, last = _line(run)
        if not _QUICKEST <= period <= _SLOWEST:
            return None
        off = sorted([(one.time - last + period * one.back) ** 2 for one in run])
        slip = math.sqrt(math.fsum(off[:-1]) / max(1, len(run) - 3))
        if slip > _SLIP:
            return None
        whole = self._is_whole(run)
        rate = (run[0].stroke - run[-1].stroke) / (run[0].time - run[-1].time)
        chance = min(_CHANCE, 4 * max(slip, _LEAST) * rate) ** (len(run) - 2)
        clarity = max(0.0, 1 - chance * (1 if whole else _ANCHORS * _STEPS))
        if clarity < _LIKELY and not whole:
            return None
        parts, first = self._parted(run, period)
        if parts * period < _FASTEST:
            return None
        pulse = Pulse(parts * period, last - first * period, clarity, self._between(run))
        return pulse, parts, len(run)

    def _is_enough(self, run: list[_Met]) -> bool:
        """Say whether a run has enough beats to make a pulse, and few enough strokes between them."""
        least = _LATER if self._was is None or self._length < _LONG else _AGAIN
        if len(run) < least and not self._is_whole(run):
            return False
        return self._between(run) <= _BETWEEN

    def _between(self, run: list[_Met]) -> float:
        """Give the share of a run's beats that have strokes after them before the next."""
        return sum([self._has_between(one, other) for one, other in pairwise(run)]) / max(1, len(run) - 1)

    def _has_between(self, one: _Met, other: _Met) -> bool:
        """Say whether anything is struck between a beat and the one before it, apart from both."""
        times = self._times
        strokes = range(other.stroke + 1, one.stroke)
        return any(other.time + _SPREAD < times[at] < one.time - _SPREAD for at in strokes)

    def _is_whole(self, run: list[_Met]) -> bool:
        """Say whether a run goes back to the beginning, where a few beats are enough."""
        return len(run) >= _FIRST and self._count == len(self._times) and run[-1].stroke <= 1

    def _parted(self, run: list[_Met], period: float) -> tuple[int, int]:
        """Say how many strokes make a beat, and how many before the last the last beat was.

        Quick strokes are parts of a beat where each second, third or fourth is clearly heavier. Where they
        may be beats themselves, every other one must be the ground of the others too: a bass under a tune
        that goes on is as likely a bar. What they sound like counts there as well, but in bars of four.
        """
        if period >= _FASTEST:
            return self._halved(run, period)
        best, sure, found = 1, 0.0, 0
        for parts in _PARTS:
            if self._may_be(parts, run, period):
                heavy = _apart(run, parts, self._strengths)
                if heavy[0] >= self._enough(parts) and heavy[0] > sure:
                    best, (sure, found) = parts, heavy
        return best, found

    def _halved(self, run: list[_Met], period: float) -> tuple[int, int]:
        """Say whether strokes that may be beats are halves of them, and how far back the last beat was."""
        if not self._may_be(_TWO, run, period):
            return 1, 0
        ground, enough = _apart(run, _TWO, self._grounds), self._enough(_TWO)
        if ground[0] < _STILL:
            return 1, 0
        heavy = _apart(run, _TWO, self._strengths)
        if heavy[0] < enough and not self._is_bars(run):
            heavy = _apart(run, _TWO, self._likes)
        return (_TWO, heavy[1]) if heavy[0] >= enough and heavy[1] == ground[1] else (1, 0)

    def _is_bars(self, run: list[_Met]) -> bool:
        """Say whether every fourth stroke begins a bar: heavier than others, by more than every eighth."""
        four = _apart(run, _FOUR, self._strengths)[0]
        eight = _apart(run, 2 * _FOUR, self._strengths)[0] if len(run) >= _LONGEST else 0.0
        return four >= max(_BAR, eight)

    def _may_be(self, parts: int, run: list[_Met], period: float) -> bool:
        return _FASTEST <= parts * period <= _SLOWEST and len(run) >= parts * _EACH

    def _enough(self, parts: int) -> float:
        return _STILL if self._parts == parts else _STRONGER


def _apart(run: list[_Met], parts: int, strengths: Sequence[float]) -> tuple[float, int]:
    """Say by how many standard errors one in so many strokes is stronger, and how far back the last is."""
    groups = [[strengths[one.stroke] for one in run if one.back % parts == back] for back in range(parts)]
    if not all(groups):
        return 0.0, 0
    means = [math.fsum(group) / len(group) for group in groups]
    first = max(range(parts), key=means.__getitem__)
    rest = [one for back, group in enumerate(groups) if back != first for one in group]
    mean = math.fsum(rest) / len(rest)
    off = math.fsum((one - means[first]) ** 2 for one in groups[first])
    off += math.fsum((one - mean) ** 2 for one in rest)
    error = math.sqrt((off / (len(run) - 2) + 0.04) * (1 / len(groups[first]) + 1 / len(rest)))
    return (means[first] - mean) / error, first


def _runs(times: list[float]) -> Iterator[list[_Met]]:
    """Go back in each step that the last strokes may have been even in."""
    for anchor in range(len(times) - 1, max(-1, len(times) - 1 - _ANCHORS), -1):
        for before in range(anchor - 1, max(-1, anchor - 1 - _STEPS), -1):
            step = times[anchor] - times[before]
            if step > _SLOWEST:
                break
            if step >= _QUICKEST and times[-1] - times[anchor] <= step:
                yield _run(times, anchor, step)


def _run(times: list[float], anchor: int, step: float) -> list[_Met]:
    """Go back from a stroke from beat to beat, as long as a stroke is on nearly each."""
    begins, index, back = times[anchor], anchor, 0
    run = [_Met(0, begins, anchor)]
    within = min(_WITHIN, _PART * step)
    count, backs, squares, offs, products = 1, 0, 0, 0.0, 0.0  # sums for a line through the beats met
    while count < _LONGEST:
        back += 1
        place = begins - back * step
        if count > 1:
            slope = (count * products - backs * offs) / (count * squares - backs * backs)
            place = begins + offs / count + slope * (back - backs / count)
        at = _nearest(times, place, index)
        if at >= index:
            break
        if abs(times[at] - place) <= (within if count > _FIRST else _LOOSE * within):
            run.append(_Met(back, times[at], at))
            index, off = at, times[at] - begins
            count, backs, squares = count + 1, backs + back, squares + back * back
            offs, products = offs + off, products + back * off
        elif count < _FIRST or _missed(back, run):
            break
    return run


def _evenness(run: list[_Met]) -> float:
    """Say how many beats a run has, each counting less the further it lies off the line through them."""
    period, last = _line(run)
    return math.fsum([1 - ((one.time - last + period * one.back) / _WITHIN) ** 2 for one in run])


def _along(times: list[float], begins: float, period: float, within: float) -> list[_Met]:
    """Go back along a line from its beat at ``begins``, as long as a stroke is on nearly each."""
    index, back = len(times), 0
    run: list[_Met] = []
    while len(run) < _LONGEST:
        place = begins - back * period
        at = _nearest(times, place, index)
        if at >= index:
            break
        if abs(times[at] - place) <= within:
            run.append(_Met(back, times[at], at))
            index = at
        elif _missed(back, run):
            break
        back += 1
    return run


def _nearest(times: list[float], place: float, before: int) -> int:
    """Say which of the first ``before`` strokes is nearest to a place; ``before`` where there is none."""
    at = bisect_left(times, place, 0, before)
    return at - 1 if at and (at == before or place - times[at - 1] < times[at] - place) else at


def _missed(back: int, run: list[_Met]) -> bool:
    """Say whether too many beats are missed for a run to go on, where that ``back`` has no stroke."""
    return not run or back - run[-1].back > 1 or (back + 1 - len(run)) * _MISSED > len(run)


def _line(run: list[_Met]) -> tuple[float, float]:
    """Lay a line through beats by least squares: its period, and its last beat."""
    count = len(run)
    middle, time = sum([one.back for one in run]) / count, math.fsum([one.time for one in run]) / count
    off = [one.back - middle for one in run]
    spread = math.fsum([one * one for one in off])
    period = -math.fsum([one * (met.time - time) for one, met in zip(off, run, strict=True)]) / spread
    return period, time + period * middle

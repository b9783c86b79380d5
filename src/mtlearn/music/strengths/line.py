"""What is there in the line: upwards, downwards, an arch, a slow climb, a leap that surprises."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtlearn.music.seen import Played, Strength
    from mtlearn.music.stroke import Stroke

__all__ = ["ALL"]

_LINE: Final = 5
_BREATH: Final = 1.6
"""Seconds between two strokes after which what follows is a new line."""
_RISE: Final = 4
_CLIMB: Final = 7
_PARTS: Final = 5
_STEPS: Final = 4
_LEAP: Final = 11
_BEFORE: Final = 6


def _single(played: Played) -> list[list[Stroke]]:
    """Give the runs of single tones, without a chord or a breath in them."""
    runs: list[list[Stroke]] = []
    until = -2 * _BREATH
    for stroke in played.strokes:
        if len(stroke.notes) > 1:
            until = -2 * _BREATH
            continue
        if not runs or stroke.onset - until > _BREATH:
            runs.append([])
        runs[-1].append(stroke)
        until = stroke.onset
    return runs


def _longest(run: Sequence[Stroke], goes_on: Callable[[int, int], bool]) -> Sequence[Stroke]:
    best: Sequence[Stroke] = run[:0]
    first = 0
    for place in range(1, len(run) + 1):
        if place == len(run) or not goes_on(run[place - 1].top.pitch, run[place].top.pitch):
            best = max(best, run[first:place], key=len)
            first = place
    return best


def line(played: Played) -> Strength | None:
    """A melody that keeps its direction: five single tones or more upwards, or downwards."""
    runs = _single(played)
    up = max((_longest(run, lambda a, b: b > a) for run in runs), key=len, default=())
    down = max((_longest(run, lambda a, b: b < a) for run in runs), key=len, default=())
    kind, best = ("line-up", up) if len(up) >= len(down) else ("line-down", down)
    if len(best) < _LINE:
        return None
    where = (best[0].onset, best[-1].offset)
    return played.strength(kind, 0.3 + 0.03 * min(8, len(best)), where, count=len(best))


def arch(played: Played) -> Strength | None:
    """A line that climbs to one highest tone and comes down again, two steps or more each way."""
    best: Sequence[Stroke] = ()
    top = 0
    for run in _single(played):
        pitches = [stroke.top.pitch for stroke in run]
        for peak in range(2, len(run) - 2):
            first = last = peak
            while first and pitches[first - 1] < pitches[first]:
                first -= 1
            while last + 1 < len(run) and pitches[last + 1] < pitches[last]:
                last += 1
            high_enough = pitches[peak] - max(pitches[first], pitches[last]) >= _RISE
            if min(peak - first, last - peak) >= 2 and high_enough and last + 1 - first > len(best):  # noqa: PLR2004 - two steps
                best, top = run[first : last + 1], pitches[peak]
    if not best:
        return None
    where = (best[0].onset, best[-1].offset)
    return played.strength("arch", 0.4 + 0.03 * min(8, len(best)), where, pitch=top, count=len(best))


def climb(played: Played) -> Strength | None:
    """Playing that moves little by little: each fifth of it lies above (or below) the one before."""
    strokes = played.strokes
    size = len(strokes) // _PARTS
    if size < _STEPS:
        return None
    means = [
        sum(stroke.top.pitch for stroke in strokes[n * size : (n + 1) * size]) / size for n in range(_PARTS)
    ]
    steps = [later - earlier for earlier, later in pairwise(means)]
    if min(steps) < 1 and max(steps) > -1:
        return None
    if abs(means[-1] - means[0]) < _CLIMB:
        return None
    kind = "climbs" if means[-1] > means[0] else "descends"
    there = (strokes[0].onset, strokes[size - 1].offset)
    where = (strokes[(_PARTS - 1) * size].onset, strokes[_PARTS * size - 1].offset)
    if not played.apart(where, there):
        return None
    return played.strength(kind, 0.58, where, there=there)


def leap(played: Played) -> Strength | None:
    """A wide leap after tones that lay close together."""
    best: tuple[int, Sequence[Stroke]] | None = None
    for run in _single(played):
        steps = [b.top.pitch - a.top.pitch for a, b in pairwise(run)]
        for place in range(_BEFORE, len(steps)):
            wide = abs(steps[place])
            near = max(map(abs, steps[place - _BEFORE : place]))
            if wide >= _LEAP and near <= wide // 3 and (best is None or wide > best[0]):
                best = (wide, run[place : place + 2])
    if best is None:
        return None
    one, other = best[1]
    where = (one.onset, max(one.offset, other.offset))
    # The two are named in the order they were played.
    return played.strength("leap", 0.57, where, pitch=one.top.pitch, to=other.top.pitch)


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (line, arch, climb, leap)

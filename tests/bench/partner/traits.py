"""Traits of how two players play together, from both players' notes alone: one row of numbers for a duo.

No label, no state of the partner's and nothing it planned goes in: only when, how long, which and how strong.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from itertools import pairwise
from statistics import mean, median, pstdev
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.note import Duo, Note

__all__ = ["NAMES", "traits"]

_TOGETHER: Final = 0.035
_JOINED: Final = 0.06
_BREAK: Final = 0.7
"""Seconds of a player's silence that part two phrases."""
_LOW: Final = 52


class Stroke(NamedTuple):
    """What one player strikes at one time."""

    onset: float
    offset: float
    pitches: tuple[int, ...]
    velocity: float


def _strokes(notes: Sequence[Note]) -> list[Stroke]:
    groups: list[list[Note]] = []
    for note in sorted(notes):
        if groups and note.onset - groups[-1][0].onset <= _TOGETHER:
            groups[-1].append(note)
        else:
            groups.append([note])
    return [
        Stroke(
            group[0].onset,
            max(note.offset for note in group),
            tuple(sorted(note.pitch for note in group)),
            mean(note.velocity for note in group),
        )
        for group in groups
    ]


def _phrases(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    found: list[list[Stroke]] = []
    for stroke in strokes:
        if found and stroke.onset - max(one.offset for one in found[-1]) < _BREAK:
            found[-1].append(stroke)
        else:
            found.append([stroke])
    return found


def _alike(one: Sequence[int], other: Sequence[int]) -> float:
    """Give the longest common subsequence as a share of the shorter."""
    if not one or not other:
        return 0.0
    row = [0] * (len(other) + 1)
    for mine in one:
        before = 0
        for place, theirs in enumerate(other, 1):
            kept = row[place]
            row[place] = before + 1 if mine == theirs else max(row[place], row[place - 1])
            before = kept
    return row[-1] / min(len(one), len(other))


def _steps(strokes: Sequence[Stroke]) -> list[int]:
    return [b.pitches[-1] - a.pitches[-1] for a, b in pairwise(strokes)]


NAMES: Final = (
    "little",
    "with the learner",
    "learner joined",
    "same tone",
    "in silence",
    "in silence begun",
    "gap",
    "density",
    "register",
    "lowest",
    "spread",
    "strength",
    "strength spread",
    "length",
    "legato",
    "tones at once",
    "uneven",
    "commonest wait",
    "leap",
    "tones",
    "exact echo",
    "moved echo",
    "own repeats",
    "last is long",
    "last is soft",
    "low chords",
    "between",
    "phrase length",
    "swell",
    "alternation",
    "pairs of waits",
)


def traits(duo: Duo) -> list[float]:
    """Give a duo's traits, one for each of ``NAMES``."""
    mine, theirs = _strokes(duo.mine), _strokes(duo.partner)
    if len(theirs) < 2 or len(mine) < 2:
        return [1.0] + [0.0] * (len(NAMES) - 1)
    onsets = [stroke.onset for stroke in mine]
    until: list[float] = []
    for stroke in mine:
        until.append(max(stroke.offset, until[-1] if until else 0.0))

    def beside(onset: float) -> Stroke | None:
        place = bisect_left(onsets, onset - _JOINED)
        near = [one for one in mine[place : place + 3] if -_JOINED <= onset - one.onset <= _JOINED]
        return min(near, key=lambda one: abs(one.onset - onset), default=None)

    def silence(onset: float) -> float:
        place = bisect_right(onsets, onset)
        return onset - until[place - 1] if place else 0.0

    joined = [(one, other) for one in theirs if (other := beside(one.onset)) is not None]
    quiet = [one for one in theirs if silence(one.onset) > 0.05]
    phrases, learner = _phrases(theirs), _phrases(mine)
    begun = [one for one in phrases if silence(one[0].onset) > 0.05]
    waits = [b.onset - a.onset for a, b in pairwise(theirs)]
    usual = median(waits)
    between = []
    for one in theirs:
        place = bisect_right(onsets, one.onset)
        if 0 < place < len(onsets) and onsets[place] - onsets[place - 1] < 2:
            between.append((one.onset - onsets[place - 1]) / (onsets[place] - onsets[place - 1]))
    exact, moved, ratio = [], [], []
    for phrase in phrases:
        before = [one for one in learner if one[0].onset < phrase[0].onset]
        if before:
            exact.append(_alike([one.pitches[-1] for one in phrase], [one.pitches[-1] for one in before[-1]]))
            moved.append(_alike(_steps(phrase), _steps(before[-1])))
            ratio.append(
                (phrase[-1].offset - phrase[0].onset) / max(0.3, before[-1][-1].offset - before[-1][0].onset)
            )
    steps = _steps(theirs)
    threes = [tuple(steps[place : place + 3]) for place in range(len(steps) - 2)]
    lengths = [one.offset - one.onset for one in theirs]
    mean_length = mean(lengths)
    swell = [
        mean(one.velocity for one in phrase[len(phrase) // 3 : -len(phrase) // 3 or None])
        - mean((phrase[0].velocity, phrase[-1].velocity))
        for phrase in phrases
        if len(phrase) > 2
    ]
    everyone = sorted([(one.onset, 0) for one in mine] + [(one.onset, 1) for one in theirs])
    return [
        0.0,
        len(joined) / len(theirs),
        len({other.onset for _, other in joined}) / len(mine),
        mean([bool(set(one.pitches) & set(other.pitches)) for one, other in joined] or [0]),
        len(quiet) / len(theirs),
        len(begun) / len(phrases),
        min(2.0, median([silence(one[0].onset) for one in begun] or [2.0])),
        math.log(len(theirs) / len(mine)),
        mean(note.pitch for note in duo.partner) - mean(note.pitch for note in duo.mine),
        min(note.pitch for note in duo.partner) / 12,
        pstdev([one.pitches[-1] for one in theirs]),
        mean(note.velocity for note in duo.partner) - mean(note.velocity for note in duo.mine),
        pstdev([one.velocity for one in theirs]),
        math.log(mean_length),
        min(3.0, mean([length / wait for length, wait in zip(lengths, waits, strict=False)])),
        mean(len(one.pitches) for one in theirs),
        min(2.0, pstdev(waits) / max(0.05, mean(waits))),
        sum(abs(wait / usual - 1) < 0.12 for wait in waits) / len(waits),
        mean([min(12, abs(step)) for step in steps]),
        math.log(len({note.pitch for note in duo.partner})),
        mean(exact or [0]),
        mean(moved or [0]),
        1 - len(set(threes)) / len(threes) if threes else 0.0,
        mean([math.log((phrase[-1].offset - phrase[-1].onset) / mean_length) for phrase in phrases]),
        mean([phrase[-1].velocity - mean(one.velocity for one in phrase) for phrase in phrases]),
        sum(len(one.pitches) > 1 and one.pitches[0] < _LOW for one in theirs) / len(theirs),
        sum(0.25 < share < 0.85 for share in between) / max(1, len(between)),
        min(4.0, median(ratio or [0])),
        mean(swell or [0]),
        sum(a[1] != b[1] for a, b in pairwise(everyone)) / len(everyone),
        mean([abs(math.log(b / a)) for a, b in pairwise([max(0.02, wait) for wait in waits])] or [0]),
    ]

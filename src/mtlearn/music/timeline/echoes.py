"""Echoes: a few tones of one player that the other takes up, exactly or changed.

An echo is three tones or more, answered within six seconds of their end. It is *exact* with the same
pitches in the same rhythm; *moved* with the same steps and rhythm from another tone; *stretched* with the
same steps, all slower or all quicker; *shaped* with the same ups and downs in the same rhythm, over five
tones or more.

All of this is ours. So that chance is not taken for an answer, an echo is named only where it is unlikely,
by the habits of the one who answers, to have come about in one of as many places as there were to take it
from (both counted in bits), and where that player had not played the same before.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from mtlearn.music.timeline.line import Line, line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtlearn.music.note import Duo

__all__ = ["Echo", "Kind", "Who", "echoes"]

Who = Literal["mine", "partner"]
Kind = Literal["exact", "moved", "stretched", "shaped"]
_SOONEST: Final = 0.3
"""Seconds after the first tone: what comes sooner is played together."""
_LATEST: Final = 6.0
_LONGEST: Final = 20.0
"""Seconds back to the first tone of what is answered."""
_BREAK: Final = 2.0
"""A longer wait than this ends what is taken up."""
_EVEN: Final = 1.25
_STRETCH: Final = 2.5
_LOOSE: Final = 0.25
_LOOSE_SECONDS: Final = 0.05
_SURE: Final = 6.0
"""Bits by which an echo is less likely than chance, where both begin a phrase with it, and ..."""
_AMIDST: Final = 3.0
"""... how many more where it lies amidst other tones; ..."""
_CHANGED: Final = 2.0
"""... and how many more where it comes back stretched, or in its shape only."""
_PLACES: Final = 24
"""Places looked at for each tone, the newest: the work is bounded however dense the playing is."""
_OWN: Final = 30.0
"""Seconds before the other's motif from which on having played the same makes it one's own."""
_MOST: Final = 48
"""Steps in one echo at most; one that goes on is several."""
_STEPS: Final = 2
_SHAPE: Final = 4


class Echo(NamedTuple):
    """Something taken up: by whom, how, how many tones, when it was played, and when it came back.

    ``source`` and ``answer`` are spans in seconds; ``shift`` is how many semitones higher the answer begins,
    ``pace`` how many times as long it takes.
    """

    answer: tuple[float, float]
    source: tuple[float, float]
    by: Who
    kind: Kind
    tones: int
    shift: int
    pace: float


class _Match(NamedTuple):
    bits: float
    first: int
    source: int
    tones: int
    kind: Kind
    pace: float


def echoes(duo: Duo) -> tuple[Echo, ...]:
    """Find what each player took up of the other's, in the order of the answers."""
    mine, partner = line(duo.mine), line(duo.partner)
    return tuple(sorted([*_answers(mine, partner, "partner"), *_answers(partner, mine, "mine")]))


def _answers(called: Line, answered: Line, by: Who) -> Iterator[Echo]:
    """Give the answers of one line to another, the least likely by chance first, no tone in two of them."""
    found = [*_matches(called, answered, _STEPS), *_matches(called, answered, _SHAPE)]
    taken: set[int] = set()
    for match in sorted(found, key=lambda one: (-one.bits, one.first, -one.source)):
        tones = range(match.first, match.first + match.tones)
        if taken.isdisjoint(tones):
            taken.update(tones)
            yield _echo(called, answered, match, by)


def _echo(called: Line, answered: Line, match: _Match, by: Who) -> Echo:
    last, until = match.first + match.tones - 1, match.source + match.tones - 1
    return Echo(
        (answered.onsets[match.first], answered.ends[last]),
        (called.onsets[match.source], called.ends[until]),
        by,
        match.kind,
        match.tones,
        answered.pitches[match.first] - called.pitches[match.source],
        round(match.pace, 3),
    )


def _keys(of: Line, size: int) -> list[tuple[int, ...]]:
    """Name the beginning of what could be taken up, at each tone: its first steps, or its ups and downs."""
    steps = of.steps if size == _STEPS else of.ways
    return [tuple(steps[at : at + size]) for at in range(len(steps) - size + 1)]


def _places(keys: Sequence[tuple[int, ...]]) -> dict[tuple[int, ...], list[int]]:
    found = defaultdict(list)
    for place, key in enumerate(keys):
        if any(key):  # a tone said again and again is no motif
            found[key].append(place)
    return found


def _matches(called: Line, answered: Line, size: int) -> Iterator[_Match]:
    """Find where one line goes as the other did before, each as long as it goes on."""
    places, keys = _places(_keys(called, size)), _keys(answered, size)
    reached: dict[int, int] = {}
    for at, key in enumerate(keys):
        begins = answered.onsets[at]
        here = places.get(key, [])
        until = bisect_right(here, begins - _SOONEST, key=called.onsets.__getitem__)
        for place in reversed(here[max(0, until - _PLACES) : until]):
            if begins - called.onsets[place] > _LONGEST:
                break
            if at < reached.get(at - place, -1):
                continue
            match = _longest(called, answered, place, at, size)
            if match:
                reached[at - place] = at + match.tones - size
                if _is_answer(called, answered, match):
                    yield match


def _longest(called: Line, answered: Line, place: int, at: int, size: int) -> _Match | None:
    """Follow two lines from where they begin alike to where they part."""
    before = called.onsets[place + size] - called.onsets[place]
    pace = (answered.onsets[at + size] - answered.onsets[at]) / before
    even = 1 / _EVEN <= pace <= _EVEN
    if not (even or (size == _STEPS and 1 / _STRETCH <= pace <= _STRETCH)):
        return None
    mine, others = (called.steps, answered.steps) if size == _STEPS else (called.ways, answered.ways)
    count = 0
    for step in range(min(len(mine) - place, len(others) - at, _MOST)):
        if mine[place + step] != others[at + step]:
            break
        wait, following = pace * called.waits[place + step], answered.waits[at + step]
        if following > _BREAK or wait > pace * _BREAK:
            break
        if abs(following - wait) > max(_LOOSE_SECONDS, _LOOSE * wait):
            break
        count += 1
    if count < size:
        return None
    same = answered.pitches[at] == called.pitches[place]
    kind: Kind = "shaped" if size == _SHAPE else "stretched" if not even else "exact" if same else "moved"
    tones = count + 1
    pace = (answered.onsets[at + count] - answered.onsets[at]) / (
        called.onsets[place + count] - called.onsets[place]
    )
    bits = answered.surprise(at, tones, pitch=same, contour=size == _SHAPE)
    bits -= _CHANGED if kind in {"stretched", "shaped"} else 0.0
    return _Match(bits - _chances(called, answered, place, at), at, place, tones, kind, pace)


def _chances(called: Line, answered: Line, place: int, at: int) -> float:
    """Say in bits in how many places the other could have begun; few, where both begin a phrase."""
    first = bisect_left(called.onsets, answered.onsets[at] - _LATEST - _BREAK)
    last = bisect_right(called.onsets, answered.onsets[at] - _SOONEST)
    begun = called.fresh[place] and answered.fresh[at]
    count = sum(called.fresh[first:last]) if begun else last - first
    return math.log2(max(2, count)) + (0.0 if begun else _AMIDST)


def _is_answer(called: Line, answered: Line, match: _Match) -> bool:
    """Say whether it came in time, is no chance, and was not the answering player's own before."""
    over = called.onsets[match.source + match.tones - 1]
    return (
        match.bits >= _SURE
        and answered.onsets[match.first] <= over + _LATEST
        and not _was_own(called, answered, match)
    )


def _was_own(called: Line, answered: Line, match: _Match) -> bool:
    """Say whether who answers had played the same themselves: then they come back to their own."""
    own, other = (
        line.ways if match.kind == "shaped" else line.pitches if match.kind == "exact" else line.steps
        for line in (answered, called)
    )
    size = match.tones if match.kind == "exact" else match.tones - 1
    taken_up = other[match.source : match.source + size]
    first = bisect_left(answered.onsets, called.onsets[match.source] - _OWN)
    return any(
        own[at] == taken_up[0] and own[at : at + size] == taken_up
        for at in range(first, match.first - match.tones + 1)
    )

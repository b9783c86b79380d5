"""What is there in time: long tones, quick and slow, short and held, close and open, few tones."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.music.seen import Played, Strength

__all__ = ["ALL"]

_LONG: Final = 1.6
_SPARSE: Final = 1.25
_VARIED: Final = 2.5
_SHORT: Final = 0.25
_HELD: Final = 0.9
_WINDOW: Final = 5.0
_DENSER: Final = 3.0


def long_notes(played: Played) -> Strength | None:
    """A tone that is left to ring; the longest."""
    held = [note for note in played.mine if note.duration >= max(_LONG, 1.5 * played.typical)]
    if not held:
        return None
    longest = max(held, key=lambda note: note.duration)
    where = (longest.onset, longest.offset)
    clearness = 0.4 + 0.04 * min(5, len(held))
    return played.strength("long-notes", clearness, where, length=longest.duration, pitch=longest.pitch)


def rhythm(played: Played) -> Strength | None:
    """Quick and slow side by side; points at the phrase that has most of both."""
    ranked = []
    for phrase in played.phrases:
        moments = [note.onset for note in phrase]
        steps = sorted(b - a for a, b in pairwise(moments) if b - a > 0.035)  # noqa: PLR2004 - not one stroke
        if len(steps) >= 4:  # noqa: PLR2004 - two short and two long at the least
            sixth = max(1, len(steps) // 6)
            ranked.append((steps[-1 - sixth] / steps[sixth], phrase))
    if not ranked or max(ranked)[0] < _VARIED:
        return None
    ratio, phrase = max(ranked)
    clearness = 0.35 + 0.04 * min(ratio, 6.0)
    return played.strength("rhythm", clearness, (phrase[0].onset, phrase[-1].offset))


def touch(played: Played) -> Strength | None:
    """Short tones and held ones, three of each at the least; points at a held one and a short one."""
    short = [note for note in played.mine if note.duration <= _SHORT]
    held = [note for note in played.mine if note.duration >= _HELD]
    if min(len(short), len(held)) < 3:  # noqa: PLR2004 - once or twice may be chance
        return None
    long = max(held, key=lambda note: note.duration)
    near = [note for note in short if played.apart((long.onset, long.offset), (note.onset, note.offset))]
    if not near:
        return None
    brief = min(near, key=lambda note: abs(note.onset - long.onset))
    there = (brief.onset, brief.offset)
    return played.strength("touch", 0.5, (long.onset, long.offset), there=there)


def few_notes(played: Played) -> Strength | None:
    """Few tones with space around them, through the whole; points at the four with most air."""
    moments = [stroke.onset for stroke in played.strokes]
    steps = [b - a for a, b in pairwise(moments)]
    if len(steps) < 3 or median(steps) < _SPARSE or played.density > 1 / _SPARSE:  # noqa: PLR2004 - a pattern
        return None
    place = max(range(len(steps) - 2), key=lambda n: min(steps[n : n + 3]))
    if min(steps[place : place + 3]) < _SPARSE:
        return None
    where = (moments[place], played.strokes[place + 3].offset)
    return played.strength("few-notes", 0.75 - 0.3 * played.density, where)


def close_and_open(played: Played) -> Strength | None:
    """Many tones in one place and few in another: points at the closest and the most open five seconds."""
    moments = [stroke.onset for stroke in played.strokes]
    if moments[-1] - moments[0] < 4 * _WINDOW:
        return None
    counts = []
    at = moments[0]
    while at + _WINDOW <= moments[-1]:
        counts.append((bisect_left(moments, at + _WINDOW) - bisect_left(moments, at), at))
        at += _WINDOW / 2
    many, few = max(counts), min((count for count in counts if count[0] >= 2), default=(0, 0.0))  # noqa: PLR2004 - some music
    if few[0] == 0 or many[0] < _DENSER * few[0] or many[0] < 10:  # noqa: PLR2004 - two a second
        return None
    where, there = (many[1], many[1] + _WINDOW), (few[1], few[1] + _WINDOW)
    if not played.apart(where, there):
        return None
    return played.strength("close-and-open", 0.55, where, there=there)


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (
    long_notes, rhythm, touch, few_notes, close_and_open,
)  # fmt: skip

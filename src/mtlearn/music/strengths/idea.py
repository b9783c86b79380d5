"""What is there of ideas: a few tones that come back, or move, a tone repeated, something new after that."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtlearn.music.note import Phrase
    from mtlearn.music.seen import Played, Strength
    from mtlearn.music.stroke import Stroke

__all__ = ["ALL", "same_rhythm", "shape"]

_BREATH: Final = 1.6
"""Seconds between two tones after which what follows is a new idea."""
_MOST: Final = 400
"""Notes looked through for an idea that comes back: the first ones of a very long take."""
_ROW: Final = 5
_PATTERNS: Final = (2, 3, 4)
_TIMES: Final = 4
_NEW: Final = 30
"""Strokes back in which a tone was not played, where it is said to be new."""


def motif(played: Played) -> Strength | None:
    """An idea of three to six tones that comes back: the same tones, or the same shape elsewhere."""
    line = tuple(stroke.top for stroke in played.strokes[:_MOST])
    for size in (6, 5, 4, 3):
        for kind, least in (("motif", 3), ("motif-moved", 4)):
            if size < least:
                continue
            places = _comes_back(line, size, moved=kind == "motif-moved")
            for first, again in _pairs(places, played):
                there = (first[0].onset, first[-1].offset)
                clearness = 0.4 + 0.03 * size + 0.03 * min(4, len(places))
                where = (again[0].onset, again[-1].offset)
                return played.strength(kind, clearness, where, there=there, count=size)
    return None


def pattern(played: Played) -> Strength | None:
    """A pattern of two to four strokes, played four times in a row or more, in one rhythm."""
    best: tuple[int, int, int, int] | None = None
    strokes = played.strokes
    for size in _PATTERNS:
        first = 0
        for place in range(len(strokes)):
            back = place - size
            if back < first or _again(strokes, back, place):
                continue
            best = _longer(best, first, place - 1, size)
            first = place - size + 1
        best = _longer(best, first, len(strokes) - 1, size)
    if best is None:
        return None
    _, first, last, size = best
    times = (last - first + 1) // size
    if len({stroke.pitches for stroke in strokes[first : first + size]}) == 1:
        return None
    where = (strokes[first].onset, strokes[first + times * size - 1].offset)
    clearness = 0.52 + 0.01 * min(20, times * size)
    return played.strength("pattern", clearness, where, count=size, times=times)


def _again(strokes: Sequence[Stroke], back: int, place: int) -> bool:
    """Whether a stroke is that of one pattern before, after the same wait."""
    if strokes[back].pitches != strokes[place].pitches:
        return False
    if back == 0:
        return True
    waits = (
        strokes[back].onset - strokes[back - 1].onset, strokes[place].onset - strokes[place - 1].onset
    )  # fmt: skip
    return max(waits) <= _BREATH and abs(waits[0] - waits[1]) <= 0.06 + 0.25 * max(waits)


def _longer(
    best: tuple[int, int, int, int] | None, first: int, last: int, size: int
) -> tuple[int, int, int, int] | None:
    """Keep the longest row of one pattern, four times at the least; of equal ones the shorter pattern."""
    count = last - first + 1
    if count < _TIMES * size or (best is not None and count <= best[0]):
        return best
    return (count, first, last, size)


def _pairs(places: list[Phrase], played: Played) -> Iterator[tuple[Phrase, Phrase]]:
    for again in places[1:]:
        there, where = ((one[0].onset, one[-1].offset) for one in (places[0], again))
        if played.apart(where, there):
            yield places[0], again


def repeated(played: Played) -> Strength | None:
    """One tone struck five times in a row or more; and where a new one comes after it, that."""
    runs = [list(run) for _, run in groupby(played.strokes, key=lambda stroke: stroke.pitches)]
    rows = [(len(run), n) for n, run in enumerate(runs) if len(run) >= _ROW and len(run[0].pitches) == 1]
    if not rows or len(runs) == 1:
        return None
    count, place = max(rows)
    run = runs[place]
    where, pitch = (run[0].onset, run[-1].offset), run[0].top.pitch
    after = runs[place + 1][0] if place + 1 < len(runs) else None
    if after is not None and len(after.notes) == 1 and after.onset - run[-1].onset <= _BREATH:
        ends = played.strokes.index(after)
        before = played.strokes[max(0, ends - _NEW) : ends]
        new = (after.onset, after.offset)
        if all(after.pitches.isdisjoint(stroke.pitches) for stroke in before) and played.apart(new, where):
            return played.strength(
                "something-new", 0.56, new, there=where, pitch=pitch, to=after.top.pitch, count=count
            )
    return played.strength("repeated", 0.42 + 0.01 * min(20, count), where, pitch=pitch, count=count)


def shape(notes: Phrase) -> tuple[int, ...]:
    """Give the steps from tone to tone, in semitones."""
    return tuple(later.pitch - earlier.pitch for earlier, later in pairwise(notes))


def same_rhythm(one: Phrase, other: Phrase) -> bool:
    """Whether two runs of tones have about the same distances in time."""
    gaps = [
        (b.onset - a.onset, d.onset - c.onset)
        for (a, b), (c, d) in zip(pairwise(one), pairwise(other), strict=True)
    ]
    return all(abs(first - second) <= 0.06 + 0.25 * max(first, second) for first, second in gaps)


def _comes_back(notes: Phrase, size: int, *, moved: bool) -> list[Phrase]:
    """Find the idea of that size that comes back most often, without overlap; one tone alone is none."""
    found: dict[tuple[int, ...], list[int]] = {}
    for place in range(len(notes) - size + 1):
        window = notes[place : place + size]
        if _hangs_together(window):
            steps = shape(window)
            key = steps if moved else (window[0].pitch, *steps)
            found.setdefault(key, []).append(place)
    best: list[int] = []
    for places in found.values():
        kept: list[int] = []
        for place in places:
            if not kept or (
                place >= kept[-1] + size
                and same_rhythm(notes[kept[0] : kept[0] + size], notes[place : place + size])
                and (not moved or notes[place].pitch != notes[kept[0]].pitch)
            ):
                kept.append(place)
        best = max(best, kept, key=len)
    return [notes[place : place + size] for place in best] if len(best) > 1 else []


def _hangs_together(window: Phrase) -> bool:
    if len({note.pitch for note in window}) < 2:  # noqa: PLR2004 - it moves
        return False
    pitches = [note.pitch for note in window]
    if any(pitches[:-size] == pitches[size:] for size in range(1, (len(pitches) + 1) // 2 + 1)):
        return False  # a pattern of fewer tones, again and again
    return all(later.onset - earlier.onset <= _BREATH for earlier, later in pairwise(window))


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (motif, pattern, repeated)

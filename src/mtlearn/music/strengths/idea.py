"""What is there of ideas: a few tones that come back, or move, a tone repeated, something new after that."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtlearn.music.note import Phrase
    from mtlearn.music.seen import Played, Strength

__all__ = ["ALL", "same_rhythm", "shape"]

_BREATH: Final = 1.6
"""Seconds between two tones after which what follows is a new idea."""
_MOST: Final = 400
"""Notes looked through for an idea that comes back: the first ones of a very long take."""
_ROW: Final = 5


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


def _pairs(places: list[Phrase], played: Played) -> Iterator[tuple[Phrase, Phrase]]:
    for again in places[1:]:
        there, where = ((one[0].onset, one[-1].offset) for one in (places[0], again))
        if played.apart(where, there):
            yield places[0], again


def repeated(played: Played) -> Strength | None:
    """One tone (or chord) struck five times in a row or more; and the first new one after it."""
    runs = [list(run) for _, run in groupby(played.strokes, key=lambda stroke: stroke.pitches)]
    rows = [(len(run), n) for n, run in enumerate(runs) if len(run) >= _ROW and len(run[0].pitches) == 1]
    if not rows or len(runs) == 1:
        return None
    count, place = max(rows)
    run = runs[place]
    where, pitch = (run[0].onset, run[-1].offset), run[0].top.pitch
    after = runs[place + 1][0] if place + 1 < len(runs) else None
    if after is not None and after.onset - run[-1].onset <= _BREATH:
        new = (after.onset, after.offset)
        if after.pitches.isdisjoint(
            {pitch for earlier in runs[max(0, place - 8) : place + 1] for pitch in earlier[0].pitches}
        ) and played.apart(new, where):
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
    return all(later.onset - earlier.onset <= _BREATH for earlier, later in pairwise(window))


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (motif, repeated)

"""What is there in the tones: range, soft and strong, growing, lines, ideas that come back, a home."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtlearn.music.note import Note, Phrase
    from mtlearn.music.seen import Played, Strength

__all__ = ["ALL"]

_WIDE: Final = 10
_LOUDER: Final = 22
_TOGETHER: Final = 0.035
_WINDOW: Final = 3
_LINE: Final = 5
_BREATH: Final = 1.6
"""Seconds between two tones after which what follows is a new idea."""
_MOST: Final = 400
"""Notes looked through for an idea that comes back: the first ones of a very long take."""


def reach(played: Played) -> Strength | None:
    """Low and high tones; points at the place where the two lie closest in time."""
    low, high = (edge(note.pitch for note in played.mine) for edge in (min, max))
    if high - low < _WIDE:
        return None
    lows = [note for note in played.mine if note.pitch == low]
    highs = [note for note in played.mine if note.pitch == high]
    first, last = min(
        (tuple(sorted((one, other))) for one in lows[:40] for other in highs[:40]),
        key=lambda pair: pair[1].onset - pair[0].onset,
    )
    where = (first.onset, max(first.offset, last.offset))
    return played.strength("range", 0.35 + 0.02 * (high - low), where, low=low, high=high)


def dynamics(played: Played) -> Strength | None:
    """Soft and strong, both there; points at the softest and the strongest three tones in a row."""
    if len(played.mine) < 2 * _WINDOW:
        return None
    windows = [played.mine[n : n + _WINDOW] for n in range(len(played.mine) - _WINDOW + 1)]
    soft, strong = min(windows, key=_loudness), max(windows, key=_loudness)
    apart = _loudness(strong) - _loudness(soft)
    if apart < _LOUDER:
        return None
    there = (strong[0].onset, strong[-1].offset)
    return played.strength("dynamics", 0.35 + 0.008 * apart, (soft[0].onset, soft[-1].offset), there=there)


def swell(played: Played) -> Strength | None:
    """A run of tones that grows, each as strong as the one before or stronger."""
    best = _longest_run(played, lambda earlier, later: later.velocity >= earlier.velocity)
    if len(best) < _LINE or best[-1].velocity - best[0].velocity < _LOUDER:
        return None
    return played.strength("swell", 0.58, (best[0].onset, best[-1].offset))


def line(played: Played) -> Strength | None:
    """A melody that keeps its direction: five tones or more upwards, or downwards."""
    up = _longest_run(played, lambda earlier, later: later.pitch > earlier.pitch)
    down = _longest_run(played, lambda earlier, later: later.pitch < earlier.pitch)
    kind, best = ("line-up", up) if len(up) >= len(down) else ("line-down", down)
    if len(best) < _LINE:
        return None
    where = (best[0].onset, best[-1].offset)
    return played.strength(kind, 0.3 + 0.03 * len(best), where, count=len(best))


def motif(played: Played) -> Strength | None:
    """An idea of three to six tones that comes back, at the same place or another."""
    for size in (6, 5, 4, 3):
        places = _comes_back(_line(played.mine[:_MOST]), size)
        if places:
            first, again = places[0], places[1]
            there = (first[0].onset, first[-1].offset)
            return played.strength(
                "motif", 0.5 + 0.04 * size + 0.03 * len(places),
                (again[0].onset, again[-1].offset), there=there, count=size,
            )  # fmt: skip
    return None


def home(played: Played) -> Strength | None:
    """A tone the melody comes back to."""
    (pitch, count), *others = Counter(note.pitch for note in played.mine).most_common()
    if not others or count < 4 or count < 0.3 * len(played.mine):  # noqa: PLR2004 - often enough to be heard
        return None
    visits = [note for note in played.mine if note.pitch == pitch]
    where = (visits[0].onset, visits[-1].offset)
    return played.strength("home-note", 0.3 + count / len(played.mine) / 2, where, pitch=pitch)


def chords(played: Played) -> Strength | None:
    """Several tones sounding together; points at the first time, and the next if it is near."""
    struck = [
        (earlier, later)
        for earlier, later in pairwise(played.mine)
        if later.onset - earlier.onset <= _TOGETHER
    ]
    if len(struck) < 2:  # noqa: PLR2004 - once may be chance
        return None
    first = struck[0]
    clearness = 0.4 + 0.3 * len(struck) / len(played.mine)
    return played.strength("chords", clearness, (first[0].onset, max(note.offset for note in first)))


def _loudness(notes: Phrase) -> float:
    return sum(note.velocity for note in notes) / len(notes)


def _longest_run(played: Played, goes_on: Callable[[Note, Note], bool]) -> Phrase:
    best: Phrase = ()
    for phrase in played.phrases:
        first = 0
        for place, (earlier, later) in enumerate(pairwise(phrase), start=1):
            if not (goes_on(earlier, later) and later.onset > earlier.onset):
                first = place
            elif place + 1 - first > len(best):
                best = phrase[first : place + 1]
    return best


def _comes_back(notes: Phrase, size: int) -> list[Phrase]:
    """Find the idea of that size that comes back most often, without overlap; one tone alone is none."""
    found: dict[tuple[int, ...], list[int]] = {}
    for place, shape in _shapes(notes, size):
        found.setdefault(shape, []).append(place)
    best: list[int] = []
    for places in found.values():
        kept: list[int] = []
        for place in places:
            if not kept or (place >= kept[-1] + size and _same_rhythm(notes, kept[0], place, size)):
                kept.append(place)
        best = max(best, kept, key=len)
    return [notes[place : place + size] for place in best] if len(best) > 1 else []


def _shapes(notes: Phrase, size: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give the intervals of each run of tones that hangs together: no breath in it, and it moves."""
    for place in range(len(notes) - size + 1):
        window = notes[place : place + size]
        breath = max(later.onset - earlier.onset for earlier, later in pairwise(window))
        if len({note.pitch for note in window}) > 1 and breath <= _BREATH:
            yield place, tuple(later.pitch - earlier.pitch for earlier, later in pairwise(window))


def _same_rhythm(notes: Phrase, one: int, other: int, size: int) -> bool:
    gaps = [
        (notes[one + n + 1].onset - notes[one + n].onset, notes[other + n + 1].onset - notes[other + n].onset)
        for n in range(size - 1)
    ]
    return all(abs(first - second) <= 0.06 + 0.25 * max(first, second) for first, second in gaps)


def _line(notes: Phrase) -> Phrase:
    """Give the melody: of tones struck together, the highest."""
    line: list[Note] = []
    for note in notes:
        if line and note.onset - line[-1].onset <= _TOGETHER:
            line[-1] = max(line[-1], note, key=lambda one: one.pitch)
        else:
            line.append(note)
    return tuple(line)


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (
    reach, dynamics, swell, line, motif, home, chords,
)  # fmt: skip

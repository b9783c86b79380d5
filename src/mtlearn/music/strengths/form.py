"""What is there in the form: a beginning, an ending, coming back to where one began, staying with it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.music.seen import Played, Strength

__all__ = ["ALL"]

_STAY: Final = 60.0
_STANDS: Final = 1.2
_FIRST: Final = 3
_LATE: Final = 12
"""Strokes from the last one back that are towards the end."""
_ALONE: Final = 1.5
_RINGS: Final = 1.5


def beginning(played: Played) -> Strength | None:
    """A short first phrase that stands on its own: nobody begins a tone in the breath after it."""
    first = played.phrases[0]
    if len(played.phrases) < 2 or not 2 <= len(first) <= 8:  # noqa: PLR2004 - a phrase one can hold in mind
        return None
    until = max(note.offset for note in first)
    if played.between(until + 0.4, until + _STANDS, played.theirs):
        return None
    return played.strength("beginning", 0.46, (first[0].onset, until))


def began_alone(played: Played) -> Strength | None:
    """Beginning before the partner does, with two strokes or more of one's own."""
    if not played.theirs:
        return None
    comes = played.theirs[0].onset
    own = [stroke for stroke in played.strokes if stroke.onset < comes]
    if len(own) < 2 or comes - own[0].onset < _ALONE:  # noqa: PLR2004 - more than the first touch
        return None
    where = (own[0].onset, min(own[-1].offset, comes) if own[-1].offset > own[-1].onset else own[-1].onset)
    return played.strength("began-alone", 0.55, where)


def ending(played: Played) -> Strength | None:
    """A last tone left to ring, or a last phrase that grows softer."""
    last = played.strokes[-1]
    longest = max(note.duration for note in last.notes)
    if longest >= max(_RINGS, 1.5 * played.typical):
        return played.strength("ending-long", 0.6, (last.onset, last.offset), length=longest)
    tail = [stroke for stroke in played.strokes[-5:] if stroke.onset >= played.phrases[-1][0].onset]
    falls = [earlier.velocity - later.velocity for earlier, later in pairwise(tail)]
    if len(falls) >= 3 and min(falls) >= 1 and sum(falls) >= 18:  # noqa: PLR2004 - a fall one hears
        return played.strength("ending-soft", 0.62, (tail[0].onset, tail[-1].offset))
    return None


def stayed(played: Played) -> Strength | None:
    """Staying with the music for a minute or more, through several phrases."""
    whole = (played.mine[0].onset, max(note.offset for note in played.mine))
    count = sum(len(phrase) > 1 for phrase in played.phrases)
    longest = max((end - start for start, end in played.silences), default=0.0)
    length = whole[1] - whole[0]
    if length < _STAY or count < 3 or longest > length / 3:  # noqa: PLR2004 - more than there and back
        return None
    return played.strength("stayed", 0.52, whole, length=length, count=count)


def comes_round(played: Played) -> Strength | None:
    """The first three tones come again at the end, or the last tone is the first one."""
    line = [stroke.top for stroke in played.strokes]
    first = line[:_FIRST]
    if len(line) < 3 * _FIRST or len({note.pitch for note in line}) < _FIRST:
        return None
    pitches = [note.pitch for note in first]
    there = (first[0].onset, first[-1].offset)
    if len(set(pitches)) > 1:
        late = max(2 * _FIRST, len(line) - _LATE)
        for place in range(len(line) - _FIRST, late - 1, -1):
            again = line[place : place + _FIRST]
            where = (again[0].onset, again[-1].offset)
            if [note.pitch for note in again] == pitches and played.apart(where, there):
                return played.strength("comes-round", 0.6, where, there=there)
    last = line[-1]
    there, where = (line[0].onset, line[0].offset), (last.onset, last.offset)
    single = len(played.strokes[0].notes) == len(played.strokes[-1].notes) == 1
    if single and last.pitch == line[0].pitch and played.apart(where, there):
        return played.strength("same-tone", 0.42, where, there=there, pitch=last.pitch)
    return None


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (
    beginning, began_alone, ending, stayed, comes_round,
)  # fmt: skip

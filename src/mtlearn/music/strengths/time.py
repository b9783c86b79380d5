"""What is there in time: pulse, long tones, rhythm, room, a beginning, an ending, staying with it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtlearn.music.pulse import struck

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.music.seen import Played, Strength

__all__ = ["ALL"]

_LONG: Final = 1.6
_REST: Final = 2.0
_AWAY: Final = 4.0
_SPARSE: Final = 0.8
_STAY: Final = 60.0
_VARIED: Final = 2.5
_RUN: Final = 8


def steady(played: Played) -> Strength | None:
    """A steady pulse, and the stretch of eight onsets where it is most even."""
    tempo = played.bars.tempo
    moments = struck([note.onset for note in played.mine])
    if tempo is None or len(moments) < _RUN:
        return None
    places = [played.bars.position(moment) for moment in moments]
    off = [abs(place * 2 - round(place * 2)) / 2 for place in places]
    runs = [sum(off[first : first + _RUN]) for first in range(len(off) - _RUN + 1)]
    first = min(range(len(runs)), key=runs.__getitem__)
    where = (moments[first], moments[first + _RUN - 1] + 60 / tempo)
    return played.strength("steady", 0.9 - sum(off) / len(off), where, tempo=round(tempo))


def long_notes(played: Played) -> Strength | None:
    """Tones that are left to ring; points at the longest."""
    held = [note for note in played.mine if note.duration >= max(_LONG, 1.5 * played.typical)]
    if not held:
        return None
    longest = max(held, key=lambda note: note.duration)
    where = (longest.onset, longest.offset)
    return played.strength("long-notes", 0.4 + 0.08 * len(held), where, length=longest.duration)


def rhythm(played: Played) -> Strength | None:
    """Short and long distances side by side; points at the phrase that has most of both."""
    ranked = []
    for phrase in played.phrases:
        moments = struck([note.onset for note in phrase])
        steps = sorted(later - earlier for earlier, later in pairwise(moments))
        if len(steps) >= 4:  # noqa: PLR2004 - two short and two long at the least
            ranked.append((steps[-1 - len(steps) // 6] / steps[len(steps) // 6], phrase))
    if not ranked or max(ranked)[0] < _VARIED:
        return None
    ratio, phrase = max(ranked)
    return played.strength("rhythm", 0.35 + 0.06 * ratio, (phrase[0].onset, phrase[-1].offset))


def room(played: Played) -> Strength | None:
    """A silence in the music that is left to last, and that nobody fills."""
    filled = [turn[0].onset for turn in played.turns]
    rests = [
        (end - start, start, end)
        for start, end in played.silences
        if end - start >= _REST and not any(start <= onset < end for onset in filled)
    ]
    if not rests:
        return None
    length, start, end = max(rests)
    return played.strength("room", 0.45 + 0.04 * length, (start, end), length=length)


def returns(played: Played) -> Strength | None:
    """Beginning again after a long silence."""
    away = [(end - start, end) for start, end in played.silences if end - start >= _AWAY]
    if not away:
        return None
    length, again = max(away)
    phrase = next(phrase for phrase in played.phrases if phrase[0].onset >= again)
    return played.strength("returns", 0.5, (again, phrase[-1].offset), length=length)


def few_notes(played: Played) -> Strength | None:
    """Few tones with space around them, through the whole."""
    if played.density > _SPARSE or played.length < 8:  # noqa: PLR2004 - seconds enough to hear it
        return None
    where = (played.mine[0].onset, played.mine[min(3, len(played.mine) - 1)].offset)
    return played.strength("few-notes", 0.75 - 0.3 * played.density, where)


def beginning(played: Played) -> Strength | None:
    """A short first phrase that stands on its own."""
    first = played.phrases[0]
    if len(played.phrases) < 2 or not 2 <= len(first) <= 8:  # noqa: PLR2004 - a phrase one can hold in mind
        return None
    return played.strength("beginning", 0.46, (first[0].onset, first[-1].offset))


def ending(played: Played) -> Strength | None:
    """A last tone left to ring, or a last phrase that grows softer."""
    last = played.mine[-1]
    if last.duration >= max(1.0, 1.5 * played.typical):
        return played.strength("ending-long", 0.6, (last.onset, last.offset))
    tail = played.phrases[-1][-4:]
    falls = [earlier.velocity - later.velocity for earlier, later in pairwise(tail)]
    if len(falls) >= 2 and min(falls) >= 0 and sum(falls) >= 18:  # noqa: PLR2004 - a fall one hears
        return played.strength("ending-soft", 0.62, (tail[0].onset, last.offset))
    return None


def stayed(played: Played) -> Strength | None:
    """Staying with the music for a minute or more, through several phrases."""
    whole = (played.mine[0].onset, max(note.offset for note in played.mine))
    if whole[1] - whole[0] < _STAY or len(played.phrases) < 3:  # noqa: PLR2004 - more than there and back
        return None
    count = len(played.phrases)
    return played.strength("stayed", 0.52, whole, length=whole[1] - whole[0], count=count)


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (
    steady, long_notes, rhythm, room, returns, few_notes, beginning, ending, stayed,
)  # fmt: skip

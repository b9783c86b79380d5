"""What is there in rests: room, coming back after one, waiting before the last tone, a sudden stop."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from mtlearn.music.sounding import rests, sounding

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.music.seen import Played, Span, Strength

__all__ = ["ALL", "both_silent"]

_REST: Final = 2.0
_AWAY: Final = 4.0
_WAITS: Final = 1.5
_BUSY: Final = 2.5
_BEFORE: Final = 4.0
_CUT: Final = 0.6


def both_silent(played: Played, least: float) -> list[Span]:
    """Give where neither of the two sounds for so long (seconds), between tones of the learner's."""
    if not played.mine:
        return []
    both = tuple(sorted((*played.mine, *played.theirs)))
    first, last = played.mine[0].onset, played.mine[-1].onset
    return [
        (start, end)
        for start, end in rests(sounding(both), 0.0)
        if end - start >= least and start > first and end <= last + 0.001
    ]


def room(played: Played) -> Strength | None:
    """A rest in the music that is left to last, and that nobody fills."""
    found = both_silent(played, _REST)
    if not found:
        return None
    start, end = max(found, key=lambda span: span[1] - span[0])
    is_shared = bool(played.theirs) and played.theirs[0].onset < start and not played.leads
    kind = "rest-together" if is_shared else "room"
    clearness = min(0.75, 0.45 + 0.04 * (end - start))
    return played.strength(kind, clearness, (start, end), length=end - start)


def returns(played: Played) -> Strength | None:
    """Beginning again after a long rest."""
    away = [(end - start, end) for start, end in played.silences if end - start >= _AWAY]
    if not away:
        return None
    length, again = max(away)
    phrase = next(phrase for phrase in played.phrases if phrase[0].onset >= again)
    return played.strength("returns", 0.5, (again, phrase[-1].offset), length=length)


def before_last(played: Played) -> Strength | None:
    """Waiting before the last stroke, clearly longer than is usual here."""
    moments = [stroke.onset for stroke in played.strokes]
    steps = [b - a for a, b in pairwise(moments)]
    if len(steps) < 4:  # noqa: PLR2004 - something to wait after
        return None
    until = max(note.offset for note in played.mine if note.onset < moments[-1])
    waited = moments[-1] - until
    before = steps[:-1]
    if waited < _WAITS or steps[-1] < 2.5 * median(before) or steps[-1] <= max(before[-4:]) * 1.5:
        return None
    last = played.strokes[-1]
    return played.strength("before-last", 0.6, (last.onset, last.offset), length=waited)


def sudden_silence(played: Played) -> Strength | None:
    """Close playing that stops at once, and begins again after a rest."""
    best: tuple[float, Span] | None = None
    for start, end in played.silences:
        before = played.between(start - _BEFORE, start)
        strokes = len({round(note.onset, 1) for note in before})
        busy = strokes >= _BUSY * _BEFORE and any(note.onset > start - _CUT for note in before)
        if busy and (best is None or end - start > best[0]):
            best = (end - start, (start, end))
    if best is None:
        return None
    return played.strength("sudden-silence", 0.62, best[1], length=best[0])


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (room, returns, before_last, sudden_silence)

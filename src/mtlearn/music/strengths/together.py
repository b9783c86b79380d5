"""What is there in time when both play at once: a shared pulse, beginning, ending, another tempo.

Said only where the partner has a will of its own: of one that follows tone for tone it is true by nature.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.even import off_grid
from mtlearn.music.pulse import pulse, struck
from mtlearn.music.strengths.beside import steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.music.note import Phrase
    from mtlearn.music.seen import Played, Strength
    from mtlearn.music.stroke import Stroke

__all__ = ["ALL"]

_AT_ONCE: Final = 0.12
"""Seconds within which two tones are heard as beginning together."""
_QUIET: Final = 1.5
_ON: Final = 0.06
_SHARE: Final = 0.75
_TEMPO_WINDOW: Final = 8.0
_FASTER: Final = 1.1
_NOT_DOUBLE: Final = 1.6
_SAME: Final = 0.05


def shared_pulse(played: Played) -> Strength | None:
    """Both keep to one pulse: the partner's tones lie on the grid of the learner's even stretch."""
    stretch = played.even
    if stretch is None:
        return None
    theirs = played.between(stretch.span[0] - _ON, stretch.span[1] + _ON, played.theirs)
    parts = max(2, stretch.parts)  # halves of a beat at the least
    on = [note for note in theirs if off_grid(note.onset, played.bars, parts) <= _ON]
    if len(theirs) < 6 or len(on) < _SHARE * len(theirs):  # noqa: PLR2004 - enough to be heard
        return None
    return played.strength("shared-pulse", 0.8, stretch.span, tempo=round(stretch.tempo))


def ground(played: Played) -> Strength | None:
    """An even pulse of the learner's while the partner plays: below it, or beside it."""
    stretch = played.even
    if stretch is None:
        return None
    theirs = played.between(*stretch.span, played.theirs)
    mine = played.between(*stretch.span)
    if len(theirs) < 6:  # noqa: PLR2004 - enough to be heard
        return None
    below = max(note.pitch for note in mine) < min(note.pitch for note in theirs)
    kind = "ground" if below else "pulse-under"
    return played.strength(kind, 0.74, stretch.span, tempo=round(stretch.tempo))


def began_together(played: Played) -> Strength | None:
    """Both begin at once: at the very start, or after both were silent."""
    starts = [phrase[0].onset for phrase in played.phrases]
    theirs = [phrase[0].onset for phrase in played.their_phrases]
    for number, start in enumerate(starts):
        near = [other for other in theirs if abs(other - start) <= _AT_ONCE]
        if not near:
            continue
        first = min(start, near[0])
        until = max(
            (note.offset for note in (*played.mine, *played.theirs) if note.onset < first - 0.001),
            default=-9.0,
        )
        if first - until >= _QUIET or (number == 0 and until < 0):
            where = (first, max(start, near[0]))
            return played.strength("began-together", 0.6, where)
    return None


def ended_together(played: Played) -> Strength | None:
    """The last stroke of both falls at once, and both let it ring longer than is usual for them."""
    mine, theirs = played.strokes[-1], played.their_strokes[-1]
    if abs(mine.onset - theirs.onset) > _AT_ONCE or len(played.their_strokes) < 4:  # noqa: PLR2004 - a piece
        return None
    if not (_rings(mine, played.mine) and _rings(theirs, played.theirs)):
        return None
    where = (min(mine.onset, theirs.onset), max(mine.offset, theirs.offset))
    return played.strength("ended-together", 0.64, where)


def _rings(stroke: Stroke, notes: Phrase) -> bool:
    usual = median(note.duration for note in notes)
    return stroke.offset - stroke.onset >= max(0.6, 1.3 * usual)


def tempo_together(played: Played) -> Strength | None:
    """Both go from one tempo to another, clearly different one, and are together in both."""
    windows = [window for at in steps(played, _TEMPO_WINDOW / 2) if (window := _tempi(played, at))]
    pairs = [
        (max(a.theirs.period, b.theirs.period) / min(a.theirs.period, b.theirs.period), a.at, b.at, a, b)
        for n, a in enumerate(windows)
        for b in windows[n + 1 :]
        if b.at - a.at >= _TEMPO_WINDOW and _changed_alike(a, b)
    ]
    if not pairs:
        return None
    _, at, then, before, after = max(pairs)
    there, where = (at, at + _TEMPO_WINDOW), (then, then + _TEMPO_WINDOW)
    tempo, later = (round(60 / one.mine.period) for one in (before, after))
    return played.strength("tempo-together", 0.8, where, there=there, tempo=tempo, later=later)


class _Tempo(NamedTuple):
    """The pulse in a window of one's playing, and the middle distance from stroke to stroke."""

    period: float
    step: float


class _Tempi(NamedTuple):
    at: float
    mine: _Tempo
    theirs: _Tempo


def _tempi(played: Played, at: float) -> _Tempi | None:
    """Give both tempi of a window, where there are two and they are one, or one double the other."""
    theirs, mine = (
        _tempo(played.between(at, at + _TEMPO_WINDOW, notes)) for notes in (played.theirs, played.mine)
    )
    if not theirs or not mine or not _near(mine.period, theirs.period, (0.5, 1.0, 2.0)):
        return None
    return _Tempi(at, mine, theirs)


def _tempo(notes: Phrase) -> _Tempo | None:
    found = pulse([note.onset for note in notes])
    if found is None:
        return None
    moments = struck([note.onset for note in notes])
    return _Tempo(found.period, median(later - earlier for earlier, later in pairwise(moments)))


def _near(one: float, other: float, times: tuple[float, ...] = (1.0,)) -> bool:
    return any(abs(one * factor / other - 1) <= _SAME for factor in times)


def _changed_alike(a: _Tempi, b: _Tempi) -> bool:
    """Whether both changed, by about as much, and their strokes too: not only how the pulse was heard."""
    change = b.mine.period / a.mine.period
    if not _FASTER <= max(change, 1 / change) <= _NOT_DOUBLE:
        return False
    return all(
        _near(after / before, change)
        for before, after in (
            (a.theirs.period, b.theirs.period), (a.mine.step, b.mine.step), (a.theirs.step, b.theirs.step),
        )
    )  # fmt: skip


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (
    shared_pulse, ground, began_together, ended_together, tempo_together,
)  # fmt: skip

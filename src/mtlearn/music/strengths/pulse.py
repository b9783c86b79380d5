"""What is there in the pulse: a stretch in which it is even, and a tempo that changes little by little."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtlearn.music.bars import Bars
    from mtlearn.music.seen import Played, Span, Strength

__all__ = ["ALL", "Stretch", "even_stretch", "off_grid"]

_RUN: Final = 8
"""Strokes on an even grid, the fewest that are called a steady pulse ..."""
_FINE_RUN: Final = 16
"""... and where the grid is so fine that some would fall on it by chance."""
_PARTS: Final = (1, 2, 3, 4)
_OFF: Final = 0.045
_OFF_PART: Final = 0.2
_DRIFT: Final = 0.08
_PAUSE: Final = 4.0
_FEW_BEATS: Final = 16
_CHANGE: Final = 1.12
_JUMP: Final = 1.06


class Stretch(NamedTuple):
    """Strokes that lie evenly: from which to which, into how many parts a beat is divided, and the tempo."""

    first: int
    last: int
    parts: int
    tempo: float
    span: Span


def even_stretch(played: Played) -> Stretch | None:
    """Find the longest stretch in which the learner's strokes lie on an even grid, or None."""
    if not played.bars.steady:
        return None
    moments = [stroke.onset for stroke in played.strokes]
    best: Stretch | None = None
    for parts in _PARTS:
        least = _FINE_RUN if parts > 2 else _RUN  # noqa: PLR2004 - triplets and sixteenths
        for first, last in _runs(moments, played.bars, parts):
            count = last - first + 1
            if count < least or (best is not None and count <= 1.2 * (best.last - best.first + 1)):
                continue
            beats = played.bars.position(moments[last]) - played.bars.position(moments[first])
            if beats <= 0:
                continue
            tempo = 60 * beats / (moments[last] - moments[first])
            ends = min(moments[last] + 60 / tempo, played.strokes[last].offset)
            best = Stretch(first, last, parts, tempo, (moments[first], max(moments[last], ends)))
    return best


def off_grid(moment: float, bars: Bars, parts: int) -> float:
    """Say how far (seconds) a moment lies from the nearest place of the grid."""
    place = bars.position(moment)
    near = round(place * parts) / parts
    return abs(moment - bars.moment(near))


def _runs(moments: Sequence[float], bars: Bars, parts: int) -> list[tuple[int, int]]:
    found, first, beat_first = [], 0, 0.0
    for place, moment in enumerate(moments):
        position = bars.position(moment)
        beat = bars.moment(int(position) + 1) - bars.moment(int(position))
        on = off_grid(moment, bars, parts) <= min(_OFF, _OFF_PART * beat / parts)
        goes_on = place > first and moment - moments[place - 1] <= _PAUSE
        if on and goes_on and abs(beat - beat_first) <= _DRIFT * beat_first:
            continue
        if place > first:
            found.append((first, place - 1))
        first, beat_first = (place, beat) if on else (place + 1, beat)
    if len(moments) > first:
        found.append((first, len(moments) - 1))
    return found


def steady(played: Played) -> Strength | None:
    """A steady pulse, in the longest stretch that keeps it."""
    stretch = even_stretch(played)
    if stretch is None:
        return None
    share = (stretch.last - stretch.first + 1) / len(played.strokes)
    return played.strength("steady", 0.55 + 0.35 * share, stretch.span, tempo=round(stretch.tempo))


def _changing(kind: str, goes_on: Callable[[float, float], bool]) -> Callable[[Played], Strength | None]:
    def look(played: Played) -> Strength | None:
        """A tempo that moves little by little, over sixteen beats or more."""
        bars = played.bars
        if not bars.steady:
            return None
        inside = [point for point in bars.points if point <= played.mine[-1].onset + _OFF]
        lengths = [(c - a) / 2 for a, c in zip(inside, inside[2:], strict=False)]
        best = (0, 0)
        first = 0
        for place, (earlier, later) in enumerate(pairwise(lengths), start=1):
            if not goes_on(earlier, later):
                first = place
            elif place - first > best[1] - best[0]:
                best = (first, place)
        if best[1] - best[0] + 1 < _FEW_BEATS:
            return None
        slow, fast = lengths[best[0]], lengths[best[1]]
        if max(slow, fast) / min(slow, fast) < _CHANGE or _bare(played, inside[best[0] : best[1] + 3]):
            return None
        where = (inside[best[0]], inside[best[1] + 2])
        return played.strength(kind, 0.7, where, tempo=round(60 / slow), later=round(60 / fast))

    return look


def _bare(played: Played, points: Sequence[float]) -> bool:
    """Whether beats were reckoned and not played: fewer strokes than beats by a good deal."""
    played_on = sum(
        played.begins(point - 0.06, point + 0.06)
        for point in points
    )  # fmt: skip
    return played_on < 0.7 * len(points)


faster = _changing("faster", lambda earlier, later: later <= earlier * 1.004 and earlier <= later * _JUMP)
slower = _changing("slower", lambda earlier, later: earlier <= later * 1.004 and later <= earlier * _JUMP)

ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (steady, faster, slower)

"""What is there in the pulse: a stretch in which it is even, and a tempo that changes little by little."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtlearn.music.seen import Played, Strength

__all__ = ["ALL"]

_FEW_BEATS: Final = 16
_CHANGE: Final = 1.12
_JUMP: Final = 1.06


def steady(played: Played) -> Strength | None:
    """A steady pulse, in the longest stretch that keeps it."""
    stretch = played.even
    if stretch is None:
        return None
    share = stretch.strokes / len(played.strokes)
    return played.strength("steady", 0.55 + 0.35 * share, stretch.span, tempo=round(stretch.tempo))


def _changing(kind: str, goes_on: Callable[[float, float], bool]) -> Callable[[Played], Strength | None]:
    def look(played: Played) -> Strength | None:
        """A tempo that moves little by little, over sixteen beats or more."""
        bars = played.bars
        if not bars.steady:
            return None
        inside = [point for point in bars.points if point <= played.mine[-1].onset + 0.05]
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

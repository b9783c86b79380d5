"""What is there in loudness: soft and strong, growing, softening, an accent out of the even."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtlearn.music.seen import Played, Strength
    from mtlearn.music.stroke import Stroke

__all__ = ["ALL"]

_LOUDER: Final = 22
_WINDOW: Final = 3
_LINE: Final = 5
_ACCENT: Final = 28
_EVEN: Final = 8
_BEFORE: Final = 6


def dynamics(played: Played) -> Strength | None:
    """Soft and strong, both there; points at the softest and the strongest three strokes in a row."""
    if len(played.strokes) < 2 * _WINDOW:
        return None
    windows = [played.strokes[n : n + _WINDOW] for n in range(len(played.strokes) - _WINDOW + 1)]
    soft, strong = min(windows, key=_loudness), max(windows, key=_loudness)
    apart = _loudness(strong) - _loudness(soft)
    there, where = (strong[0].onset, strong[-1].offset), (soft[0].onset, soft[-1].offset)
    if apart < _LOUDER or not played.apart(where, there):
        return None
    return played.strength("dynamics", 0.33 + 0.006 * apart, where, there=there)


def swell(played: Played) -> Strength | None:
    """A run of strokes that grows, each stronger than the one before."""
    best = _longest(played.strokes, lambda earlier, later: later > earlier)
    if len(best) < _LINE or best[-1].velocity - best[0].velocity < _LOUDER:
        return None
    return played.strength("swell", 0.6, (best[0].onset, best[-1].offset), count=len(best))


def fade(played: Played) -> Strength | None:
    """A run of strokes that softens, each softer than the one before; not at the very end."""
    best = _longest(played.strokes, lambda earlier, later: later < earlier)
    if len(best) < _LINE or best[0].velocity - best[-1].velocity < _LOUDER:
        return None
    if best[-1] is played.strokes[-1]:
        return None
    return played.strength("fade", 0.59, (best[0].onset, best[-1].offset), count=len(best))


def accent(played: Played) -> Strength | None:
    """One stroke that stands out, after six of even strength."""
    best: tuple[int, Stroke] | None = None
    for place in range(_BEFORE, len(played.strokes)):
        before = [stroke.velocity for stroke in played.strokes[place - _BEFORE : place]]
        out = played.strokes[place].velocity - max(before)
        if max(before) - min(before) <= _EVEN and out >= _ACCENT and (best is None or out > best[0]):
            best = (out, played.strokes[place])
    if best is None:
        return None
    return played.strength("accent", 0.5, (best[1].onset, best[1].offset))


def _loudness(strokes: Sequence[Stroke]) -> float:
    return sum(stroke.velocity for stroke in strokes) / len(strokes)


def _longest(strokes: Sequence[Stroke], goes_on: Callable[[int, int], bool]) -> Sequence[Stroke]:
    best: Sequence[Stroke] = ()
    first = 0
    for place, (earlier, later) in enumerate(pairwise(strokes), start=1):
        if not goes_on(earlier.velocity, later.velocity) or later.onset - earlier.onset > 2:  # noqa: PLR2004 - seconds: a new run
            first = place
        elif place + 1 - first > len(best):
            best = strokes[first : place + 1]
    return best


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (dynamics, swell, fade, accent)

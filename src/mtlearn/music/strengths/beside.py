"""What is there when the two are held beside one another: growing and softening, softer, as strong, as many.

Said, as what is in ``together.py``, only where the partner has a will of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtlearn.music.note import Phrase
    from mtlearn.music.seen import Played, Span, Strength

__all__ = ["ALL", "steps"]

_WINDOW: Final = 4.0
_CHANGED: Final = 12.0
_TAIL: Final = 0.5
_FOR_LOUDNESS: Final = 4
"""Tones in a window, the fewest that have a loudness together."""


def loudness_together(played: Played) -> Strength | None:
    """Both grow, or both soften, from some seconds to the next."""
    best: tuple[float, float, str, Span] | None = None
    for long in (_WINDOW, 2 * _WINDOW):
        for at in steps(played, _WINDOW / 2):
            if at + 2 * long > played.length + _TAIL:
                break
            mine, theirs = (_change(played, notes, at, long) for notes in (played.mine, played.theirs))
            if mine is None or theirs is None or mine * theirs < 0:
                continue
            size = min(abs(mine), abs(theirs))
            if size >= _CHANGED and (best is None or (size, -at) > best[:2]):
                kind = "grew-together" if mine > 0 else "softened-together"
                best = (size, -at, kind, (at, at + 2 * long))
    if best is None:
        return None
    size, _, kind, where = best
    return played.strength(kind, min(0.75, 0.6 + 0.005 * size), where)


def _change(played: Played, notes: Phrase, at: float, long: float) -> float | None:
    """Say how much stronger one's playing becomes, where there is enough of it to say so."""
    earlier, later = (played.between(begins, begins + long, notes) for begins in (at, at + long))
    if min(len(earlier), len(later)) < _FOR_LOUDNESS:
        return None
    return _loudness(later) - _loudness(earlier)


def softer_than_partner(played: Played) -> Strength | None:
    """The learner plays clearly softer than the partner, for ten seconds or more of playing together."""
    return _beside(played, "softer-than-partner", 0.62, lambda mine, theirs: mine <= theirs - 10)


def near_in_strength(played: Played) -> Strength | None:
    """The learner's strength lies close to the partner's, through changes of the partner's own."""
    return _beside(played, "near-in-strength", 0.54, lambda mine, theirs: abs(mine - theirs) <= 7)  # noqa: PLR2004 - not told apart


def as_many(played: Played) -> Strength | None:
    """The learner begins about as many tones as the partner, window after window."""
    counts = [
        (at, len(played.between(at, at + _WINDOW)), len(played.between(at, at + _WINDOW, played.theirs)))
        for at in steps(played, _WINDOW)
    ]
    run = _longest([(at, min(a, b) >= 3 and abs(a - b) <= 0.25 * max(a, b)) for at, a, b in counts])  # noqa: PLR2004 - enough to count
    if run is None:
        return None
    mine, theirs = (played.between(*run, notes) for notes in (played.mine, played.theirs))
    return played.strength("as-many", 0.55, run, count=len(mine), theirs=len(theirs))


def _beside(
    played: Played, kind: str, clearness: float, fits: Callable[[float, float], bool]
) -> Strength | None:
    """Find the longest stretch where both play and the two loudnesses stand to one another in some way."""
    row = []
    for at in steps(played, _WINDOW):
        mine, theirs = (played.between(at, at + _WINDOW, notes) for notes in (played.mine, played.theirs))
        both = min(len(mine), len(theirs)) >= 2  # noqa: PLR2004 - something to hear
        row.append((at, both and fits(_loudness(mine), _loudness(theirs))))
    run = _longest(row)
    return None if run is None else played.strength(kind, clearness, run)


def _longest(row: list[tuple[float, bool]]) -> tuple[float, float] | None:
    """Give the longest run of windows in which something holds, three at the least."""
    best, first = (0, 0), 0
    for place in range(len(row) + 1):
        if place == len(row) or not row[place][1]:
            best = max(best, (place - first, -first))
            first = place + 1
    size, first = best[0], -best[1]
    if size < 3:  # noqa: PLR2004 - twelve seconds
        return None
    return row[first][0], row[first + size - 1][0] + _WINDOW


def steps(played: Played, step: float) -> Iterator[float]:
    """Give moments a step (seconds) apart, from the learner's first tone to the last."""
    at = played.mine[0].onset
    while at < played.mine[-1].onset:
        yield at
        at += step


def _loudness(notes: Phrase) -> float:
    return sum(note.velocity for note in notes) / len(notes) if notes else 0.0


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (
    loudness_together, softer_than_partner, near_in_strength, as_many,
)  # fmt: skip

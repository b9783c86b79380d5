"""Who moved first and who came after, where that is clear: changes of one player that the other makes too.

Each change of a player (see :mod:`mtlearn.music.timeline.change`) is set beside the nearest change of the
other in the same side of playing and the same direction, eight seconds later at most. Within a second they
moved together. Where it is not clear when a change came, and both may have been first, nothing is said.
All ours; it says in which order things happened, and not that one was because of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.timeline.change import SIDES, Change, Side, changes

if TYPE_CHECKING:
    from mtlearn.music.note import Duo
    from mtlearn.music.timeline.echoes import Who

__all__ = ["Following", "followings", "mostly_first"]

_LATEST: Final = 8.0
_TOGETHER: Final = 1.0
_ENOUGH: Final = 3
_MOSTLY: Final = 0.75


class Following(NamedTuple):
    """Both players changed one way: from ``start`` the first of them, from ``end`` the other.

    ``first`` is None where they moved together; ``up`` says whether it became stronger, denser or higher.
    """

    start: float
    end: float
    side: Side
    up: bool
    first: Who | None


def followings(duo: Duo) -> tuple[Following, ...]:
    """Find where both players changed the same way, in the order in which it began."""
    found = []
    for side in SIDES:
        mine, partner = changes(duo.mine, side), changes(duo.partner, side)
        for up in (True, False):
            found += _pairs(
                side,
                up,
                [one for one in mine if (one.by > 0) == up],
                [one for one in partner if (one.by > 0) == up],
            )
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.side)))


def _pairs(side: Side, up: bool, mine: list[Change], partner: list[Change]) -> list[Following]:  # noqa: FBT001 - a direction
    """Pair changes that lie nearest, each with one other only."""
    near = sorted(
        (abs(one.at - other.at), min(one.at, other.at), one, other)
        for one in mine
        for other in partner
        if abs(one.at - other.at) <= _LATEST
    )
    found: list[Following] = []
    used: set[tuple[Who, float]] = set()
    for apart, start, one, other in near:
        if not used.isdisjoint({("mine", one.at), ("partner", other.at)}):
            continue
        used |= {("mine", one.at), ("partner", other.at)}
        if apart <= _TOGETHER:
            found.append(Following(start, start + apart, side, up, None))
        elif _is_clear(one, other):
            found.append(
                Following(start, start + apart, side, up, "mine" if one.at < other.at else "partner")
            )
    return found


def _is_clear(one: Change, other: Change) -> bool:
    """Say whether the one change was over, as far as can be seen, before the other may have come."""
    earlier, later = sorted((one, other))
    return earlier.last <= later.first


def mostly_first(found: tuple[Following, ...]) -> Who | None:
    """Say who moved first in most of at least three changes; None where that is not clear."""
    ordered = [one.first for one in found if one.first is not None]
    if len(ordered) < _ENOUGH:
        return None
    mine = ordered.count("mine") / len(ordered)
    return "mine" if mine >= _MOSTLY else "partner" if 1 - mine >= _MOSTLY else None

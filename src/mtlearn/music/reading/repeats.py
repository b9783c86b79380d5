"""The order in which bars are played: repeat signs, and first and second endings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Signs", "played"]


class Signs(NamedTuple):
    """What stands at one bar: a repeat begins; a repeat ends, played so often; the endings it belongs to."""

    begins: bool = False
    times: int = 0
    endings: frozenset[int] = frozenset()


def played(bars: Sequence[Signs], most: int) -> list[int] | None:
    """Give the bars in the order they are played, by their places; None if it comes to more than ``most``.

    Jumps (da capo, dal segno) are not taken.
    """
    found: list[int] = []
    at, start, turn, back = 0, 0, 1, False
    while at < len(bars):
        signs = bars[at]
        if signs.begins and at != start:
            start, turn = at, 1
        leaves = at > 0 and bars[at - 1].endings and not signs.endings and not back
        if leaves and turn > 1:
            start, turn = at, 1
        back = False
        if signs.endings and turn not in signs.endings:
            at += 1
            continue
        found.append(at)
        if len(found) > most:
            return None
        if signs.times and turn < _turns(bars, at):
            at, turn, back = start, turn + 1, True
            continue
        if signs.times:
            start, turn = at + 1, (turn if signs.endings else 1)
        at += 1
    return found


def _turns(bars: Sequence[Signs], at: int) -> int:
    signs = bars[at]
    follows = at + 1 < len(bars) and bool(bars[at + 1].endings)
    return (
        max(signs.times, *(number + follows for number in signs.endings), 2) if signs.endings else signs.times
    )

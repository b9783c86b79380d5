"""Strengths first: what was there in what was played, with the bars that show it, then one thing to try.

Nothing here grades a player, and nothing is said about the person: no feeling, no health, no lack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.invitations import invitation
from mtlearn.music.seen import Observation, Played
from mtlearn.music.strengths import found

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtlearn.music.bars import Bars
    from mtlearn.music.note import Duo

__all__ = ["Feedback", "Observation", "observe"]

_MOST: Final = 4
_SHORT: Final = 30.0
"""A take shorter than this (seconds) gets at most three strengths, so that the words do not outlast it."""

_ALIKE: Final[tuple[frozenset[str], ...]] = (
    frozenset({"room", "returns", "few-notes"}),
    frozenset({"long-notes", "ending-long"}),
    frozenset({"dynamics", "swell"}),
    frozenset({"taken-up", "room-for-partner"}),
    frozenset({"beginning", "motif"}),
)
"""Kinds that would say nearly the same: only the clearest of them is said."""


class Feedback(NamedTuple):
    """One to four strengths, the clearest first, and exactly one thing to try."""

    strengths: tuple[Observation, ...]
    next_step: Observation


def observe(duo: Duo, bars: Bars, without: Collection[str] = ()) -> Feedback:
    """Say what was there in a take, for any take, silence included; and one thing to try next.

    Kinds in ``without`` are passed over: they would not be true of this way of playing.
    """
    played = Played(duo, bars)
    chosen: list[Observation] = []
    for strength in sorted(found(played), key=lambda strength: -strength.clearness):
        kind = strength.observation.kind
        said = {observation.kind for observation in chosen}
        if (kind == "played" and said) or kind in without:
            continue
        if not any(kind in alike and said & alike for alike in _ALIKE):
            chosen.append(strength.observation)
    chosen = chosen[: _MOST if played.length >= _SHORT else _MOST - 1]
    praised = {observation.kind for observation in chosen}
    return Feedback(tuple(chosen), invitation(played, praised, without))

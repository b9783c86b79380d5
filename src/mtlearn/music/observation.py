"""Strengths first: what was there in what was played, with the bars that show it, then one thing to try.

Nothing here grades a player, and nothing is said about the person: no feeling, no health, no lack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music import invitations
from mtlearn.music.seen import Observation, Played
from mtlearn.music.strengths import found, kind
from mtlearn.music.strengths.aim import AIMS, FOLLOWED
from mtlearn.music.strengths.kind import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtlearn.music.bars import Bars
    from mtlearn.music.note import Duo
    from mtlearn.music.seen import Strength

__all__ = ["ABOUT_LIKE_SOUNDS", "ABOUT_PARTNER", "ABOUT_TONES", "Feedback", "Observation", "observe"]

ABOUT_TONES: Final = kind.ABOUT_TONES | invitations.ABOUT_TONES
"""What would not be true of drums, which have no tones to be high or to be held."""
ABOUT_LIKE_SOUNDS: Final = kind.ABOUT_LIKE_SOUNDS | invitations.ABOUT_LIKE_SOUNDS
"""What would not be true where one plays drums and the other tones."""
ABOUT_PARTNER: Final = kind.ABOUT_PARTNER | invitations.ABOUT_PARTNER
"""What needs a partner."""
_MOST: Final = 4
_SHORT: Final = 30.0
"""A take shorter than this (seconds) gets at most three strengths, so that the words do not outlast it."""
_OF_ONE_SIDE: Final = 2
"""How many strengths are taken from one side of the music."""
_CLEAR: Final = 0.4
"""How clearly a strength that belongs to the aim is there, where it is named before the others."""


class Feedback(NamedTuple):
    """One to four strengths, the clearest first, and exactly one thing to try."""

    strengths: tuple[Observation, ...]
    next_step: Observation


def observe(duo: Duo, bars: Bars, without: Collection[str] = (), aim: str | None = None) -> Feedback:
    """Say what was there in a take, for any take, silence included; and one thing to try next.

    Args:
        duo: what was played.
        bars: the bars laid over it.
        without: kinds that are passed over, since they would not be true of this way of playing
            (``ABOUT_TONES`` where it is drums, ``ABOUT_LIKE_SOUNDS`` where one plays drums and the other
            tones, ``ABOUT_PARTNER`` where there is no partner).
        aim: what the exercise is for (``strengths/aim.py``); what belongs to it is named first.
    """
    played = Played(duo, bars, led=True if aim in FOLLOWED else None)
    seen = list(found(played))
    there = [strength for strength in seen if strength.observation.kind not in without] or seen
    chosen = _choose(there, AIMS.get(aim or "", ()), _MOST if played.length >= _SHORT else _MOST - 1)
    praised = {observation.kind for observation in chosen}
    return Feedback(tuple(chosen), invitations.invitation(played, praised, without, aim))


def _choose(there: list[Strength], near: tuple[str, ...], most: int) -> list[Observation]:
    """Take the clearest, what belongs to the aim first, from several sides, and nothing said twice."""

    def belongs(strength: Strength) -> bool:
        return strength.observation.kind in near and strength.clearness >= _CLEAR

    def rank(strength: Strength) -> float:
        return strength.clearness + belongs(strength)

    chosen: list[Observation] = []
    for strength in sorted(there, key=rank, reverse=True):
        new = KINDS[strength.observation.kind]
        said = [KINDS[one.kind] for one in chosen]
        alike = any(set(one.says.split()) & set(new.says.split()) for one in said)
        crowded = sum(one.side == new.side for one in said) >= _OF_ONE_SIDE
        if (
            not alike
            and (belongs(strength) or not crowded)
            and not (strength.observation.kind == "played" and said)
        ):
            chosen.append(strength.observation)
    return chosen[:most]

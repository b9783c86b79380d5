"""A moment in a scene that can be answered by playing: with whom, how long, and what is heard in the answer.

What is heard is only how the two played beside each other. Nothing is said of the one who plays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final, Literal, get_args

import msgspec

from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["FEATURES", "Feature", "Heard", "Plays", "audible", "hears"]

Feature = Literal["nothing", "softer", "stronger", "room", "waited", "pulse", "motif"]
"""What can be heard of an answer in music, beside what the other played (``music/reply.py`` says when)."""
FEATURES: Final[tuple[Feature, ...]] = get_args(Feature)
Heard = str
"""Such as ``room and not pulse`` or ``softer or room``; an empty one holds whatever was played."""

_HEARD = re.compile(rf"\s*(not\s+)?({'|'.join(FEATURES)})\s*")


def hears(condition: Heard, features: Collection[str]) -> bool:
    """Say whether a condition holds of what was heard.

    Raises:
        ValueError: the condition is not of the form ``[not] feature [and …] [or …]``.
    """
    if not condition.strip():
        return True
    ways = [[_holds(term, features) for term in way.split(" and ")] for way in condition.split(" or ")]
    return any(all(way) for way in ways)


def _holds(term: str, features: Collection[str]) -> bool:
    read = _HEARD.fullmatch(term)
    if not read:
        message = f"{term!r} is nothing one can hear; write for example 'room and not pulse'."
        raise ValueError(message)
    return (read[2] in features) != bool(read[1])


class Plays(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody in the scene plays, and may be answered by playing for a short while.

    ``who`` is the name of the one who plays, ``coplayer`` their way of playing (``music/coplayers``) and
    ``voice`` their instrument in the sound bank; ``mine`` is the learner's. The same ``seed`` plays the same.
    """

    who: str
    coplayer: str
    seed: int
    seconds: Annotated[int, msgspec.Meta(ge=8, le=20)]
    voice: str
    mine: str
    invitation: Text
    scale: str = "minor-pentatonic"
    tonic: int = 57
    pads: int = 8


def audible() -> Iterator[frozenset[Feature]]:
    """Give every way an answer can sound: all features together that can be heard together."""
    others = [feature for feature in FEATURES if feature != "nothing"]
    yield frozenset({"nothing", "room", "waited"})
    for chosen in range(2 ** len(others)):
        features = frozenset(feature for at, feature in enumerate(others) if chosen >> at & 1)
        if not {"softer", "stronger"} <= features:
            yield features

"""The manners a simulated learner plays in, by name.

They are there to put partners and co-players to the test, and for demonstrations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.coplayers import attentive, streams

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mtlearn.music.coplayers.person import Coming, Person

__all__ = ["ANSWER", "MANNERS"]

MANNERS: Final[Mapping[str, Callable[[Person], Coming]]] = {
    "steady": streams.steady,
    "free": streams.free,
    "answering": attentive.answering,
    "dense": streams.dense,
    "sparse": streams.sparse,
    "leaving room": attentive.leaving_room,
    "inviting": attentive.inviting,
    "grounding": streams.grounding,
    "overrunning": streams.overrunning,
    "silent": streams.silent,
    "melody": streams.melody,
    "taking turns": attentive.taking_turns,
}
"""The manners by name."""
ANSWER: Final = frozenset({"answering", "leaving room", "inviting", "taking turns"})
"""The manners that go by what has just been heard, and so decide nothing ahead of time."""

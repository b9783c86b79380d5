"""How much room a groove leaves: how many layers begin a tone on each eighth, and where one more could play.

The measures are this project's own. They say how a loop is made, and nothing of who made it.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.layers import LAYERS, steps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtlearn.music.layers import Groove

__all__ = ["MOST_OTHERS", "Room", "joins", "room"]

_ALONE: Final = 1
_WELCOME: Final = 0.4
"""Where at least this share of the eighths has one layer or none, there is room for one more."""
MOST_OTHERS: Final = 3
_KEPT_OPEN: Final = 1
"""So many layers always stay empty, for one more."""


class Room(NamedTuple):
    """How many layers begin a tone on each eighth of the loop."""

    counts: tuple[int, ...]

    @property
    def open(self) -> int:
        """On how many eighths there is one layer, or none."""
        return sum(count <= _ALONE for count in self.counts)

    @property
    def silent(self) -> int:
        """On how many eighths nobody begins a tone."""
        return sum(count == 0 for count in self.counts)

    @property
    def is_welcoming(self) -> bool:
        """Whether there is room for one more."""
        return self.open >= _WELCOME * len(self.counts)


def room(groove: Groove) -> Room:
    """Say how much room a groove leaves."""
    played = [steps(groove, layer) for layer in (*groove.layers, groove.own)]
    return Room(tuple(sum(place in one for one in played) for place in range(groove.length * groove.split)))


def joins(groove: Groove, others: Iterable[str], seed: int) -> str | None:
    """Say which layer somebody would join on, where there is room; None where they wait.

    They never take the last empty layer, and no more than a few of them come.

    Args:
        groove: what is played now.
        others: the layers somebody else plays already.
        seed: what decides among the layers that are free.
    """
    taken = set(others)
    free = [name for name in LAYERS if name not in taken and not _is_on(groove, name)]
    something = any(_is_on(groove, name) for name in LAYERS) or bool(groove.taps and groove.own.on)
    if not something or len(taken) >= MOST_OTHERS or len(free) <= _KEPT_OPEN or not room(groove).is_welcoming:
        return None
    return random.Random(f"joins {seed} {len(taken)}").choice(free)  # noqa: S311 - music, not secrets


def _is_on(groove: Groove, name: str) -> bool:
    return any(layer.name == name and layer.on for layer in groove.layers)

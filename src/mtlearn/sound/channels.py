"""Who plays on which channel: the same in every way out of sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BACKING", "CHECK", "COUNT_IN", "DRONE", "LEARNER", "PARTNER"]

LEARNER: Final = 0
PARTNER: Final = 1
DRONE: Final = 2
BACKING: Final[Mapping[str, int]] = {"bass": 4, "chords": 5, "drums": 6, "hands": 7, "held": 8}
"""The parts of the music to play over, by the name a :class:`mtlearn.music.backing.bar.Stroke` gives."""
COUNT_IN: Final = 9
CHECK: Final = 15

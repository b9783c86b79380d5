"""How strong it is: the mean key velocity, 1 to 127 (facts ``mttb-mean-velocity``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtlearn.music.timeline.window import Array, Frames

__all__ = ["mean_velocity"]


def mean_velocity(played: Frames) -> Array:
    """Give the mean velocity in each window; not a number where there are no notes."""
    return played.means([note.velocity for note in played.notes])

"""Quiet and sparse: few, soft tones that ring, with silence around them.

Met, there are a few more; left room, they ring longer; overrun, there are fewer, and softer ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.music.coplayers.playing import Playing
from mtlearn.music.coplayers.ways.way import Way

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar

__all__ = ["Sparse"]


class Sparse(Way):
    """Plays little, softly, and lets it ring."""

    usual = Playing(
        tempo=66,
        velocity=36,
        tones=2.6,
        breath=3.4,
        register=0.66,
        reach=4,
        broad=1.5,
        held=1.25,
        sway=0.08,
        swell=4,
    )
    answers: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "met": {"tones": 0.7, "velocity": 0.16, "breath": -0.25},
        "room": {"held": 0.35, "tones": 0.3},
        "overrun": {"tones": -0.5, "velocity": -0.22, "breath": 0.6, "held": -0.2},
        "ground": {"breath": -0.15, "sway": -0.5},
    }

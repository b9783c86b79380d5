"""Hurried: many quick tones, each phrase faster towards its end, and hardly a breath between.

Given a steady, soft pulse or room it eases and breathes; overrun, it is quicker still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.music.coplayers.playing import Playing
from mtlearn.music.coplayers.ways.way import Way

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar

__all__ = ["Hurried"]


class Hurried(Way):
    """Plays on, and ahead."""

    usual = Playing(
        tempo=113,
        velocity=76,
        tones=12,
        breath=0.45,
        register=0.55,
        reach=5,
        broad=0.5,
        held=0.75,
        rush=0.22,
        swell=8,
    )
    answers: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "met": {"tempo": -0.08, "breath": 0.8, "tones": -0.15},
        "room": {"tempo": -0.1, "breath": 1.1, "tones": -0.25},
        "overrun": {"tempo": 0.1, "breath": -0.5, "tones": 0.4, "velocity": 0.1},
        "ground": {"tempo": -0.14, "breath": 0.8, "rush": -0.65, "tones": -0.25, "velocity": -0.06},
    }
    sizes = (4, 5)

"""Hesitant: a few tones, a stop on the way, a long breath. Begins again, rather than going on.

Met or left room, its phrases grow a little and its breaths shorten; overrun, it breaks off, and plays less.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mtlearn.music.coplayers.phrase import Tone
from mtlearn.music.coplayers.playing import Playing
from mtlearn.music.coplayers.ways.way import Remark, Scene, Way

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar

__all__ = ["Hesitant"]

_STOPS: Final = 0.7
_BEGINS_AGAIN: Final = 0.35
_OVERRUN: Final = 0.3


class Hesitant(Way):
    """Plays a little, stops, and plays a little more."""

    usual = Playing(
        tempo=66, velocity=50, tones=3.0, breath=2.8, register=0.45, reach=3, held=0.8, sway=0.15, rush=-0.08
    )
    answers: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "met": {"tones": 0.8, "breath": -0.35, "velocity": 0.12, "sway": -0.4},
        "room": {"tones": 0.5, "breath": -0.15, "velocity": 0.05},
        "overrun": {"tones": -0.6, "breath": 0.9, "velocity": -0.25},
        "ground": {"breath": -0.2, "sway": -0.4, "tones": 0.2},
    }
    sizes = (2, 3)

    def yields(self, scene: Scene) -> bool:
        """Break off when it is overrun."""
        return scene.levels["overrun"] > _OVERRUN and bool(scene.heard.sounding)

    def remark(self, scene: Scene) -> Remark:
        """Play a few tones with a stop among them, or begin twice."""
        remark = super().remark(scene)
        sure = max(scene.levels["met"], scene.levels["room"])
        tones = remark.tones
        if len(tones) > 1 and self.chance.random() < _BEGINS_AGAIN * (1 - sure):
            first = tones[0]
            later = [tone._replace(at=tone.at + 2.0) for tone in tones]
            tones = [Tone(0.0, 0.6, first.place, -0.5), *later]
        elif len(tones) > 2 and self.chance.random() < _STOPS * (1 - 0.6 * sure):  # noqa: PLR2004 - a stop inside
            stop = self.chance.randint(1, len(tones) - 2)
            wait = self.chance.uniform(0.6, 1.4)
            tones = [
                tone._replace(at=tone.at + wait) if index > stop else tone for index, tone in enumerate(tones)
            ]
        return replace(remark, tones=tones)

"""Drifting away and coming back: phrase by phrase softer, slower, fewer, higher; silence; and it is back.

Its own idea heard from the other brings it back at once, and quiet room sooner than nothing. Met, it
stays longer; overrun, it is away sooner and for longer. Left alone it comes and goes in its own time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mtlearn.music.coplayers.phrase import ended, stated
from mtlearn.music.coplayers.playing import Playing, span
from mtlearn.music.coplayers.ways.way import Remark, Scene, Way

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping
    from typing import ClassVar

__all__ = ["Drifting"]

_SINKS: Final = 0.22
"""How much of its presence (1 is all) goes with each phrase."""
_GONE: Final = 0.25
_AWAY: Final = 7.5
"""Seconds it is away, left to itself."""


class Drifting(Way):
    """Is there, goes away, and comes back."""

    usual = Playing(tempo=86, velocity=64, tones=6, breath=1.0, register=0.4, reach=4)
    answers: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "met": {"tones": 0.2, "breath": -0.1},
        "overrun": {"tones": -0.3, "velocity": -0.15},
    }

    def __init__(self, chance: random.Random, tempo: float | None = None) -> None:
        super().__init__(chance, tempo)
        self.presence = 1.0
        self._called = False

    def playing(self, scene: Scene) -> Playing:
        """Say how it plays: the further away, the less, the softer, the slower and the higher."""
        playing = super().playing(scene)
        far = 1 - self.presence
        return replace(
            playing,
            tempo=playing.tempo * (1 - 0.3 * far),
            velocity=max(22.0, playing.velocity * (1 - 0.5 * far)),
            tones=max(1.0, playing.tones * (1 - 0.75 * far)),
            breath=playing.breath * (1 + 1.6 * far),
            register=min(1.0, playing.register + 0.4 * far),
            held=playing.held + 0.3 * far,
        )

    def ready(self, scene: Scene) -> bool:
        """Begin when it is time; while it is away, sooner where its idea is heard or quiet room is kept."""
        if self.presence > _GONE:
            return super().ready(scene)
        silence = scene.heard.silence
        if scene.echoed and silence is not None and silence > 0.4:  # noqa: PLR2004 - they have come to an end
            self._called = True
            return True
        sooner = _AWAY * 0.6 * scene.levels["room"]
        return scene.now >= scene.at - sooner

    def away(self, scene: Scene) -> bool:
        """Say whether it is away just now."""
        return self.presence <= _GONE and scene.now < scene.at

    def remark(self, scene: Scene) -> Remark:
        """Come back with its idea as it was at first; else play on, a little further away."""
        if self.presence <= _GONE:
            self.presence = 1.0 if self._called else 0.8
            self._called = False
            playing = self.playing(scene)
            limits = span(playing, len(scene.pitches))
            tones = ended(stated(self.idea, sum(limits) // 2, limits), scene.pitches, limits, closed=False)
            return Remark(tones, playing, self.breath(playing, scene))
        remark = super().remark(scene)
        stays = 1 - 0.6 * scene.levels["met"] - 0.4 * scene.levels["room"] + 0.7 * scene.levels["overrun"]
        self.presence -= _SINKS * max(0.25, stays) * self.chance.uniform(0.8, 1.2)
        if scene.echoed:
            self.presence = min(1.0, self.presence + 0.4)
        if self.presence > _GONE:
            return remark
        return replace(
            remark, breath=_AWAY * (1 + 0.5 * scene.levels["overrun"]) * self.chance.uniform(0.8, 1.2)
        )

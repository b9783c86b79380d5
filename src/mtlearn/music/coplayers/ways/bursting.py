"""Bursting out: calm phrases, and suddenly a loud, fast, wide one; then calm again.

Given a steady, soft pulse its bursts grow shorter, less loud and rarer, and do not cease: they belong to it.
Overrun, they come more often. Met, a burst is followed by a phrase that comes to rest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mtlearn.music.coplayers.playing import Playing, answered, span
from mtlearn.music.coplayers.ways.way import Remark, Scene, Way

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping
    from typing import ClassVar

    from mtlearn.music.coplayers.phrase import Tone

__all__ = ["Bursting"]

_SOON: Final = 2.4
"""How many calm phrases there are between bursts, on the whole."""


class Bursting(Way):
    """Plays calmly, and then bursts out."""

    usual = Playing(tempo=92, velocity=56, tones=5, breath=1.1, register=0.42, reach=3)
    answers: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "met": {"tones": 0.2},
        "room": {"breath": 0.4},
        "overrun": {"breath": -0.4, "velocity": 0.12},
        "ground": {"velocity": -0.05, "breath": 0.1},
    }
    burst: ClassVar[Playing] = Playing(
        tempo=150,
        velocity=108,
        tones=18,
        breath=1.6,
        register=0.55,
        reach=7,
        broad=0.5,
        held=0.6,
        rush=0.15,
        swell=10,
    )
    bursts: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "met": {"tones": -0.15, "velocity": -0.04},
        "room": {"tones": -0.2, "breath": 0.4},
        "overrun": {"tones": 0.45, "velocity": 0.08, "breath": -0.3},
        "ground": {"tones": -0.4, "velocity": -0.17, "tempo": -0.08},
    }
    sizes = (3, 4, 5)

    def __init__(self, chance: random.Random, tempo: float | None = None) -> None:
        super().__init__(chance, tempo)
        self.patience = float(chance.choice((3, 4)))

    def remark(self, scene: Scene) -> Remark:
        """Play calmly, or burst out once its patience is over."""
        self.patience -= 1
        if self.patience > 0:
            return super().remark(scene)
        self.patience = self._wait(scene.levels)
        playing = answered(self.burst, self.bursts, scene.levels)
        faster = self.base.tempo / self.usual.tempo
        playing = self.grounded(replace(playing, tempo=playing.tempo * faster), scene)
        self.phrases += 1
        tones = self.line(self.idea, playing, scene, closed=scene.levels["met"] > 0.3)  # noqa: PLR2004
        return Remark(self._doubled(tones, playing, scene), playing, self.breath(playing, scene))

    def _doubled(self, tones: list[Tone], playing: Playing, scene: Scene) -> list[Tone]:
        """Strike two tones at once where the phrase is stressed."""
        _, high = span(playing, len(scene.pitches))
        found = []
        for tone in tones:
            found.append(tone)
            if tone.stress > 0 and tone.place + 2 <= high:
                found.append(tone._replace(place=tone.place + 2))
        return found

    def _wait(self, levels: Mapping[str, float]) -> float:
        share = 1 + 0.9 * levels.get("ground", 0.0) + 0.4 * levels.get("room", 0.0)
        share += 0.3 * levels.get("met", 0.0) - 0.5 * levels.get("overrun", 0.0)
        return max(2.0, self.chance.uniform(0.75, 1.3) * (_SOON + 1) * share)

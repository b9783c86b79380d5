"""Repeating one motif: the same few tones, again and again, in the same place.

Met, the motif begins to move: its end changes, it goes a step away and comes back. Left room, there is more
time from one to the next. Overrun, it stays exactly what it is, and comes closer.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mtlearn.music.coplayers.phrase import Tone, stated
from mtlearn.music.coplayers.playing import Playing, span
from mtlearn.music.coplayers.ways.way import Remark, Scene, Way

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar

__all__ = ["Repeating"]

_HALF_BAR: Final = 2.0
_PRESSED: Final = 0.3
_RARELY: Final = 0.05


class Repeating(Way):
    """Plays its motif, and plays it again."""

    usual = Playing(tempo=96, velocity=62, tones=4, breath=0.9, register=0.45, reach=4, sway=0.02, swell=5)
    answers: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "met": {"velocity": 0.05},
        "room": {"breath": 1.0},
        "overrun": {"breath": -0.5, "velocity": 0.08},
        "ground": {"breath": -0.1},
    }
    sizes = (4, 5)
    grounds = 0.9

    def remark(self, scene: Scene) -> Remark:
        """Play the motif: as it was, or, when it is met, with something about it changed."""
        playing = self.playing(scene)
        self.phrases += 1
        low, high = span(playing, len(scene.pitches))
        tones = stated(self.idea, (low + high) // 2, (low, high))
        open_to = _RARELY + 0.55 * scene.levels["met"] * (1 - scene.levels["overrun"])
        if self.phrases > 2 and self.chance.random() < open_to:  # noqa: PLR2004 - it is stated first
            tones = self._changed(tones, (low, high))
        return Remark(tones, playing, self._rest(tones, playing, scene))

    def _changed(self, tones: list[Tone], limits: tuple[int, int]) -> list[Tone]:
        low, high = limits
        step = self.chance.choice((-1, 1))
        match self.chance.choice(("end", "away", "more")):
            case "end":
                *before, last = tones
                return [*before, last._replace(place=min(high, max(low, last.place + step)))]
            case "away":
                return [tone._replace(place=min(high, max(low, tone.place + step))) for tone in tones]
            case _:
                last = tones[-1]
                half = last.length / 2
                more = Tone(last.at + half, half, min(high, max(low, last.place + step)))
                return [*tones[:-1], last._replace(length=half), more]

    def _rest(self, tones: list[Tone], playing: Playing, scene: Scene) -> float:
        """Rest until the half bar that leaves about a breath; until the next beat where it is overrun."""
        beat = 60 / playing.tempo
        length = tones[-1].at + tones[-1].length
        step = 1.0 if scene.levels["overrun"] > _PRESSED else _HALF_BAR
        cycle = step * math.ceil((length + playing.breath / beat) / step - 0.25)
        return max(0.25, cycle - length) * beat

"""Playful: short tones, leaps and surprises; it stops just before the end, so that the other can finish.

Met, it takes up what the other played and turns it about; left room, it teases more. Overrun, its remarks
grow short and go up high, in between.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mtlearn.music.coplayers.idea import drawn_out, turned
from mtlearn.music.coplayers.phrase import Tone, stated
from mtlearn.music.coplayers.playing import Playing, span
from mtlearn.music.coplayers.ways.way import Remark, Scene, Way

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping
    from typing import ClassVar

__all__ = ["Playful"]

_TEASES: Final = 0.4
_TAKES_UP: Final = 0.25
_LEAP: Final = 4
_QUICK: Final = 1.5
"""What is taken up is played at least so quickly: no tone longer than this many beats."""


class Playful(Way):
    """Plays with what there is."""

    usual = Playing(
        tempo=118, velocity=66, tones=6, breath=1.2, register=0.55, reach=5, held=0.42, sway=0.03, swell=9
    )
    answers: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "met": {"tones": 0.2, "breath": -0.2, "velocity": 0.05},
        "room": {"breath": 0.2},
        "overrun": {"tones": -0.55, "register": 0.45, "breath": 0.3},
        "ground": {"breath": -0.1},
    }
    sizes = (3, 4, 5)

    def __init__(self, chance: random.Random, tempo: float | None = None) -> None:
        super().__init__(chance, tempo)
        self._kept: Tone | None = None
        self._taken = -1.0

    def remark(self, scene: Scene) -> Remark:
        """Tease, finish what it kept back, take up what was heard, or leap about."""
        playing = self.playing(scene)
        if self._kept is not None:
            return self._finished(scene, playing)
        open_to = 1 - scene.levels["overrun"]
        if (
            scene.theirs is not None
            and self._new(scene)
            and self.chance.random() < open_to * (_TAKES_UP + 0.7 * scene.levels["met"])
        ):
            return self._taken_up(scene, playing)
        remark = super().remark(scene)
        tones = self._leaping(remark.tones, span(playing, len(scene.pitches)))
        teases = _TEASES + 0.35 * scene.levels["room"]
        if len(tones) > 3 and self.chance.random() < teases * open_to:  # noqa: PLR2004 - enough to leave one out
            *tones, self._kept = tones
            return Remark(tones, playing, max(1.8, 1.6 * playing.breath))
        return replace(remark, tones=tones)

    def _finished(self, scene: Scene, playing: Playing) -> Remark:
        """Play the tone it kept back, where the other has not played since; else let it be, and go on."""
        assert self._kept is not None  # noqa: S101 - asked only then
        tone, self._kept = self._kept, None
        low, high = span(playing, len(scene.pitches))
        last = Tone(0.0, 1.0, min(high, max(low, tone.place)), 0.8)
        silence = scene.heard.silence
        if scene.theirs is not None and self._new(scene) and silence is not None and silence < 2:  # noqa: PLR2004 - seconds
            return self._taken_up(scene, playing)
        return Remark([last], playing, self.breath(playing, scene))

    def _taken_up(self, scene: Scene, playing: Playing) -> Remark:
        """Play the other's idea, turned about or with its last tone somewhere else."""
        assert scene.theirs is not None  # noqa: S101 - asked only then
        self._taken = self._last(scene)
        idea, place = scene.theirs
        while max(idea.beats) > _QUICK:
            idea = drawn_out(idea, 0.5)
        low, high = span(playing, len(scene.pitches))
        if self.chance.random() < 0.3:  # noqa: PLR2004 - now and then
            idea = turned(idea)
        *before, last = stated(idea, min(high, max(low, place)), (low, high))
        leap = last.place + self.chance.choice((-_LEAP, _LEAP))
        tones = [*before, last._replace(place=min(high, max(low, leap)), stress=1.0)]
        self.phrases += 1
        return Remark(tones, playing, self.breath(playing, scene))

    def _leaping(self, tones: list[Tone], limits: tuple[int, int]) -> list[Tone]:
        low, high = limits
        found = []
        for index, tone in enumerate(tones):
            moved = tone
            if index % 3 == 2:  # noqa: PLR2004 - every third
                leap = tone.place + self.chance.choice((-_LEAP, _LEAP))
                moved = tone._replace(place=leap if low <= leap <= high else tone.place, stress=1.0)
            found.append(moved)
        return found

    def _new(self, scene: Scene) -> bool:
        return self._last(scene) > self._taken

    def _last(self, scene: Scene) -> float:
        said = scene.heard.phrase
        return said.notes[-1].offset if said is not None and said.notes else -1.0

"""Waiting for an invitation: plays once the other has played a few soft tones and then left room.

It answers with a short phrase, longer the more it is met. A soft, steady pulse is an invitation too. Where
nobody plays there is a single soft tone now and then, and it goes on waiting; while the other is loud or
dense it listens.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mtlearn.music.coplayers.phrase import Tone
from mtlearn.music.coplayers.playing import Playing, span
from mtlearn.music.coplayers.ways.way import Remark, Scene, Way

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping
    from typing import ClassVar

__all__ = ["Waiting"]

_ROOM: Final = 1.2
_FEW: Final = 7
_SOFT: Final = 82.0
_ALONE: Final = 9.0
"""Seconds after which, with nobody playing, there is one soft tone."""
_OF_ITS_OWN: Final = 0.45
"""How much it must be met to go on without being invited again, once."""


class Waiting(Way):
    """Waits, and plays when it is invited."""

    usual = Playing(tempo=76, velocity=52, tones=3.4, breath=1.6, register=0.5, reach=3, sway=0.06)
    answers: ClassVar[Mapping[str, Mapping[str, float]]] = {
        "met": {"tones": 0.9, "velocity": 0.12},
        "room": {"tones": 0.5},
        "overrun": {"tones": -0.4, "velocity": -0.15, "breath": 1.0},
    }

    def __init__(self, chance: random.Random, tempo: float | None = None) -> None:
        super().__init__(chance, tempo)
        self._answered = -1.0
        self._again = 0
        self._from = _ALONE * chance.uniform(0.8, 1.2)
        self._asks = False

    def ready(self, scene: Scene) -> bool:
        """Begin when it has been invited, or once more when it has been met; or ask with a single tone."""
        self._asks = False
        if scene.now < scene.at:
            return False
        if self._invited(scene):
            return True
        quiet = not scene.heard.sounding and scene.levels["overrun"] < 0.2  # noqa: PLR2004 - hardly
        if quiet and self._again and scene.levels["met"] > _OF_ITS_OWN:
            self._again = 0
            return True
        silence = scene.heard.silence
        waited = scene.now - self._from if silence is None else silence - _ALONE
        self._asks = waited >= 0 and scene.now >= self._from
        return self._asks

    def away(self, _scene: Scene) -> bool:
        """Say that it waits: it always does."""
        return True

    def remark(self, scene: Scene) -> Remark:
        """Answer an invitation with a phrase; or play one soft tone."""
        self._from = scene.now + _ALONE * self.chance.uniform(0.9, 1.5)
        if self._asks:
            playing = replace(self.playing(scene), velocity=38.0)
            low, high = span(playing, len(scene.pitches))
            tone = Tone(0.0, 2.5, self.chance.randint(low, high))
            return Remark([tone], playing, 2.0)
        self._answered = self._last(scene)
        self._again = 1
        return super().remark(scene)

    def _invited(self, scene: Scene) -> bool:
        heard = scene.heard
        if heard.velocity is None or heard.velocity > _SOFT:
            return False
        if scene.levels["ground"] > 0.6:  # noqa: PLR2004 - a pulse that is really there
            return True
        said = heard.phrase
        new = said is not None and self._last(scene) > self._answered
        few = said is not None and len(said.notes) <= _FEW
        return new and few and heard.silence is not None and heard.silence >= _ROOM

    def _last(self, scene: Scene) -> float:
        said = scene.heard.phrase
        return said.notes[-1].offset if said is not None and said.notes else -1.0

"""What a learner has chosen for turning music down: who asks for what, how much time, which music."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.backing import usual
from mtlearn.music.backing.setting import TEMPI
from mtlearn.music.request import ASKED, PACES
from mtlearn.music.scale import SCALES
from mtlearn.music.vamp import STYLES
from mtlearn.widgets.choices import tones
from mtlearn.widgets.setup import Setup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["SCENES", "DownSetup"]

SCENES: Final = (*ASKED, "any")
"""What may be asked for; "any" is one of them by chance."""


class DownSetup(Setup, frozen=True):
    """What a learner has chosen: what may be asked for, how much time there is, and the music."""

    scene: str = "softer"
    pace: str = "middle"
    style: str = "four-chords"
    scale: str = "major"
    tempo: int = 92
    voice: str = "clarinet"

    def possible(self) -> Mapping[str, Sequence[object]]:
        """Say what each choice can be."""
        return {
            "scene": SCENES,
            "pace": tuple(PACES),
            "style": STYLES,
            "scale": SCALES,
            "tempo": TEMPI,
            "voice": tones(),
        }

    def changed(self, name: str, value: object) -> DownSetup:
        """Give the same with one choice changed; a style comes with the tempo it is at home in."""
        found = super().changed(name, value)
        if name == "style" and value != self.style:
            found = found.changed("tempo", usual(found.style)[1])
        return found

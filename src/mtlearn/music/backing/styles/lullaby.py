"""A slow lullaby in 6/8, felt in two: broken chords on a nylon guitar over held strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.backing.bass import fifth
from mtlearn.music.backing.hit import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.music.backing.scene import Scene

__all__ = ["lullaby"]

_BROKEN: Final = ((0, 1, 2, 3, 2, 1), (0, 2, 1, 3, 2, 1), (0, 1, 3, 2, 3, 1), (0, 1, 2, 3, 1, 2))
_CALM: Final = 96
"""Above this tempo every second eighth is left out where the hand would have to hurry."""


def lullaby(scene: Scene) -> Iterator[Hit]:
    """Rock between two beats; every tone rings on to the end of its bar."""
    moment = scene.first
    calm = scene.setting.tempo <= _CALM
    for place, string in enumerate(scene.chance.choice(_BROKEN)):
        if place in (() if calm else (1, 4)) or (scene.ends_phrase and place == 5):  # noqa: PLR2004 - the last eighth
            continue
        beat = place / 3
        velocity = (64, 54, 56, 60, 54, 52)[place]
        yield Hit("chords", beat, scene.beats - beat, moment.layout[string], velocity)
    yield Hit("bass", 0.0, 0.95 if scene.perhaps(0.4) else 1.95, moment.bass, 68)
    if scene.ends_phrase or scene.perhaps(0.35):
        yield Hit("bass", 1.0, 0.95, fifth(moment), 56)
    for pitch in moment.layout[:2]:
        yield Hit("held", 0.0, scene.beats, pitch, 46)

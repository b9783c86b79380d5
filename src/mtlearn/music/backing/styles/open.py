"""Music without a beat: a drone that stands, and open pulse that breathes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.backing.hit import Hit
from mtlearn.music.backing.metre import beat_length
from mtlearn.music.backing.voicing import LOWEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.music.backing.scene import Scene

__all__ = ["drone", "open_pulse"]

_OVERTONES: Final = (12, 19, 24)
"""The drone's octave, the fifth above it, the next octave: overtones of its root, and of no mode."""
_BELLS: Final = range(72, 90)
"""Above most of what a learner plays."""
_OCTAVE: Final = 12
_JOINED: Final = 0.3
"""Seconds a drone is held into the next bar, where it comes in anew: measured, so that no gap is heard."""
_NEAR: Final = 7
"""From one bell to the next it is a fifth at most."""


def drone(scene: Scene) -> Iterator[Hit]:
    """Hold root and fifth, and now and then let one overtone come and go."""
    root, fifth = scene.first.layout
    held = scene.beats + _JOINED / beat_length(scene.setting)
    yield Hit("held", 0.0, held, root, 68)
    yield Hit("held", 0.0, held, fifth, 60)
    if scene.perhaps(0.6):
        start = scene.beats * scene.chance.uniform(0.15, 0.45)
        lasts = scene.beats * scene.chance.uniform(0.3, 0.5)
        yield Hit("chords", start, lasts, root + scene.chance.choice(_OVERTONES), 46)


def open_pulse(scene: Scene) -> Iterator[Hit]:
    """Hold a chord for one breath over the root, and let a few bell tones fall where they fall."""
    moment = scene.first
    low = moment.bass + _OCTAVE if moment.bass + _OCTAVE < LOWEST else moment.bass
    breath = scene.beats * scene.chance.uniform(0.86, 0.94)
    yield Hit("held", 0.0, breath, low, 60)
    for place, pitch in enumerate(moment.layout):
        late = scene.beats * 0.02 * place
        yield Hit("held", late, breath - late, pitch, 54)
    bells = [pitch for pitch in _BELLS if pitch % _OCTAVE in moment.chord.tones]
    moment_of_it = scene.chance.uniform(0.1, 0.3)
    bell = scene.chance.choice(bells[: len(bells) // 2 + 1])
    for _ in range(scene.chance.choice((1, 2, 2, 3))):
        yield Hit("chords", scene.beats * moment_of_it, scene.beats * 0.3, bell, 50)
        moment_of_it += scene.chance.uniform(0.09, 0.24)
        bell = scene.chance.choice([other for other in bells if 0 < abs(other - bell) <= _NEAR])

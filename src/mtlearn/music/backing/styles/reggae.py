"""Reggae with one drop: nothing on the first beat but the bass, the skank between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.backing.bass import above, fifth, leading
from mtlearn.music.backing.hit import Hit, pattern, strummed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.music.backing.scene import Scene

__all__ = ["reggae"]

_SLOW: Final = 100
"""Up to here the skank falls between the beats; above, the count is twice as fast: on two and four."""


def reggae(scene: Scene) -> Iterator[Hit]:
    """Play the same feel at any tempo: what changes is how fast it is counted."""
    slow = scene.setting.tempo <= _SLOW
    for beat in (0.5, 1.5, 2.5, 3.5) if slow else (1.0, 3.0):
        length = 0.22 if slow else 0.4
        yield from strummed("chords", beat, length, scene.at(beat).layout, 64 if slow else 74)
    if slow and scene.perhaps(0.4):
        yield from strummed("chords", 3.75, 0.15, scene.last.layout, 50, up=True)
    yield from _bass(scene)
    drop = "----x---" if not slow else "--x---x-"
    yield from pattern("drums", 36, drop, 0.5)
    yield from pattern("drums", 37, drop, 0.5)
    yield from pattern("drums", 42, "o.o.o.o." if slow else "-o-o-o-o", 0.5, swing=0.06)
    if scene.ends_phrase:
        yield from pattern(
            "drums", 38, "-------- ------oo" if not scene.ends_round else "-------- --o-o-xx", 0.25
        )
        if scene.ends_round:
            yield from pattern("drums", 46, "-------o", 0.5)


def _bass(scene: Scene) -> Iterator[Hit]:
    """Draw one of the riffs; all begin with the root, rest in the middle and lead on."""
    moment = scene.first
    third, high = above(moment, 1), fifth(moment)
    riffs = (
        ((0.0, 0.9, moment.bass), (1.5, 0.4, moment.bass), (2.0, 0.9, third), (3.0, 0.4, high)),
        ((0.0, 1.4, moment.bass), (2.5, 0.4, high), (3.0, 0.45, third)),
        ((0.0, 0.6, moment.bass), (0.75, 0.6, moment.bass), (2.0, 0.4, high), (2.5, 0.9, moment.bass)),
    )
    for place, (beat, length, pitch) in enumerate(
        riffs[scene.number % 2] if scene.perhaps(0.75) else riffs[2]
    ):
        yield Hit("bass", beat, length, pitch, 78 if place == 0 else 70)
    if scene.changes:
        yield Hit("bass", 3.5, 0.4, leading(scene), 64)

"""A waltz: bass on one, the chord softly on two and three, brushes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.music.backing.bass import fifth, leading
from mtlearn.music.backing.hit import Hit, pattern, struck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.music.backing.scene import Scene

__all__ = ["waltz"]


def waltz(scene: Scene) -> Iterator[Hit]:
    """Let the bass step and the hand answer; at the end of a phrase the bass walks to the next."""
    moment = scene.first
    low = moment.bass if scene.changes or scene.number % 2 == 0 else fifth(moment)
    walks = scene.changes and (scene.ends_phrase or scene.perhaps(0.3))
    yield Hit("bass", 0.0, 1.9 if walks else 2.4, low, 72)
    if walks:
        yield Hit("bass", 2.0, 0.9, leading(scene), 60)
    if scene.perhaps(0.15) and not scene.ends_phrase:
        yield from struck("chords", 1.0, 1.8, moment.layout, 56)
    else:
        yield from struck("chords", 1.0, 0.75, moment.layout, 57)
        yield from struck("chords", 2.0, 0.6, moment.layout, 53)
    yield from pattern("drums", 36, "o-----", 0.5)
    yield from pattern("drums", 40, "o-----", 0.5)
    yield from pattern("drums", 39, "--o-o-" if not scene.ends_phrase else "--o-oo", 0.5)
    yield from pattern("drums", 44, "--o-.-", 0.5)
    if scene.ends_round:
        yield from pattern("drums", 38, "---.oo", 0.5)

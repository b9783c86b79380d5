"""A modal vamp: two chords in a mode, a bass figure that stays, congas underneath."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.backing.bass import above, fifth
from mtlearn.music.backing.hit import Hit, pattern, struck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.music.backing.scene import Scene

__all__ = ["modal_vamp"]

_CHORDS: Final = (
    ((0.0, 1.4), (1.5, 0.4), (3.0, 0.9)),
    ((0.0, 1.4), (2.5, 1.4)),
    ((0.5, 0.4), (1.5, 1.9)),
    ((0.0, 3.6),),
)


def modal_vamp(scene: Scene) -> Iterator[Hit]:
    """Keep the figure in the bass, lay the chord down around the beat, and leave the middle open."""
    moment = scene.first
    yield Hit("bass", 0.0, 1.3, moment.bass, 74)
    yield Hit("bass", 1.5, 0.45, moment.bass, 64)
    yield Hit("bass", 2.5, 0.45, fifth(moment), 62)
    if scene.ends_phrase:
        yield Hit("bass", 3.0, 0.45, above(moment, 3), 62)
        yield Hit("bass", 3.5, 0.45, fifth(moment), 60)
    else:
        yield Hit("bass", 3.0, 0.9, above(moment, 3), 64)
    rhythm = _CHORDS[0] if scene.number % 2 == 0 and scene.perhaps(0.6) else scene.chance.choice(_CHORDS)
    for place, (beat, length) in enumerate(rhythm):
        yield from struck("chords", beat, length, moment.layout, 58 if place == 0 else 53)
    # The tumbao: the closed stroke on two, two open ones before the bar turns.
    yield from pattern("hands", 62, ".-x-.-.-", 0.5)
    yield from pattern("hands", 63, "------xx" if not scene.ends_phrase else "---o--xx", 0.5)
    yield from pattern("hands", 64, "---o----" if scene.perhaps(0.35) else "--------", 0.5)
    yield from pattern("hands", 82, "o.o.o.o.", 0.5)
    if scene.ends_round:
        yield from pattern("hands", 61, "-------- ----oooo", 0.25)

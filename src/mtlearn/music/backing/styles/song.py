"""Songs: two chords picked on a nylon guitar over hand drums, four chords strummed over a soft kit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.backing.bass import fifth, leading
from mtlearn.music.backing.hit import Hit, pattern, strummed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.music.backing.scene import Scene

__all__ = ["four_chords", "two_chords"]

_PICKED: Final = ((0, 2, 1, 3, 2, 1, 2, 3), (0, 1, 2, 3, 2, 1, 2, 1), (0, 2, 3, 2, 1, 2, 3, 2))
"""Which string of the layout, an eighth each."""
_STRUMS: Final = (
    ((0, "d"), (1, "d"), (1.5, "u"), (2.5, "u"), (3, "d"), (3.5, "u")),
    ((0, "d"), (1, "d"), (2, "d"), (2.5, "u"), (3.5, "u")),
    ((0, "d"), (1.5, "u"), (2, "d"), (3, "d"), (3.5, "u")),
)
"""Beat, and which way the hand goes."""


def two_chords(scene: Scene) -> Iterator[Hit]:
    """Pick the chord, string by string; the drum answers softly."""
    picked = scene.chance.choice(_PICKED)
    for place, string in enumerate(picked):
        beat = place / 2
        if scene.ends_phrase and place in {5, 7} and scene.perhaps(0.7):
            continue
        pitch = scene.at(beat).layout[string]
        yield Hit("chords", beat, max(1.0, scene.beats - beat), pitch, 66 if place % 4 == 0 else 57)
    root = scene.first.bass
    yield Hit("bass", 0.0, 1.9, root, 70)
    if scene.changes and scene.perhaps(0.75):
        yield Hit("bass", 2.0, 1.4, fifth(scene.last) if scene.perhaps(0.5) else root, 62)
        yield Hit("bass", 3.5, 0.45, leading(scene), 58)
    else:
        yield Hit("bass", 2.0, 1.8, fifth(scene.last), 62)
    yield from pattern("hands", 41, "x-----o-" if scene.perhaps(0.4) else "x---o---", 0.5)
    yield from pattern("hands", 45, "--o---o." if not scene.ends_phrase else "--o-.oo.", 0.5)
    yield from pattern("hands", 82, ".o.o.o.o", 0.5)


def four_chords(scene: Scene) -> Iterator[Hit]:
    """Strum, with the backbeat on the snare and a bass that leads into each chord."""
    strum = _STRUMS[0] if scene.perhaps(0.6) else scene.chance.choice(_STRUMS)
    for place, (beat, way) in enumerate(strum):
        end = strum[place + 1][0] if place + 1 < len(strum) else scene.beats
        velocity = 62 if beat in {0, 2} else 56
        yield from strummed(
            "chords", beat, (end - beat) * 0.96, scene.at(beat).layout, velocity, up=way == "u"
        )
    root = scene.first.bass
    yield Hit("bass", 0.0, 1.4, root, 72)
    yield Hit("bass", 1.5, 0.45, root, 60)
    yield Hit("bass", 2.0, 1.4 if scene.changes else 1.9, root, 66)
    if scene.changes:
        yield Hit("bass", 3.5, 0.45, leading(scene), 62)
    yield from pattern("drums", 36, "x---x---" if scene.perhaps(0.5) else "x--ox---", 0.5)
    if scene.ends_round:
        yield from pattern("drums", 38, "----x--- --o-xoxo", 0.25)
        yield from pattern("drums", 42, "o.o.o.--", 0.5)
    else:
        yield from pattern("drums", 38, "--x---x" + ("." if scene.ends_phrase else "-"), 0.5)
        yield from pattern("drums", 42, "o.o.o.o.", 0.5)

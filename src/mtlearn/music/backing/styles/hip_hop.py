"""A hip-hop beat: sixteenths a little swung, the snare behind the beat, much air."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.backing.bass import above, fifth
from mtlearn.music.backing.hit import Hit, pattern, struck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.music.backing.scene import Scene

__all__ = ["SWING", "hip_hop"]

SWING: Final = 0.08
"""Every second sixteenth comes this much of an eighth late: 58 to 42 instead of 50 to 50."""
_BUSY: Final = 110
_KICKS: Final = ("x-----o- --x-----", "x------o --x--o--", "x--o---- --x-----", "x-----o- -ox-----")
_CHORDS: Final = (((0.0, 3.4),), ((0.0, 1.6), (2.75, 1.0)), ((0.0, 0.6), (1.5, 1.8)), ((0.5, 2.8),))


def hip_hop(scene: Scene) -> Iterator[Hit]:
    """Lay the beat down and leave it alone; the bass goes with the bass drum."""
    moment = scene.first
    kick = _KICKS[scene.number % 2] if scene.perhaps(0.75) else scene.chance.choice(_KICKS)
    yield from pattern("drums", 36, kick, 0.25, swing=SWING)
    yield from pattern("drums", 38, "--x---x-", 0.5, lazy=True)
    if scene.number % scene.bars >= scene.bars // 2:
        yield from pattern("drums", 39, "------o-", 0.5, lazy=True)
    if scene.setting.tempo > _BUSY:
        yield from pattern("drums", 42, "ooo.ooo.", 0.5)
    elif scene.ends_round:
        yield from pattern("drums", 42, "o-o-o-o. o-o-o...", 0.25, swing=SWING)
        yield from pattern("drums", 46, "-------- ------o-", 0.25)
    else:
        hats = "o-o-o-o- o-o.o-o-" if scene.perhaps(0.5) else "o-o.o-o- o-o-o-o."
        yield from pattern("drums", 42, hats, 0.25, swing=SWING)
    for place, sign in enumerate(kick.replace(" ", "")):
        if sign != "-":
            late = 0.5 * SWING if place % 2 else 0.0
            pitch = moment.bass if place < 8 or scene.perhaps(0.6) else fifth(moment)  # noqa: PLR2004 - the bar's first half
            yield Hit(
                "bass", place / 4 + late, 0.9 if sign == "x" else 0.35, pitch, 74 if sign == "x" else 64
            )
    if scene.ends_phrase:
        yield Hit("bass", 3.5, 0.4, above(moment, 3), 62)
    for beat, length in _CHORDS[0] if scene.perhaps(0.4) else scene.chance.choice(_CHORDS):
        yield from struck("chords", beat, length, moment.layout, 57)

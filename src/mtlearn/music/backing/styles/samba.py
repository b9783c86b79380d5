"""A samba-like groove: a low drum on two, wood blocks between, a bass that comes before the beat.

Samba has an orchestra of drums and a long tradition; this is a sketch of its feel for few hands, and is
called samba-like wherever it is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.backing.bass import fifth
from mtlearn.music.backing.hit import Hit, pattern, struck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.music.backing.scene import Scene

__all__ = ["samba"]

_BLOCKS: Final = ("o-o-o-oo -o-o-oo-", "o-o-oo-o -o-oo-o-", "-o-oo-o- o-o-oo-o")
_GUITAR: Final = ((0.0, 0.75, 1.5, 2.5, 3.25), (0.0, 0.75, 1.75, 2.5, 3.0), (0.5, 1.25, 2.0, 2.75, 3.5))
_BUSY: Final = 112
"""Above this tempo the shaker plays eighths instead of sixteenths."""


def samba(scene: Scene) -> Iterator[Hit]:
    """Low drum on two and four, softer on one and three, everything else around it."""
    moment = scene.first
    rhythm = _GUITAR[0] if scene.perhaps(0.5) else scene.chance.choice(_GUITAR)
    for place, beat in enumerate(rhythm):
        end = rhythm[place + 1] if place + 1 < len(rhythm) else scene.beats
        yield from struck("chords", beat, (end - beat) * 0.8, moment.layout, 58 if place % 2 == 0 else 53)
    yield from _bass(scene)
    yield from pattern("hands", 43, "o---o---", 0.5)
    yield from pattern("hands", 41, "--X---X-" if not scene.ends_phrase else "--X-o-Xo", 0.5)
    yield from pattern("hands", 76, scene.chance.choice(_BLOCKS), 0.25)
    if scene.setting.tempo <= _BUSY:
        yield from pattern("hands", 82, "o..o o..o o..o o..o", 0.25)
    else:
        yield from pattern("hands", 82, "o.o.o.o.", 0.5)
    if scene.ends_round:
        yield from pattern("hands", 64, "-------- ----o-o-", 0.25)
        yield from pattern("hands", 63, "-------- -----o-o", 0.25)


def _bass(scene: Scene) -> Iterator[Hit]:
    """Play root and fifth, each a sixteenth ahead of its beat; the last leads into the next bar."""
    moment = scene.first
    low = fifth(moment)
    yield Hit("bass", 0.0, 0.7, moment.bass, 72)
    yield Hit("bass", 0.75, 0.2, low, 58)
    yield Hit("bass", 1.0, 0.9, low, 70)
    if scene.perhaps(0.5):
        yield Hit("bass", 1.75, 0.2, moment.bass, 56)
    yield Hit("bass", 2.0, 0.7, moment.bass, 70)
    yield Hit("bass", 2.75, 0.2, low, 58)
    yield Hit("bass", 3.0, 0.7, low, 70)
    yield Hit("bass", 3.75, 0.24, scene.coming.bass, 60)

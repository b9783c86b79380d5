"""What can be made of a motif: the same a step away, turned over, drawn out, quickened, and an ending.

The means are the usual ones of thematic work; which are used when is this project's own design.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtlearn.music.note import Note

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from mtlearn.music.partner.tones import Tones

__all__ = ["away", "developed", "drawn", "ended", "turned"]

Motif = tuple[Note, ...]
_QUICKER, _SLOWER = 0.75, 1.5
_LAST: Final = 1.6
_OCTAVE: Final = 12


def away(motif: Motif, steps: int, tones: Tones) -> Motif:
    """Play it so many steps of the scale higher or lower."""
    return tuple(note._replace(pitch=tones.step(note.pitch, steps)) for note in motif)


def turned(motif: Motif, tones: Tones) -> Motif:
    """Turn it over: where it rose it falls as many steps."""
    first = motif[0].pitch
    return tuple(
        note._replace(pitch=tones.step(first, -tones.steps(tones.nearest(first), tones.nearest(note.pitch))))
        for note in motif
    )


def drawn(motif: Motif, by: float) -> Motif:
    """Draw its rhythm out, or quicken it."""
    start = motif[0].onset
    return tuple(
        note._replace(onset=start + (note.onset - start) * by, duration=note.duration * by) for note in motif
    )


def ended(motif: Motif, tones: Tones) -> Motif:
    """Lead it home: the last tone becomes the ground tone nearest to it, and lasts."""
    last = motif[-1]
    if tones.drums:
        return (*motif[:-1], last._replace(duration=last.duration * _LAST))
    home = tones.toward(tones.root(tones.tonic, 60), last.pitch)
    return (*motif[:-1], last._replace(pitch=home, duration=max(last.duration * _LAST, 0.8)))


def developed(motif: Motif, tones: Tones, chance: random.Random, free: float) -> tuple[Motif, ...]:
    """Make three statements of a motif; followed closely they keep its rhythm and its contour.

    The first is the motif a little away, the second leads it further, the third brings it to an end.
    """
    way = chance.choice((-1, 1))
    first = away(motif, way * chance.choice((1, 2)), tones)
    second = away(first, way * chance.choice((1, 2)), tones)
    if chance.random() < free:
        second = turned(second, tones)
    third = away(motif, -way, tones)
    if chance.random() < free:
        third = drawn(third, chance.choice((_QUICKER, _SLOWER)))
    return first, second, ended(_joined(third, chance, free), tones)


def _joined(motif: Motif, chance: random.Random, free: float) -> Motif:
    """Extend it by its own beginning, where there is freedom for that."""
    if len(motif) < 2 or chance.random() >= 0.4 + 0.6 * free:  # noqa: PLR2004 - a tone and one after it
        return motif
    waits = [b.onset - a.onset for a, b in pairwise(motif)]
    start = motif[-1].onset + max(waits[-1], motif[-1].duration)
    head: Sequence[Note] = motif[: max(1, len(motif) // 2) + 1]
    return (*motif, *(note._replace(onset=start + note.onset - head[0].onset) for note in head))

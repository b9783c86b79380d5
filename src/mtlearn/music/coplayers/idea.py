"""A musical idea, two to six tones with a rhythm, and what can be made of it: moved, turned, cut, drawn out.

Ideas are counted in steps of the scale and in beats, so that any of them fits any scale and tempo. The shapes
and rhythms are this project's own choice: mostly steps, few leaps, the last tone the longest.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from mtlearn.music.note import Note

__all__ = ["Idea", "drawn_out", "heard_idea", "invented", "nearest", "shortened", "turned"]

_SHAPES: Final[dict[int, tuple[tuple[int, ...], ...]]] = {
    1: ((0,),),
    2: ((0, 1), (0, -1), (0, 2), (0, -2)),
    3: ((0, 1, 2), (0, 2, 1), (0, -1, -2), (0, 1, 0), (0, -1, 1), (0, 3, 2), (0, -2, -1)),
    4: ((0, 2, 1, 0), (0, 1, 3, 2), (0, -1, -2, 0), (0, 2, 3, 1), (0, 3, 2, 1), (0, 1, 2, 4), (0, -1, 1, 0)),
    5: ((0, 1, 2, 4, 2), (0, 2, 1, 2, 3), (0, -1, 0, 2, 1), (0, 1, 3, 2, 0), (0, 2, 4, 3, 1)),
    6: ((0, 1, 2, 3, 4, 2), (0, 2, 1, 3, 2, 4), (0, -1, 0, 2, 3, 1), (0, 3, 2, 1, 2, 0)),
}
_RHYTHMS: Final[dict[int, tuple[tuple[float, ...], ...]]] = {
    1: ((2.0,),),
    2: ((1.0, 2.0), (0.5, 1.5), (1.5, 1.5)),
    3: ((0.5, 0.5, 1.0), (1.0, 1.0, 2.0), (1.5, 0.5, 2.0), (0.75, 0.25, 1.0)),
    4: ((0.5, 0.5, 1.0, 2.0), (1.0, 0.5, 0.5, 2.0), (1.5, 0.5, 1.0, 1.0), (0.75, 0.25, 0.5, 1.5)),
    5: ((0.5, 0.5, 0.5, 0.5, 2.0), (1.0, 0.5, 0.5, 1.0, 1.0), (0.5, 1.0, 0.5, 1.0, 1.0)),
    6: ((0.5, 0.5, 0.5, 0.5, 1.0, 1.0), (0.75, 0.25, 0.5, 0.5, 1.0, 1.0), (1.0, 0.5, 0.5, 0.5, 0.5, 1.0)),
}
_MOST: Final = 6
_CHORD: Final = 0.06
_SHORTEST: Final = 0.25
_LONGEST: Final = 3.0


class Idea(NamedTuple):
    """A few tones: steps of the scale from the first tone, and beats from each onset to the next."""

    steps: tuple[int, ...]
    beats: tuple[float, ...]


def invented(chance: random.Random, size: int) -> Idea:
    """Make up an idea of ``size`` tones, one to six."""
    size = min(_MOST, max(1, size))
    return Idea(chance.choice(_SHAPES[size]), chance.choice(_RHYTHMS[size]))


def turned(idea: Idea) -> Idea:
    """Turn an idea upside down: what went up goes down."""
    return idea._replace(steps=tuple(-step for step in idea.steps))


def shortened(idea: Idea, size: int) -> Idea:
    """Keep the first tones only; the last of them is held a little longer."""
    size = max(1, min(size, len(idea.steps)))
    if size == len(idea.steps):
        return idea
    beats = (*idea.beats[: size - 1], max(1.0, idea.beats[size - 1]))
    return Idea(idea.steps[:size], beats)


def drawn_out(idea: Idea, factor: float) -> Idea:
    """Play an idea broader (over 1) or quicker (under 1)."""
    return idea._replace(beats=tuple(beat * factor for beat in idea.beats))


def nearest(pitch: float, pitches: Sequence[int]) -> int:
    """Say which place in ``pitches`` (sorted) lies nearest to a pitch."""
    place = bisect_left(pitches, pitch)
    return min(
        (at for at in (place - 1, place) if 0 <= at < len(pitches)), key=lambda at: abs(pitches[at] - pitch)
    )


def heard_idea(notes: Sequence[Note], pitches: Sequence[int], period: float) -> tuple[Idea, int] | None:
    """Read what somebody played as an idea, with the place of its first tone; None under two tones.

    Of a longer phrase it is the last six tones. Tones struck together count once, the highest of them.
    """
    line: list[Note] = []
    for note in sorted(notes):
        if line and note.onset - line[-1].onset <= _CHORD:
            line[-1] = max(line[-1], note, key=lambda one: one.pitch)
        else:
            line.append(note)
    line = line[-_MOST:]
    if len(line) < 2:  # noqa: PLR2004 - one tone is not yet an idea
        return None
    places = [nearest(note.pitch, pitches) for note in line]
    gaps = [later.onset - one.onset for one, later in pairwise(line)]
    beats = [_quarters(gap / period) for gap in gaps] + [_quarters(max(1.0, line[-1].duration / period))]
    return Idea(tuple(place - places[0] for place in places), tuple(beats)), places[0]


def _quarters(beats: float) -> float:
    """Round to a quarter of a beat, within what an idea's tone may last."""
    return min(_LONGEST, max(_SHORTEST, round(beats * 4) / 4))

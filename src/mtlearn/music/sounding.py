"""When somebody sounds and when not: stretches of sound, and what lies between them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.note import Note, Phrase

__all__ = ["Span", "phrases", "rests", "shared", "sounding"]

Span = tuple[float, float]
"""From when to when, in seconds."""


def sounding(notes: Phrase) -> tuple[Span, ...]:
    """Give the stretches in which one note or more sounds, in order; none of them touch."""
    found: list[Span] = []
    for note in notes:
        if found and note.onset <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], note.offset))
        else:
            found.append((note.onset, note.offset))
    return tuple(found)


def rests(stretches: Sequence[Span], breath: float) -> tuple[Span, ...]:
    """Give what lies between stretches of sound, where it lasts a breath (seconds) or more."""
    return tuple(
        (earlier[1], later[0]) for earlier, later in pairwise(stretches) if later[0] - earlier[1] >= breath
    )


def phrases(notes: Phrase, breath: float) -> tuple[Phrase, ...]:
    """Part notes into phrases, wherever nothing sounds for a breath (seconds) or more."""
    found: list[list[Note]] = []
    until = 0.0
    for note in notes:
        if found and note.onset - until < breath:
            found[-1].append(note)
        else:
            found.append([note])
        until = max(until, note.offset)
    return tuple(tuple(phrase) for phrase in found)


def shared(stretches: Sequence[Span], span: Span) -> float:
    """Say for how many seconds of a span something sounds."""
    place = max(0, bisect_right(stretches, (span[0],)) - 1)
    total = 0.0
    for start, end in stretches[place:]:
        if start >= span[1]:
            break
        total += max(0.0, min(end, span[1]) - max(start, span[0]))
    return total

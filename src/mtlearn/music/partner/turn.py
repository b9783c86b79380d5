"""A short turn of the partner's own, made of what the learner has played: never louder, never denser.

This is the project's own model of the far end of the mirror's dial (facts, ``mirroring`` and
``incorporating``, whose ``operational`` numbers are design): it takes two to five tones in a row from the
learner and moves them a step, turns them round or leaves the last one out.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtlearn.music.note import Note

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

__all__ = ["turn"]

_CHORD: Final = 0.06
"""Tones closer than this (seconds) were played as one; the turn takes the first of them."""
_LONGEST: Final = 1.5
_SPAN: Final = 6.0
"""Seconds after which a turn begins no further tone."""
_SHORTEST: Final = 0.08


def turn(heard: Sequence[Note], pitches: Sequence[int], chance: random.Random) -> tuple[Note, ...]:
    """Make a turn, its first tone at 0 s, one tone at a time; nothing heard gives nothing."""
    line = _line(heard)
    if not line:
        return ()
    size = min(len(line), chance.randint(2, 5))
    first = chance.randint(0, len(line) - size) if chance.random() < 0.5 else len(line) - size  # noqa: PLR2004
    found = line[first : first + size]
    gaps = [later.onset - note.onset for note, later in pairwise(found)]
    stretch = chance.uniform(1.0, 1.25)
    tones = [note.pitch for note in found]
    match chance.choice(("as it was", "a step away", "turned round", "shorter")):
        case "a step away":
            step = chance.choice((-1, 1))
            tones = [_moved(tone, step, pitches) for tone in tones]
        case "turned round":
            tones.reverse()
        case "shorter" if size > 2:  # noqa: PLR2004 - two tones are short already
            tones.pop()
    notes, onset = [], 0.0
    for index, (tone, note) in enumerate(zip(tones, found, strict=False)):
        gap = gaps[index] * stretch if index < len(gaps) else _LONGEST
        length = max(_SHORTEST, min(note.duration * stretch, gap * 0.95, _LONGEST))
        notes.append(
            Note(onset, min(length, gap * 0.98), tone, max(1, note.velocity - chance.randint(2, 14)))
        )
        onset += gap
        if onset > _SPAN:
            break
    return tuple(notes)


def _line(heard: Sequence[Note]) -> list[Note]:
    line: list[Note] = []
    for note in sorted(heard):
        if not line or note.onset - line[-1].onset > _CHORD:
            line.append(note)
    return line


def _moved(tone: int, step: int, pitches: Sequence[int]) -> int:
    """Move a tone a step among the pitches; at their edge, or far outside them, it stays."""
    place = bisect_left(pitches, tone)
    if step > 0 and place < len(pitches) and pitches[place] == tone:
        place += 1
    elif step < 0:
        place -= 1
    found = pitches[place] if 0 <= place < len(pitches) else tone
    return found if abs(found - tone) <= 4 else tone  # noqa: PLR2004 - a step, not a leap

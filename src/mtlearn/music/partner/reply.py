"""A reply to a phrase: the learner's rhythm with a line of its own, which ends where a question would not.

This project's own model of question and answer. The reply takes the rhythm of the phrase's end, turns its
contour round, and comes to rest on the ground tone where the phrase did not, or on its fifth where it did.
It is never longer than the phrase.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtlearn.music.note import Note
from mtlearn.music.partner.hand import SHORTEST
from mtlearn.music.partner.line import onward

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from mtlearn.music.partner.tones import Tones

__all__ = ["reply", "strokes"]

_MOST: Final = 9
_TOGETHER: Final = 0.05
_FEWEST: Final = 2
_OCTAVE: Final = 12


def strokes(notes: Sequence[Note]) -> list[Note]:
    """Give a phrase's strokes one tone at a time: of tones struck together the highest."""
    found: list[Note] = []
    for note in sorted(notes):
        if found and note.onset - found[-1].onset <= _TOGETHER:
            if note.pitch > found[-1].pitch:
                found[-1] = note._replace(onset=found[-1].onset)
        else:
            found.append(note)
    return found


def reply(notes: Sequence[Note], tones: Tones, chance: random.Random, free: float) -> tuple[Note, ...]:
    """Make a reply whose first tone is at 0 s; no phrase gets no reply.

    ``free`` (0 to 1) is how far rhythm and register are its own.
    """
    line = strokes(notes)
    if not line:
        return ()
    count = max(1, min(_MOST, len(line)) - round(chance.random() * free * len(line) / 2))
    taken = line[-count:]
    gaps = _rhythm([b.onset - a.onset for a, b in pairwise(taken)], chance, free)
    moved = _OCTAVE * chance.choice((-1, 1)) if chance.random() < free else 0
    centre = sum(note.pitch for note in line) / len(line) + moved
    pitches = _pitches([note.pitch for note in taken], tones, centre, chance)
    found, onset = [], 0.0
    for place, (pitch, note) in enumerate(zip(pitches, taken, strict=True)):
        gap = gaps[place] if place < len(gaps) else max(note.duration, 0.3)
        length = max(SHORTEST, min(gap * 0.95, note.duration if place < len(gaps) else 1.2))
        found.append(Note(onset, length, pitch, note.velocity))
        onset += gap
    return tuple(found)


def _rhythm(gaps: list[float], chance: random.Random, free: float) -> list[float]:
    """Keep the rhythm, or play its waits in another order."""
    if len(gaps) > 1 and chance.random() < free:
        gaps = gaps[1:] + gaps[:1]
    return gaps


def _pitches(theirs: list[int], tones: Tones, centre: float, chance: random.Random) -> list[int]:
    """Turn the contour round, and come to rest where the other did not."""
    pitch = tones.toward(tones.step(theirs[0], chance.choice((-1, 0, 1))), centre)
    found = [pitch]
    for before, after in pairwise(theirs):
        way = (before > after) - (before < after)
        pitch = onward(tones, pitch, (), centre, chance, way=way)
        found.append(pitch)
    if not tones.drums and len(found) >= _FEWEST:
        rested = theirs[-1] % _OCTAVE == tones.tonic
        goal = tones.fifth(tones.root(tones.tonic, 48)) if rested else tones.root(tones.tonic, 48)
        found[-1] = tones.toward(goal, found[-2])
        if len(found) > _FEWEST and abs(found[-3] - found[-1]) <= _OCTAVE:
            way = 1 if found[-3] > found[-1] else -1
            found[-2] = tones.step(found[-1], way)
    if found == theirs:
        found[0] = tones.step(found[0], 1)
    return found

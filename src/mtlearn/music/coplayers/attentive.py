"""Manners that go by what has just been heard: answering, leaving room, inviting, taking turns.

Each says what comes next and when it will be asked again. The numbers are design.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mtlearn.music.coplayers.idea import heard_idea, nearest
from mtlearn.music.coplayers.person import LATER, Coming
from mtlearn.music.coplayers.phrase import Tone, ended, stated
from mtlearn.music.note import Note

if TYPE_CHECKING:
    from mtlearn.music.coplayers.person import Person

__all__ = ["answering", "inviting", "leaving_room", "taking_turns"]


def answering(person: Person, *, gap: float = 0.4) -> Coming:
    """Take up what the other last played with its end changed, as loud and as quick; then leave room.

    Where nobody has played for three seconds, begin with a phrase of one's own.
    """
    now = person.time.meant
    heard, line = person.heard, person.heard.line()
    fresh = bool(line) and line[-1].offset > person.turn_ends
    quiet = heard.silence(now)
    if not fresh:
        if now < person.turn_ends + 3.0 or quiet < gap:
            return Coming([], now + LATER)
        notes = person.played(person.phrase(person.chance.randint(3, 5)), person.period(now), 62)
    else:
        if quiet < gap:
            return Coming([], now + LATER)
        period = _pace(line) or person.period(now)
        found = heard_idea(line, person.pitches, period)
        level = sum(note.velocity for note in line) / len(line)
        if found is None:
            place = nearest(line[-1].pitch, person.pitches)
            tones = [Tone(0.0, 1.0, place), Tone(1.0, 2.0, place + person.chance.choice((-1, 1)))]
        else:
            tones = stated(found[0], found[1], person.span)
        notes = person.played(
            ended(tones, person.pitches, person.span, closed=person.count % 2 == 1), period, level - 2
        )
    person.count += 1
    person.turn_ends = notes[-1].offset
    return Coming(notes, notes[-1].offset + 0.2)


def leaving_room(person: Person) -> Coming:
    """Play a soft tone or two every five seconds or so, in a silence where there is one, and then wait."""
    now = person.time.meant
    waited = now - person.turn_ends
    if waited < 4.0 or (person.heard.silence(now) < 1.0 and waited < 6.0):  # noqa: PLR2004 - seconds of room
        return Coming([], now + LATER)
    tones = person.phrase(person.chance.choice((1, 2)))
    notes = person.played(tones, person.period(now), 46)
    person.turn_ends = notes[-1].offset
    return Coming(notes, notes[-1].offset + 1.0)


def inviting(person: Person) -> Coming:
    """Play two or three soft tones with an open end, and leave six seconds of room."""
    now = person.time.meant
    waited = now - person.turn_ends if person.count else 9.0
    if waited < 6.0 or (person.heard.silence(now) < 1.5 and waited < 9.0):  # noqa: PLR2004 - seconds of room
        return Coming([], now + LATER)
    tones = ended(person.phrase(person.chance.choice((2, 3))), person.pitches, person.span, closed=False)
    notes = person.played(tones, person.period(now), 50)
    person.count += 1
    person.turn_ends = notes[-1].offset
    return Coming(notes, notes[-1].offset + 1.0)


def taking_turns(person: Person) -> Coming:
    """Play a given melody phrase by phrase: the next one when the other has answered, or after four seconds.

    A phrase ends where the melody rests for a beat or more.
    """
    now, rows = person.time.meant, person.melody
    if person.count >= len(rows):
        return Coming([], float("inf"))
    quiet = person.heard.silence(now)
    last = person.heard.last_onset
    answered = last is not None and last > person.turn_ends
    if person.count and not (quiet > 0.7 if answered else now > person.turn_ends + 4.0):  # noqa: PLR2004
        return Coming([], now + LATER)
    unit = 60 / person.tempo
    notes: list[Note] = []
    while person.count < len(rows):
        row = rows[person.count]
        velocity = person.touch(row.velocity, 3)
        sounding = max(0.05, row.duration * unit * 0.92)
        notes.append(Note(max(0.0, person.time.stroke()), sounding, row.pitch, velocity))
        person.count += 1
        if person.count == len(rows) or rows[person.count].onset - row.offset >= 1.0:
            break
        person.time.pass_by((rows[person.count].onset - row.onset) * unit)
    person.turn_ends = notes[-1].offset
    return Coming(notes, notes[-1].offset + 0.2)


def _pace(line: list[Note]) -> float | None:
    """Guess a beat from a line: its commonest gap, brought to between 0.4 and 0.8 seconds."""
    gaps = sorted(later.onset - one.onset for one, later in pairwise(line) if later.onset - one.onset > 0.1)  # noqa: PLR2004
    if not gaps:
        return None
    period = gaps[len(gaps) // 2]
    while period < 0.4:  # noqa: PLR2004 - see above
        period *= 2
    while period > 0.8:  # noqa: PLR2004 - see above
        period /= 2
    return period

"""Manners that go on by themselves, whatever the other does: steady, free, dense, sparse, a melody ...

Each says what comes next and when it will be asked again. The numbers are design.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.coplayers.idea import nearest
from mtlearn.music.coplayers.person import Coming
from mtlearn.music.note import Note

if TYPE_CHECKING:
    from mtlearn.music.coplayers.person import Person

__all__ = ["dense", "free", "grounding", "melody", "overrunning", "silent", "sparse", "steady"]

_SPREAD: Final = 0.006
"""How far apart (seconds, one spread) the tones of a chord come down."""


def steady(person: Person) -> Coming:
    """Play one tone to every beat, moving about by step."""
    time = person.time
    period = person.period(time.meant)
    other = person.heard.last_onset
    if person.coupling and other is not None:
        off = time.meant - period - other
        off -= period * round(off / period)
        time.correct(off, person.coupling)
    person.walk((-1, 0, 1))
    strong = 6 if person.count % 4 == 0 else 0
    note = person.note(time.stroke(), period * 0.8, person.place, person.touch(64 + strong))
    person.count += 1
    time.pass_by(period)
    return Coming([note], time.meant)


def free(person: Person) -> Coming:
    """Play phrases of four to nine tones without a steady pulse, with a breath after each."""
    period = person.period(person.time.meant) * person.chance.uniform(0.8, 1.25)
    notes = person.played(person.phrase(person.chance.randint(4, 9)), period, 62, sway=0.22)
    return Coming(notes, notes[-1].offset + person.chance.uniform(0.9, 2.0))


def dense(person: Person, *, level: float = 88.0) -> Coming:
    """Play runs without a stop, seven tones a second or so, and loud."""
    time = person.time
    person.walk((-3, -2, -1, -1, 1, 1, 2, 3))
    note = person.note(time.stroke(), 0.12, person.place, person.touch(level, 7))
    time.pass_by(0.14)
    return Coming([note], time.meant)


def overrunning(person: Person) -> Coming:
    """Play dense and as loud as can be, whatever the other does."""
    return dense(person, level=110.0)


def sparse(person: Person) -> Coming:
    """Play a soft tone every two to four seconds, and let it ring."""
    person.walk((-2, -1, 1, 2))
    note = person.note(
        person.time.stroke(), person.chance.uniform(1.0, 1.8), person.place, person.touch(42, 3)
    )
    person.time.pass_by(person.chance.uniform(2.0, 4.0))
    return Coming([note], person.time.meant)


def grounding(person: Person) -> Coming:
    """Play a soft, steady pulse, low: the first tone of the scale, and its fifth where there is one."""
    time = person.time
    period = person.period(time.meant)
    fifth = nearest(person.pitches[0] + 7, person.pitches)
    place = 0 if person.count % 4 != 2 else fifth  # noqa: PLR2004 - the third beat of four
    note = person.note(time.stroke(), period * 0.7, place, person.touch(52 if person.count % 4 else 58, 2))
    person.count += 1
    time.pass_by(period)
    return Coming([note], time.meant)


def melody(person: Person) -> Coming:
    """Play the next tones of a given melody, those struck together together; once, and then no more."""
    rows, at = person.melody, person.count
    if at >= len(rows):
        return Coming([], float("inf"))
    last = at
    while last + 1 < len(rows) and rows[last + 1].onset - rows[at].onset < 1e-3:  # noqa: PLR2004 - as one
        last += 1
    unit = 60 / person.tempo
    struck = [
        Note(
            max(0.0, person.time.stroke() + (person.chance.gauss(0, _SPREAD) if last > at else 0.0)),
            max(0.05, row.duration * unit * person.chance.uniform(0.9, 0.98)),
            row.pitch,
            person.touch(row.velocity, 3),
        )
        for row in rows[at : last + 1]
    ]
    person.count = last + 1
    if person.count < len(rows):
        person.time.pass_by((rows[person.count].onset - rows[at].onset) * unit)
    return Coming(struck, person.time.meant if person.count < len(rows) else float("inf"))


def silent(_person: Person) -> Coming:
    """Play nothing."""
    return Coming([], float("inf"))

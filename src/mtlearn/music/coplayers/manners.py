"""The manners a simulated learner plays in: each says what comes next, and when it will be asked again.

They are there to put partners and co-players to the test, and for demonstrations. The numbers are design.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.coplayers.idea import heard_idea, invented, nearest
from mtlearn.music.coplayers.listening import Listening
from mtlearn.music.coplayers.phrase import Tone, ended, phrase, stated
from mtlearn.music.note import Note

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

    from mtlearn.music.coplayers.timing import HumanTime

__all__ = ["ANSWER", "MANNERS", "Coming", "Person"]

_LATER: Final = 0.1
"""Seconds after which somebody who waits looks again."""
_SPREAD: Final = 0.006
"""How far apart (seconds, one spread) the tones of a chord come down."""


class Coming(NamedTuple):
    """What is played next, and the moment from which on it is to be asked what comes after."""

    notes: list[Note]
    again: float


@dataclass
class Person:
    """Somebody who plays: their tones, their tempo, their sense of time, and what they have heard."""

    chance: random.Random
    pitches: tuple[int, ...]
    tempo: float
    time: HumanTime
    melody: tuple[Note, ...] = ()
    steps: tuple[tuple[float, float], ...] = ()
    coupling: float = 0.0
    heard: Listening = field(default_factory=Listening)
    place: int = 0
    count: int = 0
    turn_ends: float = 0.0
    rows: tuple[float, ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        """The places of the scale they play in."""
        return (0, len(self.pitches) - 1)

    def period(self, at: float) -> float:
        """Give the seconds of a beat: the tempo changes by each step's factor from its moment on."""
        tempo = self.tempo
        for moment, factor in self.steps:
            tempo *= factor if at >= moment else 1.0
        return 60 / tempo

    def touch(self, level: float, spread: float = 4.0) -> int:
        """Give a velocity near a level."""
        return round(min(120.0, max(12.0, self.chance.gauss(level, spread))))

    def note(self, onset: float, length: float, place: int, velocity: int) -> Note:
        """Make one note of a place in the scale; a place beyond an end is that end."""
        low, high = self.span
        return Note(max(0.0, onset), length, self.pitches[min(high, max(low, place))], velocity)


def steady(person: Person) -> Coming:
    """Play one tone to every beat, moving about by step."""
    time = person.time
    period = person.period(time.meant)
    other = person.heard.last_onset
    if person.coupling and other is not None:
        off = time.meant - period - other
        off -= period * round(off / period)
        time.correct(off, person.coupling)
    _walk(person, (-1, 0, 1))
    strong = 6 if person.count % 4 == 0 else 0
    note = person.note(time.stroke(), period * 0.8, person.place, person.touch(64 + strong))
    person.count += 1
    time.pass_by(period)
    return Coming([note], time.meant)


def free(person: Person) -> Coming:
    """Play phrases of four to nine tones without a steady pulse, with a breath after each."""
    period = person.period(person.time.meant) * person.chance.uniform(0.8, 1.25)
    notes = _played(person, _phrase(person, person.chance.randint(4, 9)), period, 62, sway=0.22)
    return Coming(notes, notes[-1].offset + person.chance.uniform(0.9, 2.0))


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
            return Coming([], now + _LATER)
        notes = _played(person, _phrase(person, person.chance.randint(3, 5)), person.period(now), 62)
    else:
        if quiet < gap:
            return Coming([], now + _LATER)
        period = _pace(line) or person.period(now)
        found = heard_idea(line, person.pitches, period)
        level = sum(note.velocity for note in line) / len(line)
        if found is None:
            place = nearest(line[-1].pitch, person.pitches)
            tones = [Tone(0.0, 1.0, place), Tone(1.0, 2.0, place + person.chance.choice((-1, 1)))]
        else:
            tones = stated(found[0], found[1], person.span)
        notes = _played(
            person, ended(tones, person.pitches, person.span, closed=person.count % 2 == 1), period, level - 2
        )
    person.count += 1
    person.turn_ends = notes[-1].offset
    return Coming(notes, notes[-1].offset + 0.2)


def dense(person: Person, *, level: float = 88.0) -> Coming:
    """Play runs without a stop, seven tones a second or so, and loud."""
    time = person.time
    _walk(person, (-3, -2, -1, -1, 1, 1, 2, 3))
    note = person.note(time.stroke(), 0.12, person.place, person.touch(level, 7))
    time.pass_by(0.14)
    return Coming([note], time.meant)


def overrunning(person: Person) -> Coming:
    """Play dense and as loud as can be, whatever the other does."""
    return dense(person, level=110.0)


def sparse(person: Person) -> Coming:
    """Play a soft tone every two to four seconds, and let it ring."""
    _walk(person, (-2, -1, 1, 2))
    note = person.note(
        person.time.stroke(), person.chance.uniform(1.0, 1.8), person.place, person.touch(42, 3)
    )
    person.time.pass_by(person.chance.uniform(2.0, 4.0))
    return Coming([note], person.time.meant)


def leaving_room(person: Person) -> Coming:
    """Play a soft tone or two every five seconds or so, in a silence where there is one, and then wait."""
    now = person.time.meant
    waited = now - person.turn_ends
    if waited < 4.0 or (person.heard.silence(now) < 1.0 and waited < 6.0):  # noqa: PLR2004 - seconds of room
        return Coming([], now + _LATER)
    tones = _phrase(person, person.chance.choice((1, 2)))
    notes = _played(person, tones, person.period(now), 46)
    person.turn_ends = notes[-1].offset
    return Coming(notes, notes[-1].offset + 1.0)


def inviting(person: Person) -> Coming:
    """Play two or three soft tones with an open end, and leave six seconds of room."""
    now = person.time.meant
    waited = now - person.turn_ends if person.count else 9.0
    if waited < 6.0 or (person.heard.silence(now) < 1.5 and waited < 9.0):  # noqa: PLR2004 - seconds of room
        return Coming([], now + _LATER)
    tones = ended(_phrase(person, person.chance.choice((2, 3))), person.pitches, person.span, closed=False)
    notes = _played(person, tones, person.period(now), 50)
    person.count += 1
    person.turn_ends = notes[-1].offset
    return Coming(notes, notes[-1].offset + 1.0)


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
        return Coming([], now + _LATER)
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


def silent(_person: Person) -> Coming:
    """Play nothing."""
    return Coming([], float("inf"))


MANNERS: Final[Mapping[str, Callable[[Person], Coming]]] = {
    "steady": steady,
    "free": free,
    "answering": answering,
    "dense": dense,
    "sparse": sparse,
    "leaving room": leaving_room,
    "inviting": inviting,
    "grounding": grounding,
    "overrunning": overrunning,
    "silent": silent,
    "melody": melody,
    "taking turns": taking_turns,
}
"""The manners by name."""
ANSWER: Final = frozenset({"answering", "leaving room", "inviting", "taking turns"})
"""The manners that go by what has just been heard, and so decide nothing ahead of time."""


def _walk(person: Person, steps: tuple[int, ...]) -> None:
    place = person.place + person.chance.choice(steps)
    low, high = person.span
    if not low <= place <= high:
        place = max(low, min(high, 2 * person.place - place))
    person.place = place


def _phrase(person: Person, count: int) -> list[Tone]:
    idea = invented(person.chance, min(count, person.chance.randint(3, 5)))
    middle = len(person.pitches) // 2
    start = max(0, middle + person.chance.randint(-2, 1))
    tones = phrase(idea, start, count, person.span, person.chance)
    return ended(tones, person.pitches, person.span, closed=person.chance.random() < 0.6)  # noqa: PLR2004


def _played(
    person: Person, tones: list[Tone], period: float, level: float, *, sway: float = 0.0
) -> list[Note]:
    """Play tones from the person's own time on: a little uneven, growing towards the middle."""
    notes = []
    for index, tone in enumerate(tones):
        swell = 5 * (1 - abs(2 * (index + 0.5) / len(tones) - 1))
        velocity = person.touch(level - 2 + swell + 4 * tone.stress, 2)
        notes.append(person.note(person.time.stroke(), tone.length * period * 0.9, tone.place, velocity))
        stretched = 1 + person.chance.uniform(-sway, sway)
        person.time.pass_by(tone.length * period * stretched)
    return notes


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

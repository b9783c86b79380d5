"""Somebody who plays, for demonstrations and trials: their tones, tempo, sense of time, and ear."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.coplayers.idea import invented
from mtlearn.music.coplayers.listening import Listening
from mtlearn.music.coplayers.phrase import ended, phrase
from mtlearn.music.note import Note

if TYPE_CHECKING:
    import random

    from mtlearn.music.coplayers.phrase import Tone
    from mtlearn.music.coplayers.timing import HumanTime

__all__ = ["LATER", "Coming", "Person"]

LATER: Final = 0.1
"""Seconds after which somebody who waits looks again."""
_COMES_HOME: Final = 0.6
"""How often a phrase ends on the first tone of the scale."""


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

    def walk(self, steps: tuple[int, ...]) -> None:
        """Go one of so many steps up or down the scale; at its ends turn back."""
        place = self.place + self.chance.choice(steps)
        low, high = self.span
        if not low <= place <= high:
            place = max(low, min(high, 2 * self.place - place))
        self.place = place

    def phrase(self, count: int) -> list[Tone]:
        """Make up a phrase of so many tones."""
        idea = invented(self.chance, min(count, self.chance.randint(3, 5)))
        start = max(0, len(self.pitches) // 2 + self.chance.randint(-2, 1))
        tones = phrase(idea, start, count, self.span, self.chance)
        return ended(tones, self.pitches, self.span, closed=self.chance.random() < _COMES_HOME)

    def played(self, tones: list[Tone], period: float, level: float, *, sway: float = 0.0) -> list[Note]:
        """Play tones from one's own time on: a little uneven, growing towards the middle."""
        notes = []
        for index, tone in enumerate(tones):
            swell = 5 * (1 - abs(2 * (index + 0.5) / len(tones) - 1))
            velocity = self.touch(level - 2 + swell + 4 * tone.stress, 2)
            notes.append(self.note(self.time.stroke(), tone.length * period * 0.9, tone.place, velocity))
            stretched = 1 + self.chance.uniform(-sway, sway)
            self.time.pass_by(tone.length * period * stretched)
        return notes

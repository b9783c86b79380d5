"""A simulated human who takes turns: plays a melody phrase by phrase, and leaves room after each.

Drawn for each player: how fast (the melody's middle tone lasts 0.33 to 0.75 s), how unsteady (onsets off by
a normal deviation of 20 to 30 ms), how connected (a tone sounds for 60 to 97 % of its time, give or take 6 %
from tone to tone), how much the last tone of a phrase is lengthened (up to a third). Rests inside phrases are
played as written. The next phrase comes when the answer, as long as the phrase, is over, and a gap of 0.1 to
0.5 s after it (in talk gaps are some 0.2 s: Levinson & Torreira 2015). Whoever is interrupted plays on.
"""

from __future__ import annotations

import random
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mtlearn.music.move import Move
from mtlearn.music.note import Note

if TYPE_CHECKING:
    from tests.bench.partner.melodies import Melody, Tone

__all__ = ["Answerer", "Reply", "Turntaker", "converse"]

_SHORTEST = 0.05
_POLL = 0.1
_PATIENCE = 6.0
"""Seconds after which the human goes on without an answer."""


class Reply(NamedTuple):
    """One answer: seconds after the phrase's last tone ended, below 0 where it interrupts, None: none came.

    ``at_rest`` says that it interrupts at a rest written inside the phrase.
    """

    gap: float | None
    at_rest: bool = False

    @property
    def interrupts(self) -> bool:
        """Whether it began while the phrase went on."""
        return self.gap is not None and self.gap < 0


class Turntaker:
    """One simulated human, from a seed."""

    def __init__(self, melody: Melody, seed: int) -> None:
        self._chance = random.Random(f"{melody.name} {seed}")  # noqa: S311 - a simulation
        middle = median(tone.length for phrase in melody.phrases for tone in phrase)
        self.quarter = self._chance.uniform(0.33, 0.75) / middle
        self._unsteady = self._chance.uniform(0.02, 0.03)
        self._share = self._chance.uniform(0.6, 0.97)
        self._lengthening = self._chance.uniform(1.0, 1.33)

    def play(self, phrase: tuple[Tone, ...], start: float) -> list[Note]:
        """Play a phrase from ``start`` seconds on."""
        notes: list[Note] = []
        begins = [start + (tone.onset - phrase[0].onset) * self.quarter for tone in phrase]
        begins = [moment + self._chance.gauss(0, self._unsteady) for moment in begins]
        for place, tone in enumerate(phrase):
            onset = max(begins[place], notes[-1].onset + _SHORTEST if notes else start)
            length = tone.length * self.quarter * self._lengthening ** (place == len(phrase) - 1)
            share = min(0.99, max(0.3, self._chance.gauss(self._share, 0.06)))
            sounds = length * share
            if place + 1 < len(phrase):
                sounds = min(sounds, begins[place + 1] - onset - 0.005)
            velocity = round(min(110, max(30, self._chance.gauss(70, 8))))
            notes.append(Note(onset, max(0.03, sounds), tone.pitch, velocity))
        return notes

    def pause(self) -> float:
        """Say how long this human waits after an answer, in seconds."""
        return self._chance.uniform(0.1, 0.5)


class Answerer(Protocol):
    """What answers: it hears moves, is asked ten times a second, and says when its answer begins."""

    def hear(self, move: Move) -> float | None:
        """Hear one move of the human's, which may make it take its answer back."""

    def wait(self, now: float) -> float | None:
        """Go on without a move."""


def converse(melody: Melody, answerer: Answerer, seed: int) -> list[Reply]:
    """Let the human play a melody phrase by phrase, and say what each answer did."""
    human = Turntaker(melody, seed)
    now, replies = 1.0, []
    for phrase in melody.phrases:
        notes = human.play(phrase, now)
        over = max(note.offset for note in notes)
        begins = _answer(answerer, notes, human)
        replies.append(
            Reply(None) if begins is None else Reply(begins - over, _at_rest(phrase, notes, begins))
        )
        now = max(over, begins or over + _PATIENCE) + (over - notes[0].onset) + human.pause()
    return replies


def _answer(answerer: Answerer, notes: list[Note], human: Turntaker) -> float | None:
    """Play the phrase to the answerer, who is asked ten times a second; say when it began to answer."""
    moves = [Move(note.onset, sounding=True, pitch=note.pitch, velocity=note.velocity) for note in notes]
    moves += [Move(note.offset, sounding=False, pitch=note.pitch, velocity=0) for note in notes]
    moves.sort(key=lambda move: (move.time, move.sounding))
    now = moves[0].time + human.pause() * _POLL
    until = moves[-1].time + _PATIENCE
    planned: float | None = None
    for move in moves:
        while now < move.time:
            planned = planned if _begun(planned, now) else answerer.wait(now)
            now += _POLL
        told = answerer.hear(move)
        planned = planned if _begun(planned, move.time) else told
    while now < until and not _begun(planned, now):
        planned = answerer.wait(now)
        now += _POLL
    return planned


def _at_rest(phrase: tuple[Tone, ...], notes: list[Note], begins: float) -> bool:
    """Say whether there is a rest written after the last tone that began before this moment."""
    last = sum(note.onset <= begins for note in notes) - 1
    if not 0 <= last < len(phrase) - 1:
        return False
    return phrase[last + 1].onset - phrase[last].onset - phrase[last].length > 0.01


def _begun(planned: float | None, now: float) -> bool:
    """Say whether an answer has begun."""
    return planned is not None and planned <= now

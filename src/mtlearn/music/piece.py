"""A piece of music, whatever file it came from: parts with their notes, and the beats laid under them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

from mtlearn.music.note import Phrase  # noqa: TC001 - a recording's notes are read by these very types

__all__ = ["Key", "Metre", "Part", "Piece", "Role", "Tempo"]

Role = Literal["", "mine", "partner"]
"""Who played a part of a take made here; empty in other music."""


class Tempo(NamedTuple):
    """From ``at`` quarters and ``seconds`` on, a quarter lasts ``quarter`` seconds."""

    at: float
    seconds: float
    quarter: float

    @property
    def bpm(self) -> float:
        """Quarters per minute."""
        return 60 / self.quarter


class Metre(NamedTuple):
    """From ``at`` quarters on, a bar has ``beats`` beats of a ``unit``-th note each."""

    at: float
    beats: int
    unit: int

    @property
    def bar(self) -> float:
        """Quarters in a bar."""
        return self.beats * 4 / self.unit


class Key(NamedTuple):
    """From ``at`` quarters on, there are ``fifths`` sharps (flats below 0); minor or major."""

    at: float
    fifths: int
    minor: bool


@dataclass(frozen=True)
class Part:
    """What one player plays: notes in seconds, in order.

    ``program`` is General MIDI's number for the sound (0-127), ``voice`` the course's own name for it where a
    file made here says so. With ``drums``, a pitch is a key of General MIDI's drum set.
    """

    name: str
    notes: Phrase
    program: int = 0
    drums: bool = False
    voice: str = ""
    role: Role = ""


@dataclass(frozen=True)
class Piece:
    """Parts that sound together.

    Args:
        parts: those that have notes.
        title: what it is called, if anything.
        tempi: the tempo, the first from 0; with none, a quarter lasts half a second.
        metres: time signatures; may be empty.
        keys: key signatures; may be empty.
        upbeat: quarters in a first bar that is shorter than its metre; 0 if it is whole.
        beats: whether the file says where beats are; if not, only seconds mean something.
        left_out: what the file has and this does not, by kind and count, such as ``(("drum", 3),)``.
    """

    parts: tuple[Part, ...]
    title: str = ""
    tempi: tuple[Tempo, ...] = ()
    metres: tuple[Metre, ...] = ()
    keys: tuple[Key, ...] = ()
    upbeat: float = 0.0
    beats: bool = True
    left_out: tuple[tuple[str, int], ...] = ()

    @property
    def count(self) -> int:
        """How many notes there are."""
        return sum(len(part.notes) for part in self.parts)

    @property
    def length(self) -> float:
        """Seconds until the last note ends."""
        return max((note.offset for part in self.parts for note in part.notes), default=0.0)

    def quarters(self, seconds: float) -> float:
        """Say where a moment lies, in quarters from the beginning."""
        tempi = self.tempi or (Tempo(0.0, 0.0, 0.5),)
        tempo = tempi[max(0, bisect_right(tempi, seconds, key=lambda one: one.seconds) - 1)]
        return tempo.at + (seconds - tempo.seconds) / tempo.quarter

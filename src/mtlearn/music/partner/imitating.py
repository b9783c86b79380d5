"""Imitating: the partner plays the learner's phrase again, after it is over.

Definition (facts, ``imitating``; as Perret lists it): echoing or reproducing the other's response after that
response has been completed. Model, this project's own: it waits until the phrase is held to be over, and
begins a breath later, on the same place in the beat where there is one. Followed closely the echo has the
same tones, rhythm and strength; more freely its tones stray by a step, its rhythm loosens, and only the end
of the phrase comes back. It gives way when the learner begins again.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mtlearn.music.note import Note
from mtlearn.music.partner.answering import Answering
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from mtlearn.music.hearing.heard import Heard

__all__ = ["Imitating"]

_BREATH: Final = 0.3
"""Seconds after the phrase's end at the least, where there is a beat to come in on."""
_PAUSE: Final = 0.6
"""Seconds after the phrase's end where there is none."""
_LONGEST: Final = 4.0


class Imitating(Answering):
    """An echo of each phrase."""

    def _answer(self, notes: tuple[Note, ...], heard: Heard, ended: float) -> None:
        for note in self._echo(notes, self._entry(heard.now, ended, notes[0].onset)):
            self.me.play(*note)

    def _entry(self, now: float, ended: float, began: float) -> float:
        """Say when the echo begins: as far from a beat as the phrase did, or after a pause."""
        stride, free = self.me.stride, self.me.freedom
        if not stride.going:
            return max(now + 0.05, ended + _PAUSE + 0.6 * free)
        earliest = max(now + 0.05, ended + _BREATH + 0.4 * free)
        return began + math.ceil((earliest - began) / stride.period) * stride.period

    def _echo(self, notes: tuple[Note, ...], start: float) -> list[Note]:
        free, tones = self.me.freedom, self.me.tones
        chance = self.me.chance("echo", self._count)
        kept = notes[-max(2, math.ceil(len(notes) * (1 - 0.6 * max(0.0, free - 0.3)))) :]
        loose = 1 + 0.3 * free * chance.uniform(-1, 1)
        found = []
        for note in kept:
            strays = chance.random() < 0.9 * free
            pitch = tones.step(note.pitch, chance.choice((-2, -1, -1, 1, 1, 2))) if strays else note.pitch
            onset = start + (note.onset - kept[0].onset) * loose
            length = min(_LONGEST, note.duration) * (1 + 0.4 * free * chance.random())
            found.append(
                Note(onset, length, pitch, max(1, round(note.velocity - 14 * free * chance.random())))
            )
        return found

    def plan(self, now: float) -> Plan:
        """Say that it listens, or when the echo comes and how many tones it has."""
        hand = self.me.hand
        if hand.next is not None:
            return Plan("echoes", max(now, hand.next), {"tones": hand.planned})
        return Plan("listens")

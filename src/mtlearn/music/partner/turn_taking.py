"""Dialogue in turns: the learner plays, a little space, the partner answers, and waits.

Definition (facts, ``dialoguing``, ``turn-taking-dialogue``): communicating through improvising; that it is
done in clearly separated turns with a short space between them is this project's own model, and no
quotation. People leave some two tenths of a second between turns of talk (Levinson & Torreira 2015): the
answer comes as soon as the learner's phrase is held to be over, on the next beat where one is near, is no
longer than what was played and no stronger, and gives way at once when the learner begins. Then it waits for
as long as it takes. More freely the answer's rhythm and register are its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.partner.answering import Answering
from mtlearn.music.partner.line import clear
from mtlearn.music.partner.reply import reply
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.note import Note

__all__ = ["GAP", "TurnTaking"]

GAP: Final = 0.2
"""Seconds between the learner's last tone and the answer."""
_SOONEST: Final = 0.15
"""Seconds after the learner's last tone from which on a beat will do."""
_NEAR: Final = 0.1
"""A beat no further (seconds) behind the gap is waited for."""


class TurnTaking(Answering):
    """One after the other."""

    def _answer(self, notes: tuple[Note, ...], heard: Heard, ended: float) -> None:
        chance = self.me.chance("reply", self._count)
        start = self._entry(heard.now, ended)
        softer = round(6 * self.me.freedom * chance.random()) + 2
        for note in reply(notes, self.me.tones, chance, self.me.freedom):
            onset = start + note.onset
            pitch = clear(self.me.tones, note.pitch, heard.over(onset))
            self.me.play_over(heard, onset, note.duration, pitch, max(1, note.velocity - softer))

    def _entry(self, now: float, ended: float) -> float:
        """Say when the answer begins: after the gap, or on the beat that comes just then."""
        later = 0.5 * self.me.freedom
        start = max(now, ended + GAP + later)
        beat = self.me.stride.beat_after(max(now, ended + _SOONEST + later))
        return beat if beat is not None and beat - start < _NEAR else start

    def plan(self, now: float) -> Plan:
        """Say that it listens and will answer, or when it answers."""
        hand = self.me.hand
        if hand.next is not None:
            return Plan("answers", max(now, hand.next), {"tones": hand.planned})
        return Plan("will-answer" if self._strokes else "waits")

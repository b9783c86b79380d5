"""Answering: the partner waits for a phrase to be over, and then plays something to it.

What imitating and dialogue in turns have in common (this project's own model): one answer to each phrase,
made from what was kept of it, and given up at once when the learner begins again.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final

from mtlearn.music.partner.playing import Playing

if TYPE_CHECKING:
    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move
    from mtlearn.music.note import Note
    from mtlearn.music.partner.musician import Musician

__all__ = ["Answering", "remembered"]

_LISTENS: Final = 0.08
"""Seconds it goes on listening after a phrase's last tone, however sure it is: what it plays is given out a
little ahead, and cannot be taken back then."""
_SPAN: Final = 10.0
_MOST: Final = 20
"""What it keeps of a phrase: the last so many seconds and tones."""


class Answering(Playing, ABC):
    """One answer to each phrase. ``_count`` is how many there have been."""

    def __init__(self, musician: Musician) -> None:
        super().__init__(musician)
        self._answered: float | None = None
        self._count = 0

    def _struck(self, move: Move, _heard: Heard) -> None:
        self._give_way(move.time)

    def _go_on(self, now: float, heard: Heard) -> None:
        phrase = heard.phrase
        if phrase is None or phrase.ended is None or heard.sounding or phrase.ended == self._answered:
            return
        if now < phrase.ended + _LISTENS:
            return
        self._answered = phrase.ended
        if notes := self.me.recalled(remembered(phrase.notes)):
            self._count += 1
            self._answer(notes, heard, phrase.ended)

    @abstractmethod
    def _answer(self, notes: tuple[Note, ...], heard: Heard, ended: float) -> None:
        """Plan the answer to a phrase that has been over since ``ended`` (seconds)."""


def remembered(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """Give what is kept of a phrase: its last seconds and tones."""
    kept = notes[-_MOST:]
    return tuple(note for note in kept if kept[-1].onset - note.onset <= _SPAN)

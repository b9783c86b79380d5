"""The ear: all that is heard in somebody's playing while it goes on, joined into one.

It is told each move when it happens and asked at any moment in between, in order of time. What it says rests
on the moves heard so far and on nothing else: how often it is asked makes no difference. Its memory is
bounded.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Final

from mtlearn.music.hearing.beat_follower import BeatFollower
from mtlearn.music.hearing.density import density
from mtlearn.music.hearing.dynamics import WINDOW, gone, swell, velocity
from mtlearn.music.hearing.heard import Heard
from mtlearn.music.hearing.mode import Tonality
from mtlearn.music.hearing.motif import Ideas
from mtlearn.music.hearing.phrase_end import PhraseEnd
from mtlearn.music.hearing.register import register
from mtlearn.music.note import Note

if TYPE_CHECKING:
    from mtlearn.music.changes import Changes
    from mtlearn.music.hearing.heard import Beat, Metre, Register
    from mtlearn.music.move import Move

__all__ = ["Ear"]

_MOST: Final = 512
"""Notes of the last seconds that are kept: more than hands can play."""


class Ear:
    """Hears one player: tell it each move, and ask it at any moment.

    Args:
        beats: what follows the beat; None makes one.
    """

    def __init__(self, beats: BeatFollower | None = None) -> None:
        self._beats = BeatFollower() if beats is None else beats
        self._onsets: deque[Move] = deque(maxlen=_MOST)
        self._ended: deque[Note] = deque(maxlen=_MOST)
        self._sounding: dict[int, Move] = {}
        self._first: float | None = None
        self._last = 0.0
        self._tonality = Tonality()
        self._ideas = Ideas()
        self._phrase = PhraseEnd()
        self._changes: Changes = ()
        self._known: Heard | None = None
        self._in_order: tuple[Note, ...] | None = None
        self._begun: tuple[int, Register | None, float | None] | None = None

    def give(self, beat: Beat | None, metre: Metre | None = None) -> None:
        """Be told the beat of the music played over, and its bar; None where that music is no more."""
        self._beats.give(beat, metre)
        self._known = None

    def give_changes(self, changes: Changes) -> None:
        """Be told the chords of the music played over; none where it has none, or is no more."""
        if changes != self._changes:
            self._changes, self._known = changes, None

    def hear(self, move: Move) -> None:
        """Hear a tone begin or end.

        A tone struck anew while it sounds ends first; the end of a tone that does not sound is nothing.
        """
        self._known = self._in_order = None
        self._beats.hear(move)
        if move.pitch in self._sounding:
            self._end(move)
        if move.sounding:
            self._begin(move)
        while self._onsets and move.time - self._onsets[0].time >= WINDOW:
            self._onsets.popleft()
            self._begun = None
        while self._ended and move.time - self._ended[0].offset >= WINDOW:
            self._ended.popleft()

    def at(self, now: float) -> Heard:
        """Say all that is heard at a moment no earlier than the last move; kept for the same moment."""
        if self._known is None or self._known.now != now:
            self._known = self._listen(now)
        return self._known

    def _begin(self, move: Move) -> None:
        self._first = move.time if self._first is None else self._first
        self._sounding[move.pitch] = move
        self._onsets.append(move)
        self._begun = None
        self._phrase.begin(move.pitch, move.time, self._tonic)
        self._ideas.begin(move)

    def _end(self, move: Move) -> None:
        begun = self._sounding.pop(move.pitch)
        note = Note(begun.time, max(0.0, move.time - begun.time), begun.pitch, begun.velocity)
        self._last = max(self._last, note.offset)
        self._ended.append(note)
        self._tonality.hear(note.pitch, note.duration, note.offset)
        self._ideas.end(note.pitch, note.offset)
        self._phrase.end(note)

    @property
    def _tonic(self) -> int | None:
        mode = self._tonality.mode
        return mode.tonic if mode else None

    def _listen(self, now: float) -> Heard:
        where, swells = self._heard_of(now)
        return Heard(
            now=now,
            beat=self._beats.at(now),
            metre=self._beats.metre(now),
            velocity=velocity(self._onsets, now),
            swell=swells,
            density=density(self._onsets, now, self._first),
            register=where,
            silence=self._silence(now),
            phrase=self._phrase.at(now, self._tonic),
            mode=self._tonality.mode,
            motif=self._ideas.at(now),
            sounding=frozenset(self._sounding),
            recent=self._recent(now),
            changes=self._changes,
        )

    def _heard_of(self, now: float) -> tuple[Register | None, float | None]:
        """Say register and swell; they stay as long as the same notes are in the window."""
        before = gone(self._onsets, now)
        if self._begun is None or self._begun[0] != before:
            left = tuple(islice(self._onsets, before, None))
            self._begun = before, register(left, now), swell(left, now)
        return self._begun[1:]

    def _recent(self, now: float) -> tuple[Note, ...]:
        if self._in_order is None:
            self._in_order = tuple(sorted(self._ended))
        if not self._ended or now - self._ended[0].offset < WINDOW:
            return self._in_order
        return tuple(note for note in self._in_order if now - note.offset < WINDOW)

    def _silence(self, now: float) -> float | None:
        if self._first is None:
            return None
        return 0.0 if self._sounding else max(0.0, now - self._last)

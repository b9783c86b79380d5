"""Whether the phrase being played is over, while the silence after its last tone grows.

This project's own model. There are two explanations of a tone that has ended with nothing after it: the
phrase goes on and the next tone is merely not there yet, or this was its last tone. How probable the second
is before any silence is heard, ``phrase_cues`` says. How fast the first loses ground rests on the player:
after tones about as long as this one, how soon did this person go on? Where there are few such tones: for how
large a part of the time from tone to tone does this person let them sound? Rests inside phrases are learned
from in the same way. Nothing is held to be over while a tone sounds.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import TYPE_CHECKING, Final

from mtlearn.music.hearing.heard import HeardPhrase
from mtlearn.music.hearing.phrase_cues import LastTone, leaning

if TYPE_CHECKING:
    from mtlearn.music.note import Note

__all__ = ["OVER", "PhraseEnd"]

OVER: Final = 0.93
"""A phrase is held to be over when it is this sure."""
_TAKEN_UP: Final = 0.2
"""Seconds of silence after which it is not taken up again: an answer would have come as soon."""
_MOST: Final = 128
"""Notes of a phrase that are kept; of a longer one the last."""
_MEMORY: Final = 32
_PHRASES: Final = 5
_SHORTEST: Final = 0.05
"""Seconds: tones closer together than this are struck together, and none is taken for shorter."""
_GAP: Final = (0.25, 0.12)
"""How much longer (natural logarithm) a tone's time is than its sound, and how far that varies, before a
player is known; it counts as much as ..."""
_TRUST: Final = 3
"""... so many tones that were heard."""
_VARIES: Final = 0.06
_UNSTEADY: Final = 0.045
"""Seconds that the time from tone to tone varies where the same is meant."""
_LIKE: Final = 0.12
"""How far tones may differ in length (natural logarithm) and still be about as long."""
_UNSEEN: Final = 0.5
"""What is known of the player's tones in general counts as much as this many tones about as long."""
_REST: Final = 0.004
"""How often a phrase goes on after a rest that nothing foretold, and ..."""
_REST_FADES: Final = 0.5
"""... how many seconds such a rest has, roughly."""


class PhraseEnd:
    """The phrase now being played, or the last one, and how surely it is over."""

    def __init__(self) -> None:
        self._notes: deque[Note] = deque(maxlen=_MOST)
        self._begins: float | None = None
        self._count = 0
        self._sounding = 0
        self._onset = 0.0
        self._pitch = 0
        self._step = 0
        self._released = 0.0
        self._went_on: deque[tuple[float, float]] = deque(maxlen=_MEMORY)
        self._lengths: deque[float] = deque(maxlen=_PHRASES)

    def begin(self, pitch: int, time: float, tonic: int | None) -> None:
        """Hear a tone begin; ``tonic`` is the pitch class the music rests on, where one is heard."""
        if self._begins is not None and self._is_new(time, tonic):
            self._lengths.append(self._onset - self._begins)
            self._notes.clear()
            self._begins = None
        if self._begins is None:
            self._begins, self._count, self._step = time, 1, 0
        elif time - self._onset > _SHORTEST:
            sounded = (time if self._sounding else min(self._released, time)) - self._onset
            self._went_on.append((max(_SHORTEST, sounded), time - self._onset))
            self._step = pitch - self._pitch
            self._count += 1
        self._onset, self._pitch = time, pitch
        self._sounding += 1

    def end(self, note: Note) -> None:
        """Hear a tone end that was heard to begin."""
        self._notes.append(note)
        self._sounding -= 1
        self._released = max(self._released, note.offset)

    def ending(self, now: float, tonic: int | None) -> float:
        """Say how surely the phrase is over, 0 to 1; below ``OVER`` while a tone sounds."""
        if self._begins is None:
            return 0.0
        odds = math.exp(leaning(self._last(now, tonic)))
        if self._sounding:
            return min(OVER - 0.01, odds / (1 + odds))
        return odds / (odds + self._goes_on(max(0.0, now - self._released)))

    def at(self, now: float, tonic: int | None) -> HeardPhrase | None:
        """Give the phrase as it stands."""
        if self._begins is None:
            return None
        ending = self.ending(now, tonic)
        ended = self._released if ending >= OVER else None
        return HeardPhrase(tuple(sorted(self._notes)), self._begins, ending, ended)

    def _is_new(self, time: float, tonic: int | None) -> bool:
        over = not self._sounding and self.ending(time, tonic) >= OVER
        return over and time - self._released > _TAKEN_UP

    def _last(self, now: float, tonic: int | None) -> LastTone:
        until = now if self._sounding else self._released
        return LastTone(
            sounded=max(_SHORTEST, until - self._onset),
            onset=self._onset - (self._begins or 0.0),
            place=self._count,
            step=self._step,
            degree=None if tonic is None else (self._pitch - tonic) % 12,
            went_on=self._went_on,
            lengths=self._lengths,
        )

    def _goes_on(self, silence: float) -> float:
        """Say how probable it is that nothing was heard for so long, if the phrase goes on."""
        sounded = max(_SHORTEST, self._released - self._onset)
        whole = sounded + silence
        gap, varies = self._usual_gap()
        varies = math.hypot(varies, _UNSTEADY / whole)
        kept = _UNSEEN * _beyond(math.log(whole / sounded) - gap, varies)
        known = _UNSEEN
        for like, wait in self._went_on:
            alike = math.exp(-((math.log(like / sounded) / _LIKE) ** 2) / 2)
            kept += alike * _beyond(whole - wait, _UNSTEADY)
            known += alike
        return (1 - _REST) * kept / known + _REST * math.exp(-silence / _REST_FADES)

    def _usual_gap(self) -> tuple[float, float]:
        """Say how much longer (logarithm) this player's tones take than they sound, and how it varies."""
        gap, varies = _GAP
        gaps = [math.log(wait / sounded) for sounded, wait in self._went_on]
        if not gaps:
            return gap, varies
        middle, many = median(gaps), len(gaps)
        spread = 1.5 * median(abs(value - middle) for value in gaps)
        whole = many + _TRUST
        return (many * middle + _TRUST * gap) / whole, max(_VARIES, (many * spread + _TRUST * varies) / whole)


def _beyond(distance: float, deviation: float) -> float:
    """Give the part of a normal distribution beyond so far from its middle."""
    return math.erfc(distance / (deviation * math.sqrt(2))) / 2

"""Whether the phrase being played is over, while the silence after its last tone grows.

This project's own model. There are two explanations of a tone that has ended with nothing after it: the
phrase goes on and the next tone is merely not there yet, or this was its last tone. How probable the second
is before any silence is heard rests on what phrases tend to end with: a tone longer than those around it, a
tone the music rests on, a fall by step, and about as many tones as the phrases before. How fast the first
loses ground rests on the player: on how much of the time from tone to tone this person lets sound, and on
rests this person has left inside phrases. Nothing is held to be over while a tone sounds.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import TYPE_CHECKING, Final

from mtlearn.music.hearing.heard import HeardPhrase

if TYPE_CHECKING:
    from mtlearn.music.note import Note

__all__ = ["OVER", "PhraseEnd"]

OVER: Final = 0.9
"""A phrase is held to be over when it is this sure."""
_MOST: Final = 128
"""Notes of a phrase that are kept; of a longer one the last."""
_MEMORY: Final = 16
_USUAL: Final = (0.03, 0.08, 0.15, 0.3)
"""How much longer (natural logarithm) a tone's time is than its sound, before the player is known."""
_BLUR: Final = 0.08
_REST: Final = 0.02
"""How often a phrase goes on after a rest that nothing foretold; such rests fade over ..."""
_REST_FADES: Final = 1.0
"""... as many seconds."""
_SHORTEST: Final = 0.05
_FALL: Final = (-2, -1)


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
        self._stretches: deque[float] = deque(_USUAL, maxlen=_MEMORY)
        self._waits: deque[float] = deque(maxlen=_MEMORY)
        self._lengths: deque[int] = deque(maxlen=5)

    def begin(self, pitch: int, time: float, tonic: int | None) -> None:
        """Hear a tone begin; ``tonic`` is the pitch class the music rests on, where one is heard."""
        if self._begins is not None and self.ending(time, tonic) >= OVER:
            self._lengths.append(self._count)
            self._notes.clear()
            self._begins = None
        if self._begins is None:
            self._begins, self._count, self._step = time, 0, 0
        elif time - self._onset > _SHORTEST:
            sounded = max(_SHORTEST, self._released - self._onset)
            whole = time - self._onset
            self._stretches.append(0.0 if self._sounding else math.log(max(1.0, whole / sounded)))
            self._waits.append(whole)
            self._step = pitch - self._pitch
        if not self._count or time - self._onset > _SHORTEST:
            self._count += 1
        self._onset, self._pitch = time, pitch
        self._sounding += 1

    def end(self, note: Note) -> None:
        """Hear a tone end."""
        self._notes.append(note)
        self._sounding = max(0, self._sounding - 1)
        self._released = max(self._released, note.offset)

    def ending(self, now: float, tonic: int | None) -> float:
        """Say how surely the phrase is over, 0 to 1; below ``OVER`` while a tone sounds."""
        if self._begins is None:
            return 0.0
        odds = math.exp(self._leaning(now, tonic))
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

    def _leaning(self, now: float, tonic: int | None) -> float:
        """Say how much speaks for the last tone being the last: the logarithm of odds, silence left aside."""
        until = now if self._sounding else self._released
        leaning = -2.0
        if self._waits:
            stretch = math.exp(sum(self._stretches) / len(self._stretches))
            whole = max(_SHORTEST, until - self._onset) * stretch
            leaning += 1.5 * max(-1.0, min(1.5, math.log2(whole / median(self._waits))))
        if tonic is not None:
            leaning += {0: 1.0, 7: 0.3, 4: 0.3, 3: 0.3, 11: -1.0}.get((self._pitch - tonic) % 12, -0.3)
        if self._lengths:
            share = self._count / median(self._lengths)
            leaning += 1.0 if 0.8 <= share <= 1.25 else -1.0 if share < 0.6 else 0.3  # noqa: PLR2004 - about as long
        if self._step in _FALL:
            leaning += 0.4
        return leaning - max(0.0, 4 - self._count) * 0.6

    def _goes_on(self, silence: float) -> float:
        """Say how probable so long a silence is, if the phrase goes on."""
        sounded = max(_SHORTEST, self._released - self._onset)
        stretch = math.log((sounded + silence) / sounded)
        blur = _BLUR + 0.025 / sounded
        kept = sum(math.erfc((stretch - usual) / blur / math.sqrt(2)) / 2 for usual in self._stretches)
        rest = _REST * math.exp(-silence / _REST_FADES)
        return (1 - _REST) * kept / len(self._stretches) + rest

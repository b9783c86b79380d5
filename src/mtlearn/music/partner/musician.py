"""The partner as a musician: its hand, its tones, its sense of beat, and how strongly it plays.

It stays the same when the stance changes, which is how the partner changes its way of answering without
breaking contact: the beat goes on, what sounds rings out, strength and register move gradually from what
they were (facts, ``transitions``: over four to eight beats, one octave at a time; the numbers are this
project's design).
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Final

from mtlearn.music.changes import fits_until
from mtlearn.music.note import Note
from mtlearn.music.partner.hand import Hand
from mtlearn.music.partner.stride import Stride
from mtlearn.music.partner.tones import HIGHEST, LOWEST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.partner.tones import Tones

__all__ = ["TOGETHER", "Musician"]

_SETTLING: Final = 4.0
"""Seconds over which strength and register go over from one stance to the next."""
_RINGS: Final = 2.0
"""Seconds the tones of the stance before may still ring."""
_OCTAVE: Final = 12
TOGETHER: Final = 0.035
"""Tones struck within this many seconds are one stroke."""
_SOFTEST: Final = 18
_UNHEARD: Final = 56
"""The velocity meant where the learner has not been heard yet."""


class Musician:
    """One musician; everything it decides by chance comes from ``seed``.

    Args:
        tones: what it may play.
        closeness: how closely it follows, 0 to 1.
        seed: what its chance is drawn from.
        beat: seconds of a beat the learner has chosen, where there is one.
    """

    def __init__(self, tones: Tones, closeness: float, seed: int, beat: float | None = None) -> None:
        self.tones = tones
        self.closeness = closeness
        self.beat = beat
        self.hand = Hand()
        self.stride = Stride()
        self.pitch: int | None = None
        self._seed = seed
        self._velocity: float | None = None
        self._changed: tuple[float, float | None, int | None] | None = None
        self._octaves: int | None = None
        self._tuned = -math.inf

    @property
    def closeness(self) -> float:
        """How closely it follows: 1 as closely as its stance can, 0 as freely."""
        return self._closeness

    @closeness.setter
    def closeness(self, value: float) -> None:
        self._closeness = min(1.0, max(0.0, float(value)))

    @property
    def freedom(self) -> float:
        """The other end of the dial: 0 where it follows closely, 1 where it is free."""
        return 1 - self._closeness

    def chance(self, *what: object) -> random.Random:
        """Give the chance for one decision, always the same for the same decision."""
        return random.Random(" ".join(map(str, (self._seed, *what))))  # noqa: S311 - play, nothing secret

    def change(self, now: float) -> None:
        """Go over to another stance: from here on, gradually."""
        self._changed = (now, self._velocity, self.pitch)
        self._octaves = None
        self.hand.let_ring(now + _RINGS)

    def tune(self, tones: Tones, now: float) -> None:
        """Have other tones from now on."""
        self.tones, self._tuned = tones, now

    def recalled(self, notes: Iterable[Note]) -> tuple[Note, ...]:
        """Give what was heard as it is to be played now: what is from before other tones came, in those.

        Of tones struck together that have come to be the same one is left.
        """
        found: list[Note] = []
        for note in notes:
            own = note.pitch % _OCTAVE in self.tones.classes or note.onset >= self._tuned or self.tones.drums
            pitch = note.pitch if own else self.tones.nearest(note.pitch)
            same = (one for one in found if one.pitch == pitch and note.onset - one.onset <= TOGETHER)
            if own or not any(same):
                found.append(note._replace(pitch=pitch))
        return tuple(found)

    def strength(self, heard: Heard, offset: float, at: float, touch: float = 0.0) -> int:
        """Say how hard to play: the learner's mean and an offset; after a change gradually from what was.

        Never more than the learner's mean and the offset and touch together.
        """
        mean = heard.velocity if heard.velocity is not None else _UNHEARD
        wanted = mean + offset
        if self._changed is not None and self._changed[1] is not None and self._changed[1] < wanted:
            share = min(1.0, max(0.0, (at - self._changed[0]) / _SETTLING))
            wanted = self._changed[1] + (wanted - self._changed[1]) * share
        return round(min(127, max(min(_SOFTEST, mean), wanted + touch)))

    def play(self, onset: float, duration: float, pitch: int, velocity: int) -> None:
        """Mean to play one tone, in the register it has come to."""
        pitch = self._moved(pitch, onset)
        self.pitch, self._velocity = pitch, velocity
        self.hand.plan((Note(onset, duration, pitch, velocity),))

    def play_over(self, heard: Heard, onset: float, duration: float, pitch: int, velocity: int) -> None:
        """Mean to play one tone that gives way where a chord comes that does not have it."""
        self.play(onset, min(duration, fits_until(heard.changes, pitch, onset) - onset), pitch, velocity)

    def _moved(self, pitch: int, at: float) -> int:
        """Let the register go over one octave at a time, a step every third of the settling time."""
        if self._changed is None or self._changed[2] is None or self.tones.drums:
            return pitch
        since, before = at - self._changed[0], self._changed[2]
        if self._octaves is None:
            self._octaves = round((before - pitch) / _OCTAVE)
        left = max(0, abs(self._octaves) - 1 - int(3 * since / _SETTLING))
        moved = pitch + (left if self._octaves > 0 else -left) * _OCTAVE
        return moved if LOWEST <= moved <= HIGHEST else pitch

"""Whether the phrase being played is over, while the silence after its last tone grows.

This project's own model. There are two explanations of a tone that has ended with nothing after it: the
phrase goes on and the next tone is merely not there yet, or this was its last tone. How probable the second
is before any silence is heard, ``phrase_cues`` says. How fast the first loses ground rests on the player: how
soon did this person go on after earlier tones, above all after those about as long as this one, or those of
which this one would have been the usual part that this person lets a tone sound? Rests inside phrases are
learned from in the same way. Nothing is held to be over while a tone sounds, and everything is after a
silence clearly longer than those this player has left.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.hearing.heard import HeardPhrase
from mtlearn.music.hearing.phrase_cues import Earlier, LastTone, leaning

if TYPE_CHECKING:
    from mtlearn.music.note import Note

__all__ = ["OVER", "PhraseEnd"]

OVER: Final = 0.965
"""A phrase is held to be over when it is this sure."""
_TAKEN_UP: Final = 0.2
"""Seconds of silence after which it is not taken up again: an answer would have come as soon."""
_MOST: Final = 128
"""Notes of a phrase that are kept; of a longer one the last."""
_MEMORY: Final = 32
_PHRASES: Final = 5
_SHORTEST: Final = 0.05
"""Seconds: tones closer together than this are struck together, and none is taken for shorter."""
_KEPT: Final = 64
"""Tones of a phrase whose onsets and pitches are compared with other phrases."""
_LOOK: Final = 0.1
"""Seconds between two looks at a tone that sounds on."""
_GAP: Final = (0.25, 0.12)
"""How much longer (natural logarithm) a tone's time is than its sound, and how far that varies, before a
player is known; it counts as much as ..."""
_TRUST: Final = 3
"""... so many tones that were heard."""
_VARIES: Final = 0.07
_UNSTEADY: Final = 0.04
"""Seconds that the time from tone to tone varies where the same is meant."""
_LIKE: Final = 0.12
"""How far tones may differ in length (natural logarithm) and still be about as long."""
_LIKENESS: Final = 0.3
"""What a tone about as long counts, beside one whose time this tone is the usual part of."""
_UNLIKE: Final = 0.001
_UNSEEN: Final = 0.3
"""What is known of the player's tones in general counts as much as this many tones that fit."""
_REST: Final = 0.004
"""How often a phrase goes on after a rest that nothing foretold, and ..."""
_REST_FADES: Final = 0.6
"""... how many seconds such a rest has, roughly."""
_LEAST: Final = -5.0
"""However little speaks for an end, it is no less than this: logarithm of odds."""
_ALONE: Final = -7.5
"""So little, at most, speaks for it where only one tone has ever been heard."""
_CLEAR: Final = 2.0
"""Seconds of silence beyond the longest that this player went on after: then a phrase is over."""
_HESITATION: Final = 0.7
"""Seconds that anybody may wait."""


class _Known(NamedTuple):
    """What is known once a tone has ended: all but how long the silence after it is.

    ``odds`` are those of an end; ``gap`` and ``varies`` as in ``_GAP``; ``waits`` how soon the next tone came
    after others, each with how well it fits this one; ``patience`` is the longest silence with a doubt left.
    """

    odds: float
    sounded: float
    gap: float
    varies: float
    waits: tuple[tuple[float, float], ...]
    patience: float


class PhraseEnd:
    """The phrase now being played, or the last one, and how surely it is over."""

    def __init__(self) -> None:
        self._notes: deque[Note] = deque(maxlen=_MOST)
        self._begins: float | None = None
        self._count = 0
        self._sounding = 0
        self._onset = 0.0
        self._pitch = 0
        self._released = 0.0
        self._onsets: list[float] = []
        self._pitches: list[int] = []
        self._went_on: deque[tuple[float, float]] = deque(maxlen=_MEMORY)
        self._waits: list[float] = []
        self._earlier: deque[Earlier] = deque(maxlen=_PHRASES)
        self._usual: tuple[float, float] | None = None
        self._known: tuple[int | None, _Known] | None = None
        self._while_held: tuple[tuple[int, int | None], float] | None = None
        self._in_order: tuple[Note, ...] | None = None

    def begin(self, pitch: int, time: float, tonic: int | None) -> None:
        """Hear a tone begin; ``tonic`` is the pitch class the music rests on, where one is heard."""
        if self._begins is not None and self._is_new(time, tonic):
            self._keep()
        if self._begins is None:
            self._begins = time
            self._add(pitch, time)
        elif time - self._onset > _SHORTEST:
            sounded = (time if self._sounding else min(self._released, time)) - self._onset
            self._went_on.append((max(_SHORTEST, sounded), time - self._onset))
            self._waits = sorted(wait for _, wait in self._went_on)
            self._usual = None
            self._add(pitch, time)
        self._onset, self._pitch = time, pitch
        self._sounding += 1
        self._known = self._while_held = None

    def end(self, note: Note) -> None:
        """Hear a tone end that was heard to begin."""
        self._notes.append(note)
        self._known = self._in_order = None
        self._sounding -= 1
        self._released = max(self._released, note.offset)

    def ending(self, now: float, tonic: int | None) -> float:
        """Say how surely the phrase is over, 0 to 1; below ``OVER`` while a tone sounds."""
        if self._begins is None:
            return 0.0
        if self._sounding:
            return self._held_on(math.floor((now - self._onset) / _LOOK), tonic)
        if self._known is None or self._known[0] != tonic:
            self._known = tonic, self._learn(tonic)
        known, silence = self._known[1], max(0.0, now - self._released)
        ending = known.odds / (known.odds + _goes_on(known, silence))
        return max(OVER, ending) if silence > known.patience else ending

    def at(self, now: float, tonic: int | None) -> HeardPhrase | None:
        """Give the phrase as it stands."""
        if self._begins is None:
            return None
        ending = self.ending(now, tonic)
        ended = self._released if ending >= OVER else None
        if self._in_order is None:
            self._in_order = tuple(sorted(self._notes))
        return HeardPhrase(self._in_order, self._begins, ending, ended)

    def _held_on(self, looks: int, tonic: int | None) -> float:
        """Say how likely a tone still sounding is the last; looked at anew only now and then."""
        if self._while_held is None or self._while_held[0] != (looks, tonic):
            odds = math.exp(leaning(self._last(self._onset + looks * _LOOK, tonic)))
            self._while_held = (looks, tonic), min(OVER - 0.01, odds / (1 + odds))
        return self._while_held[1]

    def _is_new(self, time: float, tonic: int | None) -> bool:
        over = not self._sounding and self.ending(time, tonic) >= OVER
        return over and time - self._released > _TAKEN_UP

    def _add(self, pitch: int, time: float) -> None:
        """Take a tone into the phrase."""
        self._count += 1
        if self._count <= _KEPT:
            self._onsets.append(time - (self._begins or 0.0))
            self._pitches.append(pitch)

    def _keep(self) -> None:
        """Keep of the phrase what later ones are compared with, and leave it."""
        onset = self._onset - (self._begins or 0.0)
        sounded = max(_SHORTEST, self._released - self._onset)
        self._earlier.append(Earlier(tuple(self._onsets), tuple(self._pitches), self._count, onset, sounded))
        self._onsets, self._pitches = [], []
        self._notes.clear()
        self._in_order = self._begins = None
        self._count = 0

    def _last(self, now: float, tonic: int | None) -> LastTone:
        until = now if self._sounding else self._released
        sounded = max(_SHORTEST, until - self._onset)
        return LastTone(
            sounded=sounded,
            takes=sounded * math.exp(self._usual_gap()[0]),
            onset=self._onset - (self._begins or 0.0),
            place=self._count,
            degree=None if tonic is None else (self._pitch - tonic) % 12,
            onsets=self._onsets,
            pitches=self._pitches,
            waits=self._waits,
            earlier=self._earlier,
        )

    def _learn(self, tonic: int | None) -> _Known:
        """Gather what is known now that the last tone has ended."""
        last = self._last(self._released, tonic)
        gap, varies = self._usual_gap()
        fits = [(_fits(before, wait, last.sounded, gap, varies), wait) for before, wait in self._went_on]
        waits = tuple([one for one in fits if one[0] > _UNLIKE])
        longest = max([wait - sounded for sounded, wait in self._went_on], default=0.0)
        patience = _CLEAR + max(_HESITATION, longest)
        odds = max(_LEAST, leaning(last))
        if last.place == 1 and not self._earlier:
            odds = min(_ALONE, odds)
        return _Known(math.exp(odds), last.sounded, gap, varies, waits, patience)

    def _usual_gap(self) -> tuple[float, float]:
        """Say how much longer (logarithm) this player's tones take than they sound, and how it varies."""
        if self._usual is None:
            self._usual = _usual_gap([math.log(wait / sounded) for sounded, wait in self._went_on])
        return self._usual


def _usual_gap(gaps: list[float]) -> tuple[float, float]:
    gap, varies = _GAP
    if not gaps:
        return gap, varies
    middle, many = median(gaps), len(gaps)
    spread = 1.5 * median(abs(value - middle) for value in gaps)
    whole = many + _TRUST
    return (many * middle + _TRUST * gap) / whole, max(_VARIES, (many * spread + _TRUST * varies) / whole)


def _fits(before: float, wait: float, sounded: float, gap: float, varies: float) -> float:
    """Say how well a tone that sounded so long fits an earlier one, after which the next came so soon."""
    part = (math.log(wait / sounded) - gap) / varies
    like = math.log(before / sounded) / _LIKE
    return math.exp(-part * part / 2) + _LIKENESS * math.exp(-like * like / 2)


def _goes_on(known: _Known, silence: float) -> float:
    """Say how probable it is that nothing was heard for so long, if the phrase goes on."""
    whole = known.sounded + silence
    varies = math.hypot(known.varies, _UNSTEADY / whole)
    kept = _UNSEEN * _beyond(math.log(whole / known.sounded) - known.gap, varies)
    kept += sum(weight * _beyond(whole - wait, _UNSTEADY) for weight, wait in known.waits)
    kept /= _UNSEEN + sum(weight for weight, _ in known.waits)
    return (1 - _REST) * kept + _REST * math.exp(-silence / _REST_FADES)


def _beyond(distance: float, deviation: float) -> float:
    """Give the part of a normal distribution beyond so far from its middle."""
    return math.erfc(distance / (deviation * math.sqrt(2))) / 2

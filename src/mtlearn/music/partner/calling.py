"""A partner that calls: it plays a short phrase and waits, so that the learner can be the echo.

Imitating is repeating what another played after it is over (facts, ``imitating``); here the learner is the
one who does. How long a call is, and how long it waits, are this project's own design and no findings. A
call begins where the learner's last phrase ended, so that what the learner played leads somewhere; after
each answer it may be one note longer. Without an answer the same call comes once more, softer, and then it
waits for as long as it takes.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from mtlearn.music.move import Move, carried
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["OWN_TEMPO", "Calling"]

OWN_TEMPO: Final = 84
"""Beats per minute its calls are near where none are chosen; ``_ABOUT``: within so many."""
_ABOUT: Final = 12

_AHEAD: Final = 0.3
"""How far ahead of time notes are handed out: longer than the time between two calls of wait."""
_BREATH: Final = 1.2
"""Seconds of quiet after which the learner's answer is held to be over."""
_PATIENCE: Final = 8.0
"""Seconds it waits for an answer before it says the same again."""
_FIRST: Final = 1.0
_FEWEST, _MOST = 2, 5
_RHYTHMS: Final = ((1.0, 1.0), (1.0, 0.5, 0.5), (0.5, 0.5, 1.0), (1.5, 0.5), (1.0,))
"""Beats from note to note; the last note of a call is held for two."""


class Calling:
    """A partner that plays short phrases to be answered. The same seed and moves give the same calls.

    Args:
        pitches: the tones it may play, lowest first.
        seed: what its chance is drawn from.
        tempo: beats per minute; where none is given one near :data:`OWN_TEMPO`, by the seed.
    """

    closeness = 1.0

    def __init__(self, pitches: Sequence[int], seed: int, tempo: float | None = None) -> None:
        self._pitches = tuple(sorted(pitches))
        self._seed = seed
        self.tempo = tempo
        self._number = 0
        self._repeats = 0
        drawn = random.Random(f"{seed} pulse")  # noqa: S311 - play, nothing secret
        self._own_tempo = OWN_TEMPO + drawn.uniform(-_ABOUT, _ABOUT)
        self._due: list[Move] = []
        self._call: tuple[Move, ...] = ()
        self._next = _FIRST
        self._over = 0.0
        self._held: set[int] = set()
        self._last: Move | None = None
        self._answered = 0

    def hear(self, move: Move) -> list[Move]:
        """Listen: what is played after the call is the answer to it, and what is played in it is welcome."""
        if move.sounding:
            self._held.add(move.pitch)
        else:
            self._held.discard(move.pitch)
        if move.time >= self._over:
            self._last = move
            self._answered += move.sounding
        return []

    def wait(self, now: float) -> list[Move]:
        """Give what is due of a call; begin one when it is time."""
        if not self._due and self._is_time(now):
            self._begin(max(now, self._next))
        found = [move for move in self._due if move.time <= now + _AHEAD]
        del self._due[: len(found)]
        return found

    def tune(self, pitches: Sequence[int], _now: float) -> list[Move]:
        """Call in other tones: what is left of a call, and a call that is played again, go over to them."""
        self._pitches = tuple(sorted(pitches))

        def over(pitch: int) -> int:
            return min(self._pitches, key=lambda own: abs(own - pitch))

        self._due, self._call = carried(self._due, over), tuple(carried(self._call, over))
        return []

    def stop(self, now: float) -> list[Move]:
        """Break off: what has begun ends now."""
        ends, self._due = [move._replace(time=now) for move in self._due if not move.sounding], []
        return ends

    def plan(self, now: float) -> Plan:
        """Say that it is calling, will call, or listens."""
        if now < self._over:
            return Plan("calls", self._over, {"count": len(self._call) // 2})
        if self._answered or not self._number:
            at = (self._last.time if self._last else 0.0) + _BREATH if self._number else self._next
            return Plan("will-call", None if self._held else max(now, at))
        return Plan("listens")

    def _is_time(self, now: float) -> bool:
        if not self._number:
            return now >= self._next - _AHEAD
        if now < self._over or self._held:
            return False
        if self._answered and self._last:
            return now >= self._last.time + _BREATH
        return not self._repeats and now >= self._over + _PATIENCE

    def _begin(self, at: float) -> None:
        if self._number and not self._answered:
            self._repeats += 1
            self._due = [
                move._replace(time=move.time - self._call[0].time + at, velocity=max(30, move.velocity - 20))
                for move in self._call
            ]
        else:
            self._number += 1
            self._repeats = 0
            self._due = list(self._made(at))
        self._call = tuple(self._due)
        self._over = self._call[-1].time
        self._answered, self._last = 0, None

    def _made(self, at: float) -> Iterator[Move]:
        """Make a call: steps and small leaps from where the learner ended, in an even pulse."""
        chance = random.Random(f"{self._seed} call {self._number}")  # noqa: S311 - play, nothing secret
        beat = 60 / (self.tempo or self._own_tempo)
        count = min(_MOST, _FEWEST + chance.randrange(2) + (self._number - 1) // 2)
        place = self._home(chance)
        steps: list[float] = []
        while len(steps) < count - 1:
            steps.extend(chance.choice(_RHYTHMS))
        for number in range(count):
            length = steps[number] if number < count - 1 else 2.0
            pitch, velocity = self._pitches[place], chance.randrange(64, 84)
            yield Move(at, True, pitch, velocity)  # noqa: FBT003 - a record
            yield Move(at + 0.9 * length * beat, False, pitch, velocity)  # noqa: FBT003 - the same
            at += length * beat
            last = len(self._pitches) - 1
            place = min(last, max(0, place + chance.choice((-2, -1, -1, 1, 1, 2))))

    def _home(self, chance: random.Random) -> int:
        if self._last is None:
            return chance.randrange(max(1, len(self._pitches) // 2))
        pitch = self._last.pitch
        return min(range(len(self._pitches)), key=lambda place: abs(self._pitches[place] - pitch))

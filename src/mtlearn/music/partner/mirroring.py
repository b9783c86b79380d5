"""A partner that does what the learner does: exactly, or freer, as a dial says.

Mirroring is doing exactly what the other is doing, at the same time as the other does it (facts,
``mirroring``; the course mirrors in music alone). What happens between "exactly" and "with turns of its
own" is this project's own model: the numbers here are design, not findings. At closeness 1 the partner
plays the learner's own tones at the learner's own times. Lower, it is a little later (while it
keeps the rhythm, never more than 80 ms), strays to neighbouring tones and octaves, plays softer or
somewhat louder, leaves tones out and holds others longer. Below one half it may take short turns in the
learner's pauses, made of what the learner has played: never louder, never denser. When the learner stays
silent it falls silent too, and waits.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.move import Move, carried
from mtlearn.music.note import Note
from mtlearn.music.partner.stance import Plan
from mtlearn.music.partner.turn import turn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtlearn.music.hearing.heard import Heard

__all__ = ["Mirror"]

_SHORTEST: Final = 0.01
"""Seconds a tone lasts at the least, so that in order of time its end always comes after its beginning."""
_TOGETHER: Final = 0.08
"""The latest the partner may be while it keeps the learner's rhythm: later would be heard as an echo."""
_LATEST: Final = 0.25
_LOOSE: Final = 0.4
"""Below this closeness the partner no longer keeps the learner's rhythm."""
_OWN: Final = 0.5
"""Below this closeness the partner may take turns of its own."""
_AHEAD: Final = 0.3
"""How far ahead of time its own turns are handed out: longer than the time between two calls of wait."""
_MEMORY: Final = 24
_OCTAVE: Final = 12


class _Answer(NamedTuple):
    """The partner's tone to one the learner is holding."""

    pitch: int
    begins: float
    delay: float
    velocity: int
    held: float


class Mirror:
    """A partner that mirrors; tell it each move of the learner's, and it gives its own.

    The same seed and the same moves give the same answers.

    Args:
        closeness: 1 is exactly what the learner does, 0 is freest; may be set while playing.
        pitches: the tones it may stray to, lowest first.
        seed: what its chance is drawn from.
    """

    def __init__(self, closeness: float, pitches: Sequence[int], seed: int) -> None:
        self.closeness = closeness
        self._pitches = tuple(sorted(pitches))
        self._seed = seed
        self._count = 0
        self._answers: dict[int, _Answer] = {}
        self._free_from: dict[int, float] = {}
        self._heard: dict[int, Note] = {}
        self._memory: list[Note] = []
        self._quiet_since = -math.inf
        self._turns = 0
        self._turn: list[Move] = []
        self._began = self._tuned = -math.inf

    @property
    def closeness(self) -> float:
        """How closely it follows: 1 exactly, 0 with turns of its own."""
        return self._closeness

    @closeness.setter
    def closeness(self, value: float) -> None:
        self._closeness = min(1.0, max(0.0, float(value)))

    def hear(self, move: Move, _heard: Heard | None = None) -> list[Move]:
        """Hear one move of the learner's and give the partner's, some of them a little ahead in time."""
        return self._begin(move) if move.sounding else self._end(move)

    def wait(self, now: float, _heard: Heard | None = None) -> list[Move]:
        """Give what is due of a turn of its own, if there is room for one; call it a few times a second."""
        if self._turn and self.closeness >= _OWN:
            return self._yield_turn(now)
        if not self._turn and self._has_room(now):
            self._turns += 1
            chance = random.Random(f"{self._seed} turn {self._count} {self._turns}")  # noqa: S311 - play
            start = max(now, self._next_turn())
            self._turn = [
                Move(start + (note.onset if sounding else note.offset), sounding, note.pitch, note.velocity)
                for note in turn(self._memory, self._pitches, chance)
                for sounding in (True, False)
            ]
        due = [move for move in self._turn if move.time <= now + _AHEAD]
        del self._turn[: len(due)]
        for move in due:
            self._free_from[move.pitch] = math.inf if move.sounding else move.time
            self._began = move.time if move.sounding else self._began
        return due

    def stop(self, now: float) -> list[Move]:
        """End everything that sounds, at once (or right after it begins, where it is about to)."""
        ends = self._yield_turn(now)
        for answer in self._answers.values():
            ends.append(self._release(answer, now))
        self._answers.clear()
        self._heard.clear()
        self._turns = _most_turns(0.0)  # it does not begin again by itself
        return ends

    def tune(self, pitches: Sequence[int], now: float, _heard: Heard | None = None) -> list[Move]:
        """Go on with other tones; what mirrors a tone the learner holds stays until the learner lets go."""
        self._pitches = tuple(sorted(pitches))
        self._turn = carried(self._turn, self._fitted)
        self._tuned = now
        self._memory = [note._replace(pitch=self._fitted(note.pitch)) for note in self._memory]
        strays = {
            key: answer
            for key, answer in self._answers.items()
            if (answer.pitch - key) % _OCTAVE and answer.pitch not in self._pitches
        }
        self._answers = {key: answer for key, answer in self._answers.items() if key not in strays}
        return sorted(self._release(answer, now) for answer in strays.values())

    def _fitted(self, pitch: int) -> int:
        """Give a tone in the tones there are: the same in any octave, else the nearest, of two the lower."""
        if any((own - pitch) % _OCTAVE == 0 for own in self._pitches):
            return pitch
        return min(self._pitches, key=lambda own: abs(own - pitch))

    @property
    def free_from(self) -> dict[int, float]:
        """When each pitch it has let go of is free again."""
        return dict(self._free_from)

    def keep_off(self, keys: Mapping[int, float]) -> None:
        """Know of tones somebody else lets go of: each pitch is free from a moment on."""
        self._free_from.update(keys)

    def plan(self, now: float) -> Plan:
        """Say that it goes along with the learner, or when a turn of its own begins or goes on."""
        if self._turn:
            return Plan(
                "own-turn", max(now, self._turn[0].time), {"tones": sum(m.sounding for m in self._turn)}
            )
        if self._heard:
            return Plan("mirrors", now)
        if self.closeness < _OWN and self._memory and self._turns < _most_turns(self.closeness):
            return Plan("own-turn", max(now, self._next_turn()))
        return Plan("waits")

    def _begin(self, move: Move) -> list[Move]:
        moves = self._end(move) if move.pitch in self._heard else []
        moves += self._yield_turn(move.time)
        after_rest = not self._heard and move.time - self._quiet_since > 1
        self._turns = 0
        self._count += 1
        self._heard[move.pitch] = Note(move.time, 0.0, move.pitch, move.velocity)
        chance = random.Random(f"{self._seed} {self._count}")  # noqa: S311 - play, nothing secret
        answer = self._answer(move, chance, always=after_rest or self._count == 1)
        if answer is None:
            return moves
        self._answers[move.pitch] = answer
        self._free_from[answer.pitch] = math.inf
        return [*moves, Move(answer.begins, True, answer.pitch, answer.velocity)]  # noqa: FBT003 - a record

    def _end(self, move: Move) -> list[Move]:
        heard = self._heard.pop(move.pitch, None)
        if heard is None:
            return []
        pitch = self._fitted(heard.pitch) if heard.onset < self._tuned else heard.pitch
        duration = max(_SHORTEST, move.time - heard.onset)
        self._memory.append(heard._replace(duration=duration, pitch=pitch))
        del self._memory[:-_MEMORY]
        self._quiet_since = max(self._quiet_since, move.time)
        answer = self._answers.pop(move.pitch, None)
        if answer is None:
            return []
        return [self._release(answer, move.time + answer.delay + answer.held)]

    def _answer(self, move: Move, chance: random.Random, *, always: bool) -> _Answer | None:
        free = 1 - self.closeness
        if not always and chance.random() < 0.5 * (free - 0.25):
            return None
        delay = chance.uniform(0, _lateness(self.closeness))
        held = chance.uniform(0, 0.4 * free) if chance.random() < free else 0.0
        velocity = round(move.velocity + free * chance.triangular(-36, 16, -10))
        strays = chance.random() < 0.75 * free
        for pitch in self._choices(move.pitch, chance, strays=strays):
            free_from = self._free_from.get(pitch, -math.inf)
            if free_from <= move.time + max(delay, 3 * _SHORTEST):
                begins = max(move.time + delay, free_from)
                return _Answer(pitch, begins, delay, min(127, max(1, velocity)), held)
        return None

    def _choices(self, pitch: int, chance: random.Random, *, strays: bool) -> list[int]:
        """Give the tones to try, the first that is free being the one: its own tone is always among them."""
        if self.closeness >= 1:
            return [pitch]
        below = [tone for tone in self._pitches if tone < pitch][-2:]
        above = [tone for tone in self._pitches if tone > pitch][:2]
        octaves = [tone for tone in (pitch - 12, pitch + 12) if 36 <= tone <= 96]  # noqa: PLR2004 - C2 to C7
        near = below[-1:] + above[:1]
        far = below[:-1] + above[1:] if self.closeness < _LOOSE else []
        around = near * 3 + octaves * 2 + far
        chance.shuffle(around)
        return [*around, pitch] if strays else [pitch, *around[:2]]

    def _release(self, answer: _Answer, time: float) -> Move:
        end = max(time, answer.begins + _SHORTEST)
        self._free_from[answer.pitch] = end
        return Move(end, False, answer.pitch, answer.velocity)  # noqa: FBT003 - a record

    def _yield_turn(self, now: float) -> list[Move]:
        """Give way to the learner: end the tone of its own that sounds, and drop what was to come."""
        ends = []
        if self._turn and not self._turn[0].sounding:
            last = self._turn[0]
            ends = [last._replace(time=min(last.time, max(now, self._began + _SHORTEST)))]
            self._free_from[last.pitch] = ends[0].time
        self._turn = []
        return ends

    def _has_room(self, now: float) -> bool:
        return (
            self.closeness < _OWN
            and bool(self._memory)
            and not self._heard
            and self._turns < _most_turns(self.closeness)
            and now + _AHEAD >= self._next_turn()
            and all(time <= now for time in self._free_from.values())
        )

    def _next_turn(self) -> float:
        """When its next turn may begin: after a breath, and each time after a longer one."""
        last = max([self._quiet_since, *self._free_from.values()])
        return last + (1.2 + 1.6 * self.closeness) * (1 + 0.8 * self._turns)


def _lateness(closeness: float) -> float:
    if closeness >= _LOOSE:
        return _TOGETHER * (1 - closeness) / (1 - _LOOSE)
    return _TOGETHER + (_LATEST - _TOGETHER) * (_LOOSE - closeness) / _LOOSE


def _most_turns(closeness: float) -> int:
    return 3 if closeness < _OWN / 2 else 2

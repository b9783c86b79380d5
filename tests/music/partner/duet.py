"""A take with nobody at the keys: a learner's moves played to a partner, asked ten times a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mtlearn.music.move import Move
from mtlearn.music.note import Note
from mtlearn.music.scale import pitches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

KEYS = pitches("major-pentatonic", 60, 10)


class Answering(Protocol):
    """What a take asks of the one who plays along."""

    def hear(self, move: Move) -> list[Move]:
        """Answer a move."""

    def wait(self, now: float) -> list[Move]:
        """Play of its own accord."""

    def stop(self, now: float) -> list[Move]:
        """Let go."""


def moves(notes: Iterable[Sequence[float]]) -> list[Move]:
    """Lay ``(onset, duration, pitch, velocity)`` out as moves in order of time."""
    rows = [(float(t), float(d), int(p), int(v)) for t, d, p, v in notes]
    begun = [Move(t, sounding=True, pitch=p, velocity=v) for t, _, p, v in rows]
    ended = [Move(t + d, sounding=False, pitch=p, velocity=v) for t, d, p, v in rows]
    return sorted(begun + ended)


def answered(partner: Answering, played: list[Move], until: float, step: float = 0.1) -> list[Move]:
    """Play moves to a partner as a take does; asserts that what it gives is in order and not in the past."""
    out: list[Move] = []
    queue = list(played)
    tick = 0
    while (now := tick * step) <= until:
        while queue and queue[0].time <= now:
            move = queue.pop(0)
            out += checked(partner.hear(move), move.time)
        out += checked(partner.wait(now), now)
        tick += 1
    return out + checked(partner.stop(until), until)


def checked(given: list[Move], now: float) -> list[Move]:
    """Hold that moves are in order, none of them before now."""
    assert sorted(given, key=lambda move: move.time) == given
    assert all(move.time >= now - 1e-9 for move in given), (now, given)
    return given


def tones(given: list[Move]) -> list[Note]:
    """Pair beginnings and ends; asserts that none is left hanging and none overlaps itself."""
    found: list[Note] = []
    held: dict[int, Move] = {}
    for move in sorted(given):
        if move.sounding:
            assert move.pitch not in held, f"{move} begins while it sounds"
            held[move.pitch] = move
        else:
            assert move.pitch in held, f"{move} ends what does not sound"
            begun = held.pop(move.pitch)
            assert move.time > begun.time
            found.append(Note(begun.time, move.time - begun.time, move.pitch, begun.velocity))
    assert not held, f"left hanging: {held}"
    return sorted(found)


PHRASE = (0, 2, 1, 3, 2, 4, 3, 0)


def phrased(
    count: int = 5, beat: float = 0.5, rest: float = 4, keys: Sequence[int] = KEYS, velocity: int = 70
) -> list[Note]:
    """Give phrases of eight tones, the last of them held, and a rest of so many beats after each."""
    found, at = [], 1.0
    for number in range(count):
        for place, step in enumerate(PHRASE):
            length = 2.0 if place == len(PHRASE) - 1 else 0.5 if place in {2, 3} else 1.0
            pitch = keys[(step + number % 3) % len(keys)]
            found.append(Note(at, 0.9 * length * beat, pitch, velocity + 3 * (place % 3)))
            at += length * beat
        at += rest * beat
    return found


def together(partner: Answering, notes: Sequence[Note], after: float = 3.0) -> list[Note]:
    """Play notes to a partner and give what it played."""
    return tones(answered(partner, moves(notes), notes[-1].offset + after))

"""Music made up in the textures of a keyboard: no compositions, but beats, bars and figures like theirs."""

# ruff: noqa: PLR2004 - metres and note values are what they are

from __future__ import annotations

from typing import TYPE_CHECKING

from training.beat.score import Mark, Score, beat_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

__all__ = ["keyboard_score"]

METRES = ((2, 4), (3, 4), (4, 4), (4, 4), (6, 8), (3, 8), (2, 2), (12, 8), (9, 8), (3, 4))
MAJOR, MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10)
Cell = tuple[tuple[float, float], ...]
"""Notes of a beat: place and length, as parts of it."""


def _even(count: int) -> Cell:
    return tuple((index / count, 1 / count) for index in range(count))


SIMPLE: tuple[Cell, ...] = (
    ((0, 1),), _even(2), _even(4), ((0, 0.75), (0.75, 0.25)), ((0, 0.5), (0.5, 0.25), (0.75, 0.25)),
    ((0, 0.25), (0.25, 0.25), (0.5, 0.5)), _even(3), (), ((0.5, 0.5),),
    ((0.25, 0.25), (0.5, 0.25), (0.75, 0.25)), _even(8), _even(6), ((0, 0.25), (0.25, 0.75)),
    ((0.5, 0.25), (0.75, 0.25)), ((0, 0.875), (0.875, 0.125)),
)  # fmt: skip
COMPOUND: tuple[Cell, ...] = (
    ((0, 1),), ((0, 2 / 3), (2 / 3, 1 / 3)), _even(3), ((0, 0.5), (0.5, 1 / 6), (2 / 3, 1 / 3)), _even(6), (),
    ((1 / 3, 1 / 3), (2 / 3, 1 / 3)), ((0, 1 / 3), (2 / 3, 1 / 3)), _even(2),
)  # fmt: skip


class _Hands:
    """What both hands have to play with: the beat's division, the key, and chance."""

    def __init__(self, beats: int, compound: bool, chance: np.random.Generator) -> None:  # noqa: FBT001 - inside
        self.beats, self.compound, self.chance = beats, compound, chance
        self.scale = MAJOR if chance.random() < 0.6 else MINOR
        self.key = int(chance.integers(0, 12))
        self.cells = COMPOUND if compound else SIMPLE
        liked = chance.dirichlet([0.35] * len(self.cells))
        self.liked = liked * 0.9 + 0.1 / len(self.cells)
        self.anew()

    def anew(self) -> None:
        """Choose what the next bars are made of."""
        chance = self.chance
        self.left, self.right = int(chance.integers(0, 13)), int(chance.integers(0, 8))
        self.thick, self.octave = int(chance.integers(1, 4)), int(chance.integers(2, 4))
        self.doubled, self.tremolo = int(chance.choice([1, 1, 1, 2, 3])), int(chance.choice([4, 6, 8]))

    def pitch(self, degree: int, octave: int) -> int:
        return self.key + 12 * (octave + degree // 7) + self.scale[degree % 7]

    def tone(self, chord: int, index: int) -> int:
        return self.pitch(chord + (0, 2, 4, 7, 9, 11, 14)[index % 7], self.octave)


def keyboard_score(chance: np.random.Generator) -> Score:
    """Make some dozen bars: the right hand repeats its rhythms now and then, the left keeps to a figure."""
    metre = METRES[int(chance.integers(len(METRES)))]
    beats = round(metre[0] * 4 / metre[1] / beat_of(*metre))
    hands = _Hands(beats, metre[1] == 8 and metre[0] > 3, chance)
    bars = int(chance.integers(16, 40)) if beats > 2 else int(chance.integers(30, 70))
    notes: list[Mark] = []
    rhythms: dict[int, list[int]] = {}
    for bar in range(bars):
        if bar % 8 == 0 or chance.random() < 0.04:
            hands.anew()
        every = beats if chance.random() < 0.6 else max(1, beats // 2)
        chords: list[int] = []
        for beat in range(beats):
            chords.append(chords[-1] if beat % every else int(chance.choice([0, 3, 4, 5, 1, 0, 4])))
        kept = bar % 4 if chance.random() < 0.6 else bar
        if kept not in rhythms or chance.random() >= 0.7:
            rhythms[kept] = [int(chance.choice(len(hands.cells), p=hands.liked)) for _ in range(beats)]
        notes += _right(hands, bar * beats, rhythms[kept], chords)
        notes += _left(hands, bar * beats, rhythms[kept], chords)
    if chance.random() < 0.3:
        upbeat = int(chance.integers(1, beats + 1)) - float(chance.choice([0, 0.5, 0.25, 0]))
        notes = [note for note in notes if note.place >= upbeat]
    return Score(sorted(notes), [(float(beat), beat % beats == 0) for beat in range(bars * beats)])


def _right(hands: _Hands, begins: int, rhythm: list[int], chords: list[int]) -> Iterator[Mark]:
    chance = hands.chance
    degree, tied = int(chance.integers(0, 9)), chance.random() < 0.1
    for beat in range(hands.beats if hands.right else 0):
        for place, length in hands.cells[rhythm[beat]]:
            if tied and place == 0 and chance.random() < 0.5:
                continue
            degree = min(15, max(-3, degree + int(chance.choice([-2, -1, -1, 0, 1, 1, 2, 3, -3]))))
            if chance.random() < 0.3:
                degree = chords[beat] + int(chance.choice([0, 2, 4, 7]))
            voices = hands.doubled if place == 0 or chance.random() < 0.3 else 1
            for voice in range(voices):
                yield Mark(begins + beat + place, length, hands.pitch(degree, 5) - (0, 4, 9)[voice], 1)


def _left(  # noqa: C901, PLR0912 - a list of figures, each of a line or two
    hands: _Hands, begins: int, rhythm: list[int], chords: list[int]
) -> Iterator[Mark]:
    """Play one of a dozen figures, or nothing."""
    chance, thirds = hands.chance, hands.compound
    if hands.left in {2, 9, 11}:
        length = {2: 1.0, 9: 0.5, 11: float(hands.beats)}[hands.left]
        yield Mark(begins, length, hands.tone(chords[0], 0) - 12, 0)
    parts = {
        3: 3 if thirds else int(chance.choice([2, 4])),
        4: hands.thick * (3 if thirds else 2),
        10: hands.tremolo,
    }
    parts[4] = parts[4] if hands.thick < 3 else 4
    parts[6] = (3 if thirds else 2) * int(chance.choice([1, 1, 2]))
    for beat, chord in enumerate(chords):
        at = float(begins + beat)
        match hands.left:
            case 0:
                for index in range(hands.thick + 1):
                    yield Mark(at, 1, hands.tone(chord, index), 0)
            case 1:
                yield Mark(at, 0.5, hands.tone(chord, 0) - 12, 0)
                for after in (1 / 3, 2 / 3) if thirds else (0.5,):
                    for index in (1, 2):
                        yield Mark(at + after, 0.3, hands.tone(chord, index), 0)
            case 2 if beat:
                if hands.beats == 4 and beat == 2:
                    yield Mark(at, 1, hands.tone(chord, 2) - 12, 0)
                else:
                    for index in (1, 2):
                        yield Mark(at, 0.8, hands.tone(chord, index), 0)
            case 5 if beat % max(1, hands.beats // 2) == 0:
                for index in range(hands.thick + 1):
                    yield Mark(at, max(1, hands.beats // 2), hands.tone(chord, index), 0)
            case 6:
                for part in range(parts[6]):
                    for index in range(hands.thick):
                        yield Mark(at + part / parts[6], 0.8 / parts[6], hands.tone(chord, index + 1), 0)
            case 7:
                steps = (3 if thirds else 2) if hands.thick > 1 else 1
                for part in range(steps):
                    tone = hands.tone(chord, (beat + part) % 4)
                    for pitch in (tone, tone - 12)[: 2 if hands.thick == 3 else 1]:
                        yield Mark(at + part / steps, 1 / steps, pitch, 0)
            case 8:
                for place, length in hands.cells[rhythm[(beat + 1) % hands.beats]]:
                    yield Mark(
                        at + place, length, hands.pitch(int(chance.integers(-2, 8)), hands.octave + 1), 0
                    )
            case 9:
                for index in range(hands.thick):
                    yield Mark(at + 0.5, 0.5, hands.tone(chord, index + 1), 0)
            case 3 | 4 | 10:
                count = parts[hands.left]
                order = {3: (0, 1, 2) if thirds else (0, 2, 1, 2), 4: tuple(range(6)), 10: (2, 1)}[hands.left]
                for part in range(count):
                    tone = hands.tone(
                        chord, order[(part + (beat * count if hands.left == 4 else 0)) % len(order)]
                    )
                    yield Mark(at + part / count, 1 / count, tone, 0)

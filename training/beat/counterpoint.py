"""Music made up in several voices that enter one after the other with the same subject, as in fugues."""

# ruff: noqa: PLR2004 - metres and note values are what they are

from __future__ import annotations

from typing import TYPE_CHECKING

from training.beat.score import Mark, Score, beat_of

if TYPE_CHECKING:
    import numpy as np

__all__ = ["counterpoint_score"]

METRES = ((4, 4), (4, 4), (4, 4), (3, 4), (3, 4), (2, 2), (2, 4), (6, 8), (12, 8), (9, 8), (3, 8))
MAJOR, MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10)
Cell = tuple[tuple[float, float], ...]
"""Notes of a beat: place and length, as parts of it; a length may reach beyond."""
Line = list[tuple[float, float, int]]
"""Place and length, in beats, and step of the scale."""


def _even(count: int) -> Cell:
    return tuple((index / count, 1 / count) for index in range(count))


QUICK: tuple[Cell, ...] = (
    _even(2), _even(4), _even(4), _even(4), _even(8), ((0, 0.5), (0.5, 0.25), (0.75, 0.25)),
    ((0, 0.25), (0.25, 0.25), (0.5, 0.5)), ((0, 0.75), (0.75, 0.25)),
    ((0.25, 0.25), (0.5, 0.25), (0.75, 0.25)), ((0, 0.375), (0.375, 0.125), (0.5, 0.375), (0.875, 0.125)),
    _even(3), ((0.5, 0.25), (0.75, 0.25)),
)  # fmt: skip
SLOW: tuple[Cell, ...] = (
    ((0, 1),), ((0, 1),), ((0, 2),), ((0, 3),), ((0.5, 1),), ((0, 0.5), (0.5, 1)), (), ((0, 1.5),), _even(2),
    ((0.5, 0.5),), ((0, 0.75), (0.75, 0.25)),
)  # fmt: skip
QUICK_IN_3: tuple[Cell, ...] = (
    _even(3), _even(6), _even(6), _even(3), ((0, 2 / 3), (2 / 3, 1 / 3)),
    ((0, 0.5), (0.5, 1 / 6), (2 / 3, 1 / 3)),
    ((1 / 6, 1 / 6), (1 / 3, 1 / 6), (0.5, 1 / 6), (2 / 3, 1 / 6), (5 / 6, 1 / 6)),
    ((1 / 3, 1 / 3), (2 / 3, 1 / 3)),
    ((0, 1 / 3), (1 / 3, 1 / 6), (0.5, 1 / 6), (2 / 3, 1 / 6), (5 / 6, 1 / 6)),
)  # fmt: skip
SLOW_IN_3: tuple[Cell, ...] = (
    ((0, 1),), ((0, 2),), ((0, 2 / 3), (2 / 3, 1 / 3)), ((2 / 3, 1),), (), ((0, 1 / 3), (2 / 3, 1 / 3)),
    ((0, 1 / 3), (1 / 3, 2 / 3)), _even(3),
)  # fmt: skip


class _Piece:
    """What the voices have in common: the bar, the cells that are liked, the subject, and who leads when."""

    def __init__(self, chance: np.random.Generator) -> None:
        metre = METRES[int(chance.integers(len(METRES)))]
        self.chance = chance
        self.bar = max(1, round(metre[0] * 4 / metre[1] / beat_of(*metre)))
        self.in_3 = metre[1] == 8 and metre[0] > 3
        self.quick, self.slow = (QUICK_IN_3, SLOW_IN_3) if self.in_3 else (QUICK, SLOW)
        count = len(self.quick)
        self.liked = chance.dirichlet([0.4] * count) * 0.92 + 0.08 / count
        self.long = self._long()
        self.subject = self._subject()
        self.voices = int(chance.choice([2, 3, 3, 4, 4, 5]))
        self.count = self.bar * int(chance.integers(14, 34)) if self.bar > 1 else int(chance.integers(40, 80))
        self.leads = [int(chance.integers(self.voices))]
        while len(self.leads) < self.count:
            changes = chance.random() < 0.25
            self.leads.append(int(chance.integers(self.voices)) if changes else self.leads[-1])

    def cell(self, *, quick: bool) -> Cell:
        """Choose what one beat is made of."""
        if quick:
            return self.quick[int(self.chance.choice(len(self.quick), p=self.liked))]
        return self.slow[int(self.chance.integers(len(self.slow)))]

    def _long(self) -> int:
        bar = self.bar
        beats = [bar, 2 * bar, 2 * bar, bar + bar // 2, 3 * bar] if bar > 1 else [4, 6, 8]
        return max(2, min(int(self.chance.choice(beats)), 12))

    def _subject(self) -> Line:
        """Make a subject, which mostly begins after the beat or off it."""
        chance = self.chance
        begins = float(chance.choice([0, 0, 1 / 3, 2 / 3] if self.in_3 else [0, 0, 0.5, 0.25, 0.5, 0.75]))
        step, free = int(chance.choice([0, 0, 4, 2])), 0.0
        line: Line = []
        for beat in range(self.long):
            for place, length in self.cell(quick=chance.random() >= 0.3):
                at = beat + place
                if at < max(begins, free) - 1e-6:
                    continue
                step = min(8, max(-4, step + int(chance.choice([-1, -1, 1, 1, 1, 2, -2, 3, -4, 4]))))
                line.append((at, length, step))
                free = at + length if length > 1 else 0.0
        return line

    def entries(self) -> list[list[int]]:
        """Say on which beats each voice enters: all one after the other, later one or another again."""
        chance, bar = self.chance, self.bar
        entries: list[list[int]] = [[] for _ in range(self.voices)]
        at = 0
        for number, voice in enumerate(chance.permutation(self.voices)):
            entries[voice].append(at)
            at += self.long + (int(chance.choice([0, 0, bar, bar // 2])) if number % 2 else 0)
        while at < self.count:
            at += int(chance.choice([bar, 2 * bar, 3 * bar, 4 * bar, max(1, bar // 2)]))
            entries[int(chance.integers(self.voices))].append(at)
            at += self.long if chance.random() < 0.8 else max(1, bar // 2)
        return entries

    def voice(self, voice: int, entries: list[int]) -> Line:
        """Let one voice enter, and go on: it runs where it leads, and else holds, waits or answers."""
        chance = self.chance
        middle = 31 - round(14 * voice / max(1, self.voices - 1)) + int(chance.integers(-1, 2))
        line: Line = []
        step, busy, beat = middle, 0.0, entries[0]
        pattern: list[tuple[float, float, int]] | None = None
        while beat < self.count:
            if beat in entries and self.subject:
                shift = middle + int(chance.choice([0, 0, 4, -3, 1]))
                line = [one for one in line if one[0] < beat + self.subject[0][0] - 1e-6]
                line += [(beat + at, length, own + shift) for at, length, own in self.subject]
                step, busy, pattern = line[-1][2], 0.0, None
                beat += self.long
                continue
            if pattern is None or chance.random() < 0.35:
                cell = self.cell(quick=self.leads[beat] == voice or chance.random() < 0.22)
                pattern = [(*one, int(chance.choice([-1, -1, 1, 1, 2, -2, 0, 3, -3]))) for one in cell]
            for place, length, turn in pattern:
                if beat + place < busy - 1e-6:
                    continue
                step += turn
                if abs(step - middle) > 6:
                    step = middle + int(chance.integers(-2, 3))
                line.append((beat + place, length, step))
                busy = beat + place + length if length > 0.99 else busy
            beat += 1
        return line


def counterpoint_score(chance: np.random.Generator) -> Score:
    """Make some dozen bars."""
    piece = _Piece(chance)
    scale, key = (MAJOR if chance.random() < 0.5 else MINOR), int(chance.integers(0, 12))
    notes = [
        Mark(place, length, key + 12 * (step // 7) + scale[step % 7], voice)
        for voice, entries in enumerate(piece.entries())
        for place, length, step in piece.voice(voice, entries)
        if place < piece.count
    ]
    if chance.random() < 0.15:
        lowest = [note for note in notes if note.part == piece.voices - 1 and note.pitch > 45]
        notes += [note._replace(pitch=note.pitch - 12) for note in lowest]
    return Score(sorted(notes), [(float(beat), beat % piece.bar == 0) for beat in range(piece.count)])

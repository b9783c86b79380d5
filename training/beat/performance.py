"""A program that plays a score as people may: with a tempo that drifts, bends and pauses, and with slips."""

# ruff: noqa: PLR2004 - how people play, in numbers this project chose

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from training.beat.score import Mark, Score

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Performance", "Played", "perform", "simple"]


class Played(NamedTuple):
    """A played note, and the written place it is of: None for an ornament."""

    onset: float
    offset: float
    pitch: int
    velocity: int
    place: float | None


class Performance(NamedTuple):
    """What was played, in order, and when the beats of the score came."""

    notes: list[Played]
    beats: list[float]
    score: Score


MANNERS = 4
"""Strict, even, free, romantic; each number below has one for each."""
DRIFT, LOCAL, ARCH = (0.004, 0.018, 0.035, 0.06), (0.005, 0.015, 0.03, 0.06), (0, 0.04, 0.12, 0.3)
PAUSES, LEAPS, UNEVEN = (0, 0.004, 0.012, 0.025), (0, 0.002, 0.004, 0.008), (0, 0.01, 0.03, 0.05)
JITTER = (0.005, 0.007, 0.01, 0.014)


def perform(score: Score, chance: np.random.Generator) -> Performance | None:
    """Play a score; None where there is too little of it."""
    if len(score.beats) < 8:
        return None
    manner = int(chance.choice(MANNERS, p=[0.12, 0.3, 0.33, 0.25]))
    lengths = _beats(score, manner, chance)
    times = np.concatenate([[0], np.cumsum(lengths[: len(score.beats) - 1])])
    when = _clock(score, times, lengths, manner, chance)
    notes = _touch(score, when, manner, chance)
    if len(notes) < 16:
        return None
    shift = chance.uniform(0.2, 1.5) - notes[0].onset
    notes = [one._replace(onset=one.onset + shift, offset=one.offset + shift) for one in notes]
    struck: dict[int, list[float]] = {}
    for one in notes:
        if one.place is not None:
            struck.setdefault(round(one.place * 48), []).append(one.onset)
    beats = [float(np.mean(struck.get(round(place * 48), [when(place) + shift]))) for place, _ in score.beats]
    return Performance(notes, np.maximum.accumulate(beats).tolist(), score)


def _beats(score: Score, manner: int, chance: np.random.Generator) -> np.ndarray:
    """Say how long each beat is: what the music's density asks for, drifting, arching in phrases, pausing."""
    count = len(score.beats)
    thick = len({round(note.place * 48) for note in score.notes}) / count
    usual = math.exp(math.log(0.72) + 0.45 * math.log(max(thick, 0.3) / 3.5) + 0.33 * chance.normal())
    usual = max(min(max(usual, 0.25), 2.4), thick / 14)
    drift, local, arch = (each[manner] * math.exp(0.4 * chance.normal()) for each in (DRIFT, LOCAL, ARCH))
    phrase, keeps, slow = int(chance.choice([4, 6, 8, 8, 12, 16])), 0.9 + 0.08 * chance.random(), 0.0
    begins, bent = int(chance.integers(0, phrase)), np.zeros(count + 1)
    for beat in range(count + 1):
        slow = keeps * slow + 1.2 * drift * chance.normal()
        at = (beat + begins) % phrase / phrase
        ending = arch * (max(0.0, at - 0.65) / 0.35) ** 2 * chance.uniform(0.2, 1.3)
        bent[beat] = slow + ending - 0.15 * arch * math.sin(math.pi * at) + local * chance.normal()
        if chance.random() < PAUSES[manner]:
            bent[beat] += chance.uniform(0.3, 1.1)
        if chance.random() < LEAPS[manner]:
            slow += 0.3 * chance.normal()
    if chance.random() < 0.1:
        bent[int(chance.integers(count // 4, count)) :] += chance.choice([-1, 1]) * chance.uniform(0.1, 0.5)
    return usual * np.exp(np.clip(bent, -1.2, 1.6))


def _clock(
    score: Score, times: np.ndarray, lengths: np.ndarray, manner: int, chance: np.random.Generator
) -> Callable[[float], float]:
    """Give what says when a written place is played; inside a beat time bends too."""
    places = np.array([place for place, _ in score.beats])
    known, at = [], []
    for beat in range(len(places) - 1):
        bend = math.log(lengths[beat + 1] / lengths[beat]) * np.array([-0.15, -0.05, 0.05, 0.15])
        parts = np.exp(UNEVEN[manner] * chance.normal(size=4) + bend)
        begins = np.concatenate([[0], np.cumsum(parts / parts.sum())[:-1]])
        known += [places[beat] + (places[beat + 1] - places[beat]) * part / 4 for part in range(4)]
        at += list(times[beat] + lengths[beat] * begins)
    known.append(places[-1])
    at.append(times[-1])

    def when(place: float) -> float:
        if place < known[0]:
            return float(at[0] + (place - known[0]) / (places[1] - places[0]) * lengths[0])
        if place > known[-1]:
            return float(at[-1] + (place - known[-1]) / (places[-1] - places[-2]) * lengths[len(places) - 1])
        return float(np.interp(place, known, at))

    return when


def _touch(
    score: Score, when: Callable[[float], float], manner: int, chance: np.random.Generator
) -> list[Played]:
    """Strike the notes: spread chords, bring the tune out, mark bars, hold and ornament as the hand likes."""
    jitter = JITTER[manner] * math.exp(0.3 * chance.normal())
    spread, rolls = (
        0.004 + 0.004 * chance.random() * (manner + 1),
        chance.choice([0, 0.02, 0.1, 0.3], p=[0.4, 0.3, 0.2, 0.1]),
    )
    lead, level, swell = 0.012 * chance.normal(), chance.uniform(45, 85), 0.0
    bar, beat = max(0.0, chance.normal(3, 4)), max(0.0, chance.normal(1.5, 2.5))
    tune, bass, uneven = chance.normal(8, 5), chance.normal(0, 5), chance.uniform(2, 9)
    flat, pedal = chance.random() < 0.06, chance.random() < 0.1
    held, held_apart = chance.uniform(0.5, 1.15), chance.uniform(0.05, 0.35)
    shift, slips = int(chance.integers(-6, 7)), chance.choice([0, 0.01, 0.03])
    ornaments = chance.choice([0, 0.02, 0.06], p=[0.5, 0.3, 0.2])
    marked = {round(place * 48): bar if down else beat for place, down in score.beats}
    strokes: dict[int, list[Mark]] = {}
    for note in score.notes:
        strokes.setdefault(round(note.place * 48), []).append(note)
    played: list[Played] = []
    for key in sorted(strokes):
        place = strokes[key][0].place
        begins = when(place) + jitter * chance.normal()
        swell = 0.97 * swell + 1.5 * chance.normal()
        lengths = {note.pitch: note.length for note in strokes[key]}
        pitches = sorted(lengths)
        rolled = chance.uniform(0.02, 0.07) if len(pitches) > 2 and chance.random() < rolls else 0.0
        for index, pitch in enumerate(pitches):
            if chance.random() < slips:
                continue
            top, length = index == len(pitches) - 1, lengths[pitch]
            onset = (
                begins + (index * rolled or 0.6 * spread * chance.normal()) - (lead if top and index else 0.0)
            )
            hard = level + swell + uneven * chance.normal() + marked.get(key, 0.0) + (tune if top else 0.0)
            hard = 64.0 if flat else min(127.0, max(5.0, hard + (bass if not index and not top else 0.0)))
            lasts = (when(place + length) - when(place)) * min(
                1.3, max(0.15, held + held_apart * chance.normal())
            )
            lasts = max(0.04, lasts) * (1.6 if pedal else 1.0)
            if length <= 0:
                onset, lasts = onset - chance.uniform(0.04, 0.12), 0.08
            one = Played(onset, onset + lasts, pitch + shift, int(hard), place if length > 0 else None)
            played.append(one)
            if length > 0 and top and chance.random() < ornaments:
                played += _ornament(one, chance)
    return sorted(one for one in played if 20 <= one.pitch <= 109)


def _ornament(on: Played, chance: np.random.Generator) -> list[Played]:
    """Add a note before, a trill, or a turn."""
    soft, lasts = max(5, on.velocity - 8), on.offset - on.onset
    kind = int(chance.integers(0, 3))
    if kind == 0:
        return [Played(on.onset - chance.uniform(0.04, 0.11), on.onset, on.pitch + 2, soft, None)]
    if kind == 2:
        return [
            Played(on.onset + 0.07, on.onset + 0.13, on.pitch + 2, soft, None),
            Played(on.onset + 0.14, on.onset + 0.2, on.pitch, soft, None),
        ]
    count = min(14, max(2, int(lasts / chance.uniform(0.06, 0.1))))
    step = lasts / count
    return [
        Played(on.onset + index * step, on.onset + (index + 1) * step, on.pitch + 2 * (index % 2), soft, None)
        for index in range(1, count)
    ]


CELLS = {
    "quarters": ((0.0,),), "chords": ((0.0,),), "mixed": ((0.0,), (0.0, 0.5), (0.0,), (0.0, 0.5), ()),
    "eighths": ((0.0, 0.5),), "bass": ((0.0,), (0.0, 0.5), (0.0, 0.25, 0.5, 0.75)), "halves": ((0.0,), ()),
    "thirds": ((0.0, 1 / 3, 2 / 3), (0.0, 2 / 3), (0.0,)),
}  # fmt: skip


def simple(chance: np.random.Generator) -> Performance:
    """Play as a beginner might: a steady pulse with some noise, in quarters, eighths or little figures."""
    kind = str(chance.choice(list(CELLS), p=[0.3, 0.12, 0.2, 0.12, 0.12, 0.07, 0.07]))
    period, noise = 60 / chance.uniform(46, 150), chance.uniform(0, 0.036)
    bar = int(chance.choice([2, 3, 4, 4]))
    count = bar * int(chance.integers(6, 20))
    lengths = period * np.exp(np.cumsum(chance.normal(size=count) * chance.choice([0, 0, 0.004, 0.01])))
    beats = np.concatenate([[0], np.cumsum(lengths)[:-1]]) + chance.uniform(0.3, 1)
    accent, level, uneven = float(chance.choice([0, 4, 10])), chance.uniform(50, 90), chance.uniform(0, 7)
    flat, top = chance.random() < 0.3, 60 + int(chance.integers(-6, 12))
    cells, regular = CELLS[kind], chance.random() < 0.5
    pattern = [cells[int(chance.integers(len(cells)))] for _ in range(2 * bar)]
    notes: list[Played] = []
    for beat in range(count):
        cell = pattern[beat % len(pattern)] if regular else cells[int(chance.integers(len(cells)))]
        for part in cell:
            onset = float(beats[beat] + part * lengths[beat] + noise * chance.normal())
            top = min(84, max(48, top + int(chance.integers(-3, 4))))
            mark = (accent if beat % bar == 0 else 0.4 * accent) if part == 0 else 0.0
            hard = 80 if flat else int(min(127, max(5, level + uneven * chance.normal() + mark)))
            lasts = chance.uniform(0.3, 1) * lengths[beat] * (0.5 if len(cell) > 1 else 1)
            pitches = (top, top + 4, top + 7) if kind == "chords" else (top,)
            notes += [Played(onset, onset + lasts, pitch, hard, beat + part) for pitch in pitches]
        if kind == "bass" and chance.random() < 0.8:
            onset = float(beats[beat] + noise * chance.normal())
            deep = 36 + int(chance.integers(0, 12))
            notes.append(Played(onset, onset + 0.9 * lengths[beat], deep, int(level), float(beat)))
    score = Score([], [(float(beat), beat % bar == 0) for beat in range(count)])
    return Performance(sorted(notes), beats.tolist(), score)

"""Simple playing in two layers: a tune, and under it a bass, chords held or broken, or a drone."""

# ruff: noqa: PLR2004 - metres and note values are what they are

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from training.beat.performance import Performance, Played
from training.beat.score import Score

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["layered"]

TUNES: tuple[tuple[tuple[float, ...], ...], ...] = (
    ((0.0,),),
    ((0.0,), (0.0, 0.5)),
    ((0.0, 0.5),),
    ((0.0,), (0.0, 0.5), (0.0,), ()),
    ((0.0,), (0.0, 0.5), (0.0,), (0.0, 0.25, 0.5, 0.75)),
    ((0.0, 0.5, 0.75), (0.0,)),
    ((0.0, 0.75), (0.0, 0.5)),
    ((0.0,), ()),
    ((0.0,), (0.0,), (0.0,), ()),
)
"""Rhythms of a tune: what each beat has, over and over or mixed."""
UNDER = (
    *("none", "chord a bar", "chord a half", "chord a beat", "bass a bar", "bass a half", "bass a beat"),
    *("oom-pah", "alberti", "off-beat", "drone", "broken", "arpeggio"),
)
Tone = tuple[float, float, int]
"""Place in the beat and length, in beats, and pitch."""


def layered(chance: np.random.Generator) -> Performance:
    """Play a tune over something, steadily but for slips of the hand."""
    bar = int(chance.choice([2, 3, 4, 4, 4]))
    period, noise = 60 / chance.uniform(46, 162), chance.uniform(0, 0.036)
    count, under = bar * int(chance.integers(8, 22)), str(chance.choice(UNDER))
    lengths = period * np.exp(np.cumsum(chance.normal(size=count) * chance.choice([0, 0, 0.004, 0.01])))
    beats = np.concatenate([[0], np.cumsum(lengths)[:-1]]) + chance.uniform(0.3, 1)
    tune, mixed = TUNES[int(chance.integers(len(TUNES)))], chance.random() < 0.4
    flat, accent = chance.random() < 0.35, float(chance.choice([0, 3, 8]))
    level, uneven, soft = chance.uniform(50, 90), chance.uniform(0, 7), chance.uniform(-12, 6)
    held, top = chance.uniform(0.4, 1.12), 67 + int(chance.integers(-6, 8))
    low, root = 45 + int(chance.integers(-5, 6)), 0
    notes: list[Played] = []
    for beat in range(count):
        cell = tune[int(chance.integers(len(tune))) if mixed else beat % len(tune)]
        tones: list[tuple[Tone, float]] = []
        for place, following in pairwise((*cell, 1.0)):
            top = min(84, max(58, top + int(chance.integers(-3, 4))))
            tones.append(((place, following - place, top), 0.0))
        root = int(chance.choice([0, 5, 7, 9, 0])) if beat % bar == 0 else root
        tones += [(tone, soft) for tone in _under(under, beat, bar, low, root)]
        for (place, length, pitch), softer in tones:
            onset = float(beats[beat] + place * lengths[beat] + noise * chance.normal())
            mark = 0.0 if place else accent if beat % bar == 0 else 0.4 * accent
            hard = 72 if flat else int(min(127, max(5, level + uneven * chance.normal() + mark + softer)))
            lasts = max(0.05, length * float(lengths[beat]) * held)
            notes.append(Played(onset, onset + lasts, pitch, hard, beat + place))
    score = Score([], [(float(beat), beat % bar == 0) for beat in range(count)])
    return Performance(sorted(notes), beats.tolist(), score)


def _under(  # noqa: C901, PLR0912 - a list of figures, each of a line or two
    under: str, beat: int, bar: int, low: int, root: int
) -> Iterator[Tone]:
    """Give what lies under one beat of the tune."""
    chord = [low + 7 + root % 7 + step for step in (0, 4, 7)]
    bass, first, half = low + root - 12 * (root > 6), beat % bar == 0, beat % bar % 2 == 0
    match under:
        case "chord a bar" if first:
            yield from ((0.0, float(bar), pitch) for pitch in chord)
        case "chord a half" if beat % 2 == 0:
            yield from ((0.0, 2.0, pitch) for pitch in chord)
        case "chord a beat":
            yield from ((0.0, 1.0, pitch) for pitch in chord)
        case "bass a bar" if first:
            yield 0.0, float(bar), bass
        case "bass a half" if half:
            yield 0.0, 2.0 if bar % 2 == 0 or first else 1.0, bass
        case "bass a beat":
            yield 0.0, 1.0, bass + (7 if beat % 2 else 0)
        case "oom-pah" if first or (bar == 4 and half):
            yield 0.0, 1.0, bass
        case "oom-pah":
            yield from ((0.0, 0.8, pitch) for pitch in chord[1:])
        case "alberti":
            steps = (0, 2) if bar == 2 else (0, 2, 1, 2)
            yield from ((at / len(steps), 1 / len(steps), chord[step]) for at, step in enumerate(steps))
        case "off-beat":
            yield 0.0, 0.5, bass
            yield from ((0.5, 0.45, pitch) for pitch in chord[1:])
        case "drone" if beat % (4 * bar) == 0:
            yield from ((0.0, 4.0 * bar, pitch) for pitch in (low, low + 7))
        case "broken":
            yield 0.0, 0.5, chord[0] - 12
            yield 0.5, 0.5, chord[1 + beat % 2]
        case "arpeggio":
            yield from ((part / 2, 1.2, chord[(2 * beat + part) % 3]) for part in (0, 1))

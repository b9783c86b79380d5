"""A score to be played: its notes, and where its beats are; from the corpus of music21, and parts of it."""

# ruff: noqa: PLR2004 - metres and note values are what they are

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from music21.stream import Score as Written

__all__ = ["FIDDLE", "Mark", "Score", "corpus_scores", "excerpt"]

FIDDLE = ("ryansMammoth", "oneills1850", "airdsAirs")
ART = (
    "beethoven",
    "mozart",
    "haydn",
    "schumann_robert",
    "schumann_clara",
    "chopin",
    "joplin",
    "cpebach",
    "corelli",
)
"""Folders of the corpus: tunes of one voice, and music of several."""


class Mark(NamedTuple):
    """A written note: place and length in quarters, MIDI pitch, and which part plays it."""

    place: float
    length: float
    pitch: int
    part: int


class Score(NamedTuple):
    """Written notes in order, and its beats as (place, whether a bar begins there)."""

    notes: list[Mark]
    beats: list[tuple[float, bool]]


def corpus_scores(count: int, seed: int) -> Iterator[tuple[str, Score]]:
    """Read scores from music21's corpus with the folder each is from; what has no metre is passed over."""
    from music21 import converter, corpus  # noqa: PLC0415 - heavy

    folders: dict[str, list[str]] = {}
    for path in map(str, corpus.getCorePaths()):
        folders.setdefault(path.split("/corpus/")[1].split("/")[0], []).append(path)
    chance = random.Random(seed)  # noqa: S311 - music, not secrets
    paths = [(folder, path) for folder in (*ART, *FIDDLE) for path in folders[folder][:200]]
    paths += [("bach", path) for path in chance.sample(folders["bach"], 70)]
    chance.shuffle(paths)
    found = 0
    for folder, path in paths:
        written = converter.parse(path)
        for one in list(getattr(written, "scores", [written]))[:8]:
            score = _read(one)
            if score is not None and len(score.notes) > 30:
                found += 1
                yield folder, score
        if found >= count:
            return


def _read(written: Written) -> Score | None:
    notes = []
    for part, stream in enumerate(written.parts):
        for one in stream.stripTies().flatten().notes:
            if "Harmony" not in one.classes:
                length = 0.0 if one.duration.isGrace else float(one.duration.quarterLength)
                notes += [Mark(float(one.offset), length, pitch.midi, part) for pitch in one.pitches]
    beats: list[tuple[float, bool]] = []
    metre: tuple[int, int] | None = None
    bars = list(written.parts[0].getElementsByClass("Measure"))
    for number, bar in enumerate(bars):
        if bar.timeSignature:
            metre = bar.timeSignature.numerator, bar.timeSignature.denominator
        if metre is None:
            return None
        unit, begins = beat_of(*metre), float(bar.offset)
        ends = (
            float(bars[number + 1].offset) if number + 1 < len(bars) else begins + bar.duration.quarterLength
        )
        missing = float(bar.paddingLeft or 0)
        if not number and not missing:
            missing = max(0.0, metre[0] * 4 / metre[1] - (ends - begins))
        places = [begins - missing + beat * unit for beat in range(64)]
        beats += [(at, at == places[0]) for at in places if begins - 1e-6 <= at < ends - 1e-6]
    return Score(sorted(notes), beats)


def beat_of(beats: int, value: int) -> float:
    """Say how many quarters a beat is: three eighths in 6/8, 9/8 and 12/8, else what the metre counts in."""
    if value in {8, 16} and beats in {6, 9, 12, 18, 24}:
        return 12 / value
    return 0.75 if (beats, value) == (3, 16) else 4 / value


def excerpt(score: Score, chance: np.random.Generator) -> Score | None:
    """Take some bars of some parts; now and then break long notes up into figures, or double the bass."""
    if len(score.beats) < 16:
        return None
    parts = sorted({note.part for note in score.notes})
    kept = set(parts)
    if len(parts) > 1 and chance.random() < 0.35:
        kept = set(chance.choice(parts, int(chance.integers(1, len(parts) + 1)), replace=False).tolist())
    first = int(chance.integers(0, max(1, len(score.beats) - 24))) if chance.random() < 0.7 else 0
    last = min(len(score.beats) - 1, first + int(chance.integers(40, 140)))
    begins, ends = score.beats[first][0], score.beats[last][0]
    if chance.random() < 0.3:
        begins -= float(chance.choice([0.5, 0.25, 1, 1.5]))
    notes = [note for note in score.notes if begins - 1e-6 <= note.place < ends and note.part in kept]
    if len(notes) < 24:
        return None
    if chance.random() < 0.45:
        notes = _figures(
            notes, int(chance.choice(sorted(kept))), (ends - begins) / max(1, last - first), chance
        )
    if chance.random() < 0.3:
        deep = [
            note._replace(pitch=note.pitch - 12)
            for note in notes
            if note.part == max(kept) and note.pitch > 40
        ]
        notes = sorted(notes + deep)
    return Score(notes, score.beats[first : last + 1])


def _figures(notes: list[Mark], part: int, beat: float, chance: np.random.Generator) -> list[Mark]:
    """Break the long notes of a part up: the same note again, a broken chord, or octaves."""
    each, least = int(chance.choice([2, 3, 4, 4, 6, 8])), float(chance.choice([0.5, 1, 1])) * beat
    steps = ((0,), (0, 7, 12, 7), (0, 12))[int(chance.integers(0, 3))]
    made = []
    for note in notes:
        count = max(1, round(note.length / beat * each))
        if note.part != part or note.length < least - 1e-6 or count > 32 or chance.random() > 0.95:
            made.append(note)
            continue
        length = note.length / count
        made += [
            Mark(note.place + index * length, length, note.pitch + steps[index % len(steps)], part)
            for index in range(count)
        ]
    return sorted(made)

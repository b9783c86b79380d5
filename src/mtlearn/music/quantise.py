"""From played time to written time: where each tone stands on a grid of beats, in one voice or two."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtlearn.music.bars import Bars
    from mtlearn.music.note import Phrase

__all__ = ["Written", "grid", "voices", "written"]

_GRIDS: Final = (2, 4, 3)
"""Parts of a beat to write in: eighths, sixteenths, triplets; the plainer where it says enough."""
_NEAR: Final = 0.045
"""How far (in beats) tones may lie from the grid on average and still be written on it."""
_OVERLAP: Final = 1.0
"""A tone held this many beats (or more) into the next gets a voice of its own; shorter, it is cut."""


class Written(NamedTuple):
    """Tones that begin together, in parts of a beat from the beginning of bar 1."""

    onset: int
    duration: int
    pitches: tuple[int, ...]

    @property
    def end(self) -> int:
        """Where they end, in parts of a beat."""
        return self.onset + self.duration


def grid(phrase: Phrase, bars: Bars) -> int:
    """Choose how many parts a beat is written in: the plainest of 2, 4 and 3 that lies near what was played.

    In free time it is always 4: there is no beat that a tone could lie beside.
    """
    if not bars.steady or not phrase:
        return 4
    places = [bars.position(note.onset) for note in phrase]
    away = {parts: _away(places, parts) for parts in _GRIDS}
    if away[2] <= _NEAR:
        return 2
    return 3 if away[3] < 0.6 * away[4] else 4


def written(phrase: Phrase, bars: Bars, parts: int) -> tuple[Written, ...]:
    """Set a phrase on the grid; tones that come to stand at the same place become one chord.

    A short silence before the next tone is written as part of the tone: players let go a little early.
    """
    starts: dict[int, dict[int, int]] = defaultdict(dict)
    for note in phrase:
        onset = max(0, round(bars.position(note.onset) * parts))
        end = max(onset + 1, round(bars.position(note.offset) * parts))
        starts[onset][note.pitch] = max(end, starts[onset].get(note.pitch, 0))
    found = []
    for onset, ends in sorted(starts.items()):
        by_end: dict[int, list[int]] = defaultdict(list)
        for pitch, end in ends.items():
            by_end[end].append(pitch)
        if max(by_end) - min(by_end) < _OVERLAP * parts:
            by_end = {max(by_end): list(ends)}
        found += [Written(onset, end - onset, tuple(sorted(tones))) for end, tones in sorted(by_end.items())]
    return tuple(found)


def voices(row: Iterable[Written], parts: int) -> tuple[tuple[Written, ...], ...]:
    """Part chords that overlap by a beat or more into two voices, the higher first; shorter overlaps are cut.

    Silences shorter than half a beat between two tones of a voice are written as part of the first.
    """
    first: list[Written] = []
    second: list[Written] = []
    for chord in row:
        overlaps = bool(first) and first[-1].end - chord.onset >= _OVERLAP * parts
        free = not second or second[-1].end - chord.onset < _OVERLAP * parts
        if overlaps and free:
            held = first[-1]
            if chord.pitches[0] > held.pitches[0] and (not second or second[-1].end <= held.onset):
                second.append(first.pop())
                _add(first, chord, parts)
            else:
                _add(second, chord, parts)
        else:
            _add(first, chord, parts)
    return tuple(tuple(voice) for voice in (first, second) if voice)


def _add(voice: list[Written], chord: Written, parts: int) -> None:
    if voice:
        last = voice[-1]
        if last.onset == chord.onset:
            pitches = tuple(sorted({*last.pitches, *chord.pitches}))
            voice[-1] = Written(last.onset, max(last.duration, chord.duration), pitches)
            return
        if last.end > chord.onset or (chord.onset - last.end) * 2 < parts:
            voice[-1] = last._replace(duration=min(chord.onset - last.onset, last.duration + parts // 2))
    voice.append(chord)


def _away(places: Sequence[float], parts: int) -> float:
    return sum(abs(place * parts - round(place * parts)) / parts for place in places) / len(places)

"""A piece as it can be written: bars, and in each part tones on a grid that is as fine as each beat needs.

Where the file says where beats are, and its notes lie on them, they are believed; where not (somebody played
freely over a click that was never heard), the pulse that is heard in the notes is laid under them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.bars import bars as heard_bars
from mtlearn.music.note import Duo
from mtlearn.music.piece import Metre, Piece, Tempo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtlearn.music.note import Phrase

__all__ = ["UNIT", "Bar", "Tone", "bars_of", "believed", "cut", "lines", "tones"]

UNIT: Final = 24
"""Steps in a quarter: thirty-seconds and sextuplets both lie on them."""
_STEPS: Final = (UNIT, 12, 6, 8, 4, 3)
_NEAR: Final = 0.5
_EXACT: Final = 0.05
_MOSTLY: Final = 0.9
"""A part whose notes nearly all end on a step was written, not played: its lengths are kept as they are."""
_ON_THE_GRID: Final = 0.75
_VOICES: Final = 4
_COMMON: Final = Metre(0.0, 4, 4)
_FINEST: Final = 32


class Bar(NamedTuple):
    """A bar, in steps: where it starts, how long it and each of its beats is; its metre."""

    start: int
    length: int
    beat: int
    metre: Metre


class Tone(NamedTuple):
    """Tones that begin and end together, in steps."""

    onset: int
    end: int
    pitches: tuple[int, ...]


def believed(piece: Piece) -> Piece:
    """Give the piece with beats under it: its own where its notes lie on them, else those that are heard."""
    onsets = [piece.quarters(note.onset) * UNIT for part in piece.parts for note in part.notes]
    near = sum(min(abs(at - 6 * round(at / 6)), abs(at - 8 * round(at / 8))) <= 2 * _NEAR for at in onsets)
    if piece.beats and near >= _ON_THE_GRID * len(onsets):
        return piece
    everyone = tuple(sorted(note for part in piece.parts for note in part.notes))
    laid = heard_bars(Duo(everyone, ()))
    tempi = [Tempo(float(at), one, two - one) for at, (one, two) in enumerate(pairwise(laid.points))]
    return replace(piece, tempi=tuple(tempi), metres=(_COMMON,), keys=(), upbeat=0.0, beats=laid.steady)


def bars_of(piece: Piece) -> list[Bar]:
    """Lay out bars until the music ends."""
    ends = (piece.quarters(note.offset) for part in piece.parts for note in part.notes)
    end = round(max(ends, default=0.0) * UNIT)
    changes = {round(one.at * UNIT): one for one in piece.metres if one.unit <= _FINEST}
    metre, found, at = _COMMON, list[Bar](), 0
    while at < max(end, 1):
        metre = changes.get(at, metre)
        length = metre.beats * 4 * UNIT // metre.unit
        if not found and 0 < piece.upbeat * UNIT < length:
            length = max(1, round(piece.upbeat * UNIT))
        until = min([change for change in changes if at < change < at + length], default=at + length)
        found.append(Bar(at, until - at, _beat(metre), metre))
        at = until
    return found


def _beat(metre: Metre) -> int:
    """Say how long a beat is: three eighths in 6/8, 9/8 and 12/8; a quarter, or less, elsewhere."""
    unit = 4 * UNIT // metre.unit
    if metre.unit == 8 and metre.beats % 3 == 0:  # noqa: PLR2004 - eighths by threes
        return 3 * unit
    return min(UNIT, unit)


def tones(phrase: Phrase, where: Callable[[float], float], bars: Sequence[Bar]) -> list[Tone]:
    """Set a part's notes on the grid; those that begin and end together are one."""
    places = [(where(note.onset) * UNIT, where(note.offset) * UNIT, note.pitch) for note in phrase]
    beats = [bar.start + at for bar in bars for at in range(0, bar.length, bar.beat)]
    by_beat: dict[int, list[float]] = defaultdict(list)
    owner = _owner(beats)
    for onset, _, _ in places:
        by_beat[owner(onset)].append(onset)
    steps = {beat: _step([one - beat for one in inside]) for beat, inside in by_beat.items()}
    exact = sum(abs(end - round(end)) <= _EXACT for _, end, _ in places) >= _MOSTLY * len(places)
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for onset, end, pitch in places:
        beat = owner(onset)
        step = steps[beat]
        begins = max(0, beat + step * round((onset - beat) / step))
        last = owner(end)
        fine = _step([end - last]) if exact else min(12, step, steps.get(last, 12))
        ends = last + fine * round((end - last) / fine)
        found[begins, ends if ends > begins else begins + min(step, 12)].add(pitch)
    return [Tone(begins, ends, tuple(sorted(pitches))) for (begins, ends), pitches in sorted(found.items())]


def _owner(beats: Sequence[int]) -> Callable[[float], int]:
    return lambda at: beats[max(0, bisect_right(beats, at + _NEAR) - 1)]


def _step(places: Sequence[float]) -> int:
    """Choose the plainest step on which places (from the beat) lie; else sixteenths or triplets."""
    for step in _STEPS:
        if all(abs(place - step * round(place / step)) <= _NEAR for place in places):
            return step
    if all(abs(place - round(place)) <= _EXACT for place in places):
        return 1  # a score that mixes threes and fours in one beat
    away = {step: sum(abs(place - step * round(place / step)) / step for place in places) for step in (6, 8)}
    return 8 if away[8] < 0.6 * away[6] else 6


def lines(row: Sequence[Tone]) -> list[list[Tone]]:
    """Part tones into up to four voices of one tone after another; beyond that, tones are cut."""
    found: list[list[Tone]] = []
    for tone in sorted(row, key=lambda one: (one.onset, -max(one.pitches))):
        free = next((line for line in found if line[-1].end <= tone.onset), None)
        if free is None and len(found) < _VOICES:
            found.append(free := [])
        if free is None:
            free = min(found, key=lambda line: line[-1].end - tone.onset)
            last = free[-1]
            if last.onset == tone.onset:
                both = tuple(sorted({*last.pitches, *tone.pitches}))
                free[-1] = Tone(last.onset, max(last.end, tone.end), both)
                continue
            free[-1] = last._replace(end=tone.onset)
        free.append(tone)
    return found


def cut(begins: int, ends: int, bar: Bar) -> Iterator[tuple[int, int]]:
    """Cut a length inside a bar into note values, so that beats show: (onset, length)."""
    whole = -(-bar.length // bar.beat)
    while begins < ends:
        place, inside = divmod(begins - bar.start, bar.beat)
        left = ends - begins
        if inside or left < bar.beat:
            until = min(ends, bar.start + (place + 1) * bar.beat)
            sizes = (16, 8, 4, 2, 1) if begins % 3 or until % 3 else (24, 18, 12, 9, 6, 3)
            size = next(size for size in sizes if size <= until - begins)
        else:
            fits = (n for n in (8, 6, 4, 3, 2, 1) if n * bar.beat <= left)
            count = next(n for n in fits if _shows(n, place, whole, bar.beat))
            size = count * bar.beat
        yield begins, size
        begins += size


def _shows(count: int, place: int, whole: int, beat: int) -> bool:
    """Say whether a value of so many beats may begin here and leave the middle of the bar to be seen."""
    if beat % 9 == 0:
        return count in {1, 2, 4} and place % count == 0
    if count in {3, 6}:
        return place == 0
    return place % count == 0 or (count, place, whole) == (2, 1, 3)

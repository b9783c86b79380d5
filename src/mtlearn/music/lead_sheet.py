"""A verse on one stave: the melody, its words under it, the chords above; a line of words on each line."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mtlearn.music.piece import Metre
from mtlearn.music.score import spelled
from mtlearn.music.written import UNIT, Bar, cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtlearn.music.verse import Sung

__all__ = ["LeadSheet", "lead_sheet"]

_DOTTED: Final = Fraction(3, 2)
_Any = Any
"""music21 ships no types."""


class LeadSheet(NamedTuple):
    """What is written down.

    ``chords`` has a symbol for each bar, ``names`` what each is called in the reader's language (empty: chord
    symbols are written, as files want them). ``beats`` and ``dotted`` say how a bar is counted, ``fifths`` is
    the key signature, ``line`` how many bars a line of words has.
    """

    title: str
    sung: tuple[Sung, ...]
    chords: tuple[str, ...]
    names: tuple[str, ...]
    beats: int
    dotted: bool
    tempo: int
    fifths: int
    line: int = 4


def lead_sheet(sheet: LeadSheet) -> _Any:
    """Write a verse as a music21 score of one stave.

    Tones beyond the last bar are left out; bars in which nobody sings have a rest.
    """
    m21 = _music21()
    staff = m21.stream.Part(id="verse")
    staff.partName = ""
    for number in range(len(sheet.chords)):
        measure = m21.stream.Measure(number=number + 1)
        if number == 0:
            measure.clef = m21.clef.TrebleClef()
            measure.keySignature = m21.key.KeySignature(sheet.fifths)
            measure.timeSignature = m21.meter.TimeSignature(_signature(sheet))
            beat = m21.duration.Duration(_DOTTED if sheet.dotted else 1)
            measure.insert(0, m21.tempo.MetronomeMark(number=sheet.tempo, referent=beat))
        elif number % sheet.line == 0:
            measure.insert(0, m21.layout.SystemLayout(isNew=True))
        if number % sheet.line == 0 or sheet.chords[number] != sheet.chords[number - 1]:
            measure.insert(0, _chord(sheet, number))
        _fill(measure, sheet, number)
        staff.append(measure)
    staff.makeBeams(inPlace=True)
    staff.makeAccidentals(inPlace=True)
    staff.getElementsByClass(m21.stream.Measure)[-1].rightBarline = "final"
    whole = m21.stream.Score()
    whole.insert(0, m21.metadata.Metadata(title=sheet.title, composer=""))
    whole.insert(0, staff)
    return whole


def _music21() -> _Any:
    import music21  # noqa: PLC0415 - half a second, only for notation

    return music21


def _signature(sheet: LeadSheet) -> str:
    return f"{3 * sheet.beats}/8" if sheet.dotted else f"{sheet.beats}/4"


def _chord(sheet: LeadSheet, number: int) -> _Any:
    m21 = _music21()
    if sheet.names:
        words = m21.expressions.TextExpression(sheet.names[number])
        words.placement = "above"
        words.style.fontWeight, words.style.fontStyle = "bold", "normal"
        return words
    symbol = sheet.chords[number]
    flat = symbol[1:2] == "b"
    return m21.harmony.ChordSymbol(symbol[0] + symbol[1:].replace("b", "-", 1) if flat else symbol)


def _fill(measure: _Any, sheet: LeadSheet, number: int) -> None:
    m21 = _music21()
    beat = int(UNIT * (_DOTTED if sheet.dotted else 1))
    length = sheet.beats * beat
    metre = Metre(0.0, 3 * sheet.beats, 8) if sheet.dotted else Metre(0.0, sheet.beats, 4)
    bar = Bar(number * length, length, beat, metre)
    pieces = list(_pieces(_steps(sheet.sung, beat), bar))
    if all(tone is None for *_, tone in pieces):
        rest = m21.note.Rest(quarterLength=Fraction(length, UNIT))
        rest.fullMeasure = True
        measure.append(rest)
        return
    for onset, size, tone in pieces:
        quarters = Fraction(size, UNIT)
        if tone is None:
            measure.append(m21.note.Rest(quarterLength=quarters))
            continue
        begins, ends, one = tone
        written = m21.note.Note(spelled(one.pitch, sheet.fifths), quarterLength=quarters)
        before, after = onset > begins, onset + size < ends
        if before or after:
            written.tie = m21.tie.Tie("continue" if before and after else "stop" if before else "start")
        if one.syllable and not before:
            written.lyrics.append(m21.note.Lyric(text=one.syllable, syllabic=one.place or "single"))
        measure.append(written)


_Tone = tuple[int, int, "Sung"]


def _steps(sung: Sequence[Sung], beat: int) -> list[_Tone]:
    """Set the tones on the grid, one after the other: each ends where the next begins at the latest."""
    rows = sorted((round(one.onset * beat), round(one.end * beat), one) for one in sung)
    found: list[_Tone] = []
    for begins, ends, one in rows:
        if found and found[-1][0] >= begins:
            continue
        if found and found[-1][1] > begins:
            found[-1] = (found[-1][0], begins, found[-1][2])
        found.append((begins, max(ends, begins + 1), one))
    return found


def _pieces(tones: Sequence[_Tone], bar: Bar) -> Iterator[tuple[int, int, _Tone | None]]:
    """Cut what is sung into what can be written in one bar: (onset, length, tone or None for a rest)."""
    now, end = bar.start, bar.start + bar.length
    for tone in tones:
        begins, ends, _ = tone
        if ends <= bar.start or begins >= end:
            continue
        if begins > now:
            yield from ((at, size, None) for at, size in cut(now, begins, bar))
        now = max(now, begins)
        yield from ((at, size, tone) for at, size in cut(now, min(ends, end), bar))
        now = min(ends, end)
    if now < end:
        yield from ((at, size, None) for at, size in cut(now, end, bar))

"""Any piece as a music21 score: its parts as staves, with bars, key, tempo, and up to four voices a staff."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from statistics import mean
from typing import TYPE_CHECKING, Any, Final

from mtlearn.errors import TooMuchMusicError
from mtlearn.music.general_midi import DRUM_PLACES
from mtlearn.music.written import UNIT, bars_of, believed, cut, lines, tones

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtlearn.music.piece import Part, Piece
    from mtlearn.music.written import Bar, Tone

__all__ = ["MOST_NOTES", "score_of", "spelled"]

MOST_NOTES: Final = 20_000
"""Notes that are written: some hundred pages, half a minute of work."""
_MOST_BARS: Final = 5_000
_BASS_BELOW: Final = 57
_HIGH_ABOVE: Final = 84
_LOW, _MIDDLE, _HIGH = 53, 60, 67
_PLACES: Final = {key: place for place, key in DRUM_PLACES.items()}
_CROSSES: Final = frozenset({37, 42, 44, 46, 49, 51, 52, 53, 55, 57, 59})
_LETTERS: Final = "FCGDAEB"

_Any = Any
"""music21 ships no types."""


def score_of(piece: Piece, name: str) -> _Any:
    """Write a piece as a music21 score.

    Raises:
        TooMuchMusicError: it has more notes or bars than are written.
    """
    if piece.count > MOST_NOTES:
        raise TooMuchMusicError(name, f"{piece.count} notes to write", f"{MOST_NOTES} notes")
    piece = believed(piece)
    if piece.quarters(piece.length) > _MOST_BARS:
        raise TooMuchMusicError(
            name, f"{piece.quarters(piece.length):.0f} beats to write", f"{_MOST_BARS} beats"
        )
    m21, bars = _music21(), bars_of(piece)
    whole = m21.stream.Score()
    whole.insert(0, m21.metadata.Metadata(title=piece.title, composer=""))
    for number, part in enumerate(piece.parts):
        staves = [
            _staff(one, piece, bars, first=number + place == 0) for place, one in enumerate(_hands(part))
        ]
        for staff in staves:
            whole.insert(0, staff)
        if len(staves) > 1:
            whole.insert(0, m21.layout.StaffGroup(staves, name=part.name, symbol="brace"))
    return whole


def _hands(part: Part) -> list[Part]:
    """Part what reaches far down and far up into two staves at middle C, as for a piano."""
    low = sum(note.pitch < _LOW for note in part.notes)
    high = sum(note.pitch > _HIGH for note in part.notes)
    if part.drums or min(low, high) * 10 < len(part.notes):
        return [part]
    upper = tuple(note for note in part.notes if note.pitch >= _MIDDLE)
    lower = tuple(note for note in part.notes if note.pitch < _MIDDLE)
    return [replace(part, notes=upper), replace(part, notes=lower, name="")]


def _music21() -> _Any:
    import music21  # noqa: PLC0415 - half a second, only for notation

    return music21


def _staff(part: Part, piece: Piece, bars: Sequence[Bar], *, first: bool) -> _Any:
    m21 = _music21()
    staff = m21.stream.Part()
    staff.partName = part.name
    rows = lines(tones(part.notes, piece.quarters, bars))
    keys = {round(one.at * UNIT): one.fifths for one in piece.keys}
    fifths, metre = 0, None
    for number, bar in enumerate(bars):
        measure = m21.stream.Measure(number=number + 1 - bool(piece.upbeat))
        if number == 0:
            measure.clef = _clef(part)
        if bar.start in keys and not part.drums:
            fifths = keys[bar.start]
            measure.keySignature = m21.key.KeySignature(fifths)
        if bar.metre != metre:
            metre = bar.metre
            measure.timeSignature = m21.meter.TimeSignature(f"{metre.beats}/{metre.unit}")
        if number == 0 and piece.upbeat:
            measure.paddingLeft = Fraction(metre.bar).limit_denominator(64) - Fraction(bar.length, UNIT)
        if first:
            _mark_tempo(measure, bar, piece)
        _fill(measure, rows, bar, fifths, drums=part.drums)
        staff.append(measure)
    staff.makeBeams(inPlace=True)
    if not part.drums:
        staff.makeAccidentals(inPlace=True)
    staff.getElementsByClass(m21.stream.Measure)[-1].rightBarline = "final"
    return staff


def _clef(part: Part) -> _Any:
    m21 = _music21()
    if part.drums:
        return m21.clef.PercussionClef()
    middle = mean(note.pitch for note in part.notes)
    if middle < _BASS_BELOW:
        return m21.clef.BassClef()
    return m21.clef.Treble8vaClef() if middle > _HIGH_ABOVE else m21.clef.TrebleClef()


def _mark_tempo(measure: _Any, bar: Bar, piece: Piece) -> None:
    """Write the tempo where it changes by more than a breath."""
    m21 = _music21()
    if not piece.beats:
        return
    before = None
    for tempo in piece.tempi:
        at = round(tempo.at * UNIT)
        if at >= bar.start + bar.length:
            return
        if at >= bar.start and (before is None or abs(before - tempo.bpm) > 0.1 * before):
            mark = m21.tempo.MetronomeMark(number=min(999, max(1, round(tempo.bpm))))
            measure.insert(Fraction(at - bar.start, UNIT), mark)
        before = tempo.bpm


def _fill(measure: _Any, rows: Sequence[Sequence[Tone]], bar: Bar, fifths: int, *, drums: bool) -> None:
    """Write one bar: a whole-bar rest where nothing sounds, a voice for each line in which something does."""
    m21 = _music21()
    end = bar.start + bar.length
    here = [row for row in rows if any(tone.onset < end and tone.end > bar.start for tone in row)]
    if not here:
        rest = m21.note.Rest(quarterLength=Fraction(bar.length, UNIT))
        rest.fullMeasure = True
        measure.append(rest)
        return
    for number, row in enumerate(here):
        into = measure if len(here) == 1 else m21.stream.Voice(id=str(number + 1))
        for onset, size, tone in _pieces(row, bar):
            element = _element(tone, onset, size, fifths, drums=drums)
            if tone is None:
                element.style.hideObjectOnPrint = number > 0
            into.append(element)
        if into is not measure:
            measure.insert(0, into)


def _pieces(row: Sequence[Tone], bar: Bar) -> Iterator[tuple[int, int, Tone | None]]:
    now, end = bar.start, bar.start + bar.length
    for tone in row:
        if tone.end <= bar.start or tone.onset >= end:
            continue
        if tone.onset > now:
            yield from ((at, size, None) for at, size in cut(now, tone.onset, bar))
        now = max(now, tone.onset)
        yield from ((at, size, tone) for at, size in cut(now, min(tone.end, end), bar))
        now = min(tone.end, end)
    if now < end:
        yield from ((at, size, None) for at, size in cut(now, end, bar))


def _element(tone: Tone | None, onset: int, size: int, fifths: int, *, drums: bool) -> _Any:
    m21 = _music21()
    length = Fraction(size, UNIT)
    if tone is None:
        return m21.note.Rest(quarterLength=length)
    if drums:
        return _strokes(tone, length)
    names = [spelled(pitch, fifths) for pitch in tone.pitches]
    kind, what = (m21.note.Note, names[0]) if len(names) == 1 else (m21.chord.Chord, names)
    found = kind(what, quarterLength=length)
    before, after = onset > tone.onset, onset + size < tone.end
    if before or after:
        found.tie = m21.tie.Tie("continue" if before and after else "stop" if before else "start")
    return found


def _strokes(tone: Tone, length: Fraction) -> _Any:
    m21 = _music21()
    found = []
    for key in tone.pitches:
        stroke = m21.note.Unpitched(_PLACES.get(key, "C5"), quarterLength=length)
        if key in _CROSSES:
            stroke.notehead = "x"
        found.append(stroke)
    return found[0] if len(found) == 1 else m21.percussion.PercussionChord(found, quarterLength=length)


def spelled(pitch: int, fifths: int) -> str:
    """Spell a pitch as its key does: the name that lies nearest on the row of fifths (C is 0, G 1, F -1)."""
    place = next(place for place in range(fifths - 3, fifths + 9) if place * 7 % 12 == pitch % 12)
    letter, signs = _LETTERS[(place + 1) % 7], (place + 1) // 7
    natural = (_LETTERS.index(letter) - 1) * 7 % 12
    octave = (pitch - signs - natural) // 12 - 1
    return f"{letter}{'#' * signs if signs > 0 else '-' * -signs}{octave}"

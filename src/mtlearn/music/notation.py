"""What two players played, as notation: two staves, the learner's above, engraved as a picture (SVG)."""

from __future__ import annotations

import itertools
from fractions import Fraction
from statistics import mean
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mtlearn.music.engraving import picture
from mtlearn.music.quantise import grid, voices, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtlearn.music.bars import Bars
    from mtlearn.music.note import Duo
    from mtlearn.music.quantise import Written

__all__ = ["MOST_BARS", "Engraving", "Names", "engrave", "score", "svg"]

Names = tuple[str, str] | tuple[str, str, str]
"""What the staves are called, the learner's and the partner's; and the words for free time, if any."""

MOST_BARS: Final = 48
"""Bars in one picture: a longer take is cut there, and :func:`engrave` says so."""
_BASS_BELOW: Final = 57
_HIGH_ABOVE: Final = 84
_FOUR: Final = 4
_DOTTED: Final = Fraction(3, 2)
_EIGHTHS: Final = 3
"""Parts of a dotted beat: in 6/8 what was played is written in eighths."""
_numbers = itertools.count(1)


class Engraving(NamedTuple):
    """A picture of the notation, how many bars it shows, and how many there are."""

    svg: str
    shown: int
    bars: int


def score(duo: Duo, bars: Bars, names: Names, *, most: int | None = None) -> Any:  # noqa: ANN401 - music21 ships no types
    """Write a duo as a music21 score of two staves in whole bars.

    Args:
        duo: what was played.
        bars: the bars laid over it; in free time a quarter is a second.
        names: what the staves are called, and words to stand over the first bar in free time; a player
            without a name gets no staff.
        most: the most bars to write; all, if not given.
    """
    m21 = _music21()
    count = min(bars.count, most or bars.count)
    parts = _EIGHTHS if bars.dotted else grid(duo.mine or duo.partner, bars)
    whole = m21.stream.Score()
    whole.insert(0, m21.metadata.Metadata(title="", composer=""))
    for id_, name, phrase in zip(("mine", "partner"), names, duo, strict=False):
        if name:
            lines = voices(written(phrase, bars, parts), parts)
            whole.insert(0, _staff(id_, name, lines, _Metre(bars.beats, bars.dotted, parts), count))
    first = whole.parts[0].getElementsByClass(m21.stream.Measure)[0]
    if bars.tempo is not None:
        beat = m21.duration.Duration(_DOTTED if bars.dotted else 1)
        first.insert(0, m21.tempo.MetronomeMark(number=round(bars.tempo), referent=beat))
    elif len(names) > 2:  # noqa: PLR2004 - the words for free time are given
        words = m21.expressions.TextExpression(names[2])
        words.placement = "above"
        words.style.fontStyle = "italic"
        first.insert(0, words)
    return whole


def engrave(duo: Duo, bars: Bars, names: Names, width: int, *, prefix: str = "") -> Engraving:
    """Engrave a duo to fit ``width`` CSS pixels, and say how much of it is shown.

    The picture is drawn in ``currentColor``, asks no other host for anything, and its ids begin with
    ``prefix`` (one of its own if none is given), so that several can stand on one page.
    """
    from mtlearn.music.files import as_musicxml  # noqa: PLC0415 - the two use each other

    shown = min(bars.count, MOST_BARS)
    text = as_musicxml(score(duo, bars, names, most=shown))
    return Engraving(picture(text.decode(), width, prefix or f"mt-notes-{next(_numbers)}"), shown, bars.count)


def svg(duo: Duo, bars: Bars, names: Names, width: int, *, prefix: str = "") -> str:
    """Engrave a duo to fit ``width`` CSS pixels (see :func:`engrave`)."""
    return engrave(duo, bars, names, width, prefix=prefix).svg


def _music21() -> Any:  # noqa: ANN401 - half of it has types
    import music21  # noqa: PLC0415 - half a second, only for notation

    return music21


class _Metre(NamedTuple):
    """How a bar is written: its beats, whether they are dotted quarters, the parts of a beat."""

    beats: int
    dotted: bool
    parts: int

    @property
    def signature(self) -> str:
        """The time signature."""
        return f"{3 * self.beats}/8" if self.dotted else f"{self.beats}/4"

    def quarters(self, parts: int) -> Fraction:
        """Give the quarters that so many parts of a beat last."""
        return Fraction(parts, self.parts) * (_DOTTED if self.dotted else 1)


def _staff(id_: str, name: str, lines: Sequence[Sequence[Written]], metre: _Metre, count: int) -> Any:  # noqa: ANN401
    m21 = _music21()
    staff = m21.stream.Part(id=id_)
    staff.partName = name
    pitches = [pitch for line in lines for chord in line for pitch in chord.pitches]
    middle = mean(pitches) if pitches else 60
    for number in range(count):
        measure = m21.stream.Measure(number=number + 1)
        if number == 0:
            measure.clef = (
                m21.clef.BassClef() if middle < _BASS_BELOW
                else m21.clef.Treble8vaClef() if middle > _HIGH_ABOVE else m21.clef.TrebleClef()
            )  # fmt: skip
            measure.timeSignature = m21.meter.TimeSignature(metre.signature)
        _fill(measure, lines, number * metre.beats * metre.parts, metre)
        staff.append(measure)
    if count:
        staff.makeBeams(inPlace=True)
        staff.makeAccidentals(inPlace=True)
        staff.getElementsByClass(m21.stream.Measure)[-1].rightBarline = "final"
    return staff


def _fill(measure: Any, lines: Sequence[Sequence[Written]], start: int, metre: _Metre) -> None:  # noqa: ANN401
    """Write one bar: a whole-bar rest where nothing sounds, one voice or two where something does."""
    m21 = _music21()
    end = start + metre.beats * metre.parts
    here = [line for line in lines if any(chord.onset < end and chord.end > start for chord in line)]
    if not here:
        rest = m21.note.Rest(quarterLength=metre.quarters(end - start))
        rest.fullMeasure = True
        measure.append(rest)
        return
    for number, line in enumerate(here):
        into = measure if len(here) == 1 else m21.stream.Voice(id=str(number + 1))
        for onset, duration, chord in _pieces(line, start, end, metre):
            length = metre.quarters(duration)
            hidden = number > 0 and chord is None
            into.append(_element(chord, onset, duration, length, hidden=hidden))
        if into is not measure:
            measure.insert(0, into)


def _pieces(
    line: Iterable[Written], start: int, end: int, metre: _Metre
) -> Iterator[tuple[int, int, Written | None]]:
    """Cut a voice into what can be written in one bar: (onset, duration, chord or None for a rest)."""
    now = start
    for chord in line:
        if chord.end <= start or chord.onset >= end:
            continue
        if chord.onset > now:
            yield from ((at, size, None) for at, size in _cut(now, chord.onset, start, metre))
        now = max(now, chord.onset)
        until = min(chord.end, end)
        yield from ((at, size, chord) for at, size in _cut(now, until, start, metre))
        now = until
    if now < end:
        yield from ((at, size, None) for at, size in _cut(now, end, start, metre))


def _cut(begins: int, ends: int, bar: int, metre: _Metre) -> Iterator[tuple[int, int]]:
    """Cut a length into note values as a reader expects them: the beat, and the middle of the bar, show."""
    parts = metre.parts
    while begins < ends:
        place, left = begins - bar, ends - begins
        inside = place % parts
        if inside:
            size = min(left, parts - inside)
        elif left < parts:
            size = left
        else:
            size = next(size for size in _values(place, metre) if size <= left)
        yield begins, size
        begins += size


def _values(place: int, metre: _Metre) -> tuple[int, ...]:
    """Give the note values that may begin on a beat, longest first, so that the middle of the bar shows."""
    parts = metre.parts
    if metre.beats != _FOUR:
        left = metre.beats - place // parts
        return tuple(parts * beats for beats in range(min(left, 3), 0, -1))
    dotted = (parts * 3 // 2,) if parts % 2 == 0 else ()
    if place == 0:
        return (4 * parts, 3 * parts, 2 * parts, *dotted, parts)
    return (2 * parts, *dotted, parts) if place == 2 * parts else (parts,)


def _element(chord: Written | None, onset: int, duration: int, length: Fraction, *, hidden: bool) -> Any:  # noqa: ANN401
    m21 = _music21()
    if chord is None:
        rest = m21.note.Rest(quarterLength=length)
        rest.style.hideObjectOnPrint = hidden
        return rest
    found = (
        m21.note.Note(chord.pitches[0], quarterLength=length)
        if len(chord.pitches) == 1
        else m21.chord.Chord(chord.pitches, quarterLength=length)
    )
    for pitch in found.pitches:
        if pitch.accidental is not None and not pitch.accidental.alter:
            pitch.accidental = None  # a tone without a sign, not one with a natural
    before, after = onset > chord.onset, onset + duration < chord.end
    if before or after:
        found.tie = m21.tie.Tie("continue" if before and after else "stop" if before else "start")
    return found

"""A verse as a sheet to print: words with chords above them, and notation with the words under it."""

from __future__ import annotations

import itertools
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.language import words
from mtlearn.music.vamp import chords_of, is_dotted
from mtlearn.music.verse import BARS, Line, over
from mtlearn.widgets.chord import chord_name
from mtlearn.widgets.engraver import ENGRAVER

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.music.backing.chord import Chord
    from mtlearn.music.lead_sheet import LeadSheet
    from mtlearn.music.vamp import Vamp
    from mtlearn.music.verse import Segment, Sung

__all__ = ["VersePiece", "engraved", "html", "lines", "musicxml", "text"]

_SHARPS: Final = {"lydian": 1, "major": 0, "mixolydian": -1, "dorian": -2, "minor": -3, "phrygian": -4}
_WIDTH: Final = 680
_HEAD: Final = 80
"""CSS pixels of a line of music for its clef and signatures."""
_SYLLABLE: Final = 40
"""CSS pixels a tone with its syllable wants."""
_numbers = itertools.count(1)
_STYLE: Final = """
body { font: 12pt/1.5 Georgia, "Noto Serif", serif; color: #000; margin: 2cm auto; max-width: 18cm; }
h1 { font-size: 20pt; margin: 0 0 .3em; } .mt-verse-how { color: #333; margin: 0 0 1.4em; }
.mt-verse-line { margin: 0 0 .9em; }
.mt-verse-part { display: inline-block; vertical-align: bottom; white-space: pre; }
.mt-verse-part b { display: block; font: 700 11pt/1.3 system-ui, sans-serif; padding-right: .6em; }
svg { max-width: 100%; height: auto; } @page { margin: 15mm; }
"""


class VersePiece(NamedTuple):
    """Everything a verse is: its title and lines, the chords under them, its melody and its voice."""

    title: str
    words: tuple[str, ...]
    orders: tuple[str, ...]
    vamp: Vamp
    sung: tuple[Sung, ...]
    voice: str
    beats: int

    @property
    def order(self) -> str:
        """The chord of each bar of the verse."""
        return "".join(self.orders)

    @property
    def pair(self) -> tuple[Chord, Chord]:
        """The two chords."""
        found = chords_of(self.vamp.setting.tonic, self.vamp.setting.mode)
        return found[self.vamp.first], found[self.vamp.second]

    @property
    def beat(self) -> float:
        """The seconds of a beat."""
        return 60 / self.vamp.setting.tempo


def lines(piece: VersePiece, lang: Language) -> list[tuple[Segment, ...]]:
    """Give each line with its chords over the words, by the names they have in this language."""
    names = {letter: chord_name(chord.symbol, lang) for letter, chord in zip("AB", piece.pair, strict=True)}
    rows = [
        over(Line(line, order, number), piece.sung, lang, piece.beats)
        for number, (line, order) in enumerate(zip(piece.words, piece.orders, strict=True))
    ]
    return [tuple(one._replace(chord=names[one.chord]) for one in row) for row in rows]


def text(piece: VersePiece, lang: Language) -> str:
    """Write the verse as plain text, chords above the words."""
    rows = [piece.title, ""] if piece.title else []
    for line in lines(piece, lang):
        above = below = ""
        for segment in line:
            width = max(len(segment.chord) + 2, len(segment.words))
            above += segment.chord.ljust(width)
            below += segment.words.ljust(width)
        rows += [above.rstrip(), below.rstrip(), ""]
    return "\n".join(rows)


def musicxml(piece: VersePiece, lang: Language, *, shown: bool, line: int = BARS) -> bytes:
    """Write the melody with words and chords as MusicXML, so many bars on a line.

    ``shown`` writes the chords as words, by the names they have in this language.

    Raises:
        MusicError: it cannot be written so.
    """
    from mtlearn.music.files import as_musicxml  # noqa: PLC0415 - loads music21
    from mtlearn.music.lead_sheet import lead_sheet  # noqa: PLC0415 - the same

    with ENGRAVER:
        return as_musicxml(lead_sheet(_sheet(piece, lang, shown=shown)._replace(line=line)))


def engraved(piece: VersePiece, lang: Language, width: int = _WIDTH) -> str:
    """Engrave the melody with its words and chords as a picture (SVG). Takes a moment.

    Raises:
        MusicError: it cannot be engraved.
    """
    from mtlearn.music.engraving import picture  # noqa: PLC0415 - loads verovio

    written = musicxml(piece, lang, shown=True, line=_line(piece, width)).decode()
    with ENGRAVER:
        return picture(written, width, f"mt-verse-{next(_numbers)}", breaks="encoded")


def _line(piece: VersePiece, width: int) -> int:
    """Say how many bars stand on a line, so that its syllables do not run into one another."""
    room = (width - _HEAD) / _SYLLABLE
    for bars in (BARS, 2):
        spans = [int(one.onset + 1e-6) // (bars * piece.beats) for one in piece.sung]
        if all(spans.count(span) <= room for span in set(spans)):
            return bars
    return 1


def html(piece: VersePiece, lang: Language, picture: str) -> str:
    """Write the sheet as a page of its own, which asks no other host for anything."""
    title = escape(piece.title or words("two_chords", lang)["untitled"])
    body = "".join(
        '<p class="mt-verse-line">'
        + "".join(
            f'<span class="mt-verse-part"><b>{escape(one.chord)}</b>{escape(one.words) or " "}</span>'
            for one in line
        )
        + "</p>"
        for line in lines(piece, lang)
    )
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style><h1>{title}</h1>{body}{picture}</html>"
    )


def _sheet(piece: VersePiece, lang: Language, *, shown: bool) -> LeadSheet:
    from mtlearn.music.lead_sheet import LeadSheet  # noqa: PLC0415 - only where it is written

    both = dict(zip("AB", piece.pair, strict=True))
    symbols = tuple(both[letter].symbol for letter in piece.order)
    setting = piece.vamp.setting
    named = (chord_name(symbol, lang) for symbol in symbols)
    names = tuple(name.replace("b", "♭", 1) if name[1:2] == "b" else name for name in named)
    return LeadSheet(
        piece.title,
        piece.sung,
        symbols,
        names if shown else (),
        piece.beats,
        is_dotted(setting.style),
        setting.tempo,
        _fifths(setting.tonic, setting.mode),
        BARS,
    )


def _fifths(tonic: int, mode: str) -> int:
    """Give the key signature: sharps, or flats below 0, as few as can be."""
    found = (tonic * 7 + _SHARPS[mode]) % 12
    return found - 12 if found > 6 else found  # noqa: PLR2004 - six sharps at most

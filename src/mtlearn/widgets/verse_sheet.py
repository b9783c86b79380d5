"""A verse as a sheet to print, and as files to take along."""

from __future__ import annotations

import itertools
import re
import threading
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.language import words
from mtlearn.music.note import Duo, Note
from mtlearn.music.vamp import bar as vamp_bar
from mtlearn.music.vamp import chords_of, is_dotted
from mtlearn.music.verse import BARS, Line, over
from mtlearn.sound.event import Event
from mtlearn.widgets.chord import chord_name

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.music.backing.chord import Chord
    from mtlearn.music.bars import Bars
    from mtlearn.music.lead_sheet import LeadSheet
    from mtlearn.music.vamp import Vamp
    from mtlearn.music.verse import Segment, Sung

__all__ = ["FORMATS", "VersePiece", "engraved", "file", "html", "lines", "text"]

FORMATS: Final = {
    "midi": ("mid", "audio/midi"),
    "musicxml": ("musicxml", "application/vnd.recordare.musicxml+xml"),
    "wav": ("wav", "audio/wav"),
    "html": ("html", "text/html"),
    "text": ("txt", "text/plain"),
}
"""What a verse can be taken along as."""
_TOUCH: Final = 84
_OWN_CHANNEL: Final = 0
_SHARPS: Final = {"lydian": 1, "major": 0, "mixolydian": -1, "dorian": -2, "minor": -3, "phrygian": -4}
_WIDTH: Final = 680
_numbers = itertools.count(1)
_one_at_a_time = threading.Lock()
"""music21 and verovio are asked from threads; they were not written to be asked twice at once."""
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


def engraved(piece: VersePiece, lang: Language, width: int = _WIDTH) -> str:
    """Engrave the melody with its words and chords as a picture (SVG). Takes a moment.

    Raises:
        MusicError: it cannot be engraved.
    """
    from mtlearn.music.engraving import picture  # noqa: PLC0415 - loads verovio
    from mtlearn.music.files import as_musicxml  # noqa: PLC0415 - loads music21
    from mtlearn.music.lead_sheet import lead_sheet  # noqa: PLC0415 - the same

    narrow = width < _WIDTH * 0.75
    with _one_at_a_time:
        score = as_musicxml(lead_sheet(_sheet(piece, lang, shown=True))).decode()
        return picture(score, width, f"mt-verse-{next(_numbers)}", breaks="auto" if narrow else "encoded")


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


def file(piece: VersePiece, form: str, lang: Language) -> tuple[str, str, bytes]:
    """Make a file of the verse: its name, its kind, its bytes. May take seconds.

    Raises:
        KeyError: there is no such format.
        MusicError: it cannot be written so.
    """
    ending, mime = FORMATS[form]
    stem = re.sub(r"[^\w]+", "-", piece.title.lower()).strip("-") or words("two_chords", lang)["file_stem"]
    return f"{stem[:60]}.{ending}", mime, _bytes(piece, form, lang)


def _bytes(piece: VersePiece, form: str, lang: Language) -> bytes:
    match form:
        case "text":
            return text(piece, lang).encode()
        case "html":
            return html(piece, lang, engraved(piece, lang)).encode()
        case "musicxml":
            from mtlearn.music.files import as_musicxml  # noqa: PLC0415 - loads music21
            from mtlearn.music.lead_sheet import lead_sheet  # noqa: PLC0415 - the same

            with _one_at_a_time:
                return as_musicxml(lead_sheet(_sheet(piece, lang, shown=False)))
        case "midi":
            return _midi(piece, lang)
        case _:
            return _recorded(piece, lang)


def _sheet(piece: VersePiece, lang: Language, *, shown: bool) -> LeadSheet:
    from mtlearn.music.lead_sheet import LeadSheet  # noqa: PLC0415 - only where it is written

    both = dict(zip("AB", piece.pair, strict=True))
    symbols = tuple(both[letter].symbol for letter in piece.order)
    setting = piece.vamp.setting
    names = tuple(chord_name(symbol, lang).replace("b", "♭", 1) if symbol[1:2] == "b" and lang == "en"
                  else chord_name(symbol, lang) for symbol in symbols)  # fmt: skip
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


def _tune(piece: VersePiece) -> tuple[Note, ...]:
    return tuple(
        Note(one.onset * piece.beat, one.length * piece.beat * 0.95, one.pitch, _TOUCH) for one in piece.sung
    )


def _under(piece: VersePiece) -> list[tuple[str, Note]]:
    """Give what the backing plays under one verse, with the part that plays it."""
    found, start = [], 0.0
    for number in range(len(piece.order)):
        made = vamp_bar(piece.vamp._replace(order=piece.order), number)
        found += [
            (one.part, Note(max(0.0, start + one.onset), one.duration, one.pitch, one.velocity))
            for one in made.strokes
        ]
        start += made.length
    return found


def _midi(piece: VersePiece, lang: Language) -> bytes:
    from mtlearn.music.files import midi  # noqa: PLC0415 - only where a file is made

    own = words("two_chords", lang)
    drums = {"drums", "hands"}
    under = tuple(sorted(note for part, note in _under(piece) if part not in drums))
    return midi(
        Duo(_tune(piece), under),
        _bars(piece),
        names=(own["part_tune"], own["part_chords"]),
        voices=(piece.voice, "nylon-guitar"),
    )


def _bars(piece: VersePiece) -> Bars:
    from mtlearn.music.bars import given  # noqa: PLC0415 - only where a file is made

    rows = [
        [(number * piece.beats + beat) * piece.beat for beat in range(piece.beats)]
        for number in range(len(piece.order))
    ]
    end = len(piece.order) * piece.beats * piece.beat
    found = given(rows, end, end, dotted=is_dotted(piece.vamp.setting.style))
    assert found is not None  # noqa: S101 - every bar has the same beats
    return found


def _recorded(piece: VersePiece, lang: Language) -> bytes:
    from mtlearn.music.backing import voices as voices_of  # noqa: PLC0415 - only where a file is made
    from mtlearn.music.piece import Part, Piece  # noqa: PLC0415 - the same
    from mtlearn.music.reading.carried import notes_text  # noqa: PLC0415 - the same
    from mtlearn.sound.channels import BACKING  # noqa: PLC0415 - the same
    from mtlearn.sound.recording import recording  # noqa: PLC0415 - brings numpy's sampler
    from mtlearn.sound.render import render_blocks  # noqa: PLC0415 - the same

    tune = _tune(piece)
    events = [Event(n.onset, _OWN_CHANNEL, n.pitch, n.velocity, n.duration) for n in tune]
    events += [Event(n.onset, BACKING[part], n.pitch, n.velocity, n.duration) for part, n in _under(piece)]
    voices = {BACKING[part]: voice for part, voice in voices_of(piece.vamp.setting).items()}
    part = Part(words("two_chords", lang)["part_tune"], tune, voice=piece.voice)
    whole = Piece((part,) if tune else (), title=piece.title)
    return recording(render_blocks(events, {**voices, _OWN_CHANNEL: piece.voice}), notes_text(whole))

"""A verse as files to take along: notation, notes, sound, a page, plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mtlearn.language import words
from mtlearn.music.note import Duo, Note
from mtlearn.music.vamp import bar as vamp_bar
from mtlearn.music.vamp import is_dotted
from mtlearn.sound.event import Event
from mtlearn.widgets.verse_sheet import engraved, html, musicxml, text

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.music.bars import Bars
    from mtlearn.widgets.verse_sheet import VersePiece

__all__ = ["FORMATS", "file"]

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
            return musicxml(piece, lang, shown=False)
        case "midi":
            return _midi(piece, lang)
        case _:
            return _recorded(piece, lang)


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

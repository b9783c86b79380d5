"""Opens any file at all, sees by its content what it is, and reads it as music or says why not."""

from __future__ import annotations

import io
import os
import re
import stat
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from mtlearn.errors import MusicFileError, NotMusicError, OnlySoundError, TooMuchMusicError
from mtlearn.music.reading.limits import FILE_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from mtlearn.music.piece import Piece

__all__ = ["Opened", "open_bytes", "open_file"]

_HEAD: Final = 4096
_ENDINGS: Final = {
    "MIDI": (".mid", ".midi", ".smf", ".rmi", ".kar"),
    "MusicXML": (".musicxml", ".xml"),
    "compressed MusicXML": (".mxl",),
    "WAV": (".wav", ".wave"),
    "FLAC": (".flac",),
}
_SOUND: Final = (
    (rb"ID3|\xff[\xe2-\xff]", "MP3"),
    (rb"OggS", "Ogg"),
    (rb"....ftyp", "MPEG-4"),
    (rb"FORM....AIF", "AIFF"),
)
_OTHER: Final = (
    (rb"%PDF", "a PDF"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8", "a picture"),
    (rb"MSCX|MScore", "a MuseScore file; save it as MusicXML there"),
    (rb"\s*X:\s*\d", "a tune in ABC; save it as MIDI or MusicXML"),
    (rb"!!!|\*\*kern", "a Humdrum score; save it as MIDI or MusicXML"),
    (rb"PK\x05\x06", "an empty ZIP archive"),
)


class Opened(NamedTuple):
    """A piece, the form of the file it came from, and whether the file's name says something else."""

    piece: Piece
    form: str
    misnamed: bool


def open_file(path: Path, *, written: bool = False) -> Opened:
    """Read a file as music, whatever it is called.

    Args:
        path: where it is.
        written: give notes as they are written (no pedal, no repeats, no grace notes); if not, as they sound.

    Raises:
        MusicFileError: it cannot be opened; or one of its kinds, which say what is wrong with the file.
    """
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise MusicFileError(name, "it is a folder", "Choose a file in it.")
        # Not to wait: a pipe or a device with nothing in it would never answer.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MusicFileError(name, reason) from error
    with open(handle, "rb") as file:  # noqa: PTH123 - a handle has no path
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise MusicFileError(name, "it is not a file but a device or a pipe")
        try:
            return _read(file, name, written=written)
        except OSError as error:
            raise MusicFileError(name, error.strerror or str(error)) from error


def open_bytes(data: bytes, name: str, *, written: bool = False) -> Opened:
    """Read bytes as music; see :func:`open_file`."""
    return _read(io.BytesIO(data), name, written=written)


def _read(file: IO[bytes], name: str, *, written: bool) -> Opened:
    head = file.read(_HEAD)
    form = _form(head, name)
    piece = _piece(file, form, name, written=written)
    endings = {ending for of in _ENDINGS.values() for ending in of}
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122 - a name, not a path
    return Opened(piece, form, misnamed=ending in endings and ending not in _ENDINGS[form])


def _piece(file: IO[bytes], form: str, name: str, *, written: bool) -> Piece:
    if form in {"WAV", "FLAC"}:
        from mtlearn.music.reading.carried import read_recording  # noqa: PLC0415 - each reader for its own files

        return read_recording(file, name)
    file.seek(0)
    data = file.read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES:
        size = file.seek(0, os.SEEK_END)
        raise TooMuchMusicError(name, f"{size >> 20} MB of {form}", f"{FILE_BYTES >> 20} MB")
    if form == "MIDI":
        from mtlearn.music.reading.midi import read_midi  # noqa: PLC0415 - each reader for its own files

        return read_midi(data, name, pedal=not written)
    if form == "MusicXML":
        from mtlearn.music.reading.musicxml import read_musicxml  # noqa: PLC0415 - each reader for its own files

        return read_musicxml(io.BytesIO(data), name, written=written)
    from mtlearn.music.reading.mxl import read_mxl  # noqa: PLC0415 - each reader for its own files

    return read_mxl(data, name, written=written)


def _form(head: bytes, name: str) -> str:
    if head.startswith(b"MThd") or (head.startswith(b"RIFF") and head[8:12] == b"RMID"):
        return "MIDI"
    if head.startswith((b"RIFF", b"RF64")) and head[8:12] == b"WAVE":
        return "WAV"
    if head.startswith(b"fLaC"):
        return "FLAC"
    if head.startswith(b"PK\x03\x04"):
        return "compressed MusicXML"
    if head.startswith((b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00?\x00")) or re.match(
        rb"(\xef\xbb\xbf)?\s*<", head
    ):
        return "MusicXML"
    for sign, form in _SOUND:
        if re.match(sign, head, re.DOTALL):
            raise OnlySoundError(name, form)
    found = next((what for sign, what in _OTHER if re.match(sign, head)), "")
    if not head:
        found = "empty"
    elif not found:
        found = "text" if head.isascii() and b"\0" not in head else "something else"
    raise NotMusicError(name, found)

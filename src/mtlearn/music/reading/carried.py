"""The notes a recording carries with it: a piece as text, and that text found again in WAV and FLAC.

In a WAV they stand in a chunk of their own (``mtln``) after the sound, in a FLAC in a comment (``MTLEARN``);
other programs pass over both. The text is JSON, so that it can be read without this course too.
"""

from __future__ import annotations

import os
import struct
from typing import IO, TYPE_CHECKING, Any, Final

import msgspec

from mtlearn.errors import DamagedMusicError, MusicError, NoNotesError, OnlySoundError, TooMuchMusicError
from mtlearn.music.note import phrase
from mtlearn.music.piece import Piece  # noqa: TC001 - msgspec reads by this type
from mtlearn.music.reading.limits import NOTES, PARTS, SECONDS, TAKE_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CHUNK", "COMMENT", "notes_text", "read_recording"]

CHUNK: Final = b"mtln"
COMMENT: Final = b"MTLEARN="
_EDITION: Final = 1
_MOST_CHUNKS: Final = 1000
_COMMENTS: Final = 4
_LAST: Final = 0x80


class _Text(msgspec.Struct, frozen=True):
    mtlearn: int
    piece: Piece


def notes_text(piece: Piece) -> str:
    """Write a piece as the text a recording carries; seconds and all, exactly."""
    return msgspec.json.encode(_Text(_EDITION, piece)).decode()


def read_recording(file: IO[bytes], name: str) -> Piece:
    """Read the notes out of a recording made here; its sound is passed over, however long.

    Raises:
        OnlySoundError: it carries no notes.
        DamagedMusicError: what it carries is not whole.
        TooMuchMusicError: it carries more than is read.
    """
    file.seek(0)
    form = "FLAC" if file.read(4) == b"fLaC" else "WAV"
    try:
        text = next((_flac if form == "FLAC" else _wav)(file, name), None)
    except struct.error:
        raise DamagedMusicError(name, form, f"byte {file.tell()}", "it breaks off") from None
    if text is None:
        raise OnlySoundError(name, form)
    return _read(text, name, form)


def _wav(file: IO[bytes], name: str) -> Iterator[bytes]:
    end = file.seek(0, os.SEEK_END)
    at = 12
    for _ in range(_MOST_CHUNKS):
        if at + 8 > end:
            return
        file.seek(at)
        kind, size = struct.unpack("<4sI", file.read(8))
        if kind == CHUNK:
            yield _text(file, size, name, "WAV")
        at += 8 + size + size % 2


def _flac(file: IO[bytes], name: str) -> Iterator[bytes]:
    for _ in range(_MOST_CHUNKS):
        head = file.read(4)
        kind, size = struct.unpack(">B3s", head)
        length = int.from_bytes(size, "big")
        if kind & ~_LAST == _COMMENTS:
            block = _text(file, length, name, "FLAC")
            yield from (one.removeprefix(COMMENT) for one in _comments(block) if one.startswith(COMMENT))
        else:
            file.seek(length, os.SEEK_CUR)
        if kind & _LAST:
            return


def _comments(block: bytes) -> Iterator[bytes]:
    at = 4 + struct.unpack_from("<I", block)[0]
    (count,) = struct.unpack_from("<I", block, at)
    at += 4
    for _ in range(min(count, _MOST_CHUNKS)):
        (size,) = struct.unpack_from("<I", block, at)
        yield block[at + 4 : at + 4 + size]
        at += 4 + size


def _text(file: IO[bytes], size: int, name: str, form: str) -> bytes:
    if size > TAKE_BYTES:
        raise TooMuchMusicError(name, f"{size >> 20} MB of notes", f"{TAKE_BYTES >> 20} MB of notes")
    found = file.read(size)
    if len(found) < size:
        raise DamagedMusicError(name, form, f"byte {file.tell()}", "it breaks off")
    return found


def _read(text: bytes, name: str, form: str) -> Piece:
    try:
        piece = msgspec.json.decode(text, type=_Text).piece
        for part in piece.parts:
            phrase(part.notes)
    except (msgspec.DecodeError, UnicodeDecodeError, MusicError, RecursionError) as error:
        raise DamagedMusicError(name, form, "the notes it carries", str(error)) from error
    if not piece.count:
        raise NoNotesError(name, form)
    if piece.count > NOTES or len(piece.parts) > PARTS or piece.length > SECONDS:
        raise TooMuchMusicError(
            name, f"{piece.count} notes in {piece.length / 3600:.0f} hours", f"{NOTES} notes"
        )
    tempi: tuple[Any, ...] = piece.tempi
    if any(tempo.quarter <= 0 for tempo in tempi):
        raise DamagedMusicError(name, form, "the notes it carries", "a tempo is nothing")
    return piece

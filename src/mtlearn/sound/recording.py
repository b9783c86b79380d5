"""Recordings that carry their notes: a WAV or FLAC that plays everywhere, and can be brought back as music.

The notes are a text that :mod:`mtlearn.music.reading.carried` writes and reads; here it is put where other
programs pass over it: in a WAV as a chunk after the sound, in a FLAC as a comment among the others.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import struct
import tempfile
from typing import IO, TYPE_CHECKING, Final

import numpy as np

from mtlearn.sound.audiofile import write as write_sound

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["CHUNK", "COMMENT", "recording", "write_recording"]

CHUNK: Final = b"mtln"
COMMENT: Final = b"MTLEARN="
_COMMENTS: Final = 4
_LAST: Final = 0x80
_MOST: Final = (1 << 24) - 1024
"""Bytes in a FLAC's comments; more notes than that stay out of it."""


def recording(
    blocks: Iterable[NDArray[np.float32]] | NDArray[np.float32],
    notes: str,
    rate: int = 48_000,
    form: str = "wav",
) -> bytes:
    """Give sound, as stretches of frames (n, 2) or one array, as a file that carries ``notes``."""
    kept = io.BytesIO()
    _put(kept, blocks, notes, rate, form)
    return kept.getvalue()


def write_recording(
    where: Path,
    blocks: Iterable[NDArray[np.float32]] | NDArray[np.float32],
    notes: str,
    rate: int = 48_000,
    form: str = "wav",
) -> int:
    """Write sound, as it comes, to a file that carries ``notes``; tell how many frames it came to.

    The file stands there when all is written, and not before: what stood there is kept until then.

    Raises:
        KeyError: there is no such form; see :data:`mtlearn.sound.audiofile.FORMS`.
        OSError: the file cannot be written.
    """
    part = where.with_name(f".{where.name}.{os.getpid()}.part")
    try:
        with part.open("w+b") as file:
            frames = _put(file, blocks, notes, rate, form)
        part.replace(where)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    return frames


def _put(
    file: IO[bytes],
    blocks: Iterable[NDArray[np.float32]] | NDArray[np.float32],
    notes: str,
    rate: int,
    form: str,
) -> int:
    text = notes.encode()
    if form.startswith("wav"):
        frames = write_sound(file, blocks, rate, form)
        _add_chunk(file, text)
        return frames
    with tempfile.SpooledTemporaryFile(1 << 22) as bare:
        frames = write_sound(bare, blocks, rate, form)
        if not frames:  # libsndfile writes no FLAC without a frame in it
            write_sound(bare, np.zeros((1, 2), np.float32), rate, form)
        bare.seek(0)
        _copy_flac(bare, file, COMMENT + text if len(text) < _MOST else b"")
    return frames


def _add_chunk(file: IO[bytes], text: bytes) -> None:
    end = file.seek(0, os.SEEK_END)
    file.write(bytes(end % 2) + struct.pack("<4sI", CHUNK, len(text)) + text + bytes(len(text) % 2))
    whole = file.tell() - 8
    file.seek(4)
    file.write(struct.pack("<I", whole))
    file.seek(0, os.SEEK_END)


def _copy_flac(bare: IO[bytes], file: IO[bytes], comment: bytes) -> None:
    """Copy a FLAC with one comment more; what stands before the sound is small."""
    file.write(bare.read(4))
    blocks, kind = [], 0
    while not kind & _LAST:
        kind, size = struct.unpack(">B3s", bare.read(4))
        body = bare.read(int.from_bytes(size, "big"))
        if kind & ~_LAST != _COMMENTS:
            blocks.append((kind & ~_LAST, body))
        else:
            blocks.append((_COMMENTS, _with(body, comment)))
    if all(kind != _COMMENTS for kind, _ in blocks):
        blocks.append((_COMMENTS, _with(struct.pack("<I7sI", 7, b"mtlearn", 0), comment)))
    for place, (kind, body) in enumerate(blocks, start=1):
        last = _LAST if place == len(blocks) else 0
        file.write(struct.pack(">B", kind | last) + len(body).to_bytes(3, "big") + body)
    shutil.copyfileobj(bare, file, 1 << 20)


def _with(body: bytes, comment: bytes) -> bytes:
    if not comment:
        return body
    at = 4 + struct.unpack_from("<I", body)[0]
    (count,) = struct.unpack_from("<I", body, at)
    return (
        body[:at] + struct.pack("<I", count + 1) + body[at + 4 :] + struct.pack("<I", len(comment)) + comment
    )

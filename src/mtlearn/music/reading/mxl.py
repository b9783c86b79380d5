"""Opens a compressed score (.mxl): one file out of a ZIP archive, streamed, and never more than is read.

What an archive claims about itself is not believed: the listing is measured before it is read, and bytes are
counted as they are unpacked. Nothing is ever written to disk.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Final

from mtlearn.errors import DamagedMusicError, NotMusicError, TooMuchMusicError, UnsafeMusicError
from mtlearn.music.reading.limits import MIDI_BYTES, UNZIPPED_BYTES
from mtlearn.music.reading.musicxml import read_musicxml

if TYPE_CHECKING:
    from mtlearn.music.piece import Piece

__all__ = ["read_mxl"]

_FORM: Final = "compressed MusicXML"
_MEMBERS: Final = 1000
_LISTING_BYTES: Final = 1 << 20
_CONTAINER: Final = "META-INF/container.xml"
_CONTAINER_BYTES: Final = 1 << 16
_TAIL: Final = 22 + 65_535
_ENCRYPTED: Final = 1
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def read_mxl(data: bytes, name: str, *, written: bool = False) -> Piece:
    """Read a compressed score; see :func:`mtlearn.music.reading.musicxml.read_musicxml`.

    Raises:
        NotMusicError: the archive holds no score.
        DamagedMusicError: it is not whole.
        UnsafeMusicError: it is encrypted, or packed in a way scores are not.
        TooMuchMusicError: it holds more than is read.
    """
    if len(data) > MIDI_BYTES:
        raise TooMuchMusicError(name, f"{len(data) >> 20} MB of {_FORM}", f"{MIDI_BYTES >> 20} MB")
    _measure_listing(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            chosen = _score(archive, name)
            if chosen.flag_bits & _ENCRYPTED or chosen.compress_type not in _METHODS:
                raise UnsafeMusicError(name, "it is locked, or packed in a way scores are not")
            with archive.open(chosen) as packed:
                return read_musicxml(_Counted(packed, name), name, written=written)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        raise DamagedMusicError(name, _FORM, "its archive", str(error) or "it breaks off") from error


def _measure_listing(data: bytes, name: str) -> None:
    """See how long the archive's listing is, before anything reads it."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _TAIL))
    if at < 0 or len(data) < at + 22:
        raise DamagedMusicError(name, _FORM, f"byte {len(data)}", "its archive breaks off")
    members, size = struct.unpack_from("<HI", data, at + 10)
    if members > _MEMBERS or size > _LISTING_BYTES or data.rfind(b"PK\x06\x07", max(0, at - 20), at) >= 0:
        raise TooMuchMusicError(name, f"an archive of {members} files", f"{_MEMBERS} files")


def _score(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """Find the score: the one the container names, else the first that looks like one."""
    names = archive.namelist()
    if _CONTAINER in names:
        wanted = _rootfile(archive)
        if wanted in names:
            return archive.getinfo(wanted)
    for one in names:
        if one.lower().endswith((".musicxml", ".xml")) and not one.startswith("META-INF/"):
            return archive.getinfo(one)
    raise NotMusicError(name, "a ZIP archive without a score")


def _rootfile(archive: zipfile.ZipFile) -> str:
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - only for compressed scores
    from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415 - the same

    try:
        with archive.open(_CONTAINER) as container:
            found = fromstring(container.read(_CONTAINER_BYTES)).find(".//{*}rootfile")
    except (ParseError, DefusedXmlException, LookupError):
        return ""
    return str(found.get("full-path", "")) if found is not None else ""


class _Counted(io.RawIOBase):
    """A file being unpacked; what comes out is counted."""

    def __init__(self, packed: IO[bytes], name: str) -> None:
        self._packed, self._name, self._count = packed, name, 0

    def read(self, size: int = -1) -> bytes:
        """Unpack some more.

        Raises:
            TooMuchMusicError: it comes to more than is read.
        """
        found = self._packed.read(min(size, 1 << 16) if size >= 0 else 1 << 16)
        self._count += len(found)
        if self._count > UNZIPPED_BYTES:
            limit = f"{UNZIPPED_BYTES >> 20} MB"
            raise TooMuchMusicError(self._name, f"more than {limit} once unpacked", limit)
        return found

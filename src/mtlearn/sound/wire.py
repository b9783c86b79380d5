"""How the kernel speaks to the sound card's process: records of twelve bytes, all the same size."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import Final, NamedTuple

__all__ = ["SIZE", "Kind", "Record", "pack", "unpack"]

_LAYOUT: Final = struct.Struct("<BBBBd")
SIZE: Final = _LAYOUT.size


class Kind(IntEnum):
    """What a record asks for."""

    NOTE_ON = 1
    NOTE_OFF = 2
    VOICE = 3
    """``first`` is the voice's place in the bank."""
    VOLUME = 4
    """``value`` is the volume, 0 to 1."""
    SILENCE = 5
    PAN = 6
    """``value`` is the channel's place, -1 (left) to 1 (right), for the notes struck from now on."""


class Record(NamedTuple):
    """One request. For notes, ``first`` is the pitch, ``second`` velocity, ``value`` the time (0: now)."""

    kind: Kind
    channel: int = 0
    first: int = 0
    second: int = 0
    value: float = 0.0


def pack(record: Record) -> bytes:
    """Write a record."""
    return _LAYOUT.pack(*record)


def unpack(data: bytes) -> Record:
    """Read a record."""
    kind, *rest = _LAYOUT.unpack(data)
    return Record(Kind(kind), *rest)

"""How the kernel speaks to the sound card's process: records of sixteen bytes, all the same size."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtlearn.sound.fading import Fade

__all__ = ["SIZE", "Kind", "Record", "cancelling", "channels_of", "fading", "pack", "unpack"]

_LAYOUT: Final = struct.Struct("<BBBBdf")
SIZE: Final = _LAYOUT.size
_CHANNELS: Final = 16


class Kind(IntEnum):
    """What a record asks for."""

    NOTE_ON = 1
    """With a ``length`` above 0 the note ends by itself; else it waits for its NOTE_OFF."""
    NOTE_OFF = 2
    VOICE = 3
    """``first`` is the voice's place in the bank."""
    VOLUME = 4
    """``value`` is the volume, 0 to 1."""
    SILENCE = 5
    PAN = 6
    """``value`` is the channel's place, -1 (left) to 1 (right), for the notes struck from now on."""
    CANCEL = 7
    """What is planned from ``value`` on never sounds, on the channels of :func:`channels_of`."""
    FADE = 8
    """The channel comes in (``first`` is 1) or goes out (0) from ``value`` on, over ``length`` seconds."""


class Record(NamedTuple):
    """One request. For notes, ``first`` is the pitch, ``second`` velocity, ``value`` the time (0: now).

    Times are seconds on the engine's ``time.perf_counter()``; ``length`` is in seconds.
    """

    kind: Kind
    channel: int = 0
    first: int = 0
    second: int = 0
    value: float = 0.0
    length: float = 0.0


def pack(record: Record) -> bytes:
    """Write a record."""
    return _LAYOUT.pack(*record)


def unpack(data: bytes) -> Record:
    """Read a record."""
    kind, *rest = _LAYOUT.unpack(data)
    return Record(Kind(kind), *rest)


def cancelling(channels: Collection[int], after: float) -> Record:
    """Ask that nothing planned on these channels from a time on ever sounds."""
    marks = sum(1 << channel for channel in set(channels))
    return Record(Kind.CANCEL, 0, marks & 0xFF, marks >> 8, after)


def fading(fade: Fade) -> Record:
    """Ask that a channel comes in or goes out."""
    return Record(Kind.FADE, fade.channel, int(fade.up), 0, fade.at, fade.seconds)


def channels_of(record: Record) -> frozenset[int]:
    """Give the channels a CANCEL is about: a bit each, the lowest eight in ``first``."""
    marks = record.first | record.second << 8
    return frozenset(channel for channel in range(_CHANNELS) if marks >> channel & 1)

"""One sounding note: any stretch of it can be asked for, which is all that playing live and rendering need.

A sounding note holds no state that moves: frame ``n`` of it is worked out from ``n`` alone, so that a note
played in blocks of 256 frames and a note rendered whole are the same numbers.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from mtlearn.sound.fall import fall
from mtlearn.sound.prepared import shelf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mtlearn.sound.bank import Bank, Zone
    from mtlearn.sound.prepared import Prepared, Shelf

__all__ = ["Sounding", "prepare", "strike"]

_HUSH = 0.02
_TOUCH = 1.5
"""Loudness follows touch as (velocity / 127) to this power; the page's player has the same number."""


class Sounding:
    """One zone sounding: frames counted from its onset, at the output's rate.

    Args:
        key: what the key sounds like while it is held.
        zone: what is played.
        gain: everything that makes it louder or softer but the envelope.
        rate: frames a second of the output.
        pan: moves the zone's own place, -1 (left) to 1 (right).

    Attributes:
        left, right: what the frames are to be multiplied by on either side: ``gain`` and the place.
        choke: notes of one channel with the same number, if it is not 0, cut each other off.
    """

    def __init__(self, key: Prepared, zone: Zone, gain: float, rate: int, *, pan: float = 0.0) -> None:
        self._key = key
        self._release = fall(zone.release * rate)
        self._quick = fall(_HUSH * rate)
        self._released: float = math.inf
        self._hushed: float = math.inf
        self._end = key.end
        self.gain = gain
        self.place = max(-1.0, min(1.0, zone.pan + pan))
        self.left, self.right = (gain * side for side in sides(self.place))
        self.choke = zone.choke

    def let_go(self, frame: float) -> None:
        """Let the key go at a frame of this note."""
        self._released = min(self._released, max(0, round(frame)))
        self._end = min(self._end, self._released + self._release.end)

    def hush(self, frame: float) -> None:
        """Fade the note out within 20 ms from one of its frames on, without a click."""
        self._hushed = min(self._hushed, max(0, round(frame)))
        self._end = min(self._end, self._hushed + self._quick.end)

    @property
    def held(self) -> bool:
        """Whether the key is still down."""
        return self._released == math.inf

    @property
    def end(self) -> float:
        """The frame after which nothing is heard any more; infinite while a key is held over a loop."""
        return self._end

    def frames(self, first: int, count: int) -> NDArray[np.float32]:
        """Give ``count`` frames from frame ``first`` on, in mono, before ``left`` and ``right``.

        They may be shared with other notes: not to be written to.
        """
        last = first + count
        begins = min(self._released, self._hushed, self._end)
        if last <= begins:
            return self._key.frames(first, count)
        sounding = int(max(0, min(last, self._end) - first))
        key = self._key.frames(first, sounding)
        if self._released <= first and self._hushed >= first + sounding == last:
            return key * self._release.frames(first - int(self._released), count)
        sound = np.zeros(count, np.float32)
        sound[:sounding] = key
        for start, falling in ((self._released, self._release), (self._hushed, self._quick)):
            if start < first + sounding:
                at = max(first, int(start))
                sound[at - first : sounding] *= falling.frames(at - int(start), first + sounding - at)
        return sound


def sides(place: float) -> tuple[float, float]:
    """Give how loud the left and the right side are at a place from -1 to 1; in the middle both are 1."""
    angle = (place + 1) * math.pi / 4
    return math.sqrt(2) * math.cos(angle), math.sqrt(2) * math.sin(angle)


def strike(  # noqa: PLR0913 - what a stroke is made of
    bank: Bank,
    voice: str,
    pitch: int,
    velocity: int,
    rate: int,
    *,
    pan: float = 0.0,
    keys: Shelf | None = None,
) -> list[Sounding]:
    """Begin a note: one sounding for each zone of the voice that answers to this key and touch.

    ``keys`` are what has been worked out already; by default what everybody in this process shares.
    """
    keys = keys or shelf(bank)
    touch = bank.voice(voice).gain * (velocity / 127) ** _TOUCH
    return [
        Sounding(keys.key(zone, pitch, rate), zone, touch * zone.gain, rate, pan=pan)
        for zone in keys.struck(voice, pitch, velocity)
    ]


def prepare(bank: Bank, voice: str, pitch: int, rate: int, seconds: float = 0.5) -> None:
    """Work out the beginning of a key at every touch, so that its first stroke costs no more than the next.

    Never needed; may be called from any thread while the voice is played.
    """
    for zone in bank.voice(voice).zones:
        if zone.low <= pitch <= zone.high:
            key = shelf(bank).key(zone, pitch, rate)
            key.frames(0, int(min(seconds * rate, key.end)))
            fall(zone.release * rate)

"""What a key sounds like while it is held down: worked out once, and used for every stroke of that key.

Reading a recorded sample at another pitch and shaping it is most of the work of a note, and it is the same
for every stroke. What has been worked out is kept on a shelf, the oldest of it given up when that is full.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from mtlearn.sound.fall import SILENT, fall

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mtlearn.sound.bank import Bank, Zone

__all__ = ["Prepared", "Shelf", "shelf"]

_KEPT = 10.0
"""Seconds of a key that are kept; what is held longer is worked out each time."""
_LEAST, _MOST = 1024, 8192
"""Frames worked out at a time: enough to be worth a call, few enough to stay in the processor's cache."""
_ROOM = 16_000_000
"""Frames a shelf keeps, 64 MB: five and a half minutes of single keys."""


class Prepared:
    """One zone at one pitch and rate, envelope included, for as long as its key is down; mono.

    Frame ``n`` is worked out from ``n`` alone: any cut gives the same numbers. Several threads may read.

    Args:
        zone: what is played. ``sound`` are its frames, with a few more after the last.
        pitch: the MIDI pitch wanted.
        rate: frames a second of the output.
    """

    def __init__(self, zone: Zone, sound: NDArray[np.float32], pitch: int, rate: int) -> None:
        self._sound = sound
        self._step = zone.rate / rate * 2.0 ** ((pitch - zone.root) / 12)
        self._loop = zone.loop
        self._attack = max(1.0, zone.attack * rate)
        self._fall_from = round(self._attack + zone.hold * rate)
        self._fall = fall(zone.decay * rate, zone.sustain) if math.log(zone.sustain or 1e-9) < 0 else None
        self.end: float = math.inf if self._loop else math.ceil((len(sound) - 5) / self._step)
        """The frame from which on all is silence; infinite over a loop."""
        if self._fall and self._fall.floor <= math.exp(SILENT):
            self.end = min(self.end, self._fall_from + self._fall.end)
        room = int(min(self.end, _KEPT * rate))
        self._kept = np.empty(room, np.float32)  # the system gives the memory as it is filled
        self._filled = 0
        self._lock = threading.Lock()
        self.shelf: Shelf | None = None
        self.counted = 0
        """Frames the shelf knows of."""

    @property
    def filled(self) -> int:
        """Frames worked out and kept so far."""
        return self._filled

    def frames(self, first: int, count: int) -> NDArray[np.float32]:
        """Give ``count`` frames from frame ``first`` on, not to be written to."""
        last = first + count
        if last > self._filled and not self._fill(last):
            return self._made(first, count)
        found = self._kept[first:last]
        found.flags.writeable = False
        return found

    def _fill(self, last: int) -> bool:
        """Work out and keep what is needed up to a frame; tell whether there was room."""
        if last > len(self._kept):
            return False
        while (start := self._filled) < last:
            with self._lock:
                if start != self._filled:
                    continue
                count = min(max(last - start, _LEAST), _MOST, len(self._kept) - start)
                self._kept[start : start + count] = self._made(start, count)
                self._filled = start + count
            if shelf := self.shelf:
                shelf.grew(self)
        return True

    def _made(self, first: int, count: int) -> NDArray[np.float32]:
        made = np.zeros(count, np.float32)
        end = int(min(count, self.end - first))
        for start in range(0, end, _MOST):
            size = min(_MOST, end - start)
            made[start : start + size] = self._shaped(first + start, size)
        return made

    def _shaped(self, first: int, count: int) -> NDArray[np.float32]:
        sound = self._read(first, count)
        last = first + count
        if first < self._attack:
            rising = min(count, math.ceil(self._attack) - first)
            sound[:rising] *= (np.arange(first, first + rising) / self._attack).clip(max=1)
        if self._fall and last > self._fall_from:
            start = max(first, self._fall_from)
            sound[start - first :] *= self._fall.frames(start - self._fall_from, last - start)
        return sound

    def _read(self, first: int, count: int) -> NDArray[np.float32]:
        """Read the sample at its step, with Catmull-Rom curves through four neighbouring frames.

        That is brighter and cleaner than straight lines between two.
        """
        position = np.arange(first, first + count, dtype=np.float64)
        position *= self._step
        whole = position.astype(np.intp)
        position -= whole
        part = position.astype(np.float32)
        start = int(whole[0])
        whole -= start
        source = self._source(start - 1, int(whole[-1]) + 4)
        slope = source[1:] - source[:-1]
        turn = slope[1:] - slope[:-1]
        bend = turn[1:] - turn[:-1]
        turn = turn[:-1] - bend
        slope = slope[:-2] + slope[1:-1]
        read = bend.take(whole, mode="clip")
        found = np.empty_like(read)
        for term in (turn, slope):
            read *= part
            read += term.take(whole, out=found, mode="clip")
        read *= part
        read *= 0.5
        read += source[1:].take(whole, out=found, mode="clip")
        return read

    def _source(self, first: int, count: int) -> NDArray[np.float32]:
        """Give frames of the sample from one on, with its loop played as often as it takes."""
        if first < 0:
            return np.concatenate([self._sound[:1], self._source(0, count - 1)])
        if self._loop and first + count > self._loop[1]:
            start, end = self._loop
            before = self._sound[first:end]
            into = (max(first, end) - start) % (end - start)
            rounds = -(-(into + count - len(before)) // (end - start))
            return np.concatenate([before, np.tile(self._sound[start:end], rounds)[into:]])[:count]
        found = self._sound[first : first + count]
        return (
            found
            if len(found) == count
            else np.concatenate([found, np.zeros(count - len(found), np.float32)])
        )


class Shelf:
    """Keys of one bank that have been worked out, up to so many frames; the longest unused go first."""

    def __init__(self, bank: Bank, room: int = _ROOM) -> None:
        self._bank = bank
        self._room = room
        self._keys: OrderedDict[tuple[Zone, int, int], Prepared] = OrderedDict()
        self._answers: dict[tuple[str, int], list[Zone]] = {}
        self._held = 0
        self._lock = threading.Lock()

    def key(self, zone: Zone, pitch: int, rate: int) -> Prepared:
        """Give a zone at a pitch and rate; nothing of it is worked out before it is asked for."""
        name = (zone, pitch, rate)
        with self._lock:
            if name in self._keys:
                self._keys.move_to_end(name)
                return self._keys[name]
            key = self._keys[name] = Prepared(zone, self._bank.sound(zone), pitch, rate)
            key.shelf = self
            return key

    def struck(self, voice: str, pitch: int, velocity: int) -> list[Zone]:
        """Give the zones of a voice that answer to a key struck so."""
        name = (voice, pitch)
        if name not in self._answers:
            self._answers[name] = [
                one for one in self._bank.voice(voice).zones if one.low <= pitch <= one.high
            ]
        return [one for one in self._answers[name] if one.low_velocity <= velocity <= one.high_velocity]

    def grew(self, key: Prepared) -> None:
        """Take note that a key has more to keep, and give up the longest unused ones when it is too much."""
        with self._lock:
            if key.shelf is not self:
                return
            self._held += key.filled - key.counted
            key.counted = key.filled
            while self._held > self._room and len(self._keys) > 1:
                _, given_up = self._keys.popitem(last=False)
                given_up.shelf = None  # a note still sounding keeps it, and it is gone with the note
                self._held -= given_up.counted

    @property
    def held(self) -> int:
        """Frames kept at present."""
        return self._held


_shelves: WeakKeyDictionary[Bank, Shelf] = WeakKeyDictionary()


def shelf(bank: Bank) -> Shelf:
    """Give the shelf of a bank that everybody in this process shares."""
    if bank not in _shelves:
        _shelves[bank] = Shelf(bank)
    return _shelves[bank]

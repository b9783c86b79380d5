"""One sounding note: any stretch of it can be asked for, which is all that playing live and rendering need.

A sounding note holds no state that moves: frame ``n`` of it is computed from ``n`` alone, so that a note
played in blocks of 256 frames and a note rendered whole are the same numbers.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mtlearn.sound.bank import Bank, Zone

__all__ = ["Sounding", "strike"]

_FALL = -100 * math.log(10) / 20
"""What an envelope falls by in one decay or release time, in nepers: 100 dB."""
_SILENT = -90 * math.log(10) / 20
_HUSH = 0.02
_TOUCH = 1.5
"""Loudness follows touch as (velocity / 127) to this power; the page's player has the same number."""


class Sounding:
    """One zone sounding: frames counted from its onset, at the output's rate.

    Args:
        zone: what is played. ``sound`` are its frames.
        pitch: the MIDI pitch wanted.
        gain: everything that makes it louder or softer but the envelope.
        rate: frames a second of the output.
        pan: moves the zone's own place, -1 (left) to 1 (right).
    """

    def __init__(  # noqa: PLR0913 - what a note is made of
        self, zone: Zone, sound: NDArray[np.float32], pitch: int, gain: float, rate: int, *, pan: float = 0.0
    ) -> None:
        self._sound = sound
        self._step = zone.rate / rate * 2.0 ** ((pitch - zone.root) / 12)
        self._loop = zone.loop
        self._attack = max(1.0, zone.attack * rate)
        self._fall_from = self._attack + zone.hold * rate
        self._fall = _FALL / max(1.0, zone.decay * rate)
        self._floor = max(_SILENT, math.log(zone.sustain)) if zone.sustain > 0 else _FALL
        self._release = _FALL / max(1.0, zone.release * rate)
        self._quick = _FALL / (_HUSH * rate)
        self._released = math.inf
        self._hushed = math.inf
        angle = (max(-1.0, min(1.0, zone.pan + pan)) + 1) * math.pi / 4
        self.left = gain * math.sqrt(2) * math.cos(angle)
        self.right = gain * math.sqrt(2) * math.sin(angle)
        end = math.inf if zone.loop else (len(sound) - 5) / self._step
        fades = self._fall_from + _SILENT / self._fall if self._floor <= _SILENT else math.inf
        self._end = min(end, fades)

    def let_go(self, frame: float) -> None:
        """Let the key go at a frame of this note."""
        self._released = min(self._released, frame)
        self._end = min(self._end, frame + _SILENT / self._release)

    def hush(self, frame: float) -> None:
        """Fade the note out within 20 ms from one of its frames on, without a click."""
        self._hushed = min(self._hushed, frame)
        self._end = min(self._end, frame + _SILENT / self._quick)

    @property
    def held(self) -> bool:
        """Whether the key is still down."""
        return self._released == math.inf

    @property
    def end(self) -> float:
        """The frame after which nothing is heard any more; infinite while a key is held over a loop."""
        return self._end

    def frames(self, first: int, count: int) -> NDArray[np.float32]:
        """Give ``count`` frames from frame ``first`` on, in mono, before ``left`` and ``right``."""
        at = np.arange(first, first + count, dtype=np.float64)
        sound = self._read(at * self._step)
        sound *= self._envelope(at, first, first + count)
        if first + count > self._end:
            sound[max(0, math.ceil(self._end - first)) :] = 0
        return sound

    def _read(self, position: NDArray[np.float64]) -> NDArray[np.float32]:
        if self._loop and position[-1] >= self._loop[1]:
            start, end = self._loop
            position = np.where(position >= end, start + np.mod(position - start, end - start), position)
        elif not self._loop:
            np.minimum(position, len(self._sound) - 5, out=position)
        whole = position.astype(np.int64)
        part = (position - whole).astype(np.float32)
        before = self._sound.take(np.maximum(whole - 1, 0))
        here = self._sound.take(whole)
        after = self._sound.take(whole + 1)
        # Catmull-Rom through four neighbours: brighter and cleaner than a straight line between two.
        bend = self._sound.take(whole + 2)
        bend -= before
        bend += 3 * (here - after)
        turn = 2 * before - 5 * here + 4 * after - self._sound.take(whole + 2)
        read: NDArray[np.float32] = here + 0.5 * part * (after - before + part * (turn + part * bend))
        return read

    def _envelope(self, at: NDArray[np.float64], first: int, last: int) -> NDArray[np.float32] | np.float32:
        level: NDArray[np.float64] | float = 0.0
        if last > self._fall_from:
            level = np.maximum(np.minimum((at - self._fall_from) * self._fall, 0), self._floor)
        if last > self._released:
            level = level + np.minimum((at - self._released) * self._release, 0)
        if last > self._hushed:
            level = level + np.minimum((at - self._hushed) * self._quick, 0)
        shape = np.exp(level, dtype=np.float32) if isinstance(level, np.ndarray) else np.float32(1)
        if first < self._attack:
            shape = shape * np.minimum(at / self._attack, 1).astype(np.float32)
        return shape


def strike(  # noqa: PLR0913 - what a stroke is made of
    bank: Bank, voice: str, pitch: int, velocity: int, rate: int, *, pan: float = 0.0
) -> list[Sounding]:
    """Begin a note: one sounding for each zone of the voice that answers to this key and touch."""
    found = bank.voice(voice)
    touch = found.gain * (velocity / 127) ** _TOUCH
    return [
        Sounding(zone, bank.sound(zone), pitch, touch * zone.gain, rate, pan=pan)
        for zone in found.zones
        if zone.answers(pitch, velocity)
    ]

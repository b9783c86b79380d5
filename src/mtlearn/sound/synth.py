"""All that sounds at once: takes note moves, gives blocks of sound. Runs in the engine's process.

It has no clock of its own; whoever asks for a block says when the block begins.
"""

from __future__ import annotations

import heapq
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mtlearn.sound.limiter import Limiter
from mtlearn.sound.voice import strike

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mtlearn.sound.bank import Bank
    from mtlearn.sound.voice import Sounding

__all__ = ["Synth"]

_MOST = 40
"""Notes at once; the oldest is faded when there are more."""
_SOFT = 2400
"""Frames over which a change of volume, and the very first sound, come in."""


class _Move(NamedTuple):
    time: float
    order: int
    struck: bool
    channel: int
    pitch: int
    velocity: int


class _Playing(NamedTuple):
    onset: int
    channel: int
    pitch: int
    sounding: Sounding


class Synth:
    """Plays up to forty notes at once. ``note`` may be called from another thread than ``block``."""

    def __init__(self, bank: Bank, rate: int, volume: float) -> None:
        self._bank = bank
        self._rate = rate
        self._voices: dict[int, str] = {}
        self._pans: dict[int, float] = {}
        self._inbox: deque[_Move] = deque()
        self._planned: list[_Move] = []
        self._playing: list[_Playing] = []
        self._limiter = Limiter(rate)
        self._frame = 0
        self._order = 0
        self._volume = volume
        self._level = 0.0
        self._silenced = False

    def set_voice(self, channel: int, voice: str) -> None:
        """Give a channel a voice; its samples are read before it is used."""
        for zone in self._bank.voice(voice).zones:
            self._bank.sound(zone)
        self._voices[channel] = voice

    def set_volume(self, volume: float) -> None:
        """Set the volume, 0 to 1; it is reached in 50 ms at most."""
        self._volume = min(1.0, max(0.0, volume))

    def set_pan(self, channel: int, pan: float) -> None:
        """Place a channel between left (-1) and right (1), for the notes struck from now on."""
        self._pans[channel] = pan

    def note(self, *, struck: bool, channel: int, pitch: int, velocity: int, time: float) -> None:
        """Strike a key or let it go at a time on the caller's clock; what is past happens at once."""
        self._order += 1
        self._inbox.append(_Move(time, self._order, struck, channel, pitch, velocity))

    def silence(self) -> None:
        """Fade all that sounds and forget all that is planned."""
        self._inbox.clear()
        self._silenced = True

    def block(self, count: int, begins: float) -> NDArray[np.float32]:
        """Give the next ``count`` frames (n, 2); ``begins`` is when the first of them is due."""
        if self._silenced:
            self._silenced = False
            self._planned.clear()
            for playing in self._playing:
                playing.sounding.hush(max(0, self._frame - playing.onset))
        while self._inbox:
            heapq.heappush(self._planned, self._inbox.popleft())
        ends = begins + count / self._rate
        while self._planned and self._planned[0].time < ends:
            move = heapq.heappop(self._planned)
            self._do(move, self._frame + max(0, min(count - 1, round((move.time - begins) * self._rate))))
        mixed = self._mixed(count)
        self._frame += count
        return self._limiter(mixed)

    def _do(self, move: _Move, frame: int) -> None:
        if move.struck and move.channel in self._voices:
            voice, pan = self._voices[move.channel], self._pans.get(move.channel, 0.0)
            self._playing += [
                _Playing(frame, move.channel, move.pitch, sounding)
                for sounding in strike(self._bank, voice, move.pitch, move.velocity, self._rate, pan=pan)
            ]
            for playing in sorted(self._playing, key=lambda one: one.sounding.held)[: -_MOST or None]:
                playing.sounding.hush(max(0, frame - playing.onset))
        elif not move.struck:
            held = [
                one for one in self._playing if one[1:3] == (move.channel, move.pitch) and one.sounding.held
            ]
            # Of several strikes of one key the earliest is let go: each press has its own release.
            first = min((one.onset for one in held), default=0)
            for playing in held:
                if playing.onset == first:
                    playing.sounding.let_go(frame - playing.onset)

    def _mixed(self, count: int) -> NDArray[np.float32]:
        mixed = np.zeros((count, 2), np.float32)
        for onset, _, _, sounding in self._playing:
            into = max(0, onset - self._frame)
            sound = sounding.frames(self._frame + into - onset, count - into)
            mixed[into:, 0] += sounding.left * sound
            mixed[into:, 1] += sounding.right * sound
        after = self._frame + count
        self._playing = [one for one in self._playing if one.onset + one.sounding.end > after]
        step = count / _SOFT
        level = self._level + max(-step, min(step, self._volume - self._level))
        mixed *= np.linspace(self._level, level, count, endpoint=False, dtype=np.float32)[:, None]
        self._level = level
        return mixed

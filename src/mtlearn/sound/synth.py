"""All that sounds at once: takes note moves, gives blocks of sound. Runs in the engine's process.

It has no clock of its own; whoever asks for a block says when the block begins.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from mtlearn.sound.fading import Fader
from mtlearn.sound.limiter import Limiter
from mtlearn.sound.plan import Plan
from mtlearn.sound.voice import prepare, strike

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from numpy.typing import NDArray

    from mtlearn.sound.bank import Bank
    from mtlearn.sound.fading import Fade
    from mtlearn.sound.plan import Move
    from mtlearn.sound.voice import Sounding

__all__ = ["SOFT", "Synth"]

_MOST = 40
"""Notes at once; the oldest is faded when there are more."""
SOFT: Final = 0.05
"""Seconds in which a change of volume from nothing to full is made, and the very first sound comes in."""


_BEGINNING = 0.05
"""Seconds of a key that are worked out before it is struck."""


class _Playing(NamedTuple):
    onset: int
    channel: int
    pitch: int
    sounding: Sounding
    fader: Fader


class Synth:
    """Plays up to forty notes at once. All but ``block`` may be called from another thread than ``block``.

    Attributes:
        later: called with the voice and pitch of each key that is struck, where set: see
            :class:`mtlearn.sound.ahead.Ahead`.

    Args:
        bank: the voices.
        rate: frames a second.
        volume: 0 to 1.
        rise: seconds in which sound comes in: from the first block on, or (more than SOFT) the first note.
    """

    def __init__(self, bank: Bank, rate: int, volume: float, rise: float = SOFT) -> None:
        self._bank = bank
        self._rate = rate
        self._voices: dict[int, str] = {}
        self._chosen: dict[int, str] = {}
        self._pans: dict[int, float] = {}
        self._asked: deque[Callable[[], None]] = deque()
        self._plan = Plan()
        self._playing: list[_Playing] = []
        self._fader = Fader()
        self._limiter = Limiter(rate)
        self._frame = 0
        self._volume = volume
        self._level = 0.0
        self._rise = rise
        self.later: Callable[[str, int], None] | None = None

    @property
    def volume(self) -> float:
        """The volume that is wanted, 0 to 1."""
        return self._volume

    def set_voice(self, channel: int, voice: str) -> None:
        """Give a channel a voice; its samples are read before it is used."""
        for zone in self._bank.voice(voice).zones:
            self._bank.sound(zone)
        self._chosen[channel] = voice
        self._asked.append(partial(self._voices.__setitem__, channel, voice))

    def set_volume(self, volume: float) -> None:
        """Set the volume, 0 to 1; it is reached in 50 ms at most."""
        self._volume = min(1.0, max(0.0, volume))

    def set_pan(self, channel: int, pan: float) -> None:
        """Place a channel between left (-1) and right (1), for the notes struck from now on."""
        self._asked.append(partial(self._pans.__setitem__, channel, pan))

    def note(  # noqa: PLR0913 - what a move is made of
        self, *, struck: bool, channel: int, pitch: int, velocity: int, time: float, length: float = 0.0
    ) -> None:
        """Strike a key or let it go at a time on the caller's clock; what is past happens at once.

        A key struck with a ``length`` (seconds) is let go by itself; else it waits for its own letting go.
        Its beginning is worked out here, on the caller's thread, so that a dense chord makes no block late.
        """
        if struck and (voice := self._chosen.get(channel)):
            prepare(self._bank, voice, pitch, self._rate, _BEGINNING)
            if self.later:
                self.later(voice, pitch)
        self._asked.append(
            partial(
                self._plan.add, struck=struck, channel=channel, pitch=pitch, velocity=velocity, time=time,
                length=length,
            )
        )  # fmt: skip

    def cancel(self, channels: Collection[int], after: float) -> None:
        """Take back the notes planned on these channels for ``after`` or later; what sounds keeps its end."""
        self._asked.append(partial(self._plan.cancel, channels, after))

    def fade(self, fade: Fade) -> None:
        """Let a channel come in or go out, from a time on the caller's clock on."""
        self._asked.append(lambda: self._fader.add(fade))

    def silence(self) -> None:
        """Fade all that sounds within 20 ms and forget all that is planned, fades of channels too."""
        self._asked.append(self._hush)

    def resume(self, now: float, rise: float) -> None:
        """Go on after a break: what was missed stays missed; sound comes in within ``rise`` seconds."""
        self._asked.append(partial(self._resume, now, rise))

    def block(self, count: int, begins: float) -> NDArray[np.float32]:
        """Give the next ``count`` frames (n, 2); ``begins`` is when the first of them is due."""
        while self._asked:
            self._asked.popleft()()
        for move in self._plan.due(begins + count / self._rate):
            self._do(move, self._frame + max(0, min(count - 1, round((move.time - begins) * self._rate))))
        mixed = self._mixed(count, begins)
        self._frame += count
        return self._limiter(mixed)

    def _resume(self, now: float, rise: float) -> None:
        for move in self._plan.due(now):
            if not move.struck:
                self._do(move, self._frame)
        self._level, self._rise = 0.0, rise
        self._limiter = Limiter(self._rate)  # it still held the last moment before the break

    def _hush(self) -> None:
        self._plan.clear()
        self._fader = Fader()  # what sounds keeps the one it has
        for playing in self._playing:
            playing.sounding.hush(max(0, self._frame - playing.onset))

    def _do(self, move: Move, frame: int) -> None:
        if move.struck and move.channel in self._voices:
            self._strike(move, frame)
        elif not move.struck:
            held = [
                one for one in self._playing if one[1:3] == (move.channel, move.pitch) and one.sounding.held
            ]
            # Of several strikes of one key the earliest is let go: each press has its own release.
            first = min((one.onset for one in held), default=0)
            for playing in held:
                if playing.onset == first:
                    playing.sounding.let_go(frame - playing.onset)

    def _strike(self, move: Move, frame: int) -> None:
        voice, pan = self._voices[move.channel], self._pans.get(move.channel, 0.0)
        struck = strike(self._bank, voice, move.pitch, move.velocity, self._rate, pan=pan)
        for choke in {sounding.choke for sounding in struck} - {0}:
            for playing in self._playing:
                if (playing.channel, playing.sounding.choke) == (move.channel, choke):
                    playing.sounding.hush(max(0, frame - playing.onset))
        for sounding in struck:
            if move.length:
                sounding.let_go(round(move.length * self._rate))
            self._playing.append(_Playing(frame, move.channel, move.pitch, sounding, self._fader))
        for playing in sorted(self._playing, key=lambda one: one.sounding.held)[:-_MOST]:
            playing.sounding.hush(max(0, frame - playing.onset))

    def _mixed(self, count: int, begins: float) -> NDArray[np.float32]:
        mixed = np.zeros((count, 2), np.float32)
        self._fader.forget(begins)
        for onset, channel, _, sounding, fader in self._playing:
            into = max(0, onset - self._frame)
            sound = sounding.frames(self._frame + into - onset, count - into)
            gain = fader.over(channel, begins, count, self._rate)
            if gain is not None:
                sound = sound * gain[into:]
            mixed[into:, 0] += sounding.left * sound
            mixed[into:, 1] += sounding.right * sound
        after = self._frame + count
        self._playing = [one for one in self._playing if one.onset + one.sounding.end > after]
        waits = self._rise > SOFT and not self._playing
        step = 0.0 if waits else count / self._rate / self._rise * (self._volume if self._rise > SOFT else 1)
        level = self._level + max(-step, min(step, self._volume - self._level))
        if level == self._volume:
            self._rise = SOFT
        mixed *= np.linspace(self._level, level, count, endpoint=False, dtype=np.float32)[:, None]
        self._level = level
        return mixed

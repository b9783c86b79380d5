"""Turns a list of events into sound, faster than it is played: for listening again, saving, measuring.

Note by note over whole arrays: every onset falls on its exact frame. A long piece comes in stretches of a few
seconds, which take the memory of one.
"""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

import numpy as np

from mtlearn.sound import audiofile
from mtlearn.sound.bank import bank as course_bank
from mtlearn.sound.event import VOLUME
from mtlearn.sound.fading import Fader
from mtlearn.sound.limiter import LOOK_AHEAD, Limiter
from mtlearn.sound.prepared import Shelf
from mtlearn.sound.voice import sides, strike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from mtlearn.sound.bank import Bank
    from mtlearn.sound.event import Event
    from mtlearn.sound.fading import Fade
    from mtlearn.sound.voice import Sounding

__all__ = ["STRETCH", "render", "render_blocks", "wav_bytes", "write_wav"]

STRETCH = 131_072
"""Frames rendered at a time: few enough to stay in the processor's cache, many enough to be worth it."""
_ROOM = 32_000_000
"""Frames of single keys kept while rendering, 128 MB; given back when it is done."""


def render(  # noqa: PLR0913 - what a rendering is made of
    events: Iterable[Event],
    voices: Mapping[int, str],
    rate: int = 48_000,
    *,
    volume: float = VOLUME,
    bank: Bank | None = None,
    pans: Mapping[int, float] | None = None,
    soft: float = 0.0,
    fades: Iterable[Fade] = (),
) -> NDArray[np.float32]:
    """Give the sound of events, each channel in its voice, as frames (n, 2) between -1 and 1.

    Raises:
        SoundError: a voice is not in the bank.
    """
    blocks = list(
        render_blocks(events, voices, rate, volume=volume, bank=bank, pans=pans, soft=soft, fades=fades)
    )
    return np.concatenate(blocks) if blocks else np.zeros((0, 2), np.float32)


def render_blocks(  # noqa: PLR0913 - what a rendering is made of
    events: Iterable[Event],
    voices: Mapping[int, str],
    rate: int = 48_000,
    *,
    volume: float = VOLUME,
    bank: Bank | None = None,
    pans: Mapping[int, float] | None = None,
    soft: float = 0.0,
    fades: Iterable[Fade] = (),
) -> Iterator[NDArray[np.float32]]:
    """Give what ``render`` gives in stretches of at most STRETCH frames, one after the other.

    ``pans`` moves channels between left (-1) and right (1). ``soft`` is how many seconds it takes to come in;
    0 keeps the attack of the first note. What would begin before the start begins with it. ``fades`` let
    channels come in and go out.

    Raises:
        SoundError: a voice is not in the bank; raised before the first stretch.
    """
    bank = bank or course_bank()
    waiting = sorted(events, key=lambda event: event.time, reverse=True)
    for channel in {event.channel for event in waiting}:
        bank.voice(voices[channel])
    desk = _Desk(bank, voices, pans or {}, rate)
    for fade in sorted(fades, key=lambda fade: fade.at):
        desk.fader.add(fade)
    limiter = Limiter(rate)
    first = 0
    while waiting or desk.sounding:
        while waiting and round(waiting[-1].time * rate) < first + STRETCH:
            desk.begin(waiting.pop())
        count = STRETCH if waiting else min(STRETCH, _whole(desk.end - first))
        mixed = desk.mixed(first, count)
        mixed *= volume
        if (rising := round(soft * rate) - first) > 0:
            mixed[:rising] *= np.arange(first, first + min(rising, count), dtype=np.float32)[:, None] / (
                first + rising
            )
        heard = limiter(mixed)
        yield heard if first else heard[LOOK_AHEAD:]
        first += count
    if first:
        yield limiter(np.zeros((LOOK_AHEAD, 2), np.float32))


def _whole(frames: int) -> int:
    """Give the next whole number of the limiter's steps."""
    return -(-frames // LOOK_AHEAD) * LOOK_AHEAD


class _Desk:
    """All notes that sound, and what they come to together."""

    def __init__(self, bank: Bank, voices: Mapping[int, str], pans: Mapping[int, float], rate: int) -> None:
        self._bank, self._voices, self._pans, self._rate = bank, voices, pans, rate
        self._keys = Shelf(bank, _ROOM)
        self._choking: dict[tuple[int, int], list[tuple[int, Sounding]]] = {}
        self._scratch = np.empty(STRETCH, np.float32)
        self.fader = Fader()
        self.sounding: list[tuple[int, int, Sounding, int]] = []
        """Onset, frame at which the key is let go, note, channel."""

    @property
    def end(self) -> int:
        """The frame from which on all is silence."""
        return max((onset + math.ceil(one.end) for onset, _, one, _ in self.sounding), default=0)

    def begin(self, event: Event) -> None:
        """Strike a key, and cut off what it chokes: an open cymbal that is closed, say."""
        onset, held = max(0, round(event.time * self._rate)), max(0, round(event.duration * self._rate))
        voice, pan = self._voices[event.channel], self._pans.get(event.channel, 0.0)
        struck = strike(self._bank, voice, event.pitch, event.velocity, self._rate, pan=pan, keys=self._keys)
        for choke in {one.choke for one in struck} - {0}:
            for before, older in self._choking.pop((event.channel, choke), ()):
                older.hush(onset - before)
        for one in struck:
            one.let_go(held)
            self.sounding.append((onset, onset + held, one, event.channel))
            if one.choke:
                self._choking.setdefault((event.channel, one.choke), []).append((onset, one))

    def mixed(self, first: int, count: int) -> NDArray[np.float32]:
        """Give a stretch of all that sounds, and forget the notes that end in it."""
        last = first + count
        places: dict[float, NDArray[np.float32]] = {}
        gains = {
            channel: self.fader.over(channel, first / self._rate, count, self._rate)
            for channel in {channel for *_, channel in self.sounding}
        }
        for onset, let_go, one, channel in self.sounding:
            gain = gains[channel]
            if one.place not in places:
                places[one.place] = np.zeros(count, np.float32)
            mono = places[one.place]
            start, end = max(first, onset), min(last, onset + math.ceil(one.end))
            # Apart, since what sounds before the key is let go is read from the shelf as it is.
            middle = min(max(start, let_go), end)
            for part, until in ((start, middle), (middle, end)):
                if until > part:
                    sound = self._scratch[: until - part]
                    np.multiply(one.frames(part - onset, until - part), np.float32(one.gain), out=sound)
                    if gain is not None:
                        sound *= gain[part - first : until - first]
                    mono[part - first : until - first] += sound
        self.sounding = [note for note in self.sounding if note[0] + note[2].end > last]
        mixed = np.zeros((count, 2), np.float32)
        for place, mono in places.items():
            for side, level in enumerate(sides(place)):
                mixed[:, side] += mono * np.float32(level)
        return mixed


def wav_bytes(sound: NDArray[np.float32], rate: int = 48_000) -> bytes:
    """Give frames (n, 2) as a 16-bit WAV file."""
    file = io.BytesIO()
    audiofile.write(file, sound, rate)
    return file.getvalue()


def write_wav(path: Path, sound: NDArray[np.float32], rate: int = 48_000) -> None:
    """Write frames (n, 2) to a 16-bit WAV file."""
    audiofile.write(path, sound, rate)

"""Turns a list of events into sound all at once: for listening again, saving, measuring.

Note by note over whole arrays: every onset falls on its exact frame.
"""

from __future__ import annotations

import io
import wave
from typing import IO, TYPE_CHECKING

import numpy as np

from mtlearn.sound.bank import bank as course_bank
from mtlearn.sound.event import VOLUME
from mtlearn.sound.limiter import LOOK_AHEAD, Limiter
from mtlearn.sound.voice import strike

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from mtlearn.sound.bank import Bank
    from mtlearn.sound.event import Event

__all__ = ["render", "wav_bytes", "write_wav"]

_LAST = 4.0
"""Seconds a note may go on sounding after it was let go."""
_CHUNK = 65_536


def render(
    events: Iterable[Event],
    voices: Mapping[int, str],
    rate: int = 48_000,
    *,
    volume: float = VOLUME,
    bank: Bank | None = None,
) -> NDArray[np.float32]:
    """Give the sound of events, each channel in its voice, as frames (n, 2) between -1 and 1.

    Raises:
        SoundError: a voice is not in the bank.
    """
    bank = bank or course_bank()
    notes = []
    for event in events:
        onset, held = round(event.time * rate), round(event.duration * rate)
        for sounding in strike(bank, voices[event.channel], event.pitch, event.velocity, rate):
            sounding.let_go(held)
            notes.append((onset, min(int(sounding.end) + 1, held + int(_LAST * rate)), sounding))
    length = max((onset + count for onset, count, _ in notes), default=0)
    mixed = np.zeros((-(-(length + LOOK_AHEAD) // LOOK_AHEAD) * LOOK_AHEAD, 2), np.float32)
    for onset, count, sounding in notes:
        sound = sounding.frames(0, count)
        mixed[onset : onset + count, 0] += sounding.left * sound
        mixed[onset : onset + count, 1] += sounding.right * sound
    mixed *= volume
    return Limiter(rate)(mixed)[LOOK_AHEAD:]


def wav_bytes(sound: NDArray[np.float32], rate: int = 48_000) -> bytes:
    """Give frames (n, 2) as a 16-bit WAV file."""
    file = io.BytesIO()
    _write(file, sound, rate)
    return file.getvalue()


def write_wav(path: Path, sound: NDArray[np.float32], rate: int = 48_000) -> None:
    """Write frames (n, 2) to a 16-bit WAV file, a chunk at a time."""
    with path.open("wb") as file:
        _write(file, sound, rate)


def _write(file: IO[bytes], sound: NDArray[np.float32], rate: int) -> None:
    with wave.open(file, "wb") as out:
        out.setnchannels(sound.shape[1])
        out.setsampwidth(2)
        out.setframerate(rate)
        for first in range(0, len(sound), _CHUNK):
            part = np.clip(sound[first : first + _CHUNK], -1, 1) * 32767
            out.writeframes(np.rint(part).astype("<i2").tobytes())

"""The sound bank: which recorded sample stands for which key of which voice, and how it behaves.

A voice is a list of zones. A zone is one sample, the keys and touches it answers to, the pitch it was
recorded at, a loop where it may be held, and an envelope. Built by ``audio/build_bank.py``.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from mtlearn.errors import SoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Bank", "Voice", "Zone", "bank"]

_INSTALLED = Path(__file__).parent / "bank"
_REPOSITORY = Path(__file__).parents[3] / "audio" / "bank"
_GUARD = 4
"""Frames kept past the end, so that a sample can be read between its last frames too."""


class Zone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sample and when it sounds. Times in seconds; ``root`` is a MIDI pitch, tuning included.

    The envelope rises over ``attack``, holds, then falls by 100 dB per ``decay`` seconds down to ``sustain``
    (0-1); after the key is let go it falls by 100 dB per ``release`` seconds.

    ``choke`` joins sounds that cannot sound together, as the open and the closed hi-hat: where it is not 0, a
    new stroke fades out, within 20 ms, what still sounds of the same voice with the same number. ``digest``
    is the first 16 hexadecimal digits of the SHA-256 of the sample's FLAC file, by which a page may keep it.
    """

    sample: str
    low: int
    high: int
    low_velocity: int
    high_velocity: int
    root: float
    rate: int
    frames: int
    loop: tuple[int, int] | None
    attack: float
    hold: float
    decay: float
    sustain: float
    release: float
    gain: float
    pan: float
    choke: int = 0
    digest: str = ""

    def answers(self, pitch: int, velocity: int) -> bool:
        """Tell whether this zone sounds for a key struck so."""
        return self.low <= pitch <= self.high and self.low_velocity <= velocity <= self.high_velocity


class Voice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One instrument: its name, a gain that brings it to the others' loudness, its zones.

    ``kind`` is "tones", or "drums": then each key is a sound of its own, and ``keys`` names it, such as
    ``{36: "bass-drum"}`` (General MIDI's keys; ``content/locale/nb/instruments.po`` has their words).
    """

    name: str
    gain: float
    zones: tuple[Zone, ...]
    kind: Literal["tones", "drums"] = "tones"
    keys: dict[int, str] = msgspec.field(default_factory=dict)

    @property
    def samples(self) -> tuple[str, ...]:
        """The samples this voice needs, each once, in order of first use."""
        return tuple(dict.fromkeys(zone.sample for zone in self.zones))


class Bank:
    """All voices, read from a folder with ``bank.json`` and a FLAC file a sample.

    Raises:
        SoundError: the folder has no readable bank.
    """

    def __init__(self, folder: Path, voices: tuple[Voice, ...] | None = None) -> None:
        self.folder = folder
        self._by_name: Mapping[str, Voice] = {voice.name: voice for voice in voices or _read(folder)}
        self._sounds: dict[str, NDArray[np.float32]] = {}

    @property
    def voices(self) -> tuple[str, ...]:
        """The names of the voices, such as ``"kalimba"``."""
        return tuple(self._by_name)

    def voice(self, name: str) -> Voice:
        """Give one voice.

        Raises:
            SoundError: the bank has no such voice; says which it has.
        """
        if name not in self._by_name:
            message = f"The sound bank has no voice {name!r}. It has: {', '.join(self.voices)}."
            raise SoundError(message, reason=message)
        return self._by_name[name]

    def description(self, voice: str) -> dict[str, Any]:
        """Give a voice as the page's player reads it: gain, zones, and samples in the order they are sent."""
        found = self.voice(voice)
        return {**msgspec.to_builtins(found), "samples": list(found.samples)}

    def sample(self, name: str) -> bytes:
        """Give one sample's FLAC file."""
        try:
            return (self.folder / f"{name}.flac").read_bytes()
        except OSError as error:
            message = f"The sound bank lacks the sample {name} ({error}). Install mtlearn again."
            raise SoundError(message, reason=message) from error

    def sample_as_pcm(self, name: str) -> bytes:
        """Give one sample as bare 16-bit little-endian frames, for a page that cannot decode FLAC."""
        return bytes(self._decoded(name, "int16").astype("<i2", copy=False).tobytes())

    def sound(self, zone: Zone) -> NDArray[np.float32]:
        """Give a zone's frames up to its loop's end, and a few more to read between the last ones."""
        import numpy as np  # noqa: PLC0415 - a fifth of a second, only where something is to sound

        key = f"{zone.sample} {zone.loop}"
        if key not in self._sounds:
            frames = self._decoded(zone.sample, "float32").astype(np.float32, copy=False)
            if zone.loop:
                start, end = zone.loop
                guard = frames[start : start + _GUARD]
                frames = frames[:end]
            else:
                guard = np.zeros(_GUARD, np.float32)
            self._sounds[key] = np.concatenate([frames, guard])
        return self._sounds[key]

    def _decoded(self, name: str, kind: str) -> NDArray[Any]:
        import soundfile  # noqa: PLC0415 - only where something is to sound

        frames: NDArray[Any] = soundfile.read(io.BytesIO(self.sample(name)), dtype=kind)[0]
        return frames


def _read(folder: Path) -> tuple[Voice, ...]:
    try:
        return msgspec.json.decode((folder / "bank.json").read_bytes(), type=tuple[Voice, ...])
    except (OSError, msgspec.DecodeError) as error:
        message = f"The sound bank in {folder} cannot be read ({error}). Install mtlearn again."
        raise SoundError(message, reason=message) from error


@cache
def bank() -> Bank:
    """Give the bank the course came with, read once."""
    return Bank(_INSTALLED if (_INSTALLED / "bank.json").exists() else _REPOSITORY)

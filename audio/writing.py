"""Writes samples and measures what was written: their digest, loudness and the voices' balance."""  # noqa: INP001 - a script's neighbour

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import soundfile

from mtlearn.sound.bank import Bank, Voice
from mtlearn.sound.loudness import loudness
from mtlearn.sound.reference import reference
from mtlearn.sound.render import render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["LOUDNESS", "balanced", "described", "momentary", "rounded", "written"]

LOUDNESS = -19.0
"""LUFS of every voice's reference phrase at full volume; at the course's 60 % a duo comes to about -20."""
_FULL = 0.98
_RATE = 48_000
_SOFTLY = 0.01


def written(folder: Path, name: str, sound: NDArray[np.float64], rate: int) -> tuple[str, float]:
    """Write one sample as 16-bit frames; give its digest and the gain that undoes what made it fit."""
    peak = float(np.abs(sound).max())
    scale = _FULL / peak if peak > _FULL else 1.0
    frames = np.rint(sound * scale * 32768).astype(np.int16)
    path = folder / f"{name}.flac"
    soundfile.write(path, frames, rate, format="FLAC", subtype="PCM_16", compression_level=1.0)
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16], 1 / scale


def momentary(sound: NDArray[np.float64], rate: int) -> float:
    """Give how loud a single sound is: LUFS of its loudest 0.4 seconds, in the middle."""
    half = np.zeros(int(0.4 * rate))
    whole = np.concatenate([sound[: int(0.4 * rate)], half])
    return loudness(np.stack([whole, whole], axis=1).astype(np.float32)[: int(0.4 * rate)], rate)


def rounded(number: float) -> float:
    """Give three significant digits: fine enough for any ear, and the same on every machine."""
    return float(f"{number:.3g}")


def balanced(voice: Voice, folder: Path) -> Voice:
    """Give the voice the gain that brings its reference phrase to the common loudness."""
    sound = render(reference(voice), {0: voice.name}, _RATE, volume=_SOFTLY, bank=Bank(folder, (voice,)))
    gain = 10 ** ((LOUDNESS - loudness(sound / _SOFTLY, _RATE)) / 20)
    return msgspec.structs.replace(voice, gain=rounded(gain))


def described(voices: Sequence[Voice]) -> bytes:
    """Give the bank's description as a person can read it: JSON, a line a zone."""
    lines = ["["]
    for at, voice in enumerate(voices):
        fields = msgspec.to_builtins(voice)
        zones = fields.pop("zones")
        head = msgspec.json.encode(fields).decode()[:-1]
        lines.append(f' {head},"zones":[')
        lines += [f"  {msgspec.json.encode(zone).decode()}," for zone in zones]
        lines[-1] = lines[-1][:-1]
        lines.append("  ]}" + ("," if at < len(voices) - 1 else ""))
    return "\n".join([*lines, "]", ""]).encode()

"""Makes a voice of drums: each key one stroke, in time, straight, at its level in the kit."""  # noqa: INP001 - a script's neighbour

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from filters import low_passed, resampled, straightened
from writing import momentary, rounded, written

from mtlearn.sound.bank import Voice, Zone

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from recipes import Kit, Stroke
    from soundfont import SoundFont

    Sound = NDArray[np.float64]

__all__ = ["HIGHEST", "begun", "kit", "spoken", "tamed"]

_LEVEL = -14.0
"""LUFS of a bass drum's loudest 0.4 s before a voice is balanced; any number would do."""
HIGHEST = 1.0
"""The highest peak a stroke may have at full touch, before a voice is balanced."""
_SOFTEST = 72
"""The highest velocity of the soft touch."""
_LEAVE = 0.0008
_TAIL = 0.3
_RINGS = 20.0
"""A drum is not damped when its key is let go: it falls by 100 dB in so many seconds beside its own fall."""


def begun(sound: Sound, rate: int, share: float = 0.12) -> Sound:
    """Let a sound begin where it is heard: what comes before a share of its first peak is cut, save a ms."""
    first = np.abs(sound[: int(0.2 * rate)])
    onset = int(np.argmax(first > share * first.max()))
    kept = sound[max(0, onset - int(_LEAVE * rate)) :].copy()
    ramp = int(_LEAVE * rate)
    kept[:ramp] *= np.linspace(0, 1, ramp, endpoint=False)
    return kept


def spoken(sound: Sound, rate: int, within: float = 0.03) -> Sound:
    """Let a swelling sound begin so that it has spoken (4 dB below its middle level) within some seconds."""
    width = int(0.03 * rate)
    level = np.sqrt(np.convolve(sound**2, np.ones(width) / width, "same"))
    there = int(np.argmax(level > 0.63 * np.median(level[int(0.3 * rate) :])))
    kept = sound[max(0, there - int(within * rate)) :].copy()
    ramp = int(0.01 * rate)
    kept[:ramp] *= np.linspace(0, 1, ramp, endpoint=False)
    return kept


def _shaped(font: SoundFont, stroke: Stroke) -> Sound:
    number = font.named(stroke.sample)
    rate = font.rate(number)
    sound = straightened(font.sound(number), rate)
    if stroke.cutoff:
        sound = low_passed(sound, stroke.cutoff / 2 ** (stroke.up / 12), rate)
    sound = begun(resampled(sound, rate, stroke.rate), stroke.rate)
    kept = sound[: int(stroke.seconds * stroke.rate)].copy()
    time = np.arange(len(kept)) / stroke.rate
    if stroke.dies:
        kept *= 10 ** (-3 * time / stroke.dies)
    if stroke.rise:
        kept *= np.minimum(1, time / stroke.rise)
    tail = int(len(kept) * _TAIL)
    kept[-tail:] *= np.linspace(1, 0, tail) ** 2
    return kept


def tamed(sound: Sound, most: float) -> Sound:
    """Round off a stroke's highest peaks, which the ear takes for loudness no longer than a millisecond."""
    knee = 0.6 * most
    over = np.maximum(0, np.abs(sound) - knee) / (most - knee)
    return np.where(over > 0, np.sign(sound) * (knee + (most - knee) * np.tanh(over)), sound)


def _power(sound: Sound) -> float:
    return float(np.sqrt(np.sum(sound**2)))


def kit(font: SoundFont, recipe: Kit, folder: Path) -> Voice:
    """Write a kit's samples and say how each is played."""
    zones: list[Zone] = []
    keys = {}
    for stroke in recipe.strokes:
        sound = _shaped(font, stroke)
        gain = 10 ** ((_LEVEL + stroke.level - momentary(sound, stroke.rate)) / 20)
        sound = tamed(sound, HIGHEST / gain)
        touches = [("", 1, 127, sound, stroke.rate, 1.0)]
        if stroke.soft:
            soft = low_passed(sound, stroke.soft / 2 ** (stroke.up / 12), stroke.rate)
            touches = [
                ("-soft", 1, _SOFTEST, soft, stroke.rate, 0.97 * _power(sound) / _power(soft)),
                ("", _SOFTEST + 1, 127, sound, stroke.rate, 1.0),
            ]
        for ending, low, high, heard, rate, even in touches:
            name = f"drum-{stroke.name}{ending}"
            digest, undo = written(folder, name, heard, rate)
            for key in stroke.keys:
                keys[key] = stroke.name
                zones.append(
                    Zone(
                        sample=name, low=key, high=key, low_velocity=low, high_velocity=high,
                        root=key - stroke.up, rate=rate, frames=len(heard), loop=None, attack=0.0005,
                        hold=0.0, decay=0.0, sustain=1.0, release=_RINGS, gain=rounded(gain * even * undo),
                        pan=stroke.pan, choke=stroke.choke, digest=digest,
                    )
                )  # fmt: skip
    return Voice(recipe.name, 1.0, tuple(zones), kind="drums", keys=dict(sorted(keys.items())))

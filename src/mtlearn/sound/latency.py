"""How long sound is on its way: a short pattern is played, recorded, and found again in the recording.

The pattern is a few quick broken chords of the bank itself, at uneven distances. The recording is divided by
the pattern in the frequency domain (a regularised inverse filter, as impulse responses are measured: Farina
2000, "Simultaneous measurement of impulse response and distortion with a swept-sine technique"), so that an
instrument's ringing does not blur the moment it began. The chords' answers are laid over one another at
the times they were sent: what repeats with the pattern stands out, what does not falls back. Each chord is
then looked for alone, near that place. Of a sound and its echoes the first counts.

What is measured is the loop: out through the player, through the air or a cable, in through the microphone.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from mtlearn.errors import SoundError
from mtlearn.sound.channels import CHECK
from mtlearn.sound.event import Event
from mtlearn.sound.render import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["EMITTED", "LASTS", "MOST", "PATTERN", "RATE", "VOICE", "Loop", "measured"]

RATE: Final = 48_000
VOICE: Final = "kalimba"
MOST: Final = 0.8
"""The longest delay looked for, in seconds: wireless headphones take up to half of it."""
EMITTED: Final = (0.0, 0.37, 0.81, 1.18, 1.64, 1.97, 2.42, 2.83)
"""When each chord begins, in seconds: no two distances alike, so that one is not taken for another."""
_CHORD: Final = ((0.0, 60), (0.006, 67), (0.011, 76), (0.017, 83), (0.021, 90), (0.028, 96))
_TOUCH: Final = 74
PATTERN: Final = tuple(
    Event(sent + later, CHECK, pitch, _TOUCH, 0.08) for sent in EMITTED for later, pitch in _CHORD
)
"""What is played; its times count from the start."""
LASTS: Final = EMITTED[-1] + MOST + 0.3
"""Seconds of recording that hold the pattern, however late it comes."""

_SHAPE: Final = 0.16
_BEFORE: Final = 0.05
_FLOOR: Final = 10 ** (-66 / 20)
_CLEAR: Final = 9.0
"""How far the pattern's place must stand above what is found elsewhere, in robust standard deviations:
of noise alone the highest of some forty thousand places comes to five."""
_ALONE: Final = 5.0
_NEAR: Final = 0.012
_ECHO: Final = 0.03
_FIRST: Final = 0.5
_CREST: Final = 0.0005
_BAND: Final = (200.0, 14_000.0)
"""What is listened to, in hertz: mains hum and rumble lie below, the bank's samples end above."""
_EDGE: Final = 0.01
_RATES: Final = (8_000, 400_000)
_STEADY: Final = 0.006
_ENOUGH: Final = 5


class Loop(NamedTuple):
    """What a recording says of the way there and back.

    ``delay`` and ``spread`` (half of what the middle half of the chords lie apart) are in seconds; ``found``
    chords of ``sent`` were recognised; ``clearness`` is how far the pattern stands above the rest, in robust
    standard deviations. Where it could not be measured ``delay`` is None, and ``why`` says: the recording
    was too ``quiet``, the pattern did not stand out from it (``noisy``), or its chords came at uneven delays
    (``unsteady``).
    """

    delay: float | None
    spread: float
    found: int
    sent: int
    clearness: float
    why: Literal["", "quiet", "noisy", "unsteady"]


def measured(sound: NDArray[np.float32], rate: float, emitted: Sequence[float] = EMITTED) -> Loop:
    """Measure the loop from a recording of the pattern.

    Args:
        sound: the recording, mono, frames between -1 and 1.
        rate: frames a second.
        emitted: when each chord was sent, in seconds after the recording's first frame; may lie before it.

    Raises:
        SoundError: the recording is no sound: empty, not finite, or at a rate no sound has.
    """
    whole = sound.ndim == 1 and len(sound) and np.isfinite(sound).all()
    if not whole or not _RATES[0] <= rate <= _RATES[1]:
        message = "The recording cannot be measured: it is empty, or not a sound."
        raise SoundError(message, reason="the recording is empty or not a sound")
    nothing = Loop(None, 0.0, 0, len(emitted), 0.0, "quiet")
    if np.sqrt(np.mean(np.square(sound - sound.mean(), dtype=np.float64))) < _FLOOR / 10:
        return nothing
    answers = _answers(sound.astype(np.float64), rate, emitted)
    if not len(answers):
        return nothing
    together = np.abs(answers.mean(axis=0))
    place, clearness = _stands_out(together)
    quiet = float(np.abs(sound).max()) < _FLOOR
    if clearness < _CLEAR:
        return nothing._replace(clearness=clearness, why="quiet" if quiet else "noisy")
    first = _first(together, place, rate, 0.0)
    near = slice(max(0, first - round(_NEAR * rate)), first + round(_NEAR * rate) + 1)
    heard = []
    for one in np.abs(answers):
        noise = _noise(one)
        crest = int(one[near].argmax())
        if one[near][crest] >= _ALONE * noise:
            heard.append((near.start + _first(one[near], crest, rate, _ALONE * noise)) / rate - _BEFORE)
    result = nothing._replace(found=len(heard), clearness=clearness)
    if len(heard) < min(_ENOUGH, len(emitted)):
        return result._replace(why="noisy")
    low, delay, high = np.percentile(heard, (25, 50, 75))
    result = result._replace(spread=float(high - low) / 2)
    if result.spread > _STEADY:
        return result._replace(why="unsteady")
    return result._replace(delay=float(delay), why="")


def _answers(sound: NDArray[np.float64], rate: float, emitted: Sequence[float]) -> NDArray[np.float64]:
    """Give for each chord what came back of it, sharpened to where it began: from _BEFORE its sending on."""
    whole = _sharpened(sound - sound.mean(), rate)
    count = round((_BEFORE + MOST) * rate)
    rows = []
    for sent in emitted:
        begin = round((sent - _BEFORE) * rate)
        row = np.zeros(count)
        part = whole[max(0, begin) : max(0, begin + count)]
        offset = max(0, -begin)
        row[offset : offset + len(part)] = part
        if len(part) >= count // 2:
            rows.append(row)
    return np.array(rows)


def _sharpened(sound: NDArray[np.float64], rate: float) -> NDArray[np.float64]:
    shape = _shape(round(rate))
    size = 1 << (len(sound) + len(shape)).bit_length()
    pattern = np.fft.rfft(shape, size)
    power = np.abs(pattern) ** 2
    inverse = pattern.conj() / (power + 0.01 * power.max())
    heights = np.fft.rfftfreq(size, 1 / rate)
    inverse[(heights < _BAND[0]) | (heights > _BAND[1])] = 0
    edge = min(len(sound) // 2, round(_EDGE * rate))
    sound[:edge] *= np.linspace(0, 1, edge)
    sound[len(sound) - edge :] *= np.linspace(1, 0, edge)
    return np.asarray(np.fft.irfft(np.fft.rfft(sound, size) * inverse, size)[: len(sound)])


@cache
def _shape(rate: int) -> NDArray[np.float64]:
    """Give one chord as the bank renders it, mono."""
    chord = [Event(later, CHECK, pitch, _TOUCH, 0.08) for later, pitch in _CHORD]
    sound = render(chord, {CHECK: VOICE}, rate).mean(axis=1, dtype=np.float64)[: round(_SHAPE * rate)]
    fade = min(len(sound), round(0.03 * rate))
    sound[len(sound) - fade :] *= np.linspace(1, 0, fade)
    return np.asarray(sound / np.sqrt(np.sum(sound**2)))


def _noise(found: NDArray[np.float64]) -> float:
    """Give a robust standard deviation of magnitudes."""
    return float(np.median(found)) / 0.6745 + 1e-12


def _stands_out(together: NDArray[np.float64]) -> tuple[int, float]:
    place = int(together.argmax())
    return place, float(together[place]) / _noise(together)


def _first(found: NDArray[np.float64], place: int, rate: float, least: float) -> int:
    """Give the first arrival: an echo may be stronger than what it is an echo of."""
    begin = max(0, place - round(_ECHO * rate))
    early = np.flatnonzero(found[begin : place + 1] >= max(least, _FIRST * found[place]))
    first = begin + int(early[0])
    crest = found[first : first + round(_CREST * rate) + 1]
    return first + int(crest.argmax())

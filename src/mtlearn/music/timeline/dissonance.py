"""How rough the tones sound together and after one another.

After facts ``mttb-dissonance`` and ``mttb-plomp-parameters``: each tone is thought of as a piano's, with
six partials whose strengths are 0.8 to the power of 0 to 5, times velocity/127; each tone is set against
the tones before it, and each pair of partials is as rough as Plomp and Levelt's curve says in Sethares'
form, ``exp(-3.5 s x) - exp(-5.75 s x)``, where ``x`` is the distance in hertz and ``s`` is 0.24 / (0.021
times the lower frequency + 19). What was played before is remembered for a second.

Ours: what is remembered fades by the time constant of that second for all pitches alike. (The source fades
low tones and high ones differently, by constants its author marks as still to be checked; they were not
read.) A window's value is the mean over its tones of what each makes with the tones before it, 24 at most;
and 1.0 is what middle C and the semitone above it make, struck together with all strength.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtlearn.music.note import Phrase
    from mtlearn.music.timeline.window import Array, Frames

__all__ = ["dissonance", "roughness"]

_PARTIALS: Final = 6
_FALL: Final = 0.8
_MEMORY: Final = 1.0
_REMEMBERED: Final = 24
_STRONGEST: Final = 127
_MIDDLE_C: Final = 60


def dissonance(played: Frames) -> Array:
    """Give the mean roughness in each window; not a number where there are no notes."""
    return played.means(_of_each(played.notes))


def _of_each(notes: Phrase) -> list[float]:
    """Say of each note how rough it is with those remembered."""
    unit = roughness(_MIDDLE_C, _MIDDLE_C + 1) * _STRONGEST**2
    found = []
    for index, note in enumerate(notes):
        rough = 0.0
        for before in reversed(notes[max(0, index - _REMEMBERED) : index]):
            gone = note.onset - before.onset
            if gone > _MEMORY:
                break
            rough += math.exp(-gone / _MEMORY) * before.velocity * roughness(before.pitch, note.pitch)
        found.append(rough * note.velocity / unit)
    return found


@cache
def roughness(pitch: int, other: int) -> float:
    """Say how rough two piano tones of full strength (MIDI pitches) are, struck together."""
    if pitch > other:
        return roughness(other, pitch)
    first, second = (440.0 * 2 ** ((one - 69) / 12) for one in (pitch, other))
    return sum(
        _FALL ** (one + two) * _curve(first * (one + 1), second * (two + 1))
        for one in range(_PARTIALS)
        for two in range(_PARTIALS)
    )


def _curve(one: float, other: float) -> float:
    apart = abs(other - one) * 0.24 / (0.021 * min(one, other) + 19)
    return math.exp(-3.5 * apart) - math.exp(-5.75 * apart)

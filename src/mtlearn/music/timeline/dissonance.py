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
_PITCHES: Final = 128


def dissonance(played: Frames) -> Array:
    """Give the mean roughness in each window; not a number where there are no notes."""
    return played.means(_of_each(played.notes))


def roughness(pitch: int, other: int) -> float:
    """Say how rough two piano tones of full strength (MIDI pitches) are, struck together."""
    return float(_rough_pairs()[pitch, other])


def _of_each(notes: Phrase) -> Array:
    """Say of each note how rough it is with those remembered, as many steps back as are remembered."""
    import numpy as np  # noqa: PLC0415 - a tenth of a second, only once something has been played

    pairs = _rough_pairs()
    onsets = np.asarray([note.onset for note in notes], dtype=float)
    pitches = np.asarray([note.pitch for note in notes], dtype=int)
    strong = np.asarray([note.velocity / _STRONGEST for note in notes], dtype=float)
    rough = np.zeros(len(notes))
    for back in range(1, min(_REMEMBERED, len(notes) - 1) + 1):
        gone = onsets[back:] - onsets[:-back]
        left = np.where(gone <= _MEMORY, np.exp(-np.minimum(gone, _MEMORY) / _MEMORY), 0.0)
        rough[back:] += left * strong[:-back] * pairs[pitches[back:], pitches[:-back]]
    return rough * strong / pairs[_MIDDLE_C, _MIDDLE_C + 1]


@cache
def _rough_pairs() -> Array:
    """Work out all pairs of pitches, partial by partial."""
    import numpy as np  # noqa: PLC0415 - the same

    tones = 440.0 * 2 ** ((np.arange(_PITCHES) - 69) / 12)
    found = np.zeros((_PITCHES, _PITCHES))
    for one in range(_PARTIALS):
        for two in range(_PARTIALS):
            first, second = tones[:, None] * (one + 1), tones[None, :] * (two + 1)
            apart = np.abs(second - first) * 0.24 / (0.021 * np.minimum(first, second) + 19)
            found += _FALL ** (one + two) * (np.exp(-3.5 * apart) - np.exp(-5.75 * apart))
    return found

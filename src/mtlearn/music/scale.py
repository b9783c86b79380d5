"""The tones a learner chooses among: a scale, the tone it rests on, and how many keys there are."""

from __future__ import annotations

from functools import cache
from typing import Final

from mtlearn.errors import MusicError

__all__ = ["SCALES", "pitches"]

_OCTAVE: Final = 12
_HIGHEST: Final = 127

_OURS: Final[dict[str, tuple[int, ...]]] = {
    "major-pentatonic": (0, 2, 4, 7, 9),
    "minor-pentatonic": (0, 3, 5, 7, 10),
    "blues": (
        0,
        3,
        5,
        6,
        7,
        10,
    ),  # music21's blues scale draws its tones by chance; a key must stay where it is
}
"""Steps in semitones above the tonic, for the scales a lesson opens with: no music21 needed."""

_FROM_MUSIC21: Final[dict[str, str]] = {
    "major": "MajorScale",
    "minor": "MinorScale",
    "dorian": "DorianScale",
    "mixolydian": "MixolydianScale",
    "lydian": "LydianScale",
    "phrygian": "PhrygianScale",
    "harmonic-minor": "HarmonicMinorScale",
    "whole-tone": "WholeToneScale",
}

SCALES: Final[tuple[str, ...]] = (*_OURS, *_FROM_MUSIC21)
"""The scales by name; the first is the default, and in it all tones go together."""


@cache
def _steps(scale: str) -> tuple[int, ...]:
    if scale in _OURS:
        return _OURS[scale]
    if scale not in _FROM_MUSIC21:
        message = f"There is no scale called {scale!r}. The scales are: {', '.join(SCALES)}."
        raise MusicError(message)
    from music21 import pitch  # noqa: PLC0415 - half a second, only for those who choose such a scale
    from music21 import scale as scales  # noqa: PLC0415 - the same

    tonic = pitch.Pitch(midi=0)
    found = getattr(scales, _FROM_MUSIC21[scale])(tonic).getPitches(tonic, pitch.Pitch(midi=_OCTAVE - 1))
    return tuple(int(tone.midi) for tone in found)


def pitches(scale: str, tonic: int, count: int) -> tuple[int, ...]:
    """Lay out ``count`` tones of a scale upwards from its tonic, as MIDI numbers.

    Raises:
        MusicError: there is no such scale, or the tones would go beyond the MIDI range 0-127.
    """
    steps = _steps(scale)
    if count < 1:
        message = "A scale needs at least one key; got fewer."
        raise MusicError(message)
    found = tuple(tonic + _OCTAVE * (n // len(steps)) + steps[n % len(steps)] for n in range(count))
    if tonic < 0 or found[-1] > _HIGHEST:
        message = (
            f"{count} tones of {scale} from {tonic} do not fit between 0 and {_HIGHEST}; "
            "begin lower or take fewer."
        )
        raise MusicError(message)
    return found

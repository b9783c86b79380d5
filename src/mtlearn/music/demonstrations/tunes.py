"""The tunes of the demonstrations: written for this course, short, and in any scale.

A tune is written in a major pentatonic scale, as places from its first tone, and is laid on whatever scale
was chosen: place for place where that has five tones too, else on the nearest tones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.coplayers.idea import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["TUNES", "Tune", "laid"]

_PENTATONIC: Final = (0, 2, 4, 7, 9)
_OCTAVE: Final = 12


class Tune(NamedTuple):
    """A tempo in beats per minute, and phrases: each its velocity, its rest after it (beats), and its tones.

    A tone is its place and its length in beats; a place of None is a rest.
    """

    tempo: float
    phrases: tuple[tuple[int, float, tuple[tuple[int | None, float], ...]], ...]


TUNES: Final[Mapping[str, Tune]] = {
    "single tones": Tune(
        64,
        (
            (64, 1.0, ((0, 2), (2, 3))),
            (70, 1.0, ((3, 2), (4, 1), (3, 3))),
            (62, 1.0, ((5, 3),)),
            (58, 0.0, ((2, 1), (1, 1), (0, 3))),
        ),
    ),
    "three gestures": Tune(
        96,
        (
            (54, 2.0, ((2, 0.5), (3, 0.5), (4, 1), (3, 1.5))),
            (92, 2.0, ((0, 0.5), (1, 0.5), (2, 0.5), (3, 0.5), (4, 0.5), (5, 0.5), (7, 1.5))),
            (44, 0.0, ((5, 1.5), (4, 1.5), (2, 3))),
        ),
    ),
    "three calls": Tune(
        108,
        (
            (70, 4.0, ((2, 0.5), (3, 0.5), (4, 1), (3, 1.5))),
            (76, 4.0, ((5, 0.5), (5, 0.5), (4, 0.5), (3, 0.5), (4, 2))),
            (62, 4.0, ((4, 1), (3, 0.5), (2, 0.5), (0, 2))),
        ),
    ),
    "soft, then lively": Tune(
        100,
        (
            (44, 0.0, ((2, 2), (3, 2), (4, 2), (3, 2), (2, 2), (1, 2), (0, 2))),
            (
                92,
                0.0,
                (
                    *((2, 0.5), (3, 0.5), (4, 0.5), (3, 0.5), (5, 0.5), (4, 0.5), (3, 0.5), (4, 0.5)),
                    *((5, 0.5), (6, 0.5), (7, 0.5), (6, 0.5), (5, 0.5), (4, 0.5), (5, 0.5), (3, 0.5)),
                    *((2, 0.5), (3, 0.5), (4, 0.5), (5, 0.5), (4, 0.5), (3, 0.5), (2, 0.5), (1, 0.5)),
                    (0, 2),
                ),
            ),
        ),
    ),
    "over a pulse": Tune(
        96,
        (
            (66, 0.0, ((3, 1), (4, 1), (5, 1), (4, 1), (3, 1), (2, 1), (3, 2))),
            (70, 1.0, ((4, 1), (5, 1), (4, 0.5), (3, 0.5), (2, 1))),
            (78, 1.0, ((5, 0.5), (6, 0.5), (7, 0.5), (6, 0.5), (5, 0.5), (4, 0.5), (5, 1))),
            (60, 0.0, ((4, 1), (3, 0.5), (2, 0.5), (1, 1), (0, 3))),
        ),
    ),
    "song": Tune(
        92,
        (
            (68, 0.0, ((2, 1), (3, 1), (4, 1.5), (3, 0.5), (2, 1), (1, 1), (2, 2))),
            (76, 0.0, ((4, 1), (5, 1), (6, 1.5), (5, 0.5), (4, 1), (3, 1), (4, 2))),
            (66, 0.0, ((2, 1), (3, 1), (4, 1.5), (3, 0.5), (2, 1), (1, 1), (0, 2))),
        ),
    ),
    "phrases with air": Tune(
        88,
        (
            (64, 2.0, ((2, 1), (3, 1), (4, 1), (5, 2))),
            (70, 2.0, ((5, 0.5), (4, 0.5), (3, 1), (4, 2))),
            (60, 0.0, ((4, 1), (3, 1), (1, 1), (0, 3))),
        ),
    ),
    "questions": Tune(
        104,
        (
            (66, 4.0, ((2, 0.5), (4, 0.5), (3, 0.5), (5, 1.5))),
            (74, 4.0, ((7, 0.5), (6, 0.5), (5, 0.5), (6, 0.5), (4, 1.5))),
            (60, 4.0, ((4, 0.5), (3, 0.5), (2, 1), (0, 2))),
        ),
    ),
    "a motif": Tune(
        104,
        (
            (70, 0.5, ((2, 0.5), (3, 0.5), (5, 1), (4, 1.5))),
            (74, 4.0, ((2, 0.5), (3, 0.5), (5, 1), (4, 1.5))),
            (68, 4.0, ((1, 0.5), (2, 0.5), (4, 1), (3, 1.5))),
            (60, 4.0, ((2, 1), (0, 2))),
        ),
    ),
}
"""The tunes by name."""


def laid(tune: Tune, pitches: Sequence[int]) -> list[tuple[float, float, int, int]]:
    """Lay a tune on a scale, its first tone being home: rows of onset, duration (beats), pitch, velocity."""
    rows, at = [], 0.0
    for velocity, rest, tones in tune.phrases:
        for index, (place, length) in enumerate(tones):
            if place is not None:
                swell = 6 if 0 < index < len(tones) - 1 else 0
                rows.append((at, length, _tone(place, pitches), velocity + swell))
            at += length
        at += rest
    return rows


def _tone(place: int, pitches: Sequence[int]) -> int:
    five = sum(pitch < pitches[0] + _OCTAVE for pitch in pitches) == len(_PENTATONIC)
    if five and place < len(pitches):
        return pitches[place]
    octaves, step = divmod(place, len(_PENTATONIC))
    return pitches[nearest(pitches[0] + _OCTAVE * octaves + _PENTATONIC[step], pitches)]

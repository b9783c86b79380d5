"""What phrases tend to end with: how much speaks for a tone being the last, before any silence is heard.

Cues known from studies of how melodies are grouped: a longer tone, a tone the music rests on, a fall by
step, and phrases about as long as one another and as the bar has it (Lerdahl & Jackendoff 1983; Temperley
2001; Cambouropoulos 2001). How they are put into numbers is this project's own. The weights are those of a
logistic regression over half of the Bach chorales' sopranos, whose fermatas end phrases, and half of some
Essen folk songs, whose lines do, played by a simulated human; ``python -m tests.bench partner phrases`` fits
them anew, and tries them on the other half.
"""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["WEIGHTS", "LastTone", "cues", "leaning"]

_SHORTEST: Final = 0.1
_AS_LONG: Final = 0.08
"""How far two lengths may be apart (octaves of time) and count as the same by half and more; beyond ..."""
_OTHER: Final = 0.1
"""... this a phrase is shorter or longer than another."""
_FEW: Final = 4
_SOME: Final = 2.5
"""Beats from which on a phrase is compared with fours and eights."""
_RESTING: Final = (3, 4, 7)
"""Degrees of the tonic's chord, in semitones."""
_FALL: Final = (-2, -1)

WEIGHTS: Final[dict[str, float]] = {
    "any": -3.3,
    "longer": 2.3,
    "tonic": 0.6,
    "chord": -0.2,
    "other": -0.7,
    "falls": 0.55,
    "repeats": 0.2,
    "few": -1.7,
    "as-long": 1.7,
    "shorter": -1.7,
    "beyond": 1.4,
    "as-the-last": 0.2,
    "fours": 0.8,
    "eights": 0.7,
}
"""How much each cue speaks for an end: parts of the logarithm of odds."""


class LastTone(NamedTuple):
    """The tone that may be the last one of a phrase, and what came before it.

    ``sounded`` is how long it sounded, ``onset`` when it began after the phrase did, both in seconds;
    ``place`` is 1 for the phrase's first tone; ``step`` comes from the tone before, in semitones (0 where
    there is none); ``degree`` is in semitones above the tonic, where there is one. ``went_on`` has how long
    earlier tones sounded, and how soon the next one came; ``lengths`` the onsets of the last tones of earlier
    phrases.
    """

    sounded: float
    onset: float
    place: int
    step: int
    degree: int | None
    went_on: Sequence[tuple[float, float]]
    lengths: Sequence[float]


def leaning(tone: LastTone) -> float:
    """Say how much speaks for a tone being the last of its phrase: the logarithm of odds."""
    return sum(WEIGHTS[name] * value for name, value in cues(tone).items())


def cues(tone: LastTone) -> dict[str, float]:
    """Give the value of each cue that is there."""
    found = {"any": 1.0, "few": float(max(0, _FEW - tone.place))}
    if tone.went_on:
        usual = max(0.01, median(sounded for sounded, _ in tone.went_on))
        found["longer"] = max(-1.5, min(1.5, math.log2(max(0.01, tone.sounded) / usual)))
    if tone.degree is not None:
        found["tonic" if tone.degree == 0 else "chord" if tone.degree in _RESTING else "other"] = 1.0
    if tone.step in _FALL:
        found["falls"] = 1.0
    elif tone.step == 0:
        found["repeats"] = 1.0
    return found | _lengths(tone) | _bars(tone)


def _lengths(tone: LastTone) -> dict[str, float]:
    """Compare where the tone lies with where earlier phrases had their last one."""
    if not tone.lengths:
        return {}
    apart = [math.log2(max(_SHORTEST, tone.onset) / max(_SHORTEST, length)) for length in tone.lengths]
    return {
        "as-long": math.exp(-((min(map(abs, apart)) / _AS_LONG) ** 2)),
        "as-the-last": math.exp(-((apart[-1] / _AS_LONG) ** 2)),
        "shorter": float(max(apart) < -_OTHER),
        "beyond": float(min(apart) > _OTHER),
    }


def _bars(tone: LastTone) -> dict[str, float]:
    """Say how near the phrase's length is to a multiple of four and of eight times its middle tone."""
    if not tone.went_on:
        return {}
    whole = tone.sounded * median(wait / sounded for sounded, wait in tone.went_on)
    beats = (tone.onset + whole) / max(_SHORTEST, median(wait for _, wait in tone.went_on))
    if beats <= _SOME:
        return {}
    return {"fours": math.cos(math.tau * beats / 4), "eights": math.cos(math.tau * beats / 8)}

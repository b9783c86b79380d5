"""Lets a number and its interval be heard beside a note that lies still and is no difference.

How numbers become sound here is this project's own design, and no method from research: a tenth of a standard
deviation is a semitone, above is more and below is less, every step of the walk through the interval lasts as
long, so that a wide interval takes longer, and the less sure a number is the more its notes tremble.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["STEADY", "STILL", "Part", "Tone", "semitones", "sounded", "steps"]

STILL: Final = 62
"""The pitch that is no difference."""
STEADY: Final = 3
"""From this steadiness on (4 high, 3 moderate, 2 low, 1 very low) notes do not tremble."""
Part = Literal["still", "number", "walk"]
_PER_DEVIATION: Final = 10
_AFTER: Final = 1.2
"""Seconds of the still note by itself, before anything else and at the end."""
_NUMBER: Final = 1.1
_REST: Final = 0.5
_STEP: Final = 0.26
_STILL_TOUCH: Final = 88
_NUMBER_TOUCH: Final = 112
_WALK_TOUCH: Final = 104
_WEAKER: Final = 30
"""How strongly, 1 to 127: what is still lies a little under what moves, and all of it is ordinarily loud."""
_SILENCE: Final = 0.15
"""How much of a stroke is left silent, so that those of one pitch are heard apart."""


class Tone(NamedTuple):
    """A note: when, in seconds; which pitch; how strongly, 1 to 127; how long; what it stands for."""

    time: float
    pitch: int
    velocity: int
    duration: float
    part: Part


def semitones(value: float) -> int:
    """Say how far from no difference a value sounds; what is not nought never sounds as nought."""
    size = int(abs(value) * _PER_DEVIATION + 0.5)
    if value and not size:
        size = 1
    return -size if value < 0 else size


def steps(low: float, high: float) -> tuple[int, ...]:
    """Give the semitones of a walk through an interval, from its low end to its high one and back."""
    up = tuple(range(semitones(low), semitones(high) + 1))
    return up + up[-2::-1]


def sounded(estimate: float, interval: tuple[float, float], steadiness: int) -> tuple[Tone, ...]:
    """Make notes of a number: the still note throughout, the number, and the walk through its interval.

    Args:
        estimate: the number, in standard deviations.
        interval: its two ends, in the same.
        steadiness: how sure it is, 4 to 1.
    """
    walked = steps(*interval)
    begins = _AFTER + _NUMBER + _REST
    ends = begins + _STEP * len(walked)
    tones = [Tone(0.0, STILL, _STILL_TOUCH, ends + _AFTER, "still")]
    tones += _struck(_AFTER, semitones(estimate), _NUMBER, steadiness, "number")
    for at, step in enumerate(walked):
        tones += _struck(begins + _STEP * at, step, _STEP, steadiness, "walk")
    return tuple(sorted(tones))


def _struck(at: float, step: int, lasts: float, steadiness: int, part: Part) -> Iterator[Tone]:
    """Strike one note, or let it tremble: two strokes a step where certainty is low, three where very low."""
    strokes = 1 if steadiness >= STEADY else 4 - steadiness
    if part == "number":
        strokes *= 1 if strokes == 1 else round(lasts / _STEP)
    each = lasts / strokes
    sounds = each if strokes == 1 else each * (1 - _SILENCE)
    for stroke in range(strokes):
        weak = strokes > 1 and stroke % 2
        velocity = (_NUMBER_TOUCH if part == "number" else _WALK_TOUCH) - (_WEAKER if weak else 0)
        yield Tone(round(at + each * stroke, 4), STILL + step, velocity, round(sounds, 4), part)

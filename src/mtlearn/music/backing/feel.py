"""How a person plays it: a little early or late, a little softer or louder, within stated bounds.

The bounds are small against what trios show (tech notes: onset spread of 30-50 ms), since this music keeps
the time for the learner. Only hip-hop's snare is late on purpose.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.backing.bar import Stroke
from mtlearn.music.backing.metre import metre
from mtlearn.music.backing.usual import usual

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Mapping

    from mtlearn.music.backing.hit import Hit
    from mtlearn.music.backing.setting import Setting

__all__ = ["EARLIEST", "FEELS", "LAZY", "LEVELS", "LOUDEST", "RING", "SOFTEST", "TOUCH", "Feel", "performed"]


class Feel(NamedTuple):
    """How far (seconds) an onset may stray from its place at most, and by its standard deviation."""

    most: float
    spread: float


FEELS: Final[Mapping[str, Feel]] = {
    "drone": Feel(0.025, 0.010),
    "two-chords": Feel(0.012, 0.005),
    "four-chords": Feel(0.012, 0.005),
    "blues": Feel(0.012, 0.005),
    "modal-vamp": Feel(0.012, 0.005),
    "walking-bass": Feel(0.010, 0.004),
    "lullaby": Feel(0.015, 0.006),
    "reggae": Feel(0.010, 0.004),
    "samba": Feel(0.008, 0.003),
    "hip-hop": Feel(0.008, 0.003),
    "waltz": Feel(0.014, 0.006),
    "open-pulse": Feel(0.025, 0.010),
}
LAZY: Final = (0.015, 0.025)
"""Hip-hop's snare comes this much after its beat (seconds), from and to; its own unevenness is in it."""
EARLIEST: Final = -0.03
"""No onset lies further before its bar than this (seconds)."""
TOUCH: Final = 8
"""A velocity strays this much at most from what the pattern asks for."""
_TOUCH_SPREAD: Final = 3.0
SOFTEST: Final = 40
LOUDEST: Final = 85
RING: Final = 0.5
"""Seconds a stroke may ring into the next bar before it is let go."""
_SHORTEST: Final = 0.04
_EDGE: Final = 0.001

LEVELS: Final[Mapping[str, float]] = {
    "drone": 1.15,
    "two-chords": 1.12,
    "four-chords": 0.96,
    "blues": 1.1,
    "modal-vamp": 1.09,
    "walking-bass": 1.14,
    "lullaby": 1.17,
    "reggae": 1.08,
    "samba": 0.91,
    "hip-hop": 1.05,
    "waltz": 1.18,
    "open-pulse": 1.12,
}
"""What a style's velocities are multiplied by, so that all styles are equally loud; measured."""
_FULLER: Final = 0.2
"""The slower the music, the fewer strokes there are, and the fuller each: by this power of the tempo."""


def performed(  # noqa: PLR0913 - what a performance is made of
    hits: Iterable[Hit], setting: Setting, beat: float, length: float, chance: random.Random, *, first: bool
) -> tuple[Stroke, ...]:
    """Play what is written: seconds for beats, and a hand that is nearly even; strokes in order of onset.

    What one hand strikes together stays together. ``first`` is the very first bar, in which nothing may
    begin before 0.
    """
    feel, level = FEELS[setting.style], _level(setting)
    astray: dict[tuple[str, float], float] = {}
    strokes = []
    for hit in sorted(hits, key=lambda hit: (hit.beat, hit.part, hit.pitch)):
        together = (hit.part, hit.beat) if not hit.lazy else ("lazy", hit.beat)
        if together not in astray:
            astray[together] = (
                chance.uniform(*LAZY)
                if hit.lazy
                else max(-feel.most, min(feel.most, chance.gauss(0.0, feel.spread)))
            )
        onset = hit.beat * beat + astray[together] + hit.after
        onset = min(max(onset, 0.0 if first else EARLIEST), length - _EDGE)
        lasts = min(hit.length * beat, length + RING - onset)
        touch = max(-TOUCH, min(TOUCH, round(chance.gauss(0.0, _TOUCH_SPREAD))))
        velocity = round(hit.velocity * level) + touch
        strokes.append(
            Stroke(
                hit.part,
                onset,
                max(_SHORTEST, lasts),
                hit.pitch,
                max(SOFTEST, min(LOUDEST, velocity)),
            )
        )
    return tuple(sorted(_stopped(strokes), key=lambda stroke: (stroke.onset, stroke.part, stroke.pitch)))


def _level(setting: Setting) -> float:
    if metre(setting) is None:
        return LEVELS[setting.style]
    return float(LEVELS[setting.style] * (usual(setting.style)[1] / setting.tempo) ** _FULLER)


def _stopped(strokes: Iterable[Stroke]) -> Iterator[Stroke]:
    """Let a tone end where the same tone is struck again, as a string or a key does."""
    following: dict[tuple[str, int], float] = {}
    for stroke in sorted(strokes, key=lambda stroke: stroke.onset, reverse=True):
        key = (stroke.part, stroke.pitch)
        again = following.get(key, math.inf) - stroke.onset
        yield stroke._replace(duration=max(_SHORTEST, min(stroke.duration, again)))
        following[key] = stroke.onset

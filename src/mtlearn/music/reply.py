"""An answer in music: what can be heard of one who played for a short while beside another.

Plain features of how the two played beside each other, for scenes in which music is an answer. None is better
than another, and nothing is said about who plays. The limits are this project's design, not findings.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from mtlearn.music.sounding import phrases, sounding
from mtlearn.music.stroke import strokes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.note import Duo, Phrase

__all__ = ["FEATURES", "reply"]

FEATURES: Final = ("nothing", "softer", "stronger", "room", "waited", "pulse", "motif")
_LOUDER: Final = 10.0
"""MIDI velocities between two middle strengths, from which on one is heard as softer or stronger."""
_BREATH: Final = 1.2
"""Seconds of silence that leave room; what is shorter belongs to the playing."""
_ROOM: Final = 0.5
"""The share of the time that is left free where room was left."""
_THEIR_BREATH: Final = 0.7
"""Seconds of silence that end the other's phrase."""
_TOGETHER: Final = 0.12
"""Seconds within which two strokes fall together."""
_MOST_TOGETHER: Final = 0.5
_BEYOND_CHANCE: Final = 1.5
"""How many times as often as by chance strokes fall together where one has joined the other's pulse."""
_FEWEST: Final = 4
"""Strokes from which on one can speak of a pulse."""


def reply(duo: Duo, length: float) -> frozenset[str]:
    """Name what can be heard of the learner's playing beside the other's, in ``length`` seconds.

    - ``nothing``: no tone was played. Then room was left, and the other was waited for.
    - ``softer``, ``stronger``: the middle strength is lower or higher than the other's.
    - ``room``: half of the time or more lies in silences of a breath (1.2 s) or longer.
    - ``waited``: the first tone came when the other's first phrase was over.
    - ``pulse``: half of the strokes or more fall together with the other's, and more of them than by chance;
      where the other plays so many that chance would do as well, nobody can tell.
    - ``motif``: a few tones of the other's came back (:mod:`mtlearn.music.timeline.echoes`).
    """
    if not duo.mine:
        return frozenset({"nothing", "room", "waited"})
    heard = {
        "softer": _strength(duo.partner) - _strength(duo.mine) >= _LOUDER if duo.partner else False,
        "stronger": _strength(duo.mine) - _strength(duo.partner) >= _LOUDER if duo.partner else False,
        "room": _left(duo.mine, length) >= _ROOM * length,
        "waited": _waited(duo),
        "pulse": _joined(duo, length),
        "motif": _took_up(duo),
    }
    return frozenset(feature for feature, holds in heard.items() if holds)


def _strength(notes: Phrase) -> float:
    return median(note.velocity for note in notes)


def _left(notes: Phrase, length: float) -> float:
    """Say for how many seconds in all one was silent for a breath or longer."""
    edges = [(0.0, 0.0), *sounding(notes), (length, length)]
    gaps = (later[0] - earlier[1] for earlier, later in pairwise(edges))
    return sum(gap for gap in gaps if gap >= _BREATH)


def _waited(duo: Duo) -> bool:
    said = phrases(duo.partner, _THEIR_BREATH)
    return bool(said) and duo.mine[0].onset >= max(note.offset for note in said[0]) - _TOGETHER


def _joined(duo: Duo, length: float) -> bool:
    mine = [stroke.onset for stroke in strokes(duo.mine)]
    theirs = [stroke.onset for stroke in strokes(duo.partner)]
    if len(mine) < _FEWEST or len(theirs) < _FEWEST:
        return False
    together = sum(_away(theirs, onset) <= _TOGETHER for onset in mine) / len(mine)
    chance = min(1.0, 2 * _TOGETHER * len(theirs) / max(length, 1.0))
    return together >= max(_MOST_TOGETHER, _BEYOND_CHANCE * chance)


def _away(onsets: Sequence[float], at: float) -> float:
    """Say how far the nearest of some onsets is."""
    place = bisect_left(onsets, at)
    return min(abs(onset - at) for onset in onsets[max(0, place - 1) : place + 1])


def _took_up(duo: Duo) -> bool:
    from mtlearn.music.timeline.echoes import echoes  # noqa: PLC0415 - only where two have played

    return any(echo.by == "mine" for echo in echoes(duo))

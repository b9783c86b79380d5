"""One bar of the music to play over, as it is to sound: its strokes, its beats, its chords."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Bar", "Stroke"]


class Stroke(NamedTuple):
    """One note of one part: seconds from the bar's beginning, MIDI pitch 0-127, velocity 1-127.

    ``part`` is "bass", "chords", "drums", "hands" (hand drums), "held" (a drone or pad) or "count-in". On
    drums the pitch is the General MIDI key of the drum. A humanised stroke may begin a little before its
    bar: ``onset`` may then be slightly below 0, but not in the very first bar.
    """

    part: str
    onset: float
    duration: float
    pitch: int
    velocity: int


class Bar(NamedTuple):
    """One bar: how long it is, where its beats fall, which chord stands where, and what sounds.

    ``beats`` are seconds from the bar's beginning, the first of them 0; open pulse has none. ``chords`` are
    ``(seconds, symbol)`` with symbols such as ``"Am7"``, for the learner's eyes and ears.
    """

    length: float
    beats: tuple[float, ...]
    chords: tuple[tuple[float, str], ...]
    strokes: tuple[Stroke, ...]

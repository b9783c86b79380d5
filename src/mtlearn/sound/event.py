"""What every way out of sound takes: one list of events."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["VOLUME", "Event"]

VOLUME: Final = 0.6
"""How loud sound is until the learner says otherwise: a duo comes to about -20 LUFS."""


class Event(NamedTuple):
    """A note to sound: time and duration in seconds, the channel's voice, MIDI pitch, velocity 1-127."""

    time: float
    channel: int
    pitch: int
    velocity: int
    duration: float

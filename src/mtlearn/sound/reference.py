"""What each voice plays to be compared with the others: a line in its own range and role.

The bank is balanced on these phrases (``audio/build_bank.py``), and they show a voice in a few seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.sound.event import Event

if TYPE_CHECKING:
    from mtlearn.sound.bank import Voice

__all__ = ["reference"]

_MELODY = (60, 62, 64, 67, 69, 72, 69, 67, 64, 62)
_LINES = {
    "electric-bass": (28, 35, 40, 35, 33, 40, 43, 45, 38, 36),
    "acoustic-bass": (28, 32, 35, 37, 33, 36, 40, 43, 38, 35),
}
_KIT = {36: (0, 5, 8), 38: (4, 12), 42: (0, 2, 4, 6, 8, 10, 12, 14)}
_HANDS = {
    41: (0, 8),
    45: (4,),
    60: (2, 10),
    61: (6,),
    62: (3,),
    63: (12, 13),
    64: (7, 14, 15),
    82: (0, 4, 8, 12),
}
_TOUCH = 90
_STEP = 0.4
_SIXTEENTH = 0.15
_BAR = 16


def reference(voice: Voice) -> list[Event]:
    """Give a voice's reference phrase, four to five seconds at velocity 90, on channel 0."""
    if voice.kind == "drums":
        pattern = _HANDS if 63 in voice.keys else _KIT  # noqa: PLR2004 - a conga: the hands' pattern
        return sorted(
            Event((bar * _BAR + step) * _SIXTEENTH, 0, key, _TOUCH, _SIXTEENTH)
            for bar in (0, 1)
            for key, steps in pattern.items()
            for step in steps
        )
    line = _LINES.get(voice.name, _MELODY)
    return [Event(_STEP * step, 0, pitch, _TOUCH, _STEP) for step, pitch in enumerate(line)]

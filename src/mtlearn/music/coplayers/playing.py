"""How somebody plays: tempo, loudness, how many tones and how long a breath, where and how they are played.

What the other does moves these by a share, gradually and within bounds. The numbers are design, not findings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Playing", "answered", "span"]

_LEAST: Final = 0.35
_MOST: Final = 2.2
"""Whatever the other does, nothing becomes less or more than these shares of what it was."""
_SOFTEST: Final = 20.0
_LOUDEST: Final = 122.0


@dataclass(frozen=True)
class Playing:
    """A way somebody plays just now.

    Args:
        tempo: beats per minute.
        velocity: the middle MIDI velocity.
        tones: how many tones a phrase has, on the whole.
        breath: seconds from the end of a phrase to the next.
        register: the middle of what is played, from the lowest tone there is (0) to the highest (1).
        reach: how many steps of the scale it goes to either side of it.
        broad: how long its beats are drawn out (over 1), or how quick its tones are (under 1).
        held: which share of its time a tone sounds; over 1 it rings into the next.
        sway: how far times between tones stray from even, as a share.
        rush: how much faster (or slower, below 0) the end of a phrase is than its beginning, as a share.
        swell: how many velocities louder the middle of a phrase is than its ends.
    """

    tempo: float
    velocity: float
    tones: float
    breath: float
    register: float = 0.5
    reach: float = 4.0
    broad: float = 1.0
    held: float = 0.85
    sway: float = 0.04
    rush: float = 0.0
    swell: float = 6.0


def answered(
    playing: Playing, answers: Mapping[str, Mapping[str, float]], levels: Mapping[str, float]
) -> Playing:
    """Give how it plays once it has answered what the other does.

    Args:
        playing: how it plays left to itself.
        answers: for each level, the share by which each side of the playing grows (or shrinks) at level 1.
        levels: how much of each there is, from 0 to 1.
    """
    shares: dict[str, float] = {}
    for name, level in levels.items():
        for side, share in answers.get(name, {}).items():
            shares[side] = shares.get(side, 0.0) + level * share
    moved = {
        side: getattr(playing, side) * min(_MOST, max(_LEAST, 1 + share)) for side, share in shares.items()
    }
    found = replace(playing, **moved)
    return replace(
        found,
        velocity=min(_LOUDEST, max(_SOFTEST, found.velocity)),
        register=min(1.0, max(0.0, found.register)),
    )


def span(playing: Playing, count: int) -> tuple[int, int]:
    """Give the lowest and highest place, of ``count`` tones, that is played; both are in it."""
    middle = playing.register * (count - 1)
    reach = max(1.0, playing.reach)
    return (max(0, round(middle - reach)), min(count - 1, round(middle + reach)))

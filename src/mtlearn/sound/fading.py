"""Channels that come in or go out by themselves: one piece passes over into the next without a gap.

The power of what goes out and of what comes in is one all the way: a quarter of a cosine, a quarter of a
sine. Sounds that have nothing to do with one another are then as loud together as each by itself. The page's
player does the same (``widgets/fader.js``).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Fade", "Fader"]

_SHORTEST: Final = 1e-4


class Fade(NamedTuple):
    """A channel comes in (``up``) or goes out from a time on, over so many seconds, or at once.

    What it has come to it keeps, until another fade of the channel begins. Before its first fade a channel is
    silent where it is to come in, else heard.
    """

    channel: int
    at: float
    seconds: float
    up: bool


class Fader:
    """How far each channel is turned up at any time; one that has no fade is so all the way."""

    def __init__(self) -> None:
        self._fades: dict[int, list[Fade]] = {}

    def add(self, fade: Fade) -> None:
        """Plan a fade; it takes the place of those planned for later."""
        before = [one for one in self._fades.get(fade.channel, ()) if one.at < fade.at]
        self._fades[fade.channel] = [*before, fade]

    def forget(self, before: float) -> None:
        """Forget what no time from this one on rests on."""
        for channel, fades in self._fades.items():
            over = [one for one in fades if one.at + one.seconds <= before]
            self._fades[channel] = fades[max(0, len(over) - 1) :]

    def all(self) -> tuple[Fade, ...]:
        """Give the fades that are planned, or that hold a channel where it is."""
        return tuple(one for fades in self._fades.values() for one in fades)

    def over(self, channel: int, begins: float, count: int, rate: int) -> NDArray[np.float32] | None:
        """Give a channel's gain for ``count`` frames from a time on; None where it is 1 throughout."""
        fades = self._fades.get(channel)
        if not fades:
            return None
        times = begins + np.arange(count) / rate
        gain = np.full(count, 0.0 if fades[0].up else 1.0, np.float32)
        for fade in fades:
            begun = times >= fade.at
            passed = np.clip((times[begun] - fade.at) / max(_SHORTEST, fade.seconds), 0.0, 1.0)
            gain[begun] = (np.sin if fade.up else np.cos)(math.pi / 2 * passed)
        return None if gain.min(initial=1.0) >= 1.0 else gain

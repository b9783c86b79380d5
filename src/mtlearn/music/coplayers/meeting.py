"""What the other's playing is to a co-player: being met, left room, overrun, given ground.

This project's own model, in music alone; its numbers are design, not findings. *Met* is playing that is near
in loudness, density, register and tempo, more so where an idea of one's own comes back. *Room* is silence in
the breaths between phrases, from somebody who otherwise plays. *Overrun* is much louder and denser playing
while a phrase is going on. *Ground* is a steady pulse that is not loud and not dense. Each is a level from 0
to 1 that follows what is heard over some seconds, and fades when nothing is heard.
"""

from __future__ import annotations

import math
from collections import deque
from itertools import pairwise
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.hearing.heard import Beat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.hearing.heard import Heard

__all__ = ["Meeting", "Own", "regular"]

_RISES: Final = {"met": 4.0, "room": 5.0, "overrun": 2.5, "ground": 3.0}
_FALLS: Final = {"met": 9.0, "room": 12.0, "overrun": 6.0, "ground": 6.0}
"""Seconds in which a level comes some two thirds of the way to what is heard, upwards and downwards."""
_PRESENT: Final = 14.0
"""Seconds after which somebody who has not played is not leaving room any more, but is silent."""
_SHARE: Final = 4.0
"""Seconds (of phrases, of breaths) over which shares of silence and of playing over are taken."""
_ECHO: Final = 6.0
"""Seconds for which an idea that came back counts."""
_FEWEST: Final = 5
_EVEN: Final = 0.1
_STOPPED: Final = 2.5
"""Seconds after the last stroke at which even strokes are not a beat any more."""


class Own(NamedTuple):
    """How the co-player itself plays just now: loudness, tones a second, mean pitch, tempo, in a phrase."""

    velocity: float
    density: float
    pitch: float
    tempo: float
    speaking: bool


class Meeting:
    """How a co-player is met just now; told of onsets as they happen, and asked some ten times a second."""

    def __init__(self) -> None:
        self.levels = dict.fromkeys(_RISES, 0.0)
        self._silent = 0.0
        self._over = 0.0
        self._echoed = -math.inf
        self._last = -math.inf
        self._now: float | None = None
        self._onsets: deque[float] = deque(maxlen=8)

    def strike(self, time: float) -> None:
        """Hear that the other struck a tone."""
        if not self._onsets or time - self._onsets[-1] > 0.05:  # noqa: PLR2004 - struck together is one
            self._onsets.append(time)
        self._last = time

    def echo(self, time: float) -> None:
        """Hear that an idea of one's own came back."""
        self._echoed = time

    def echoed(self, now: float) -> bool:
        """Say whether an idea of one's own has just come back."""
        return now - self._echoed < _ECHO

    def beat(self, now: float, heard: Heard) -> Beat | None:
        """Give the other's own beat: the one that is heard, or that of even strokes; None is none.

        The beat of music played over is nobody's own.
        """
        if heard.beat is not None and not heard.beat.given:
            return heard.beat
        if not self._onsets or now - self._onsets[-1] > _STOPPED:
            return None
        period = regular(self._onsets)
        return None if period is None else Beat(period, self._onsets[-1] + period, 0.5)

    def update(self, now: float, heard: Heard, own: Own) -> None:
        """Let time pass: take in what is heard at this moment, and move each level towards it."""
        passed = 0.0 if self._now is None else max(0.0, now - self._now)
        self._now = now
        self._shares(passed, bool(heard.sounding), own)
        targets = self._targets(now, heard, own)
        for name, target in targets.items():
            level = self.levels[name]
            slow = _RISES[name] if target > level else _FALLS[name]
            self.levels[name] = level + (target - level) * (1 - math.exp(-passed / slow))

    def _shares(self, passed: float, sounding: bool, own: Own) -> None:  # noqa: FBT001 - heard or not
        step = 1 - math.exp(-passed / _SHARE)
        if own.speaking:
            self._over += (sounding - self._over) * step
        else:
            self._silent += ((not sounding) - self._silent) * step
            self._over += (sounding - self._over) * step / 4

    def _targets(self, now: float, heard: Heard, own: Own) -> dict[str, float]:
        present = now - self._last < _PRESENT
        if heard.velocity is None:
            return {"met": 0.0, "room": self._silent * present, "overrun": 0.0, "ground": 0.0}
        overrun = self._overrun(heard, own)
        met = max(0.0, min(1.0, (self._likeness(now, heard, own) - 0.4) / 0.45))
        if self.echoed(now):
            met = max(0.75, met)
        return {
            "met": met * (1 - overrun),
            "room": self._silent * present,
            "overrun": overrun,
            "ground": self._ground(now, heard, own),
        }

    def _likeness(self, now: float, heard: Heard, own: Own) -> float:
        near = [
            _near((heard.velocity or 0.0) - own.velocity, 30),
            _near(math.log2((heard.density + 0.3) / (own.density + 0.3)), 1.7),
        ]
        if heard.register is not None:
            near.append(_near(heard.register.mean - own.pitch, 26))
        beat = self.beat(now, heard)
        if beat is not None:
            octaves = math.log2(beat.tempo / own.tempo)
            near.append(_near(octaves - round(octaves), 0.3))
        return fmean(near)

    def _overrun(self, heard: Heard, own: Own) -> float:
        loud = max(0.0, min(1.0, ((heard.velocity or 0.0) - own.velocity - 10) / 25))
        dense = 0.0
        if heard.density > 2:  # noqa: PLR2004 - tones a second: fewer overrun nobody
            dense = max(0.0, min(1.0, math.log2(heard.density / max(0.8, own.density)) / 1.5))
        return min(1.0, 0.7 * loud + 0.6 * dense) * min(1.0, 1.3 * self._over)

    def _ground(self, now: float, heard: Heard, own: Own) -> float:
        if self.beat(now, heard) is None or heard.density > 3.2:  # noqa: PLR2004 - tones a second
            return 0.0
        return max(0.0, min(1.0, 1 - ((heard.velocity or 0.0) - max(60.0, own.velocity)) / 20))


def regular(onsets: Sequence[float]) -> float | None:
    """Give the mean time between onsets where it is even, from a quarter to two seconds; else None."""
    gaps = [later - one for one, later in pairwise(list(onsets)[-_FEWEST - 1 :])]
    if len(gaps) < _FEWEST - 1:
        return None
    mean = fmean(gaps)
    return mean if 0.25 <= mean <= 2 and pstdev(gaps) <= _EVEN * mean else None  # noqa: PLR2004 - see above


def _near(difference: float, wide: float) -> float:
    return max(0.0, 1 - abs(difference) / wide)

"""Says when a block of sound is due, though the device asks for its blocks at uneven moments."""

from __future__ import annotations

from collections import deque

__all__ = ["Clock"]


class Clock:
    """A line under the moments at which a device asks, so that planned notes keep their distance.

    A device is late in asking as often as the computer has other things to do, and hardly ever early: what
    its own time is shows in the moments it was least late (as in clock filters, RFC 5905, section 10). The
    line follows the least late moment of the last two seconds, within half a minute and no faster than two
    crystals differ, so that what is planned within a second moves by a fifth of a millisecond at most. Where
    a device stays away from the line, it has lost time (or was given more room), and the line begins anew.
    """

    _PIECE = 0.25
    _PIECES = 8
    _SETTLES = 1.0
    """Seconds in which the line follows the last half second at once: a device that has just been opened asks
    for more than it plays."""
    _DRIFT = 0.0002
    _FOLLOWS = 30.0
    _FAR = 0.02
    _GAP = 0.1

    def __init__(self) -> None:
        self._played = 0.0
        self._line = 0.0
        self._since = 0.0
        self._piece = (0.0, 0.0, 0.0)
        self._pieces: deque[tuple[float, float]] = deque(maxlen=self._PIECES)
        self._expected: float | None = None

    def __call__(self, now: float, seconds: float) -> float:
        """Give when the block asked for ``now``, lasting ``seconds``, begins."""
        late = now - self._played
        if self._expected is None or now - self._expected > self._GAP:
            self._begin(late)
        self._expected = now + seconds
        least, most, length = self._piece
        self._piece = least, most, length = min(least, late), max(most, late), length + seconds
        recent = [*self._pieces, (least, most)]
        if length >= self._PIECE:
            self._pieces.append((least, most))
            self._piece = (late, late, 0.0)
            if self._far(recent[-2:]):
                recent = recent[-2:]
                self._begin(min(low for low, _ in recent))
        if self._since < self._SETTLES:
            self._line = min(low for low, _ in recent[-3:])
        else:
            step = self._DRIFT * seconds
            goal = min(low for low, _ in recent)
            self._line += max(-step, min(step, (goal - self._line) * seconds / self._FOLLOWS))
        begins = self._played + self._line
        self._played += seconds
        self._since += seconds
        return begins

    def _begin(self, late: float) -> None:
        self._line, self._since = late, 0.0
        self._pieces.clear()
        self._piece = (late, late, 0.0)

    def _far(self, recent: list[tuple[float, float]]) -> bool:
        """Tell whether all of the last half second was far to one side of the line."""
        later = all(low > self._line + self._FAR for low, _ in recent)
        earlier = all(high < self._line - self._FAR for _, high in recent)
        return len(recent) > 1 and (later or earlier)

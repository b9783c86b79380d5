"""Says when a block of sound is due, though the device asks for its blocks at uneven moments."""

from __future__ import annotations

__all__ = ["Clock"]


class Clock:
    """A line drawn through the moments at which a device asks, so that planned notes keep their distance.

    A device asks late as often as the computer has other things to do, and its own seconds are not quite the
    computer's. The line is the mean of what was heard so far, and later follows within five seconds: blocks
    may be asked for at moments that vary by milliseconds, and what is planned moves by hundredths of one.
    A single block that is far off counts as little off; where they stay off, the device has lost time, and
    the line begins anew.
    """

    _FOLLOWS = 5.0
    _JUMP = 0.1
    """A block that is further off than this comes after a gap (seconds)."""
    _FAR = 0.005
    _STAYS = 0.25

    def __init__(self) -> None:
        self._due: float | None = None
        self._heard = 0
        self._far = 0.0

    def __call__(self, now: float, seconds: float) -> float:
        """Give when the block asked for ``now``, lasting ``seconds``, begins."""
        off = 0.0 if self._due is None else now - self._due
        far = max(self._FAR, 2 * seconds)  # long blocks are asked for several at a time
        self._far = self._far + seconds if abs(off) > far else 0.0
        if self._due is None or abs(off) > self._JUMP or self._far > self._STAYS:
            self._due, self._heard, self._far, off = now, 0, 0.0, 0.0
        self._heard += 1
        if self._heard > 1 / seconds * self._STAYS:
            off = max(-far, min(far, off))
        begins = self._due + max(seconds / self._FOLLOWS, 1 / self._heard) * off
        self._due = begins + seconds
        return begins

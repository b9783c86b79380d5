"""Says when a block of sound is due, though the device asks for its blocks at uneven moments."""

from __future__ import annotations

__all__ = ["Clock"]


class Clock:
    """A line drawn through the moments at which a device asks, so that planned notes keep their distance.

    A device asks late as often as the computer has other things to do, and its own seconds are not quite the
    computer's. The line follows both, by a fiftieth of what it is off at each block: blocks of one device
    vary by milliseconds, and what is planned moves by hundredths of one.
    """

    _TRUST = 0.02
    _JUMP = 0.1
    """A block that is further off than this comes after a gap: the line begins anew (seconds)."""

    def __init__(self) -> None:
        self._due: float | None = None
        self._heard = 0

    def __call__(self, now: float, seconds: float) -> float:
        """Give when the block asked for ``now``, lasting ``seconds``, begins."""
        if self._due is None or abs(now - self._due) > self._JUMP:
            self._due = now
            self._heard = 0
        self._heard += 1
        begins = self._due + max(self._TRUST, 1 / self._heard) * (now - self._due)
        self._due = begins + seconds
        return begins

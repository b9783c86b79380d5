"""Ends the sound card's process whenever nobody needs it any more, or it is stuck: no orphan ever stays."""

from __future__ import annotations

import math
import os
import threading
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Watchdog"]

_LOOK: Final = 0.05
_CLOSE: Final = 1.0
"""Seconds a device has to close in once sound is to end."""


class Watchdog:
    """Looks twenty times a second, on a thread of its own; PortAudio's calls leave it free to.

    It ends the process at once where the parent is gone: a child the parent has forked may still hold our
    standard input open. (Linux could do so by itself, PR_SET_PDEATHSIG, but it means the parent's *thread*
    that started us, and a lesson opens the card on a thread that comes and goes.) It ends the process where
    closing takes longer than a second, and where nothing has been heard of the device for too long.

    Args:
        parent: the id of the process that is to live; None where nobody is.
        closing: set when sound is to end.
        stuck: tells whether the device is stuck, and says so to whom it concerns.
    """

    def __init__(self, parent: int | None, closing: threading.Event, stuck: Callable[[], bool]) -> None:
        self._parent = parent if os.name == "posix" else None  # elsewhere nobody forks, and stdin closes
        self._closing = closing
        self._stuck = stuck
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def _watch(self) -> None:
        closed_at = math.inf
        while True:
            time.sleep(_LOOK)
            if self._closing.is_set():
                closed_at = min(closed_at, time.perf_counter())
            orphaned = self._parent is not None and os.getppid() != self._parent
            if orphaned or time.perf_counter() - closed_at > _CLOSE:
                os._exit(0)
            if closed_at == math.inf and self._stuck():
                os._exit(1)

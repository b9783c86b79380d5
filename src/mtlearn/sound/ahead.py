"""Works out, beside the playing, how struck keys go on, so that no block of sound has to wait for it."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Final

from mtlearn.sound.voice import prepare

if TYPE_CHECKING:
    from mtlearn.sound.bank import Bank

__all__ = ["Ahead"]

_STRETCHES: Final = (0.2, 0.6, 1.5, 4.0)
"""Seconds worked out of every key that waits before any is worked out further."""


class Ahead:
    """A thread that works out keys, a stretch of each in turn; each key once.

    Args:
        bank: the voices.
        rate: frames a second.
    """

    def __init__(self, bank: Bank, rate: int) -> None:
        self._bank = bank
        self._rate = rate
        self._asked: queue.PriorityQueue[tuple[int, int, str, int]] = queue.PriorityQueue()
        self._known: set[tuple[str, int]] = set()
        self._order = 0
        threading.Thread(target=self._work, name="ahead", daemon=True).start()

    def ask(self, voice: str, pitch: int) -> None:
        """Have a key of a voice worked out. Called from one thread."""
        if (voice, pitch) not in self._known:
            self._known.add((voice, pitch))
            self._order += 1
            self._asked.put((0, self._order, voice, pitch))

    def _work(self) -> None:
        while True:
            stretch, order, voice, pitch = self._asked.get()
            prepare(self._bank, voice, pitch, self._rate, _STRETCHES[stretch])
            if stretch + 1 < len(_STRETCHES):
                self._asked.put((stretch + 1, order, voice, pitch))

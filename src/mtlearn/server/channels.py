"""The way from a page to its kernel, kept open when more notes come in than hands play.

A MIDI device out of order, or a page gone wrong, can send thousands of notes a second. Each costs the kernel
about a millisecond, and words written or a stop pressed behind them would wait until all were heard. So the
notes beyond what hands play end here. Nothing else is ever held back.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Channels", "Gate"]

_NOTE = b'"content":{"type":"play"'
"""How a note struck or let go of reads there. Words cannot read so: their quotation marks are escaped."""
_PER_SECOND = 400
"""Notes struck and let go of in a second, far above a glissando with both hands (about 120)."""
_LONGEST = 4096


class Gate:
    """Lets notes through as fast as hands can play, and some hundreds at once after a pause.

    Args:
        clock: seconds, from wherever, never going back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._room = float(_PER_SECOND)
        self._asked = clock()

    def lets_through(self, message: str | bytes) -> bool:
        """Say whether a message may pass; all that is no note always may."""
        raw = message.encode() if isinstance(message, str) else message
        if len(raw) > _LONGEST or _NOTE not in raw:
            return True
        now = self._clock()
        self._room = min(_PER_SECOND, self._room + (now - self._asked) * _PER_SECOND)
        self._asked = now
        if self._room < 1:
            return False
        self._room -= 1
        return True


class Channels(VoilaKernelWebsocketHandler):
    """The page's connection to its kernel, behind a gate."""

    def initialize(self, **told: Any) -> None:  # noqa: ANN401 - Tornado's
        """Begin with the gate open."""
        super().initialize(**told)
        self._gate = Gate()

    def on_message(self, ws_message: str | bytes) -> None:
        """Pass on what the page says."""
        if self._gate.lets_through(ws_message):
            super().on_message(ws_message)

"""The kernel's one engraver: music21 and verovio are asked by one thread at a time."""

from __future__ import annotations

import threading
from typing import Final

__all__ = ["ENGRAVER"]

ENGRAVER: Final = threading.Lock()
"""Held while either of the two is asked: they were not written to be asked twice at once."""

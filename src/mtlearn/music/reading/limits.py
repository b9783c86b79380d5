"""How much music is read from one file: far above real music, far below what would take the machine's breath.

A whole opera as MIDI has some 200,000 notes in four hours. Each limit bounds time or memory: the worst
that they let through took 16 seconds and 150 MB more than the file itself, on one shared core.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "ELEMENTS",
    "FILE_BYTES",
    "MARKS",
    "MIDI_BYTES",
    "NOTES",
    "PARTS",
    "SECONDS",
    "TAKE_BYTES",
    "UNZIPPED_BYTES",
]

_MEGABYTE: Final = 1 << 20

FILE_BYTES: Final = 64 * _MEGABYTE
"""The largest MusicXML file; recordings may be larger, since their sound is passed over."""
MIDI_BYTES: Final = 16 * _MEGABYTE
UNZIPPED_BYTES: Final = 64 * _MEGABYTE
"""What a compressed score (.mxl) may hold."""
TAKE_BYTES: Final = 16 * _MEGABYTE
"""The notes that a recording carries."""
NOTES: Final = 400_000
ELEMENTS: Final = 6_000_000
"""Elements of a MusicXML file: some fifteen a note."""
PARTS: Final = 512
MARKS: Final = 100_000
"""Bars, changes of tempo, of metre and of key, each."""
SECONDS: Final = 6 * 3600.0

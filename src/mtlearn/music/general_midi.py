"""General MIDI's numbers for sounds, and the course's own voices that come nearest to them."""

from __future__ import annotations

from typing import Final

__all__ = ["DRUM_PLACES", "PROGRAMS", "voice_of"]

PROGRAMS: Final[dict[str, int]] = {
    "piano": 0,
    "electric-piano": 4,
    "vibraphone": 11,
    "marimba": 12,
    "nylon-guitar": 24,
    "steel-guitar": 25,
    "acoustic-bass": 32,
    "electric-bass": 33,
    "strings": 48,
    "choir": 52,
    "clarinet": 71,
    "flute": 73,
    "warm-pad": 89,
    "kalimba": 108,
}
"""General MIDI programs by the course's names for voices; another voice is written as piano."""

_NEAREST: Final = (
    (4, "piano"), (6, "electric-piano"), (8, "piano"),
    (10, "vibraphone"), (11, "kalimba"),
    (12, "vibraphone"), (14, "marimba"), (15, "vibraphone"), (16, "kalimba"),
    (21, "warm-pad"), (24, "clarinet"),
    (25, "nylon-guitar"), (32, "steel-guitar"), (33, "acoustic-bass"), (40, "electric-bass"),
    (45, "strings"), (47, "nylon-guitar"), (48, "marimba"), (52, "strings"), (55, "choir"), (56, "strings"),
    (72, "clarinet"), (80, "flute"), (88, "clarinet"),
    (91, "warm-pad"), (92, "choir"), (104, "warm-pad"),
    (107, "steel-guitar"), (108, "nylon-guitar"), (109, "kalimba"), (110, "clarinet"), (111, "strings"),
    (112, "clarinet"), (119, "marimba"), (128, "warm-pad"),
)  # fmt: skip
"""Up to which program (not with it) a voice of ours comes nearest."""


def voice_of(program: int) -> str:
    """Name the voice that comes nearest to a General MIDI program (0-127)."""
    return next(voice for until, voice in _NEAREST if program < until)


DRUM_PLACES: Final[dict[str, int]] = {
    "D4": 44, "E4": 35, "F4": 36, "G4": 43, "A4": 41, "B4": 64, "C5": 38, "D5": 47, "E5": 48, "F5": 51,
    "G5": 42, "A5": 49, "B5": 46, "C6": 57,
}  # fmt: skip
"""Where on a staff which key of General MIDI's drum set is written, as a treble clef names it."""

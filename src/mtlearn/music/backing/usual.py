"""What is usual: the mode and tempo a style is at home in, and the mode that goes under a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.errors import MusicError
from mtlearn.music.backing.setting import STYLES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["mode_for", "usual"]

_USUAL: Final[Mapping[str, tuple[str, int]]] = {
    "drone": ("major", 60),
    "two-chords": ("major", 88),
    "four-chords": ("major", 92),
    "blues": ("mixolydian", 96),
    "modal-vamp": ("dorian", 92),
    "walking-bass": ("major", 112),
    "lullaby": ("major", 50),
    "reggae": ("minor", 76),
    "samba": ("major", 92),
    "hip-hop": ("minor", 84),
    "waltz": ("major", 100),
    "open-pulse": ("dorian", 60),
}
_MODES: Final[Mapping[str, str]] = {
    "major-pentatonic": "major",
    "minor-pentatonic": "dorian",
    # The blues scale is at home over dominant sevenths: its flat third and fifth lean against them.
    "blues": "mixolydian",
    "major": "major",
    "minor": "minor",
    "dorian": "dorian",
    "mixolydian": "mixolydian",
    "lydian": "lydian",
    "phrygian": "phrygian",
    # Its seventh lies a semitone higher: it leads home where a cadence has V7, and passes elsewhere.
    "harmonic-minor": "minor",
    # No mode holds it whole; lydian has its first four tones, and a drone goes under all of it.
    "whole-tone": "lydian",
}


def usual(style: str) -> tuple[str, int]:
    """Give the mode and tempo a style is at home in: ``("dorian", 92)`` for the modal vamp.

    Raises:
        MusicError: there is no such style.
    """
    if style not in _USUAL:
        message = f"There is no style called {style!r}. The styles are: {', '.join(STYLES)}."
        raise MusicError(message)
    return _USUAL[style]


def mode_for(scale: str) -> str:
    """Give the mode under which the tones of a learner's scale sound well.

    Raises:
        MusicError: there is no such scale.
    """
    if scale not in _MODES:
        message = f"There is no scale called {scale!r}. The scales are: {', '.join(_MODES)}."
        raise MusicError(message)
    return _MODES[scale]

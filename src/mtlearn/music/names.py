"""What a tone is called, in Norwegian and in English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtlearn.language import Language

__all__ = ["pitch_name"]

_OCTAVE: Final = 12
_NAMES: Final[dict[str, tuple[str, ...]]] = {
    # The tone below C is H in Norwegian, and B is the one a semitone lower.
    "nb": ("C", "Ciss", "D", "Ess", "E", "F", "Fiss", "G", "Giss", "A", "B", "H"),
    "en": ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "G♯", "A", "B♭", "B"),
}


def pitch_name(pitch: int, lang: Language) -> str:
    """Name a MIDI pitch with its octave: 60 is ``C4``; 71 is ``H4`` in Norwegian, ``B4`` in English."""
    return f"{_NAMES[lang][pitch % _OCTAVE]}{pitch // _OCTAVE - 1}"

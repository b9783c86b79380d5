"""How each style is counted: the beats of its bar, for the eye, the ear and the stave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtlearn.music.backing.setting import Setting

__all__ = [
    "METRES",
    "SIGNATURES",
    "Signature",
    "beat_length",
    "beats_in",
    "beats_of",
    "eighths_in_beat",
    "metre",
]

Signature = tuple[int, int]
"""A time signature, such as ``(6, 8)``."""
METRES: Final[Mapping[str, Signature | None]] = {
    "drone": None,
    "two-chords": (4, 4),
    "four-chords": (4, 4),
    "blues": (4, 4),
    "modal-vamp": (4, 4),
    "walking-bass": (4, 4),
    "lullaby": (6, 8),
    "reggae": (4, 4),
    "samba": (4, 4),
    "hip-hop": (4, 4),
    "waltz": (3, 4),
    "open-pulse": None,
}
"""The time signature of each style; None where there is no metre."""
SIGNATURES: Final = tuple(sorted({one for one in METRES.values() if one}, key=lambda one: (one[1], -one[0])))
"""All there are: 4/4, 3/4, 6/8."""
_IN_A_DOTTED_BEAT: Final = 3
_IN_A_BEAT: Final = 2
_EIGHTHS: Final = 8


def metre(setting: Setting) -> tuple[int, int] | None:
    """Give the time signature, such as ``(6, 8)``, or None in a drone and in open pulse."""
    return METRES[setting.style]


def beats_in(style: str) -> int:
    """Say how many beats of a bar are felt: two in 6/8; 0 where there is no metre."""
    found = METRES[style]
    return beats_of(found) if found else 0


def beats_of(signature: Signature) -> int:
    """Say how many beats a bar of a time signature has, as it is felt: two in 6/8."""
    return signature[0] // _IN_A_DOTTED_BEAT if signature[1] == _EIGHTHS else signature[0]


def eighths_in_beat(signature: Signature) -> int:
    """Say how many eighths such a beat has: three in 6/8, else two."""
    return _IN_A_DOTTED_BEAT if signature[1] == _EIGHTHS else _IN_A_BEAT


def beat_length(setting: Setting) -> float:
    """Give the seconds of a beat; a dotted quarter in 6/8."""
    return 60 / setting.tempo

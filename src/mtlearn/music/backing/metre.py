"""How each style is counted: the beats of its bar, for the eye, the ear and the stave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtlearn.music.backing.setting import Setting

__all__ = ["METRES", "beat_length", "beats_in", "metre"]

METRES: Final[Mapping[str, tuple[int, int] | None]] = {
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
_IN_A_DOTTED_BEAT: Final = 3


def metre(setting: Setting) -> tuple[int, int] | None:
    """Give the time signature, such as ``(6, 8)``, or None in a drone and in open pulse."""
    return METRES[setting.style]


def beats_in(style: str) -> int:
    """Say how many beats of a bar are felt: two in 6/8; 0 where there is no metre."""
    found = METRES[style]
    if found is None:
        return 0
    return found[0] // _IN_A_DOTTED_BEAT if found[1] == 8 else found[0]  # noqa: PLR2004 - eighths


def beat_length(setting: Setting) -> float:
    """Give the seconds of a beat; a dotted quarter in 6/8."""
    return 60 / setting.tempo

"""What the music to play over is to be: style, key, mode, tempo, and the seed of its human unevenness."""

from __future__ import annotations

from typing import Final, NamedTuple

from mtlearn.errors import MusicError

__all__ = ["MODES", "STYLES", "TEMPI", "Setting"]

STYLES: Final = (
    "drone",
    "two-chords",
    "four-chords",
    "blues",
    "modal-vamp",
    "walking-bass",
    "lullaby",
    "reggae",
    "samba",
    "hip-hop",
    "waltz",
    "open-pulse",
)
MODES: Final = ("major", "dorian", "phrygian", "lydian", "mixolydian", "minor")
TEMPI: Final = range(40, 161)
"""Beats a minute."""
_HIGHEST: Final = 127


class Setting(NamedTuple):
    """One setting of the music to play over.

    ``tonic`` is a MIDI pitch whose class is the key; ``tempo`` is in beats a minute (the dotted quarter in
    6/8); the same setting always gives the same music.
    """

    style: str = "two-chords"
    tonic: int = 60
    mode: str = "major"
    tempo: int = 90
    seed: int = 0

    def checked(self) -> Setting:
        """Give the setting back if there can be music of it.

        Raises:
            MusicError: a part of it is not possible; says which, and what is.
        """
        for name, value, possible in (
            ("style", self.style, STYLES),
            ("mode", self.mode, MODES),
            ("tempo", self.tempo, TEMPI),
            ("tonic", self.tonic, range(_HIGHEST + 1)),
        ):
            if value not in possible:
                which = (
                    f"{possible[0]} to {possible[-1]}" if isinstance(possible, range) else ", ".join(possible)
                )
                message = f"The music to play over cannot have {name} {value!r}; it can be {which}."
                raise MusicError(message)
        return self

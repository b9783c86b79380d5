"""What a learner may choose before and while playing, and what each choice can be."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from mtlearn.errors import MusicError
from mtlearn.music.scale import SCALES

__all__ = ["LENGTHS", "PADS", "TONICS", "VOICES", "Choices", "Ways"]

PADS: Final = tuple(range(8, 16))
TONICS: Final = (55, 57, 58, 60, 62, 63, 64, 65)
LENGTHS: Final = (0, 60, 120, 180, 300)
VOICES: Final = ("piano", "nylon-guitar", "marimba", "kalimba", "vibraphone", "flute", "warm-pad")
_ALLOWED: Final[dict[str, tuple[object, ...]]] = {
    "mine": VOICES,
    "partner": VOICES,
    "scale": SCALES,
    "tonic": TONICS,
    "pads": PADS,
    "drone": (True, False),
    "length": LENGTHS,
    "closeness": tuple(range(101)),
}


class Choices(msgspec.Struct, frozen=True):
    """How a take is set up: both voices, the scale and its ground tone, the pads, the drone, the dial.

    ``closeness`` runs from 0 (turns of its own) to 100 (exactly as I do); ``length`` is in
    seconds, 0 for open.
    """

    mine: str = "piano"
    partner: str = "vibraphone"
    scale: str = "major-pentatonic"
    tonic: int = 60
    pads: int = 10
    drone: bool = True
    closeness: int = 100
    length: int = 0

    def changed(self, name: str, value: object) -> Choices:
        """Give the same choices with one changed.

        Raises:
            MusicError: there is no such choice, or it cannot be that.
        """
        allowed = _ALLOWED.get(name, ())
        if not any(value == one and type(value) is type(one) for one in allowed):
            message = (
                f"{name!r} cannot be {value!r}; it can be one of {', '.join(map(str, allowed)) or 'nothing'}."
            )
            raise MusicError(message)
        return msgspec.structs.replace(self, **{name: value})

    @classmethod
    def of(cls, settings: dict[str, Any]) -> Choices:
        """Read the choices a take was made with; what is no longer possible falls back to the default."""
        found = cls()
        for name, value in settings.items():
            if name in _ALLOWED:
                try:
                    found = found.changed(name, value)
                except MusicError:
                    continue
        return found


class Ways(msgspec.Struct, frozen=True):
    """How the learner reaches the pads: by one or two keys or not, how fast, how strongly, which MIDI."""

    switches: int = 0
    pace: float = 1.5
    touch: str = "medium"
    midi: str = "scale"

    @classmethod
    def of(cls, told: object) -> Ways:
        """Read what the page told or the log holds; anything odd falls back to the default."""
        try:
            ways = msgspec.convert(told, cls)
        except msgspec.ValidationError:
            return cls()
        odd = ways.switches not in {0, 1, 2} or not 0.3 <= ways.pace <= 5  # noqa: PLR2004 - seconds a pad
        odd = odd or ways.touch not in {"soft", "medium", "strong"} or ways.midi not in {"scale", "as-is"}
        return cls() if odd else ways

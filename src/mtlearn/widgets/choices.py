"""What a learner may choose before and while playing, and what each choice can be."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mtlearn.errors import MusicError
from mtlearn.music.backing.setting import STYLES, TEMPI
from mtlearn.music.scale import SCALES
from mtlearn.sound.bank import bank

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["BACKINGS", "LENGTHS", "LEVELS", "PADS", "TONICS", "Choices", "Ways", "drums", "tones"]

PADS: Final = tuple(range(8, 16))
TONICS: Final = (55, 57, 58, 60, 62, 63, 64, 65)
LENGTHS: Final = (0, 60, 120, 180, 300)
BACKINGS: Final = ("none", *STYLES)
"""The music to play over, by style; the drone is one of them."""
LEVELS: Final = range(30, 101)
"""How strongly the music to play over is played, in hundredths of its own strength."""
_NO_OR_YES: Final = (True, False)


@cache
def _of_kind(kind: str) -> tuple[str, ...]:
    return tuple(voice for voice in bank().voices if bank().voice(voice).kind == kind)


def tones() -> tuple[str, ...]:
    """Give the bank's voices that play tones, by name."""
    return _of_kind("tones")


def drums() -> tuple[str, ...]:
    """Give the bank's voices in which each key is a drum of its own, by name."""
    return _of_kind("drums")


@cache
def _allowed() -> dict[str, Sequence[object]]:
    return {
        "mine": (*tones(), *drums()),
        "partner": tones(),
        "scale": SCALES,
        "tonic": TONICS,
        "pads": PADS,
        "length": LENGTHS,
        "closeness": range(101),
        "together": _NO_OR_YES,
        "backing": BACKINGS,
        "tempo": TEMPI,
        "count_in": _NO_OR_YES,
        "level": LEVELS,
        "bass": _NO_OR_YES,
        "chords": _NO_OR_YES,
        "drums": _NO_OR_YES,
    }


class Choices(msgspec.Struct, frozen=True):
    """How a take is set up: both voices, the scale and its ground tone, the pads, the music, the dial.

    ``closeness`` runs from 0 (turns of its own) to 100 (exactly as I do), and ``together`` says whether
    there is a partner at all. ``length`` is in seconds, 0 for open. ``backing`` is the music to play over,
    ``tempo`` its beats a minute, ``level`` its strength in hundredths; ``bass``, ``chords`` and ``drums``
    say whether those play along in it.
    """

    mine: str = "piano"
    partner: str = "vibraphone"
    scale: str = "major-pentatonic"
    tonic: int = 60
    pads: int = 10
    closeness: int = 100
    together: bool = True
    length: int = 0
    backing: str = "drone"
    tempo: int = 90
    count_in: bool = True
    level: int = 100
    bass: bool = True
    chords: bool = True
    drums: bool = True

    @property
    def on_drums(self) -> bool:
        """Whether the learner plays drums: then the pads are drums, and so are the partner's."""
        return self.mine in drums()

    @property
    def second(self) -> str:
        """The partner's voice as it sounds: beside drums the partner plays the same drums."""
        return self.mine if self.on_drums else self.partner

    def changed(self, name: str, value: object) -> Choices:
        """Give the same choices with one changed.

        Raises:
            MusicError: there is no such choice, or it cannot be that.
        """
        if name == "drone" and isinstance(value, bool):  # what it was called before there was other music
            name, value = "backing", "drone" if value else "none"
        allowed = _allowed().get(name, ())
        if value not in allowed or type(value) is not type(allowed[0]):
            named = (
                f"{allowed[0]} to {allowed[-1]}"
                if isinstance(allowed, range)
                else f"one of {', '.join(map(str, allowed)) or 'nothing'}"
            )
            message = f"{name!r} cannot be {value!r}; it can be {named}."
            raise MusicError(message)
        return msgspec.structs.replace(self, **{name: value})

    @classmethod
    def of(cls, settings: dict[str, Any], first: Choices | None = None) -> Choices:
        """Read the choices a take was made with; what is no longer possible falls back to the first ones."""
        found = first or cls()
        for name, value in settings.items():
            if name in {*_allowed(), "drone"}:
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

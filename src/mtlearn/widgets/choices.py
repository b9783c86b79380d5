"""What a learner may choose before and while playing, and what each choice can be."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mtlearn.errors import MusicError
from mtlearn.music.backing.setting import STYLES, TEMPI
from mtlearn.music.coplayers.coplayer import WAYS
from mtlearn.music.coplayers.guest import OFFERS
from mtlearn.music.partner.partner import STANCES
from mtlearn.music.scale import SCALES
from mtlearn.sound.bank import bank

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "BACKINGS", "LENGTHS", "LEVELS", "OFFERS", "PADS", "STANCES", "TONICS", "WAYS", "WHOS", "Choices", "Ways",
    "drums", "tones",
]  # fmt: skip

PADS: Final = tuple(range(8, 16))
TONICS: Final = (55, 57, 58, 60, 62, 63, 64, 65)
LENGTHS: Final = (0, 60, 120, 180, 300)
BACKINGS: Final = ("none", *STYLES)
"""The music to play over, by style; the drone is one of them."""
LEVELS: Final = range(30, 101)
"""How strongly the music to play over is played, in hundredths of its own strength."""
WHOS: Final = ("nobody", "partner", "coplayer", "caller", "guest")
"""Who the other is: a partner that answers, a simulated person to answer, a partner that calls, or a guest,
who is a simulated person to invite."""
_PEOPLE: Final = frozenset({"coplayer", "guest"})
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
        "who": WHOS,
        "stance": STANCES,
        "way": WAYS,
        "offer": OFFERS,
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

    ``who`` says who the other is (:data:`WHOS`): a partner answers in a ``stance``, as closely as
    ``closeness`` says, from 0 (freely) to 100; a simulated person plays in a ``way``, and a guest is offered
    a way in (``offer``) first. ``length`` is in seconds, 0 for open. ``backing`` is the music to play over,
    ``tempo`` its beats a minute, ``level`` its strength in hundredths; ``bass``, ``chords`` and ``drums`` say
    whether those play along in it.
    """

    mine: str = "piano"
    partner: str = "vibraphone"
    scale: str = "major-pentatonic"
    tonic: int = 60
    pads: int = 10
    closeness: int = 100
    who: str = "partner"
    stance: str = "mirroring"
    way: str = WAYS[0]
    offer: str = OFFERS[0]
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
    def together(self) -> bool:
        """Whether there is anybody else."""
        return self.who != "nobody"

    @property
    def shares_drums(self) -> bool:
        """Whether the other plays the learner's drums: all do but a simulated person, who has tones."""
        return self.on_drums and not self.is_person

    @property
    def is_person(self) -> bool:
        """Whether the other is a simulated person, called by name."""
        return self.who in _PEOPLE

    @property
    def second(self) -> str:
        """The other's voice as it sounds."""
        return self.mine if self.shares_drums else self.partner

    def settled(self) -> dict[str, Any]:
        """Give the choices as a page is shown them, with what follows from them."""
        return {
            **msgspec.to_builtins(self),
            "together": self.together,
            "second": self.second,
            "shares_drums": self.shares_drums,
            "is_person": self.is_person,
        }

    def changed(self, name: str, value: object) -> Choices:
        """Give the same choices with one changed.

        Raises:
            MusicError: there is no such choice, or it cannot be that.
        """
        name, value = self._as_now(name, value)
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

    def _as_now(self, name: str, value: object) -> tuple[str, object]:
        """Read what choices were called before there was other music, and others than a partner."""
        if name == "drone" and isinstance(value, bool):
            return "backing", "drone" if value else "none"
        if name == "together" and isinstance(value, bool):
            return "who", "nobody" if not value else self.who if self.together else "partner"
        return name, value

    @classmethod
    def of(cls, settings: dict[str, Any], first: Choices | None = None) -> Choices:
        """Read the choices a take was made with; what is no longer possible falls back to the first ones."""
        found = first or cls()
        for name, value in settings.items():
            if name in {*_allowed(), "drone", "together"}:
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

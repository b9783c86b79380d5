"""What a learner has chosen and made in a groove: each layer, what was tapped in, and who has joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Self

import msgspec

from mtlearn.errors import MusicError
from mtlearn.music.backing import mode_for
from mtlearn.music.backing.metre import SIGNATURES, beats_of
from mtlearn.music.backing.setting import TEMPI, Setting
from mtlearn.music.layers import DENSITIES, LAYERS, OWN, Groove, Layer, Tap
from mtlearn.music.scale import SCALES
from mtlearn.widgets.choices import TONICS, drums, tones
from mtlearn.widgets.setup import Setup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ALL", "LEVELS", "METRES", "GrooveSetup"]

ALL: Final = (*LAYERS, OWN)
"""All layers in order, the learner's own last."""
METRES: Final = tuple(f"{beats}/{unit}" for beats, unit in SIGNATURES)
"""The metres a loop can have: those the music to play over has."""
_PULLS: Final = range(101)
LEVELS: Final = range(30, 131)
"""How strongly a layer plays, in hundredths of its own strength."""


class GrooveSetup(Setup, frozen=True):
    """What a learner has chosen and made: the loop, its layers in order, their own taps, and who has joined.

    ``on``, ``density`` and ``level`` have an entry for each layer, the own one last; ``taps`` are place in
    beats, pitch, velocity; ``others`` are the layer and the name of each who has joined.
    """

    tempo: int = 92
    metre: str = "4/4"
    bars: int = 2
    tonic: int = 60
    scale: str = "minor-pentatonic"
    voice: str = "marimba"
    pull: int = 50
    may_join: bool = True
    on: tuple[bool, ...] = (True, False, True, False, False, False, True)
    density: tuple[int, ...] = (1, 0, 0, 0, 0, 0, 0)
    level: tuple[int, ...] = (100,) * 7
    taps: tuple[tuple[float, int, int], ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    free: ClassVar[frozenset[str]] = frozenset({"taps", "on", "density", "level", "others"})

    def possible(self) -> Mapping[str, Sequence[object]]:
        """Say what each choice can be."""
        return {
            "tempo": TEMPI,
            "metre": METRES,
            "bars": (1, 2),
            "tonic": TONICS,
            "scale": SCALES,
            "voice": (*tones(), *drums()),
            "pull": _PULLS,
            "may_join": (True, False),
        }

    def changed(self, name: str, value: object) -> GrooveSetup:
        """Give the same with one choice changed; taps made on other pads are let go.

        In another metre the eighths stay as quick as they are, and taps on the eighth of the bar they are on.
        """
        if name in {"on", "density", "level"} and isinstance(value, list):
            return msgspec.structs.replace(self, **{name: tuple(value)}).whole()
        found = super().changed(name, value)
        if name in {"voice", "scale", "tonic"} and value != getattr(self, name):
            return msgspec.structs.replace(found, taps=())
        return self._counted_in(found) if name == "metre" else found

    def _counted_in(self, found: Self) -> Self:
        old, new = self.groove(0), found.groove(0)
        taps = []
        for place, pitch, velocity in self.taps:
            bar, beat = divmod(place, old.beats)
            at = beat * old.split / new.split
            if at < new.beats:
                taps.append((round(bar * new.beats + at, 3), pitch, velocity))
        quick = round(self.tempo * old.split / new.split)
        tempo = min(TEMPI[-1], max(TEMPI[0], quick))
        return msgspec.structs.replace(found, taps=tuple(taps), tempo=tempo)

    @classmethod
    def of(cls, data: object) -> Self:
        """Read what the log holds; where its layers are not those there are, all begins anew."""
        try:
            return super().of(data).whole()
        except MusicError:
            return cls()

    def whole(self) -> Self:
        """Give the same if each layer is set to something that can be.

        Raises:
            MusicError: it is not.
        """
        good = (
            len(self.on) == len(self.density) == len(self.level) == len(ALL)
            and all(isinstance(one, bool) for one in self.on)
            and all(isinstance(one, int) and 0 <= one < DENSITIES for one in self.density)
            and all(isinstance(one, int) and one in LEVELS for one in self.level)
        )
        if not good:
            message = f"The layers {', '.join(ALL)} are on or off, have a density from 0 to {DENSITIES - 1}, "
            raise MusicError(message + f"and a level from {LEVELS[0]} to {LEVELS[-1]}.")
        return self

    def layers(self) -> tuple[Layer, ...]:
        """Give all layers, the own one last."""
        rows = zip(ALL, self.on, self.density, self.level, strict=True)
        return tuple(Layer(*row) for row in rows)

    def groove(self, seed: int) -> Groove:
        """Give the loop this is."""
        *layers, own = self.layers()
        setting = Setting("modal-vamp", self.tonic, mode_for(self.scale), self.tempo, seed)
        metre = SIGNATURES[METRES.index(self.metre)]
        taps = tuple(Tap(*tap) for tap in self.taps if tap[0] < self.bars * beats_of(metre))
        return Groove(setting, self.bars, tuple(layers), taps, self.pull, self.scale, own, metre)

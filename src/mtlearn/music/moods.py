"""Short pieces for words about the character of music, such as calm, awake, heavy, light.

Which style, mode and tempo go with which word is this project's own choice, and others may hear it otherwise:
the word is the listener's. Nothing is said of how anybody feels.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.backing import mode_for
from mtlearn.music.backing import voices as voices_of
from mtlearn.music.backing.metre import beats_in
from mtlearn.music.backing.setting import TEMPI, Setting
from mtlearn.music.hum import hummed
from mtlearn.music.vamp import CHORDS, Vamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtlearn.music.backing.bar import Bar

__all__ = ["BREATH", "CHARACTERS", "TUNE", "Character", "Piece", "bar", "bars_in", "piece_for", "voices"]

TUNE: Final = "tune"
BREATH: Final = 2
"""A piece ends where the tune breathes: every second bar."""
_FADE: Final = 0.45
"""How loud the first bar begins and the last one ends, of its own level: pieces come and go softly."""
_ORDER: Final = "AABBABAB"


class Character(NamedTuple):
    """How a piece is made for a word: style, scale, ground tone, tempo, and the voice of its tune.

    ``second`` is the place of its second chord among those that go together.
    """

    style: str
    scale: str
    tonic: int
    tempo: int
    voice: str
    second: int = 3


CHARACTERS: Final[Mapping[str, Character]] = {
    "calm": Character("lullaby", "major", 62, 46, "flute"),
    "quiet": Character("waltz", "minor-pentatonic", 57, 76, "vibraphone"),
    "warm": Character("two-chords", "major-pentatonic", 60, 76, "nylon-guitar"),
    "wide": Character("lullaby", "lydian", 58, 40, "strings", 1),
    "light": Character("waltz", "lydian", 65, 118, "vibraphone", 1),
    "playful": Character("reggae", "mixolydian", 60, 84, "kalimba", 5),
    "awake": Character("samba", "major", 62, 98, "marimba", 4),
    "steady": Character("four-chords", "major-pentatonic", 57, 92, "clarinet"),
    "heavy": Character("hip-hop", "minor", 57, 68, "clarinet", 4),
    "dark": Character("modal-vamp", "phrygian", 64, 72, "strings", 1),
}
"""A piece for each word, from the stillest to the darkest."""


class Piece(NamedTuple):
    """A piece of some seconds: how it is made, and how many bars it has."""

    character: Character
    bars: int
    seed: int = 0

    @property
    def setting(self) -> Setting:
        """What is played."""
        made = self.character
        return Setting(made.style, made.tonic, mode_for(made.scale), made.tempo, self.seed)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.bars * beats_in(self.character.style) * 60 / self.character.tempo


def bars_in(seconds: float, style: str, tempo: int) -> int:
    """Say how many bars come nearest to some seconds: whole breaths of the tune, one at least."""
    breath = BREATH * beats_in(style) * 60 / tempo
    return BREATH * max(1, round(seconds / breath))


def piece_for(  # noqa: PLR0913 - what can be chosen about it
    word: str, seconds: float, *, percent: int = 100, scale: str = "", voice: str = "", seed: int = 0
) -> Piece:
    """Give the piece for a word, at so many hundredths of its tempo, in another scale or voice where given.

    Raises:
        KeyError: there is no piece for such a word.
    """
    made = CHARACTERS[word]
    tempo = min(TEMPI[-1], max(TEMPI[0], round(made.tempo * percent / 100)))
    made = made._replace(tempo=tempo, scale=scale or made.scale, voice=voice or made.voice)
    return Piece(made, bars_in(seconds, made.style, tempo), seed)


def bar(piece: Piece, number: int, *, grows: bool = True, fades: bool = True) -> Bar | None:
    """Make one bar of a piece, or None after its last; the first comes in softly, the last one fades.

    Where it passes over from another piece, or into another, whoever sounds it lets it come and go, and it
    does not of itself: then ``grows`` or ``fades`` is false.

    Raises:
        MusicError: there can be no music of this setting.
    """
    if number >= piece.bars:
        return None
    made = hummed(_vamp(piece), piece.character.scale, number, part=TUNE)
    begins = _FADE if grows and number == 0 else 1.0
    ends = _FADE if fades and number == piece.bars - 1 else 1.0
    if begins == ends == 1.0:
        return made
    strokes = tuple(
        stroke._replace(
            velocity=max(1, round(stroke.velocity * (begins + (ends - begins) * stroke.onset / made.length))),
            duration=min(stroke.duration, made.length - stroke.onset) if ends < 1 else stroke.duration,
        )
        for stroke in made.strokes
        if stroke.onset < made.length
    )
    return made._replace(strokes=strokes)


def voices(piece: Piece) -> dict[str, str]:
    """Give the voice of each part."""
    return {**voices_of(piece.setting), TUNE: piece.character.voice}


@cache
def _vamp(piece: Piece) -> Vamp:
    setting = piece.setting
    chords = CHORDS[setting.mode]
    return Vamp(setting, chords[0], chords[piece.character.second], _ORDER)

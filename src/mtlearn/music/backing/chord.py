"""A chord with its symbol and its tones, made from a Roman numeral in a key and mode.

What a numeral holds is asked of music21, once for each numeral and mode, on C; the twelve keys are that
moved along the line of fifths, which keeps the spelling right: the chord on the sixth step of E flat minor
is called Cb, not B.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final, NamedTuple

from mtlearn.errors import MusicError

__all__ = ["STEPS", "Chord", "chord", "fifth", "read", "tonic_name"]

STEPS: Final = {
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "major": (0, 2, 4, 5, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
}
"""The tones of each mode in semitones above its tonic, from the brightest to the darkest."""
_SHARPS: Final = {"lydian": 1, "major": 0, "mixolydian": -1, "dorian": -2, "minor": -3, "phrygian": -4}
"""Sharps (or flats, below 0) of each mode on C."""
_LINE: Final = "FCGDAEB"
_OCTAVE: Final = 12
_FIFTH: Final = 7
_QUALITIES: Final = {
    (0, 7): "5",
    (0, 4, 7): "",
    (0, 3, 7): "m",
    (0, 3, 6): "dim",
    (0, 4, 7, 10): "7",
    (0, 4, 7, 11): "maj7",
    (0, 3, 7, 10): "m7",
    (0, 3, 6, 10): "m7b5",
    (0, 4, 7, 10, 2): "9",
    (0, 3, 7, 10, 2): "m9",
    (0, 4, 7, 11, 2): "maj9",
}
_ABOVE: Final = {name: steps for steps, name in _QUALITIES.items()}
_SYMBOL: Final = re.compile("([A-G])([#b]*)(.*)")


class Chord(NamedTuple):
    """A chord: its symbol, its root's pitch class, and all its tones' classes from the root up by thirds.

    Symbols are the international ones (``Bb7``, ``Bm7``); what a page calls them in Norwegian, where B
    natural is H, is the page's matter (``widgets/chord.py``).
    """

    symbol: str
    root: int
    tones: tuple[int, ...]


def tonic_name(tonic: int, mode: str) -> str:
    """Name a key's tonic as it is spelled with the fewest accidentals; of six sharps and six flats, flats."""
    return _spelled(_place(tonic, mode))


@cache
def chord(numeral: str, tonic: int, mode: str) -> Chord:
    """Give the chord a numeral stands for; ``IV7@dorian`` is the one borrowed from dorian.

    Raises:
        MusicError: music21 cannot read the numeral, or the chord has no symbol here.
    """
    plain, _, borrowed = numeral.partition("@")
    root, steps = _on_c(plain, borrowed or mode)
    above = tuple((step - steps[0]) % _OCTAVE for step in steps)
    if above not in _QUALITIES:
        message = f"There is no symbol for the chord {numeral!r} in {mode}: semitones {above} above its root."
        raise MusicError(message)
    return Chord(
        _spelled(_place(tonic, mode) + root) + _QUALITIES[above],
        (tonic + steps[0]) % _OCTAVE,
        tuple((tonic + step) % _OCTAVE for step in steps),
    )


def fifth(tonic: int, mode: str) -> Chord:
    """Give a drone's chord: the tonic and its fifth, without a third."""
    return Chord(
        tonic_name(tonic, mode) + _QUALITIES[0, 7], tonic % _OCTAVE, (tonic % _OCTAVE, (tonic + 7) % _OCTAVE)
    )


@cache
def read(symbol: str) -> Chord | None:
    """Read a symbol as it is written here, such as ``"Bbm7"``; None where it is no chord that is known."""
    found = _SYMBOL.fullmatch(symbol)
    if found is None or found[3] not in _ABOVE:
        return None
    place = _LINE.index(found[1]) - 1 + _FIFTH * (found[2].count("#") - found[2].count("b"))
    root = place * _FIFTH % _OCTAVE
    return Chord(symbol, root, tuple((root + step) % _OCTAVE for step in _ABOVE[found[3]]))


@cache
def _on_c(numeral: str, mode: str) -> tuple[int, tuple[int, ...]]:
    """Give the root's place on the line of fifths (C is 0), and the tones in semitones above C."""
    from music21 import roman, scale  # noqa: PLC0415 - half a second, only once there is something to play

    scales: dict[str, Any] = {
        "major": scale.MajorScale, "dorian": scale.DorianScale, "phrygian": scale.PhrygianScale,
        "lydian": scale.LydianScale, "mixolydian": scale.MixolydianScale, "minor": scale.MinorScale,
    }  # fmt: skip
    try:
        found = roman.RomanNumeral(numeral, scales[mode]("C"))
        root = found.root()
        tones = tuple(int(tone.ps) % _OCTAVE for tone in found.pitches)
    except Exception as error:  # music21 raises many kinds
        message = f"The numeral {numeral!r} cannot be read in {mode}: {error}"
        raise MusicError(message) from error
    return _LINE.index(root.step) - 1 + _FIFTH * int(root.alter), tones


def _place(tonic: int, mode: str) -> int:
    """Give the tonic's place on the line of fifths, C being 0, G 1 and F -1."""
    near = tonic * _FIFTH % _OCTAVE
    return min((near - _OCTAVE, near), key=lambda place: abs(place + _SHARPS[mode]))


def _spelled(place: int) -> str:
    signs, letter = divmod(place + 1, len(_LINE))
    return _LINE[letter] + ("#" * signs if signs > 0 else "b" * -signs)

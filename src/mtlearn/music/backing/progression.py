"""Which chords follow one another, for each style in each mode: Roman numerals, a bar between two strokes.

Two numerals in one bar share it. A numeral is built on the tones of the setting's own mode, with the
seventh and ninth the mode gives, so that ``IV9`` in dorian is a dominant ninth. ``IV7@dorian`` is borrowed:
the chord that dorian has there. Borrowed are the sevenths of the blues, and ``V7`` in minor where a cadence
asks for the leading tone; ``BORROWING`` names where that is so.

The choices are this project's own, after what is usual in each idiom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BORROWING", "PROGRESSIONS", "progression"]

_ROUND: Final = 8
"""The fewest bars of a round; what is shorter is played again."""

_BLUES: Final = (
    "I7@mixolydian | IV7@dorian | I7@mixolydian | I7@mixolydian |"
    "IV7@dorian | IV7@dorian | I7@mixolydian | I7@mixolydian |"
    "V7@major | IV7@dorian | I7@mixolydian IV7@dorian | I7@mixolydian V7@major"
)

PROGRESSIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "two-chords": {
        "major": "I7 | IV7",
        "dorian": "i | IV",
        "phrygian": "i | II",
        "lydian": "I | II",
        "mixolydian": "I | VII",
        "minor": "i | VI7",
    },
    "four-chords": {
        "major": "I | V | vi | IV",
        "dorian": "i | III | VII | IV",
        "phrygian": "i | II | III | II",
        "lydian": "I | II | iii | II",
        "mixolydian": "I | v | VII | IV",
        "minor": "i | VI | iv | v",
    },
    "blues": {
        "major": _BLUES,
        "mixolydian": _BLUES,
        "lydian": _BLUES,
        "dorian": "i7 | IV7 | i7 | i7 | IV7 | IV7 | i7 | i7 | v7 | IV7 | i7 IV7 | i7 v7",
        "phrygian": "i7 | iv7 | i7 | i7 | iv7 | iv7 | i7 | i7 | VI7 | II7 | i7 iv7 | i7 II7",
        "minor": "i7 | iv7 | i7 | i7 | iv7 | iv7 | i7 | i7 | VI7 | V7 | i7 iv7 | i7 V7",
    },
    "modal-vamp": {
        "major": "I7 | ii7",
        "dorian": "i7 | IV9",
        "phrygian": "i7 | II7",
        "lydian": "I7 | II",
        "mixolydian": "I7 | v7",
        "minor": "i7 | iv9",
    },
    "walking-bass": {
        "major": "I7 | V7/ii | ii7 | V7 | iii7 | V7/ii | ii7 | V7",
        "dorian": "i7 | IV7 | ii7 | v7 | III7 | IV7 | ii7 | v7",
        "phrygian": "i7 | VI7 | iv7 | II7 | III7 | VI7 | iv7 | II7",
        "lydian": "I7 | iii7 | vi7 | II7 | iii7 | vi7 | vii7 | II7",
        "mixolydian": "I7 | vi7 | ii7 | v7 | IV7 | vi7 | ii7 | v7",
        "minor": "i7 | VI7 | iiø7 | V7 | III7 | VI7 | iiø7 | V7",
    },
    "lullaby": {
        "major": "I | IV | I | V | vi | IV | ii | V",
        "dorian": "i | IV | i | VII | III | IV | VII | v",
        "phrygian": "i | II | i | vii | VI | iv | II | vii",
        "lydian": "I | II | I | V | vi | II | iii | II",
        "mixolydian": "I | IV | I | VII | IV | I | v | VII",
        "minor": "i | iv | i | VII | VI | iv | i | v",
    },
    "reggae": {
        "major": "I | IV | I | V | I | IV | ii | V",
        "dorian": "i | IV | i | IV | i | VII | IV | v",
        "phrygian": "i | II | i | II | i | vii | II | vii",
        "lydian": "I | II | I | II | I | vi | II | V",
        "mixolydian": "I | VII | I | VII | I | IV | VII | v",
        "minor": "i | iv | i | VII | i | iv | VI | v",
    },
    "samba": {
        "major": "I7 | vi7 | ii7 | V7 | I7 | iii7 | ii7 | V7",
        "dorian": "i7 | IV7 | i7 | IV7 | III7 | IV7 | ii7 | v7",
        "phrygian": "i7 | II7 | i7 | II7 | VI7 | iv7 | II7 | vii7",
        "lydian": "I7 | II7 | I7 | II7 | vi7 | II7 | iii7 | II7",
        "mixolydian": "I7 | v7 | I7 | v7 | IV7 | I7 | ii7 | v7",
        "minor": "i7 | iv7 | i7 | VI7 | i7 | iv7 | iiø7 | V7",
    },
    "hip-hop": {
        "major": "I7 | vi7 | ii7 | iii7",
        "dorian": "i9 | i9 | IV9 | v7",
        "phrygian": "i7 | i7 | II7 | vii7",
        "lydian": "I7 | I7 | II7 | vii7",
        "mixolydian": "I7 | I7 | IV7 | v7",
        "minor": "i9 | iv9 | VI7 | v7",
    },
    "waltz": {
        "major": "I | vi | IV | V7 | I | vi | ii7 | V7",
        "dorian": "i | VII | III | IV | i | VII | IV | v7",
        "phrygian": "i | II | iv | vii | i | VI | II | vii",
        "lydian": "I | II | vi | II | I | iii | II | V",
        "mixolydian": "I | IV | VII | IV | I | vi | VII | v7",
        "minor": "i | iv | VII | III | i | iv | iiø7 | V7",
    },
    "open-pulse": {
        "major": "I | IV | I | vi",
        "dorian": "i | IV | i | VII",
        "phrygian": "i | II | i | vii",
        "lydian": "I | II | I | vi",
        "mixolydian": "I | VII | I | IV",
        "minor": "i | VI | i | iv",
    },
}
BORROWING: Final = frozenset(
    {
        ("blues", "major"),
        ("blues", "mixolydian"),
        ("blues", "lydian"),
        ("blues", "minor"),
        ("walking-bass", "major"),
        ("walking-bass", "minor"),
        ("samba", "minor"),
        ("waltz", "minor"),
    }
)
"""Style and mode in which some chords hold a tone from outside the mode; everywhere else none does."""


def progression(style: str, mode: str) -> tuple[tuple[str, ...], ...]:
    """Give the numerals of each bar of a round; a drone has none, and stays where it is."""
    if style == "drone":
        return ((),) * _ROUND
    bars = tuple(tuple(bar.split()) for bar in PROGRESSIONS[style][mode].split("|"))
    return bars * max(1, _ROUND // len(bars))

"""Chords made of the learner's own tones: which one fits what was played, and how it is laid out.

A chord is a tone of the learner's scale with the third and the fifth the scale has above it; where it has
none, as in a pentatonic scale, the fourth or the sixth stands in. Laying out follows
``backing/voicing.py``: tones held, small steps, no parallels with the bass, nothing muddy. Over music that
has chords of its own it is those that are laid out, with at most four tones above the bass.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.backing.voicing import motion, parallel, still

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Mapping

    from mtlearn.music.note import Note
    from mtlearn.music.partner.tones import Tones

__all__ = ["Laid", "chords", "closest", "fitting", "grounds", "over", "weights"]

_OCTAVE: Final = 12
_VOICES: Final = 3
_MOST: Final = 4
_LOWEST: Final = 48
_WIDEST: Final = 16
_LOW_BASS, _HIGH_BASS = 33, 50
_BASS: Final = 41
_PARALLEL: Final = 30.0
_MIDDLE: Final = 60
_CLASHES: Final = frozenset({1, 11})
_ROOT_MOVES: Final = {0: 0.0, 5: 0.18, 7: 0.14, 9: 0.1, 3: 0.06, 2: 0.08, 10: 0.08, 4: 0.04, 8: 0.04}
"""How well a root goes to the next, by semitones upwards: fourths and fifths best."""


class Laid(NamedTuple):
    """A chord as it is played: its tones' classes from the root, its layout from the lowest, its bass."""

    classes: tuple[int, ...]
    layout: tuple[int, ...]
    bass: int


def chords(tones: Tones) -> tuple[tuple[int, ...], ...]:
    """Give the chord on each tone of the scale, the ground tone's first."""
    scale = sorted(tones.classes, key=lambda one: (one - tones.tonic) % _OCTAVE)
    return tuple(_on(root, scale, place) for place, root in enumerate(scale))


def _on(root: int, scale: list[int], place: int) -> tuple[int, ...]:
    """Build a chord on a tone: its third and fifth where the scale has them, else what lies nearest."""
    if len(scale) <= _VOICES:
        return tuple(scale[place:] + scale[:place])
    above = [(tone - root) % _OCTAVE for tone in scale]
    home = [(tone - scale[0]) % _OCTAVE for tone in scale]
    thirds = (4, 3, 5, 2) if 4 in home else (3, 4, 5, 2)  # noqa: PLR2004 - a major third over the ground tone
    third = next((step for step in thirds if step in above), 0)
    fifth = next((step for step in (7, 8, 6, 9, 5) if step in above and step != third), 0)
    return tuple(dict.fromkeys((root + step) % _OCTAVE for step in (0, third, fifth)))


def weights(notes: Iterable[Note], since: float) -> dict[int, float]:
    """Say how much each pitch class has sounded since a moment: longer tones and later ones more."""
    found: dict[int, float] = {}
    for note in notes:
        if note.offset > since:
            sounded = min(2.0, note.offset - max(since, note.onset))
            found[note.pitch % _OCTAVE] = found.get(note.pitch % _OCTAVE, 0.0) + 0.1 + sounded
    return found


def fitting(
    possible: tuple[tuple[int, ...], ...],
    played: Mapping[int, float],
    before: tuple[int, ...] | None,
    chance: random.Random,
    free: float,
) -> tuple[int, ...]:
    """Choose the chord that holds most of what was played and follows well on the one before.

    ``free`` (0 to 1) is how little the played tones count beside the progression's own way.
    """
    whole = sum(played.values()) or 1.0

    def worth(one: tuple[int, ...]) -> float:
        held = sum(played.get(tone, 0.0) for tone in one)
        rough = sum(
            weight * any((tone - other) % _OCTAVE in _CLASHES for other in one)
            for tone, weight in played.items()
            if tone not in one
        )
        way = _ROOT_MOVES.get((one[0] - before[0]) % _OCTAVE, 0.0) if before else 0.0
        home = 0.12 if one is possible[0] else 0.0
        fifth = 0.1 if (one[0] + 7) % _OCTAVE in one or len(one) < _VOICES else 0.0
        fits = (1 - free) * (held - 0.7 * rough) / whole
        return fits + way + home + fifth + (0.05 + 0.5 * free) * chance.random()

    return max(possible, key=worth)


def over(told: tuple[int, ...]) -> tuple[int, ...]:
    """Give the tones to lay out of a chord that is told: of a ninth all but the fifth, which says least."""
    return told if len(told) <= _MOST else told[:2] + told[3:]


def grounds(told: tuple[int, ...], low: int) -> tuple[int, int]:
    """Give a chord's root from ``low`` upwards, and its fifth above that."""
    root = low + (told[0] - low) % _OCTAVE
    return root, root + (told[2] - told[0]) % _OCTAVE


def closest(one: tuple[int, ...], before: Laid | None, top: int) -> Laid:
    """Lay a chord out under ``top``, so that it leads from the one before."""
    choices = _layouts(one, top) or [tuple(sorted(_LOWEST + (tone - _LOWEST) % _OCTAVE for tone in one))]
    bass = _bass(one[0], before.bass if before else _BASS)

    def cost(layout: tuple[int, ...]) -> float:
        middle = 0.5 * abs(sum(layout) / len(layout) - min(_MIDDLE, top - 6))
        if before is None:
            return middle + still(layout)
        leaps = _PARALLEL * parallel((before.layout, before.bass), (layout, bass))
        return middle + still(layout) + motion(before.layout, layout) + leaps

    return Laid(one, min(choices, key=lambda layout: (cost(layout), layout)), bass)


def _layouts(one: tuple[int, ...], top: int) -> list[tuple[int, ...]]:
    ranges = [range(_LOWEST + (tone - _LOWEST) % _OCTAVE, top + 1, _OCTAVE) for tone in one]
    found = {tuple(sorted(laid)) for laid in product(*ranges)}
    return sorted(laid for laid in found if laid and laid[-1] - laid[0] <= _WIDEST)


def _bass(root: int, before: int) -> int:
    places = [pitch for pitch in range(_LOW_BASS, _HIGH_BASS + 1) if pitch % _OCTAVE == root]
    return min(places, key=lambda pitch: abs(pitch - before) + 0.4 * abs(pitch - _BASS))

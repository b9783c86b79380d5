"""A phrase made of one idea: stated, moved, turned or cut, rising and falling, and with an end.

An open end asks; a closed one comes to rest on the scale's first tone. Pure: chance comes in from outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.coplayers.idea import Idea, shortened, turned

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

__all__ = ["Tone", "ended", "phrase", "stated"]

_TURNS: Final = 0.15
"""How often an idea comes back upside down."""
_OCTAVE: Final = 12


class Tone(NamedTuple):
    """One tone of a phrase: when and how long (beats), its place in the scale, how much it is stressed."""

    at: float
    length: float
    place: int
    stress: float = 0.0


def stated(idea: Idea, start: int, span: tuple[int, int], at: float = 0.0) -> list[Tone]:
    """Play an idea from a place in the scale, folded back where it would leave the span (both ends in it)."""
    tones = []
    for index, (step, beats) in enumerate(zip(idea.steps, idea.beats, strict=True)):
        place = _folded(start + step, span)
        tones.append(Tone(at, beats, place, 0.6 if not index else 0.0))
        at += beats
    return tones


def phrase(idea: Idea, start: int, count: int, span: tuple[int, int], chance: random.Random) -> list[Tone]:
    """Make a phrase of ``count`` tones: the idea, then what comes of it, up in the first half, then down."""
    tones: list[Tone] = []
    place = start
    while len(tones) < count:
        left = count - len(tones)
        version = turned(idea) if tones and chance.random() < _TURNS else idea
        if tones and left > 2 and chance.random() < 0.4:  # noqa: PLR2004 - a fragment leaves something over
            version = shortened(version, max(2, len(idea.steps) - 1))
        at = tones[-1].at + tones[-1].length if tones else 0.0
        tones += stated(shortened(version, left), place, span, at)
        rising = len(tones) < count / 2
        place += chance.choice((1, 1, 2)) if rising else chance.choice((-1, -1, -2))
    return tones


def ended(
    tones: Sequence[Tone], pitches: Sequence[int], span: tuple[int, int], *, closed: bool
) -> list[Tone]:
    """Give a phrase its end: the last tone is held, and rests on the first tone of the scale if closed."""
    if not tones:
        return []
    *before, last = tones
    home = [at for at in range(span[0], span[1] + 1) if (pitches[at] - pitches[0]) % _OCTAVE == 0]
    place = last.place
    if closed and home and len(tones) > 1:
        place = min(home, key=lambda at: (abs(at - place), at))
    elif not closed and place in home and len(tones) > 1:
        place = _folded(place + 1, span)
    return [*before, last._replace(place=place, length=max(1.5, last.length), stress=-0.3)]


def _folded(place: int, span: tuple[int, int]) -> int:
    low, high = span
    if low >= high:
        return low
    while not low <= place <= high:
        place = 2 * low - place if place < low else 2 * high - place
    return place

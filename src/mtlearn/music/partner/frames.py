"""Frames for the learner's music: two chords, a walking bass, sixths over octaves, pentatonic, Spanish.

Wigram names these as easily learnt frameworks (facts, ``frameworking-idioms``); how each is played here is
this project's own. A frame says what one beat of an eight-bar round has: ``(place in the beat, length in
beats, pitch, touch)``.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.partner.chords import chords, closest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mtlearn.music.partner.chords import Laid
    from mtlearn.music.partner.tones import Tones

__all__ = ["BARS", "FRAMES", "Frame", "Stroke", "possible"]

BARS: Final = 8
_TOP: Final = 67
_LOW: Final = 36
_OCTAVE: Final = 12
_SIXTHS: Final = (8, 9)
_RISING, _FALLING = (0, 1, 2, 1), (2, 1, 0, -1)
_FIVE: Final = 5
_ROUNDS: Final[Mapping[str, tuple[int, ...]]] = {
    "two-chords": (0, 3, 0, 3, 0, 3, 0, 3),
    "walking-bass": (0, 3, 0, 4, 0, 3, 4, 0),
    "sixths": (0, 0, 3, 0, 0, 3, 4, 0),
    "pentatonic": (0,) * BARS,
    "spanish": (0, 1, 2, 1, 0, 1, 2, 1),
}


class Stroke(NamedTuple):
    """One tone of a frame: where in the beat and how long (beats), its pitch, how much stronger."""

    place: float
    length: float
    pitch: int
    touch: float


class Frame:
    """One frame in the learner's tones.

    Args:
        idiom: one of ``FRAMES``.
        tones: the learner's.
        second: which chord the frame alternates with, where it does.
    """

    def __init__(self, idiom: str, tones: Tones, second: int | None = None) -> None:
        self.idiom = idiom
        self._tones = tones
        found = chords(tones)
        places = [place if place < len(found) else place % len(found) for place in _ROUNDS[idiom]]
        if second is not None and idiom == "two-chords":
            places = [second if place else 0 for place in places]
        laid: list[Laid] = []
        for place in places:
            laid.append(closest(found[place], laid[-1] if laid else None, _TOP))
        self._bars = tuple(laid)
        self._open = _open(tones)

    def beat(self, bar: int, number: int, beats: int) -> list[Stroke]:
        """Give what one beat has; ``bar`` and ``number`` count from 0."""
        return _PLAYED[self.idiom](self, bar % BARS, number, beats)

    def end(self) -> list[Stroke]:
        """Give the closing chord."""
        home = self._bars[0]
        return [Stroke(0.0, 4.0, pitch, -2.0) for pitch in (*self._ground(home), *home.layout)]

    def _ground(self, laid: Laid) -> tuple[int, int]:
        low = _LOW + (laid.bass - _LOW) % _OCTAVE
        return low, low + _OCTAVE

    def _two_chords(self, bar: int, number: int, _beats: int) -> list[Stroke]:
        laid = self._bars[bar]
        if number == 0:
            return [Stroke(0.0, 1.6, pitch, 3.0) for pitch in self._ground(laid)]
        strokes = [Stroke(0.0, 0.6, pitch, -3.0) for pitch in laid.layout]
        if number == 1:
            strokes += [Stroke(0.5, 0.4, pitch, -5.0) for pitch in laid.layout]
        if number == 2:  # noqa: PLR2004 - the middle of four
            strokes += [Stroke(0.0, 0.9, self._tones.fifth(self._ground(laid)[0]), 0.0)]
        return strokes

    def _walking(self, bar: int, number: int, beats: int) -> list[Stroke]:
        here, there = self._bars[bar], self._bars[(bar + 1) % BARS]
        tones, start = self._tones, _LOW + (here.bass - _LOW) % _OCTAVE
        goal = _LOW + (there.bass - _LOW) % _OCTAVE
        if number == 0:
            pitch = start
        elif number == beats - 1:
            pitch = tones.step(goal, -1 if goal >= start else 1)
        else:
            way = 1 if goal >= start else -1
            pitch = tones.step(start, number * way if start + 2 * number * way > _LOW - 3 else number)
        strokes = [Stroke(0.0, 0.92, pitch, 2.0 if number == 0 else 0.0)]
        if number % 2:
            strokes += [Stroke(0.62, 0.3, pitch, -6.0) for pitch in here.layout[-2:]]
        return strokes

    def _sixths_over(self, bar: int, number: int, beats: int) -> list[Stroke]:
        laid = self._bars[bar]
        ground = self._ground(laid) if number == 0 else ()
        strokes = [Stroke(0.0, beats - 0.1, pitch, 0.0) for pitch in ground]
        steps = _RISING if bar % 2 == 0 else _FALLING
        top = self._tones.step(laid.layout[-1], steps[number % len(steps)])
        below = next((top - size for size in _SIXTHS if (top - size) % _OCTAVE in self._tones.classes), None)
        below = self._tones.step(top, -3) if below is None else below
        return [*strokes, Stroke(0.0, 0.9, top, 1.0), Stroke(0.0, 0.9, below, -3.0)]

    def _pentatonic(self, bar: int, number: int, _beats: int) -> list[Stroke]:
        tones = self._tones
        root, high = self._ground(self._bars[0])
        strokes = []
        if number in {0, 2}:
            strokes = [Stroke(0.0, 1.8, root, 2.0), Stroke(0.0, 1.8, tones.fifth(root), -1.0)]
        figure = (0, 2, 1, 3, 2, 4, 3, 1) if bar % 2 == 0 else (4, 2, 3, 1, 2, 0, 1, 2)
        start = tones.nearest(high + _OCTAVE)
        for half in (0, 1):
            place = figure[(2 * number + half) % len(figure)]
            strokes.append(Stroke(half / 2, 0.45, self._five(start, place), -4.0 if half else -2.0))
        return strokes

    def _five(self, start: int, place: int) -> int:
        """Give a tone of the five."""
        span = self._tones.between(start, start + 2 * _OCTAVE)
        ladder = [tone for tone in span if tone % _OCTAVE in self._open]
        return ladder[place % len(ladder)] if ladder else start

    def _spanish(self, bar: int, number: int, _beats: int) -> list[Stroke]:
        laid = self._bars[bar]
        if number == 0:
            strokes = [Stroke(0.0, 1.4, pitch, 4.0) for pitch in self._ground(laid)]
            return strokes + [Stroke(0.0, 0.7, pitch, 0.0) for pitch in laid.layout]
        places = {1: (0.5,), 2: (0.0, 0.5), 3: (0.0, 0.5)}.get(number % 4, (0.0,))
        return [
            Stroke(place, 0.4, pitch, 1.0 if place == 0.0 else -4.0)
            for place in places
            for pitch in laid.layout
        ]


_PLAYED: Final[Mapping[str, Callable[[Frame, int, int, int], list[Stroke]]]] = {
    "two-chords": Frame._two_chords,  # noqa: SLF001 - its own
    "walking-bass": Frame._walking,  # noqa: SLF001 - its own
    "sixths": Frame._sixths_over,  # noqa: SLF001 - its own
    "pentatonic": Frame._pentatonic,  # noqa: SLF001 - its own
    "spanish": Frame._spanish,  # noqa: SLF001 - its own
}
FRAMES: Final = tuple(_PLAYED)


def _open(tones: Tones) -> frozenset[int]:
    """Give five tones of the scale that make no semitone, with the ground tone and its fifth where it can."""
    if len(tones.classes) <= _FIVE:
        return tones.classes
    found = [
        frozenset(five)
        for five in combinations(sorted(tones.classes), _FIVE)
        if not any((tone + 1) % _OCTAVE in five for tone in five)
    ]
    wanted = tuple((tones.tonic + step) % _OCTAVE for step in (0, 7, 4, 3, 2))

    def worth(five: frozenset[int]) -> tuple[bool, ...]:
        return tuple(tone in five for tone in wanted)

    return max(found, key=worth, default=tones.classes)


def possible(tones: Tones) -> tuple[str, ...]:
    """Say which frames the learner's tones can have: Spanish where the scale begins with a semitone."""
    above = {(one - tones.tonic) % _OCTAVE for one in tones.classes}
    if 1 in above:
        return ("spanish",)
    return ("two-chords", "walking-bass", "sixths", "pentatonic")

"""Frames for the learner's music: two chords, a walking bass, sixths over octaves, pentatonic, Spanish.

Wigram names these as easily learnt frameworks (facts, ``frameworking-idioms``); how each is played here is
this project's own. A frame says what one beat of an eight-bar round has: ``(place in the beat, length in
beats, pitch, touch)``. It has a round of chords of its own; over music that has chords, it stands on those:
then what falls on a strong beat is the chord's, and between are steps that lead on.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.partner.chords import chords, closest, grounds, over
from mtlearn.music.partner.line import clear

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mtlearn.music.partner.chords import Laid
    from mtlearn.music.partner.tones import Tones

__all__ = ["BARS", "FRAMES", "Frame", "Place", "Stroke", "possible"]

BARS: Final = 8
_TOP: Final = 67
_LOW: Final = 36
_OCTAVE: Final = 12
_SIXTHS: Final = (8, 9)
_RISING, _FALLING = (0, 1, 2, 1), (2, 1, 0, -1)
_FIVE: Final = 5
_TRIAD: Final = 3
_HALF: Final = 2
"""The middle of four beats."""
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


class Place(NamedTuple):
    """Where in a frame one is: bar and beat from 0, the beats of a bar, this chord and the next bar's.

    ``told`` says that the chords are those of the music played over.
    """

    bar: int
    number: int
    beats: int
    here: Laid
    there: Laid
    told: bool = False


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
            places = [second % len(found) if place else 0 for place in places]
        laid: list[Laid] = []
        for place in places:
            laid.append(closest(found[place], laid[-1] if laid else None, _TOP))
        self._bars = tuple(laid)
        self._over: Laid | None = None
        self._open = _open(tones)

    def beat(
        self, bar: int, number: int, beats: int, told: tuple[tuple[int, ...], tuple[int, ...]] | None = None
    ) -> list[Stroke]:
        """Give what one beat has; ``bar`` and ``number`` count from 0.

        ``told`` are the chord that stands and the next bar's, where the music played over has chords.
        """
        here, there = self._bars[bar % BARS], self._bars[(bar + 1) % BARS]
        if told:
            here = self._over = closest(over(told[0]), self._over or here, _TOP)
            there = closest(over(told[1]), here, _TOP)
        return _PLAYED[self.idiom](self, Place(bar % BARS, number, beats, here, there, told is not None))

    def end(self, told: tuple[int, ...] = ()) -> list[Stroke]:
        """Give the closing chord: the first, or the one that stands in the music played over."""
        home = closest(over(told), self._over, _TOP) if told else self._bars[0]
        return [Stroke(0.0, 4.0, pitch, -2.0) for pitch in (*self._ground(home), *home.layout)]

    def _ground(self, laid: Laid) -> tuple[int, int]:
        low = _LOW + (laid.bass - _LOW) % _OCTAVE
        return low, low + _OCTAVE

    def _fifth(self, at: Place) -> int:
        low, _ = self._ground(at.here)
        if at.told and len(at.here.classes) >= _TRIAD:
            return grounds(at.here.classes, low)[1]
        return self._tones.fifth(low)

    def _of_chord(self, pitch: int, at: Place) -> int:
        """Give the chord's tone nearest to one, where the chord is told."""
        if not at.told or pitch % _OCTAVE in at.here.classes:
            return pitch
        near = (pitch + way * size for size in range(1, _OCTAVE) for way in (-1, 1))
        return next(one for one in near if one % _OCTAVE in at.here.classes)

    def _clear(self, pitch: int, at: Place) -> int:
        return clear(self._tones, pitch, at.here.classes) if at.told else pitch

    def _two_chords(self, at: Place) -> list[Stroke]:
        if at.number == 0:
            return [Stroke(0.0, 1.6, pitch, 3.0) for pitch in self._ground(at.here)]
        strokes = [Stroke(0.0, 0.6, pitch, -3.0) for pitch in at.here.layout]
        if at.number == 1:
            strokes += [Stroke(0.5, 0.4, pitch, -5.0) for pitch in at.here.layout]
        if at.number == _HALF:
            strokes += [Stroke(0.0, 0.9, self._fifth(at), 0.0)]
        return strokes

    def _walking(self, at: Place) -> list[Stroke]:
        tones, start = self._tones, _LOW + (at.here.bass - _LOW) % _OCTAVE
        goal = _LOW + (at.there.bass - _LOW) % _OCTAVE
        way = 1 if goal >= start else -1
        if at.number == 0:
            pitch = start
        elif at.number == at.beats - 1:
            pitch = tones.step(goal, -way)
        else:
            pitch = tones.step(start, at.number * (way if start + 2 * at.number * way > _LOW - 3 else 1))
            pitch = self._of_chord(pitch, at)
        strokes = [Stroke(0.0, 0.92, pitch, 2.0 if at.number == 0 else 0.0)]
        if at.number % 2:
            strokes += [Stroke(0.62, 0.3, pitch, -6.0) for pitch in at.here.layout[-2:]]
        return strokes

    def _sixths_over(self, at: Place) -> list[Stroke]:
        ground = self._ground(at.here) if at.number == 0 else ()
        strokes = [Stroke(0.0, at.beats - 0.1, pitch, 0.0) for pitch in ground]
        steps = _RISING if at.bar % 2 == 0 else _FALLING
        top = self._tones.step(at.here.layout[-1], steps[at.number % len(steps)])
        passes = at.number % 2 == 1 and at.number < at.beats - 1
        top = self._clear(top, at) if passes else self._of_chord(top, at)
        below = next((top - size for size in _SIXTHS if (top - size) % _OCTAVE in self._tones.classes), None)
        below = self._tones.step(top, -3) if below is None else below
        below = self._clear(below, at) if passes else self._of_chord(below, at)
        return [*strokes, Stroke(0.0, 0.9, top, 1.0), Stroke(0.0, 0.9, below, -3.0)]

    def _pentatonic(self, at: Place) -> list[Stroke]:
        home = at.here if at.told else self._bars[0]
        root, high = self._ground(home)
        strokes = []
        if at.number in {0, 2}:
            fifth = self._fifth(at) if at.told else self._tones.fifth(root)
            strokes = [Stroke(0.0, 1.8, root, 2.0), Stroke(0.0, 1.8, fifth, -1.0)]
        figure = (0, 2, 1, 3, 2, 4, 3, 1) if at.bar % 2 == 0 else (4, 2, 3, 1, 2, 0, 1, 2)
        start = self._tones.nearest(high + _OCTAVE)
        for half in (0, 1):
            pitch = self._five(start, figure[(2 * at.number + half) % len(figure)])
            pitch = self._clear(pitch, at) if half else self._of_chord(pitch, at)
            strokes.append(Stroke(half / 2, 0.45, pitch, -4.0 if half else -2.0))
        return strokes

    def _five(self, start: int, place: int) -> int:
        """Give a tone of the five."""
        span = self._tones.between(start, start + 2 * _OCTAVE)
        ladder = [tone for tone in span if tone % _OCTAVE in self._open]
        return ladder[place % len(ladder)] if ladder else start

    def _spanish(self, at: Place) -> list[Stroke]:
        if at.number == 0:
            strokes = [Stroke(0.0, 1.4, pitch, 4.0) for pitch in self._ground(at.here)]
            return strokes + [Stroke(0.0, 0.7, pitch, 0.0) for pitch in at.here.layout]
        places = {1: (0.5,), 2: (0.0, 0.5), 3: (0.0, 0.5)}.get(at.number % 4, (0.0,))
        return [
            Stroke(place, 0.4, pitch, 1.0 if place == 0.0 else -4.0)
            for place in places
            for pitch in at.here.layout
        ]


_PLAYED: Final[Mapping[str, Callable[[Frame, Place], list[Stroke]]]] = {
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

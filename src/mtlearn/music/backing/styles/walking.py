"""A walking bass: four tones a bar, from this chord's root to a tone that leads into the next."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtlearn.music.backing.bass import HIGHEST, LOWEST

if TYPE_CHECKING:
    from mtlearn.music.backing.scene import Scene

__all__ = ["walk"]

_OCTAVE: Final = 12
_NEAR: Final = 9
_STEP: Final = 5
"""No tone after the first lies further from the one before than a fourth."""
_AMONG: Final = 5
"""One of this many best ways is drawn, so that no two rounds need be alike."""


def walk(scene: Scene) -> tuple[int, ...]:
    """Give the tones of a bar, one a beat: root, two between, and an approach to the coming root."""
    lines = _lines(
        scene.first.bass, scene.coming.bass, frozenset(scene.first.chord.tones), frozenset(scene.scale)
    )
    return scene.chance.choice(lines)


@cache
def _lines(
    start: int, goal: int, chord: frozenset[int], scale: frozenset[int]
) -> list[tuple[int, int, int, int]]:
    """Give the best ways from a root to the next.

    The two between are tones of the chord, or of the scale on the way; the approach lies a semitone or a
    scale step from the goal, or a fifth above it. Best are the smallest steps that keep moving.
    """
    inside = [
        pitch
        for pitch in range(max(LOWEST, start - _NEAR), min(HIGHEST, start + _NEAR) + 1)
        if pitch % _OCTAVE in chord | scale and not _clashes(pitch, chord)
    ]
    approaches = [goal - 1, goal + 1]
    approaches += [
        pitch
        for pitch in (goal - 2, goal + 2)
        if pitch % _OCTAVE in chord
        or (pitch % _OCTAVE in scale and not _clashes(pitch, chord) and (pitch + 1) % _OCTAVE not in chord)
    ]
    approaches += [goal + 7, goal - 5]
    lines = [
        (start, second, third, approach)
        for second in inside
        if second != start
        for third in inside
        if 0 < abs(third - second) <= _STEP
        for approach in approaches
        if LOWEST <= approach <= HIGHEST and 0 < abs(approach - third) <= _STEP and approach != start
    ]
    lines.sort(key=lambda line: (_cost((*line, goal), chord), line))
    return lines[:_AMONG]


def _clashes(pitch: int, chord: frozenset[int]) -> bool:
    """Tell whether a tone outside the chord lies a semitone above one of its tones."""
    return pitch % _OCTAVE not in chord and (pitch - 1) % _OCTAVE in chord


def _cost(line: tuple[int, ...], chord: frozenset[int]) -> float:
    steps = [after - before for before, after in pairwise(line)]
    leaps = sum(max(0, abs(step) - 4) * 1.5 for step in steps)
    turns = sum(1.0 for one, two in pairwise(steps) if one * two < 0)
    outside = sum(2.0 for tone in line[1:3] if tone % _OCTAVE not in chord)
    small = sum(0.3 * abs(step) for step in steps)
    back = 2.5 * len([1 for one, two in zip(line, line[2:], strict=False) if one == two])
    return leaps + turns + outside + small + back

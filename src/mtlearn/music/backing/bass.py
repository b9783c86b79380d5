"""What a bass player reaches for: the fifth near the root, and a tone that leads to the next root."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtlearn.music.backing.harmony import Moment
    from mtlearn.music.backing.scene import Scene

__all__ = ["HIGHEST", "LOWEST", "above", "approach", "fifth", "leading"]

LOWEST: Final = 28
HIGHEST: Final = 52
"""The bass keeps between E1 and E3."""
_OCTAVE: Final = 12


def fifth(moment: Moment) -> int:
    """Give the chord's fifth nearest to its root: below where there is room, else above."""
    interval = (moment.chord.tones[2] - moment.chord.root) % _OCTAVE
    below = moment.bass + interval - _OCTAVE
    return below if below >= LOWEST + 2 else moment.bass + interval


def above(moment: Moment, place: int) -> int:
    """Give a tone of the chord above the root: 1 the third, 2 the fifth, 3 the seventh (or the octave)."""
    tones = moment.chord.tones
    wanted = tones[place] if place < len(tones) else tones[0]
    found = moment.bass + ((wanted - moment.bass) % _OCTAVE or _OCTAVE)
    return found if found <= HIGHEST else found - _OCTAVE


def approach(scene: Scene, before: int) -> int:
    """Give the tone nearest to the one before from which to fall into the coming root.

    That is a semitone beside it, or its fifth above.
    """
    goal = scene.coming.bass
    ways = [tone for tone in (goal - 1, goal + 1, goal + 7) if LOWEST <= tone <= HIGHEST and tone != before]
    return min(ways, key=lambda tone: abs(tone - before))


def leading(scene: Scene) -> int:
    """Give a tone that leads to the coming root: a step of the scale beside it, or a semitone."""
    goal = scene.coming.bass
    if scene.last.bass == goal:
        return fifth(scene.last)
    upwards = scene.last.bass < goal
    way = -1 if upwards else 1
    near = [tone for tone in (goal + way, goal + 2 * way) if tone >= LOWEST]
    inside = [tone for tone in near if tone % _OCTAVE in scene.scale]
    return inside[-1] if inside else near[0]

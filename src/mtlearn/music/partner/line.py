"""How a line goes on: small steps, at one with what sounds beside it, near the middle of its register.

The costs are this project's own, after what counterpoint teaches: steps before leaps, contrary motion,
thirds and sixths rather than seconds and sevenths, and no tone over and over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Collection, Iterable

    from mtlearn.music.partner.tones import Tones

__all__ = ["clear", "onward", "roughness", "rubs"]

_ROUGH: Final = {0: 0.15, 1: 1.0, 2: 0.55, 5: 0.2, 6: 0.7, 7: 0.05, 10: 0.45, 11: 0.9}
"""How much each interval (semitones within an octave) is avoided; thirds and sixths cost nothing."""
_LEAPS: Final = (1.0, 0.0, 0.35, 0.9, 1.5)
_FAR: Final = 0.16
_OCTAVE: Final = 12
_RUBS: Final = 3.0
"""What it costs to be a semitone beside a chord's tone and none of its own: more than any leap."""
_NEAR: Final = (0, -1, 1, -2, 2)


def roughness(pitch: int, beside: Iterable[int]) -> float:
    """Say how rough a tone sounds beside others, 0 to 1: the roughest of them counts."""
    return max((_ROUGH.get(abs(pitch - other) % _OCTAVE, 0.0) for other in beside), default=0.0)


def rubs(pitch: int, over: Collection[int]) -> bool:
    """Say whether a tone is none of a chord's, and a semitone from one of them."""
    own = pitch % _OCTAVE
    return own not in over and any((own - other) % _OCTAVE in {1, _OCTAVE - 1} for other in over)


def clear(tones: Tones, pitch: int, over: Collection[int]) -> int:
    """Give the tone nearest to one that does not rub against the chord it is played over."""
    if not rubs(pitch, over):
        return pitch
    near = [tones.step(pitch, steps) for steps in _NEAR]
    return next((one for one in near if not rubs(one, over)), pitch)


def onward(  # noqa: PLR0913 - what a next tone depends on
    tones: Tones,
    before: int,
    beside: Iterable[int],
    centre: float,
    chance: random.Random,
    *,
    way: int = 0,
    over: Collection[int] = (),
) -> int:
    """Give the next tone of a line after ``before``.

    Args:
        tones: what there is.
        before: the line's last tone.
        beside: what sounds beside it.
        centre: the middle of its register.
        chance: what decides between equals.
        way: 1 to rise rather, -1 to fall, 0 as it comes.
        over: the classes of the chord it is played over, where there is one.
    """
    beside = tuple(beside)
    best, least = before, float("inf")
    for steps in range(-4, 5):
        pitch = tones.step(before, steps)
        cost = _LEAPS[abs(steps)] + chance.random() * 0.5
        if not tones.drums:
            cost += 1.8 * roughness(pitch, beside) + _FAR * max(0.0, abs(pitch - centre) - 4)
            cost += _RUBS * rubs(pitch, over)
        if way and steps * way < 0:
            cost += 0.7
        if cost < least:
            best, least = pitch, cost
    return best

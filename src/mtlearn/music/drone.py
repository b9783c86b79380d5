"""A low, held sound that the learner's tones can rest on: tonal centring.

Tonal centring is to give a tonal centre, a scale or a harmonic ground as a base for the other's
improvisation (facts, ``tonal-centring``). That the ground here is an open fifth, and how low it lies,
is this project's own choice.
"""

from __future__ import annotations

from typing import Final

__all__ = ["drone"]

_LOWEST: Final = 43
_FIFTH: Final = 7
_OCTAVE: Final = 12


def drone(tonic: int) -> tuple[int, ...]:
    """Give the drone under a tonic: its tone and the fifth above, low.

    The root lies between G2 and F sharp 3: under the learner's hands, and still within what the small
    loudspeaker of a telephone can give.
    """
    root = _LOWEST + (tonic - _LOWEST) % _OCTAVE
    return (root, root + _FIFTH)

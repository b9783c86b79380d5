"""Whether somebody took up an idea: the same way up and down, by about as much, in about the same rhythm.

This project's own measure, for co-players. At least three tones in a row must come back, and all but one of
a longer idea; from which tone it begins does not matter. Where only three do, their steps must be the same;
of more, each step may be one wider or narrower.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtlearn.music.coplayers.idea import Idea

__all__ = ["echoes"]

_FEWEST: Final = 3
_RHYTHM: Final = math.log(1.6)


def echoes(idea: Idea, heard: Idea) -> bool:
    """Say whether ``heard`` holds ``idea``, or nearly all of it."""
    size = max(_FEWEST, len(idea.steps) - 1)
    if len(idea.steps) < _FEWEST:
        return False
    return any(
        _alike(idea, first, heard, at, size)
        for first in range(len(idea.steps) - size + 1)
        for at in range(len(heard.steps) - size + 1)
    )


def _alike(idea: Idea, first: int, heard: Idea, at: int, size: int) -> bool:
    ours = [later - one for one, later in pairwise(idea.steps[first : first + size])]
    theirs = [later - one for one, later in pairwise(heard.steps[at : at + size])]
    wide = 0 if size == _FEWEST else 1
    if any(_sign(a) != _sign(b) or abs(a - b) > wide for a, b in zip(ours, theirs, strict=True)):
        return False
    ratios = zip(_ratios(idea, first, size), _ratios(heard, at, size), strict=True)
    return all(abs(a - b) <= _RHYTHM for a, b in ratios)


def _ratios(idea: Idea, first: int, size: int) -> list[float]:
    beats = idea.beats[first : first + size - 1]
    return [math.log(later / one) for one, later in pairwise(beats)]


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)

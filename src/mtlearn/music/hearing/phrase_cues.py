"""What phrases tend to end with: how much speaks for a tone being the last, before any silence is heard.

Cues known from studies of how melodies are grouped: a longer tone, a tone the music rests on, a fall by
step, and phrases about as long as one another, with the same rhythm, and as the bar has it (Lerdahl &
Jackendoff 1983; Temperley 2001; Cambouropoulos 2001). How they are put into numbers is this project's own,
and so is how they are weighed: by small trees, each of which looks at a few of them, added up (gradient
boosting: Friedman 2001). The trees were learned from melodies with marked phrases, played by simulated humans
(``training/phrases``), and stand in ``phrase_trees.json``.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from functools import cache
from importlib.resources import files
from operator import sub
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["MONOTONE", "NAMES", "Earlier", "LastTone", "cues", "leaning"]

_SHORTEST: Final = 0.05
_SAME: Final = 0.08
"""How far two lengths may be apart (octaves of time) and count as the same by half and more; beyond ..."""
_OTHER: Final = 0.1
"""... this a phrase is shorter or longer than another."""
_AS_LONG: Final = 0.85
"""A tone that takes this share of another's time, or more, is about as long."""
_ALIKE: Final = 0.3
"""How far tones may differ in length (octaves of time) and still be alike."""
_MOST: Final = 16
_SOME: Final = 2.5
"""Beats from which on a phrase is compared with fours, eights and so on."""
_BARS: Final = {f"bars-{beats}": beats for beats in (3, 4, 8, 12, 16)}
_RESTING: Final = (3, 4, 7)
"""Degrees of the tonic's chord, in semitones."""
_LEAP: Final = 5.0
_TAIL: Final = 3
_SLIP: Final = (0.08, 0.06)
"""Seconds, and share of the time since the phrase began, by which onsets of the same rhythm may differ."""

MONOTONE: Final[dict[str, int]] = {
    "longer": 1,
    "longest": 1,
    "rare": 1,
    "than-before": 1,
    "longest-here": 1,
    "as-long": 1,
    "as-the-last": 1,
    "mostly": 1,
    "same-rhythm": 1,
    "same-tones": 1,
    "rhythm-went-on": -1,
    "tones-went-on": -1,
    "tonic": 1,
}
"""Cues of which more never speaks less for an end (1), or never more (-1), whatever else there is."""
NAMES: Final = (
    *MONOTONE,
    "chord", "other", "place", "seconds", "beats", *_BARS,
    "step", "below", "phrases", "like-ends", "as-ends", "as-the-one-before", "half", "double",
    "shorter", "beyond", "as-many", "ends-on-it",
)  # fmt: skip


class Earlier(NamedTuple):
    """An earlier phrase: when its tones began after its first one did, their pitches, how many there were.

    Of a long phrase only the beginning is kept, but for ``last``, when its last tone began, and ``sounded``,
    how long that one sounded. All times are seconds.
    """

    onsets: tuple[float, ...]
    pitches: tuple[int, ...]
    many: int
    last: float
    sounded: float


class LastTone(NamedTuple):
    """The tone that may be the last one of a phrase, and what came before it.

    ``onsets`` and ``pitches`` are those of the phrase so far, as in ``Earlier``, with this tone as ``place``
    (1 for the first), begun ``onset`` seconds after the phrase; it sounded for so long and, as this player
    plays, ``takes`` so long until the next. ``degree`` is in semitones above the tonic, where there is one.
    ``waits`` has how soon the next tone came after earlier ones, the soonest first.
    """

    sounded: float
    takes: float
    onset: float
    place: int
    degree: int | None
    onsets: Sequence[float]
    pitches: Sequence[int]
    waits: Sequence[float]
    earlier: Sequence[Earlier]


def leaning(tone: LastTone) -> float:
    """Say how much speaks for a tone being the last of its phrase: the logarithm of odds."""
    import numpy as np  # noqa: PLC0415 - importing the course stays light

    trees, found = _learned(), cues(tone)
    values = np.array([found[name] for name in NAMES])
    leads_to = trees.below + (values[trees.cues] > trees.bounds)
    at = trees.roots
    for _ in range(trees.deep):
        at = leads_to[at]
    return trees.start + float(trees.leaves[at].sum())


def cues(tone: LastTone) -> dict[str, float]:
    """Give the value of each cue; 0 where there is nothing to say."""
    found = dict.fromkeys(NAMES, 0.0)
    found["place"] = float(min(_MOST, tone.place))
    found["seconds"] = math.log2(max(0.3, tone.onset + tone.takes))
    if tone.degree is not None:
        found["tonic" if tone.degree == 0 else "chord" if tone.degree in _RESTING else "other"] = 1.0
    if len(tone.pitches) > 1:
        found["step"] = max(-_LEAP, min(_LEAP, float(tone.pitches[-1] - tone.pitches[-2])))
        found["below"] = sum(tone.pitches) / len(tone.pitches) - tone.pitches[-1]
    found |= _time(tone)
    found |= _phrases(tone)
    return found


def _time(tone: LastTone) -> dict[str, float]:
    """Compare how long the tone takes with those before, and the phrase with bars."""
    if not tone.waits:
        return {}
    middle = max(_SHORTEST, median(tone.waits))
    found = {
        "longer": _octaves(tone.takes, middle),
        "longest": _octaves(tone.takes, tone.waits[-1]),
        "rare": -_share(_about(tone), len(tone.waits)),
    }
    if len(tone.onsets) > 1:
        found["than-before"] = _octaves(tone.takes, tone.onsets[-1] - tone.onsets[-2])
        found["longest-here"] = _octaves(tone.takes, max(map(sub, tone.onsets[1:], tone.onsets)))
    beats = (tone.onset + tone.takes) / middle
    found["beats"] = math.log2(max(0.5, beats))
    if beats > _SOME:
        found |= {name: math.cos(math.tau * beats / bars) for name, bars in _BARS.items()}
    return found


def _about(tone: LastTone) -> int:
    """Say after how many tones the next one came no sooner than it will after this one."""
    least = _AS_LONG * tone.takes
    return len(tone.waits) - bisect_left(tone.waits, least)


def _phrases(tone: LastTone) -> dict[str, float]:
    """Compare the phrase with earlier ones."""
    if not tone.earlier:
        return {}
    apart = [_octaves(max(0.1, tone.onset), max(0.1, one.last)) for one in tone.earlier]
    near = [_near(value) for value in apart]
    ends = [_octaves(tone.sounded, one.sounded) for one in tone.earlier]
    alike = sum(abs(value) < _ALIKE for value in ends)
    least, most = tone.takes / 2**_ALIKE, tone.takes * 2**_ALIKE
    went_on = bisect_left(tone.waits, most) - bisect_right(tone.waits, least)
    found = {
        "phrases": float(len(apart)),
        "as-long": max(near),
        "as-the-last": near[-1],
        "as-the-one-before": near[-2] if len(near) > 1 else 0.0,
        "mostly": sum(near) / len(near),
        "half": max(_near(value + 1) for value in apart),
        "double": max(_near(value - 1) for value in apart),
        "shorter": float(max(apart) < -_OTHER),
        "beyond": float(min(apart) > _OTHER),
        "as-ends": min(0.0, *ends),
        "like-ends": _share(alike, len(ends)) - _share(went_on, len(tone.waits)),
        "as-many": float(any(one.many == tone.place for one in tone.earlier)),
        "ends-on-it": float(any(one.pitches[-1] == tone.pitches[-1] for one in tone.earlier)),
    }
    return found | _again(tone)


def _again(tone: LastTone) -> dict[str, float]:
    """Say whether an earlier phrase with this rhythm, or these last tones, ended here or went on."""
    count = len(tone.onsets)
    found: dict[str, float] = {}
    if count < _TAIL or tone.place != count:
        return found
    slip = max(_SLIP[0], _SLIP[1] * tone.onset)
    tail = tuple(tone.pitches[-_TAIL:])
    for one in tone.earlier:
        if len(one.onsets) < count:
            continue
        ended = one.many == count
        if one.pitches[count - _TAIL : count] == tail:
            found["same-tones" if ended else "tones-went-on"] = 1.0
        if all(abs(mine - other) < slip for mine, other in zip(tone.onsets, one.onsets, strict=False)):
            found["same-rhythm" if ended else "rhythm-went-on"] = 1.0
    return found


def _share(some: int, of_all: int) -> float:
    """Give a share as a logarithm, as far as so few tell."""
    return math.log((some + 0.5) / (of_all + 1))


def _octaves(time: float, other: float) -> float:
    """Say how much longer a time is than another: 1 for twice, -1 for half of it."""
    return math.log2(max(_SHORTEST, time) / max(_SHORTEST, other))


def _near(apart: float) -> float:
    return math.exp(-((apart / _SAME) ** 2))


class _Trees(NamedTuple):
    """All trees as one table of nodes, so that all are gone down at once.

    A node looks at a cue, and leads to ``below`` where that is at most its bound, and to the one after that
    where it is more. A leaf says how much speaks for an end, and leads to itself. No leaf is further than
    ``deep`` from its root.
    """

    start: float
    roots: NDArray[np.intp]
    deep: int
    cues: NDArray[np.intp]
    bounds: NDArray[np.float64]
    below: NDArray[np.intp]
    leaves: NDArray[np.float64]


@cache
def _learned() -> _Trees:
    import numpy as np  # noqa: PLC0415 - importing the course stays light

    kept = json.loads((files("mtlearn.music.hearing") / "phrase_trees.json").read_text("utf-8"))
    nodes, layer, deep = list(kept["trees"]), list(kept["trees"]), 0
    below: list[int] = []
    while layer:  # first all roots, then all that they lead to, and so on
        following: list[Any] = []
        for node in layer:
            is_leaf = not isinstance(node, list)
            below.append(len(below) if is_leaf else len(nodes) + len(following))
            following += [] if is_leaf else node[2:]
        nodes, layer = nodes + following, following
        deep += bool(following)
    rows = [
        (NAMES.index(node[0]), node[1], 0.0) if isinstance(node, list) else (0, math.inf, node)
        for node in nodes
    ]
    looked_at, bounds, leaves = map(np.array, zip(*rows, strict=True))
    return _Trees(
        start=float(kept["start"]),
        roots=np.arange(len(kept["trees"])),
        deep=deep,
        cues=looked_at,
        bounds=bounds,
        below=np.array(below),
        leaves=leaves,
    )

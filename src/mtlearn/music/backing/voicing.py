"""How a chord is laid out so that one leads to the next: tones held, small steps, nothing muddy.

Every chord has its possible layouts in one comfortable register; of all ways round the whole progression,
back to its first chord, the one is taken that costs least, where moving costs, and so do leaps, fifths or
octaves in parallel between the outer voices, seconds, and lying far from the middle. Sevenths always keep
their third and seventh; the bass apart from them has the root.
"""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtlearn.music.backing.chord import Chord

__all__ = [
    "BASS",
    "HIGHEST",
    "LOWEST",
    "basses",
    "closed_path",
    "doubled",
    "motion",
    "moving",
    "still",
    "voicings",
]

LOWEST: Final = 52
HIGHEST: Final = 72
"""The chords' register, E3 to C5."""
BASS: Final = range(28, 49)
"""Where roots may lie in the bass: E1, a bass's lowest string, to C3."""
_MIDDLE: Final = 60
_BASS_MIDDLE: Final = 38
_OCTAVE: Final = 12
_WIDEST: Final = 16
_GAP: Final = 9
_CANDIDATES: Final = 16
_LEAP: Final = 4
_HOLLOW: Final = frozenset({0, 7})
_PERFECT: Final = frozenset({0, 6, 7})
_PARALLEL: Final = 30.0
_THREE: Final = 3
_SECONDS: Final = {1: 8.0, 2: 1.4}
_DOUBLED: Final = 3.0
"""What a second between neighbours costs: a semitone much, a whole tone a little."""

Layout = tuple[int, ...]
Laid = tuple[Layout, int]
"""A layout of the chord, and the bass under it."""
_T = TypeVar("_T")


def voicings(chord: Chord, voices: int) -> list[Layout]:
    """Give the best layouts of a chord in three or four voices, lowest tone first."""
    found = {
        tuple(sorted(laid))
        for tones in _chosen(chord, voices)
        for laid in product(
            *(range(LOWEST + (tone - LOWEST) % _OCTAVE, HIGHEST + 1, _OCTAVE) for tone in tones)
        )
        if len(set(laid)) == voices
    }
    playable = [
        laid
        for laid in found
        if laid[-1] - laid[0] <= _WIDEST
        and all(above - below <= _GAP for below, above in pairwise(laid))
        and laid[1] - laid[0] > 1
    ]
    return sorted(playable, key=lambda laid: (still(laid), laid))[:_CANDIDATES]


def _chosen(chord: Chord, voices: int) -> list[tuple[int, ...]]:
    """Say which tones to take: guide tones always, and the root is the bass's where there are many."""
    root, third, fifth, *upper = chord.tones
    if not upper:
        return [chord.tones] if voices == _THREE else [(*chord.tones, double) for double in chord.tones]
    if voices == _THREE:
        return [(third, *upper)] if len(upper) > 1 else [(third, fifth, *upper), (root, third, *upper)]
    return [(third, fifth, *upper)] if len(upper) > 1 else [chord.tones]


def basses(chord: Chord) -> list[int]:
    """Give the places a chord's root may have in the bass."""
    return [pitch for pitch in BASS if pitch % _OCTAVE == chord.root]


def bass_still(pitch: int) -> float:
    """Say how far a bass tone lies from the middle of its register."""
    return 0.4 * abs(pitch - _BASS_MIDDLE)


def bass_moving(before: int, after: int) -> float:
    """Say what it costs the bass to go from one root to the next."""
    return abs(after - before)


def still(laid: Layout) -> float:
    """Say how little a layout pleases by itself: far from the middle, seconds, wide gaps at the top."""
    seconds = sum(_SECONDS.get(above - below, 0.0) for below, above in pairwise(laid))
    narrow = 1.5 * max(0, 6 - (laid[-1] - laid[0]))
    return (
        0.5 * abs(sum(laid) / len(laid) - _MIDDLE)
        + seconds
        + narrow
        + 0.2 * max(0, laid[-1] - laid[0] - _OCTAVE)
    )


def doubled(laid: Laid) -> float:
    """Say what it costs that a tone is there twice which is neither root nor fifth: a third, say."""
    layout, root = laid
    classes = [(tone - root) % _OCTAVE for tone in layout]
    return _DOUBLED * sum(1 for one in set(classes) if classes.count(one) > 1 and one not in _PERFECT)


def motion(before: Layout, after: Layout) -> int:
    """Count the semitones all voices move together, from one layout to the next.

    Where the number of voices changes, each tone goes to its nearest in the other.
    """
    if len(before) == len(after):
        return sum(abs(new - old) for old, new in zip(before, after, strict=True))
    fewer, more = sorted((before, after), key=len)
    return sum(min(abs(one - other) for other in fewer) for one in more)


def moving(before: Laid, after: Laid) -> float:
    """Say what it costs to go from one laid chord to the next."""
    (old, low), (new, under) = before, after
    cost = float(motion(old, new))
    if len(old) == len(new):
        cost += sum(1.5 * max(0, abs(b - a) - _LEAP) for a, b in zip(old, new, strict=True))
    if parallel(before, after):
        cost += _PARALLEL
    if under == low and old == new:
        return 0.0
    return cost


def parallel(before: Laid, after: Laid) -> bool:
    """Tell whether top voice and bass go in fifths or octaves, both moving."""
    (old, low), (new, under) = before, after
    apart, then = (old[-1] - low) % _OCTAVE, (new[-1] - under) % _OCTAVE
    return apart == then and apart in _HOLLOW and low != under and old[-1] != new[-1]


def closed_path(
    choices: Sequence[Sequence[_T]], still: Callable[[_T], float], moving: Callable[[_T, _T], float]
) -> list[_T]:
    """Take one of each row so that going round, and back to the first, costs least (Viterbi's search)."""
    known: dict[tuple[_T, _T], float] = {}

    def step(before: _T, after: _T) -> float:
        pair = (before, after)
        if pair not in known:
            known[pair] = moving(before, after)
        return known[pair]

    best: tuple[float, list[_T]] | None = None
    for first in choices[0]:
        roads: dict[_T, tuple[float, list[_T]]] = {first: (still(first), [first])}
        for row in choices[1:]:
            onward: dict[_T, tuple[float, list[_T]]] = {}
            for one in row:
                cost, before = min(((paid[0] + step(last, one)), last) for last, paid in roads.items())
                onward[one] = (cost + still(one), [*roads[before][1], one])
            roads = onward
        for last, (cost, road) in roads.items():
            whole = cost + step(last, first)
            if best is None or whole < best[0]:
                best = (whole, road)
    return best[1] if best else []

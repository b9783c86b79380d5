"""A simple, singable tune for some words: a proposal of the machine's, drawn from a seed.

The way it is made is this project's own: one tone a syllable, long tones at the ends, mostly steps, a chord's
tone where a bar begins, and the ground tone at the very end. It uses nothing but the tones of the scale.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.scale import pitches
from mtlearn.music.verse import BARS, Sung, parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.language import Language

__all__ = ["Ground", "most_syllables", "propose", "rhythm"]

_HALF: Final = 2
"""A line is sung in two breaths of two bars each."""
_IN_A_BEAT: Final = 4
_STRAIGHT: Final = {1: (1.0,), 2: (0.5, 0.5), 3: (0.5, 0.25, 0.25), 4: (0.25,) * 4}
_DOTTED: Final = {1: (1.0,), 2: (2 / 3, 1 / 3), 3: (1 / 3,) * 3, 4: (1 / 3, 1 / 3, 1 / 6, 1 / 6)}
_OCTAVE: Final = 12
_LOWEST: Final = 57
"""The tune lies from A3 upwards: where many voices, high and low, can sing it in their own octave."""
_FIFTH: Final = 7
_OPENING: Final = 0.35


class Ground(NamedTuple):
    """What a tune stands on: the learner's scale and ground tone, the tones of the chord in each bar.

    ``chords`` are pitch classes bar by bar for the whole verse, ``beats`` how many a bar has, ``dotted``
    whether a beat is three parts (6/8).
    """

    scale: str
    tonic: int
    chords: tuple[tuple[int, ...], ...]
    beats: int
    dotted: bool = False


def most_syllables(beats: int) -> int:
    """Give the most syllables a line can have and still be sung."""
    return 2 * _IN_A_BEAT * (_HALF * beats - 1)


def rhythm(
    count: int, beats: int, chance: random.Random, *, dotted: bool = False
) -> list[tuple[float, float]]:
    """Lay out so many syllables over two bars: ``(onset, length)`` in beats; the last beat is for a breath.

    Few syllables get a bar or half a bar each, some a beat each, many share beats. The last one is held.
    """
    room = _HALF * beats - 1
    if not 0 < count <= room * _IN_A_BEAT:
        return []
    steps = [step for step in (beats, beats // 2, 1) if step and -(-room // step) >= count]
    if steps:
        onsets = [float(place * steps[0]) for place in range(count)]
    else:
        each, extra = divmod(count, room)
        fuller = set(chance.sample(range(room - 1), extra)) if extra < room else set()
        onsets = []
        for beat in range(room):
            parts = (_DOTTED if dotted else _STRAIGHT)[each + (beat in fuller)]
            at = float(beat)
            for part in parts:
                onsets.append(at)
                at += part
    ends = [*onsets[1:], float(room)]
    return [(onset, end - onset) for onset, end in zip(onsets, ends, strict=True)]


def propose(lines: Sequence[str], ground: Ground, lang: Language, seed: int) -> tuple[Sung, ...]:
    """Propose a tune for the lines of a verse; the same seed proposes the same.

    A line with more syllables than can be sung gets no tones.

    Raises:
        MusicError: there is no such scale.
    """
    chance = random.Random(f"tune {seed}")  # noqa: S311 - music, not secrets
    tones = _tones(ground)
    shapes: dict[int, list[tuple[float, float]]] = {}
    found: list[Sung] = []
    last = None
    for number, line in enumerate(lines):
        parts = parts_of(line, lang)
        most = most_syllables(ground.beats)
        if len(parts) > most:
            continue
        first = min(max(_breath(parts), len(parts) - most // 2), most // 2)  # in a full line, within a word
        for half, mine in enumerate((parts[:first], parts[first:])):
            if len(mine) not in shapes:  # lines of one length are sung alike, as in a song
                shapes[len(mine)] = rhythm(len(mine), ground.beats, chance, dotted=ground.dotted)
            begins = (number * BARS + half * _HALF) * ground.beats
            shape = shapes[len(mine)] or rhythm(len(mine), ground.beats, chance, dotted=ground.dotted)
            for place, ((onset, length), (syllable, where)) in enumerate(zip(shape, mine, strict=False)):
                at = begins + onset
                ends = place == len(mine) - 1
                home = ends and half == 1 and number == len(lines) - 1
                last = _next(last, tones, ground, at, chance, home=home, rests=ends)
                found.append(Sung(at, length, last, syllable, where))
    return tuple(found)


def _breath(parts: Sequence[tuple[str, str]]) -> int:
    """Say after how many syllables to breathe: at the end of a word, as near the middle as can be."""
    ends = [place + 1 for place, (_, where) in enumerate(parts) if where in {"single", "end"}]
    middle = len(parts) / 2
    return min(ends, key=lambda place: (abs(place - middle), -place), default=0)


def _tones(ground: Ground) -> tuple[int, ...]:
    """Give the tones to sing: an octave of the scale and a little more, round its ground tone."""
    tonic = _LOWEST + (ground.tonic - _LOWEST) % _OCTAVE
    row = pitches(ground.scale, tonic - _OCTAVE, 24)
    return tuple(tone for tone in row if tonic - 5 <= tone <= tonic + _OCTAVE)


def _next(  # noqa: PLR0913 - what the next tone depends on
    last: int | None,
    tones: Sequence[int],
    ground: Ground,
    at: float,
    chance: random.Random,
    *,
    home: bool,
    rests: bool,
) -> int:
    tonic = _LOWEST + (ground.tonic - _LOWEST) % _OCTAVE
    if home:
        return min(
            (tone for tone in tones if (tone - tonic) % _OCTAVE == 0), key=lambda t: abs(t - (last or t))
        )
    chord = ground.chords[int(at // ground.beats) % len(ground.chords)]
    fitting = [tone for tone in tones if tone % _OCTAVE in chord] or list(tones)
    if last is None:
        return chance.choice([tone for tone in fitting if tone >= tonic][:3] or fitting)
    place = tones.index(last)
    if at % ground.beats == 0 or rests:
        near = [tone for tone in fitting if abs(tone - last) <= _FIFTH] or fitting
        return chance.choice(sorted(near, key=lambda tone: (abs(tone - last), tone))[:3])
    # Steps, now and then the same tone again, seldom a skip; away from the edges, back to the middle.
    middle = len(tones) / 2
    lean = 0.5 + 0.35 * (middle - place) / middle
    step = 0 if chance.random() < _OPENING / 2 else (1 if chance.random() < lean else -1)
    if step and chance.random() < _OPENING / 2:
        step *= 2
    found = tones[min(len(tones) - 1, max(0, place + step))]
    return found if abs(found - last) <= _FIFTH else last

"""Swung styles: the twelve-bar blues as a shuffle, and a walking bass with brushes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.backing.bass import HIGHEST, LOWEST, approach
from mtlearn.music.backing.hit import Hit, pattern, struck
from mtlearn.music.backing.styles.walking import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.music.backing.harmony import Moment
    from mtlearn.music.backing.scene import Scene

__all__ = ["blues", "swung", "walking_bass"]

_TRIPLET: Final = 2 / 3
_FAST, _FASTEST = 110, 160
_EVENER: Final = 0.6
_COMPED: Final = (
    ((0.0, 0.9), (1.5, 0.4)),
    ((1.0, 0.4), (2.5, 1.2)),
    ((0.5, 0.4), (2.0, 0.9)),
    ((1.5, 1.4),),
    ((0.0, 0.4), (2.5, 0.4)),
    ((1.0, 0.3), (3.0, 0.3)),
)
"""Beat (a half is the swung eighth) and length."""


def swung(tempo: int) -> float:
    """Say where in the beat the second eighth falls: on the triplet, and evener the faster it goes."""
    share = min(1.0, max(0.0, (tempo - _FAST) / (_FASTEST - _FAST)))
    return _TRIPLET + share * (_EVENER - _TRIPLET)


def _placed(beat: float, tempo: int) -> float:
    """Give the swung place of a written half beat."""
    whole = int(beat)
    return beat if beat == whole else whole + swung(tempo)


def blues(scene: Scene) -> Iterator[Hit]:
    """Shuffle: the bass goes root, third, fifth, sixth; the piano answers off the beat."""
    tempo = scene.setting.tempo
    for moment, beats in scene.spans():
        line = _boogie(moment)[: int(beats)]
        for place, pitch in enumerate(line):
            beat = moment.beat + place
            last = beat + 1 >= scene.beats
            tone = approach(scene, line[place - 1]) if last and scene.changes else pitch
            yield Hit("bass", beat, 0.85, tone, 72 if place == 0 else 66)
    if scene.bars - scene.number % scene.bars <= 2:  # noqa: PLR2004 - the turnaround: every chord is heard
        for moment, _ in scene.spans():
            yield from struck("chords", moment.beat, 0.9, moment.layout, 62)
            yield from struck("chords", _placed(moment.beat + 1.5, tempo), 0.3, moment.layout, 54)
    else:
        yield from _comped(scene, 60)
    yield from pattern("drums", 36, "x---o---", 0.5)
    offbeat = swung(tempo) - 0.5
    yield from pattern("drums", 42, "x.o.x.o.", 0.5, swing=offbeat)
    if scene.ends_round:
        for place, sign in enumerate("x--o--xoxxox"):
            yield from pattern("drums", 38, sign, 1 / 3, start=place / 3)
    else:
        yield from pattern("drums", 38, "--x---x.", 0.5, swing=offbeat)


def _boogie(moment: Moment) -> tuple[int, ...]:
    """Give root, third, fifth and sixth (or seventh, over a minor chord), within the bass's strings."""
    third = (moment.chord.tones[1] - moment.chord.root) % 12
    steps = (0, third, 7, 9 if third == 4 else 10)  # noqa: PLR2004 - a major third
    line = (moment.bass + step for step in steps)
    return tuple(pitch if pitch <= HIGHEST else pitch - 12 for pitch in line)


def _comped(scene: Scene, velocity: int) -> Iterator[Hit]:
    for beat, length in scene.chance.choice(_COMPED):
        layout = scene.at(beat).layout
        yield from struck("chords", _placed(beat, scene.setting.tempo), length, layout, velocity)


def walking_bass(scene: Scene) -> Iterator[Hit]:
    """Walk; ride and brushes keep the time, and the electric piano says little."""
    tempo = scene.setting.tempo
    line = walk(scene)
    for beat, pitch in enumerate(line):
        yield Hit("bass", float(beat), 0.92, pitch, 72 if beat % 2 == 0 else 68)
    skip = scene.chance.choice((1, 3))
    if scene.perhaps(0.25) and line[skip] > LOWEST:
        yield Hit("bass", skip + swung(tempo), 0.2, line[skip], 48)
    if not scene.perhaps(0.12):
        yield from _comped(scene, 56)
    offbeat = swung(tempo) - 0.5
    yield from pattern("drums", 51, "x-xox-xo", 0.5, swing=offbeat)
    yield from pattern("drums", 44, "--o---o-", 0.5)
    yield from pattern("drums", 40, "o---o---", 0.5)
    if scene.ends_phrase:
        yield from pattern(
            "drums", 38, "----.-o." if not scene.ends_round else "--.-oox.", 0.5, swing=offbeat
        )

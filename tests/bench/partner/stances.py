"""Whether the partner's ways of answering can be told apart by what is heard: both players' notes alone.

Simulated people play with the partner in each of its ways: people without a steady pulse, with one, who
answer, who play folk songs and chorales phrase by phrase, and the course's co-players; all of them leave
room now and then, since a way that waits for room is not heard by whoever leaves none. A simple classifier
learns on one half and is asked about the other, where music, people's seeds and the partner's seeds are
others.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from tests.bench.partner import say
from tests.bench.partner.melodies import chorales, folk_songs
from tests.bench.partner.telling_apart import confusion, logistic, nearest_mean
from tests.bench.partner.traits import NAMES, traits

from mtlearn.music.coplayers.coplayer import WAYS, CoPlayer
from mtlearn.music.coplayers.learner import SimulatedLearner
from mtlearn.music.coplayers.together import duo
from mtlearn.music.partner.partner import STANCES, Partner
from mtlearn.music.scale import pitches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.partner.melodies import Melody

    Person = Callable[[], SimulatedLearner | CoPlayer]

__all__ = ["run"]

LENGTH: Final = 45.0
CLOSENESS: Final = 1.0
"""Where the dial stands when a learner has not moved it."""
_FILES: Final = ("altdeu10.abc", "boehme10.abc")
_REST: Final = (1.5, 3.5)
"""Beats of rest between two phrases of a melody."""
_SCALES: Final = ("major-pentatonic", "minor-pentatonic", "major", "dorian", "phrygian", "minor")


def _rows(melody: Melody, chance: random.Random) -> tuple[list[list[float]], tuple[int, ...]]:
    """Lay a melody out in beats, a rest after each phrase, and say which keys it needs."""
    at, rows = 0.0, []
    for phrase in melody.phrases:
        begin = phrase[0].onset
        level = chance.uniform(52, 84)
        rows += [
            [at + tone.onset - begin, tone.length, tone.pitch, level + chance.uniform(-6, 6)]
            for tone in phrase
        ]
        at += phrase[-1].onset - begin + phrase[-1].length + chance.uniform(*_REST)
    classes = {tone.pitch % 12 for phrase in melody.phrases for tone in phrase}
    last = melody.phrases[-1][-1].pitch
    low = 48 + (last - 48) % 12
    return rows, tuple(pitch for pitch in range(low, low + 25) if pitch % 12 in classes)


def people(half: int) -> Iterator[tuple[str, tuple[int, ...], Person]]:
    """Give a half's people: a name, their keys, and how to make them anew for each duo."""
    chance = random.Random(f"people {half}")  # noqa: S311 - play
    songs = [song for song in folk_songs(_FILES[half]) if 4 <= len(song.phrases)][:5]
    hymns = list(chorales(10))[half::2][:3]
    for number, melody in enumerate((*songs, *hymns)):
        rows, keys = _rows(melody, chance)
        tempo = chance.uniform(75, 135)
        manner = "taking turns" if number % 4 == 3 else "melody"
        yield (
            f"{manner}: {melody.name}",
            keys,
            lambda rows=rows, keys=keys, tempo=tempo, manner=manner, number=number: SimulatedLearner(
                manner, keys, number + 100 * half, tempo, melody=rows
            ),
        )
    for number, manner in enumerate(("free", "free", "answering", "free")):
        tonic = chance.choice((55, 57, 60, 62, 65))
        keys = pitches(chance.choice(_SCALES), tonic, 10)
        tempo = chance.uniform(60, 120)
        yield (
            manner,
            keys,
            lambda keys=keys, tempo=tempo, manner=manner, number=number: SimulatedLearner(
                manner, keys, number + 500 + 100 * half, tempo
            ),
        )
    for number, way in enumerate(WAYS):
        tonic = chance.choice((55, 57, 60, 62, 65))
        keys = pitches(chance.choice(_SCALES), tonic, 10)
        yield way, keys, lambda keys=keys, way=way, number=number: CoPlayer(way, keys, number + 1000 * half)


def _half(half: int) -> tuple[list[list[float]], list[int], list[str]]:
    rows, labels, names = [], [], []
    for number, (name, keys, person) in enumerate(people(half)):
        for label, stance in enumerate(STANCES):
            partner = Partner(stance, CLOSENESS, keys, 7919 * half + 31 * number + label)
            rows.append(traits(duo(partner, person(), LENGTH, seed=half)))
            labels.append(label)
            names.append(name)
    return rows, labels, names


def run() -> None:
    """Print how often each way is told, and for what each is taken."""
    train, known, _ = _half(0)
    test, true, names = _half(1)
    said = logistic(train, known, test)
    plain = nearest_mean(train, known, test)
    right = sum(a == b for a, b in zip(true, said, strict=True))
    by_mean = sum(a == b for a, b in zip(true, plain, strict=True))
    say(f"  {len(train)} duos to learn from, {len(test)} others to tell; {len(NAMES)} traits of the notes")
    say(f"  told apart by logistic regression: {right / len(true):.1%}   (to reach: 90 %)")
    say(f"  told apart by the nearest mean:    {by_mean / len(true):.1%}   (chance: {1 / len(STANCES):.1%})")
    say()
    table = confusion(true, said, len(STANCES))
    say(" " * 26 + "".join(f"{place + 1:>4}" for place in range(len(STANCES))))
    for place, (name, row) in enumerate(zip(STANCES, table, strict=True)):
        say(f"  {place + 1:>2} {name:<22}" + "".join(f"{count or '.':>4}" for count in row))
    say()
    for a, b, name in zip(true, said, names, strict=True):
        if a != b:
            say(f"  {STANCES[a]} with {name}: taken for {STANCES[b]}")

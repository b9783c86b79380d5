"""Takes of many kinds, each from a seed: what a person might play, and what nobody would."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from mtlearn.music.note import Duo, phrase

if TYPE_CHECKING:
    from collections.abc import Callable

Rows = list[tuple[float, float, int, int]]
PADS: Final = (48, 50, 52, 55, 57, 60, 62, 64, 67, 69, 72, 74, 76)


def walk(  # noqa: PLR0913 - a way of walking has many sides
    chance: random.Random, count: int, start: float, step: float, *, jitter: float = 0.01, low: int = 0
) -> Rows:
    """A melody that goes by steps, with a person's small unevenness."""
    place, at, found = chance.randrange(len(PADS)), start, []
    for _ in range(count):
        place = max(0, min(len(PADS) - 1, place + chance.choice((-2, -1, -1, 0, 1, 1, 2))))
        length = step * chance.choice((0.4, 0.8, 0.95, 1.2))
        found.append(
            (max(0.0, at + chance.gauss(0, jitter)), length, PADS[place] + low, velocity(chance, 70))
        )
        at += step * chance.choice((1, 1, 1, 1, 0.5, 2))
    return found


def velocity(chance: random.Random, around: float) -> int:
    """A strength that is about as asked."""
    return max(1, min(127, round(chance.gauss(around, 6))))


def nothing(_chance: random.Random) -> tuple[Rows, Rows]:
    return [], []


def a_few(chance: random.Random) -> tuple[Rows, Rows]:
    return walk(chance, chance.randint(1, 5), chance.uniform(0, 9), chance.uniform(0.1, 4)), []


def only_partner(chance: random.Random) -> tuple[Rows, Rows]:
    return [], walk(chance, chance.randint(1, 40), chance.uniform(0, 5), 0.5)


def melody(chance: random.Random) -> tuple[Rows, Rows]:
    return walk(chance, chance.randint(8, 70), 1.0, chance.uniform(0.25, 0.9), jitter=0.015), []


def free(chance: random.Random) -> tuple[Rows, Rows]:
    return walk(chance, chance.randint(4, 50), 1.0, chance.uniform(0.3, 1.5), jitter=0.3), []


def sparse(chance: random.Random) -> tuple[Rows, Rows]:
    return walk(chance, chance.randint(4, 12), 1.0, chance.uniform(1.5, 5), jitter=0.4), []


def one_note(chance: random.Random) -> tuple[Rows, Rows]:
    step = chance.uniform(0.2, 1.2)
    return [(1 + n * step, step / 2, 60, velocity(chance, 70)) for n in range(chance.randint(4, 60))], []


def repeating(chance: random.Random) -> tuple[Rows, Rows]:
    mine = walk(chance, 6, 1.0, 0.5)
    at = mine[-1][0] + 0.5
    mine += [(at + 0.5 * n, 0.3, 60, velocity(chance, 70)) for n in range(chance.randint(3, 12))]
    return [*mine, *walk(chance, 6, mine[-1][0] + 0.5, 0.5, low=chance.choice((0, 24)))], []


def ostinato(chance: random.Random) -> tuple[Rows, Rows]:
    figure = [chance.choice(PADS) for _ in range(chance.randint(2, 4))]
    step = chance.uniform(0.25, 0.8)
    count = chance.randint(6, 60)
    return [
        (1 + n * step + chance.gauss(0, 0.01), step * 0.8, figure[n % len(figure)], velocity(chance, 70))
        for n in range(count)
    ], []


def chords(chance: random.Random) -> tuple[Rows, Rows]:
    return [
        (1 + n * 0.9 + chance.uniform(0, 0.03), 0.7, pitch, velocity(chance, 70))
        for n in range(chance.randint(2, 20))
        for pitch in chance.sample(PADS, chance.randint(1, 5))
    ], []


def cluster(chance: random.Random) -> tuple[Rows, Rows]:
    return [
        (n * 2.0 + chance.uniform(0, 0.03), chance.uniform(0.1, 3), 55 + key, velocity(chance, 90))
        for n in range(chance.randint(1, 4))
        for key in range(chance.randint(4, 12))
    ], []


def phrases(chance: random.Random) -> tuple[Rows, Rows]:
    mine, at = [], 1.0
    idea = walk(chance, chance.randint(3, 6), 0.0, 0.4)
    for _ in range(chance.randint(2, 9)):
        shift = chance.choice((0, 0, 5, 12))
        more = idea if chance.random() < 0.6 else walk(chance, chance.randint(2, 8), 0.0, 0.4)
        mine += [(at + a, b, p + shift, v) for a, b, p, v in more]
        at = mine[-1][0] + mine[-1][1] + chance.uniform(0.5, 6)
    return mine, []


def bending(chance: random.Random) -> tuple[Rows, Rows]:
    at, step, found = 1.0, chance.uniform(0.35, 0.8), []
    bend = chance.choice((0.985, 0.99, 1.01, 1.015))
    for n in range(chance.randint(20, 50)):
        found.append((at, step * 0.7, PADS[n % 7], max(1, min(127, 40 + n * 2))))
        at += step
        step = max(0.2, min(1.2, step * bend))
    return found, []


def shaded(chance: random.Random) -> tuple[Rows, Rows]:
    mine = walk(chance, chance.randint(10, 50), 1.0, 0.5)
    slope = chance.choice((-9, -6, 6, 9))
    return [
        (a, b, p, max(1, min(127, round(64 + slope * ((n % 12) - 6) + chance.gauss(0, 2)))))
        for n, (a, b, p, _) in enumerate(mine)
    ], []


def surprising(chance: random.Random) -> tuple[Rows, Rows]:
    mine = walk(chance, 16, 1.0, 0.3)
    at = mine[-1][0] + chance.uniform(0.3, 3)
    if chance.random() < 0.3:
        mine = [(a, b, p, 60 + n % 4) for n, (a, b, p, _) in enumerate(mine)]
    return [*mine, (at, chance.uniform(0.2, 4), chance.choice((24, 100)), chance.choice((20, 125)))], []


def dense(chance: random.Random) -> tuple[Rows, Rows]:
    return walk(chance, 120, 1.0, 0.12, jitter=0.02), walk(chance, 80, 1.5, 0.2, low=12)


def mirrored(chance: random.Random) -> tuple[Rows, Rows]:
    mine = phrases(chance)[0]
    partner = [(a + chance.uniform(0, 0.08), b, p, v) for a, b, p, v in mine]
    return mine, partner + walk(chance, chance.randint(0, 4), mine[-1][0] + 2.5, 0.5)


def turns(chance: random.Random) -> tuple[Rows, Rows]:
    both: tuple[Rows, Rows] = ([], [])
    at, who = 1.0, chance.randrange(2)
    for _ in range(chance.randint(2, 12)):
        said = walk(chance, chance.randint(1, 7), at, 0.4)
        both[who].extend(said)
        who = 1 - who if chance.random() < 0.9 else who
        at = max(a + b for a, b, _, _ in said) + chance.uniform(-0.3, 3)
    return both


def echoing(chance: random.Random) -> tuple[Rows, Rows]:
    mine, partner = [], []
    at, who = 1.0, chance.randrange(2)
    for _ in range(chance.randint(1, 5)):
        call = walk(chance, chance.randint(3, 7), at, 0.4)
        later = call[-1][0] + call[-1][1] + chance.uniform(0.2, 2) - at
        shift, slow = chance.choice((0, 0, 12, -12, 5)), chance.choice((1, 1, 2))
        again = [(at + later + (a - at) * slow, b, p + shift, v) for a, b, p, v in call]
        (partner if who else mine).extend(call)
        (mine if who else partner).extend(again)
        at = again[-1][0] + chance.uniform(1.5, 4)
    return mine, partner


def grounded(chance: random.Random) -> tuple[Rows, Rows]:
    step = chance.choice((0.4, 0.5, 0.6))
    mine = [(1 + n * step, step * 0.8, 36 + 7 * (n % 2), velocity(chance, 55)) for n in range(48)]
    return mine, walk(chance, 40, chance.choice((1.0, 1 + step, 3.17)), step, low=12)


def in_step(chance: random.Random) -> tuple[Rows, Rows]:
    first, second = chance.choice(((0.6, 0.48), (0.48, 0.6), (0.5, 0.5)))
    lists: tuple[Rows, Rows] = ([], [])
    begins, ends = chance.choice(((45, 90), (90, 45), (70, 70)))
    for who, pitch in ((0, 48), (1, 72)):
        at = 1.0
        for n in range(60):
            loud = begins + (ends - begins) * n / 59
            lists[who].append((at + chance.gauss(0, 0.008), 0.3, pitch + n % 3, velocity(chance, loud)))
            at += first if n < 30 else second
    if chance.random() < 0.5:
        last = max(lists[0][-1][0], lists[1][-1][0]) + second
        lists[0].append((last + chance.uniform(0, 0.2), 2.0, 48, 60))
        lists[1].append((last, 1.8, 72, 60))
    return lists


def beside(chance: random.Random) -> tuple[Rows, Rows]:
    return (
        walk(chance, chance.randint(4, 60), chance.uniform(0, 8), chance.uniform(0.3, 1.5)),
        walk(chance, chance.randint(1, 60), chance.uniform(0, 8), chance.uniform(0.3, 1.5), low=5),
    )


def odd(chance: random.Random) -> tuple[Rows, Rows]:
    def rows(count: int) -> Rows:
        last = chance.choice((0.0, 1.0, 20.0, 120.0))
        return [
            (
                chance.uniform(0, last), chance.choice((0.0, 0.01, 0.5, 9.0)),
                chance.randint(0, 127), chance.choice((1, 64, 127)),
            )
            for _ in range(count)
        ]  # fmt: skip

    return rows(chance.randint(0, 50)), rows(chance.choice((0, 0, 1, 3, 40)))


STYLES: Final[dict[str, Callable[[random.Random], tuple[Rows, Rows]]]] = {
    one.__name__: one
    for one in (
        nothing, a_few, only_partner, melody, free, sparse, one_note, repeating, ostinato, chords, cluster,
        phrases, bending, shaded, surprising, dense, mirrored, turns, echoing, grounded, in_step, beside, odd,
    )
}  # fmt: skip


def take(style: str, seed: int) -> Duo:
    """Play a take in a style; the same seed plays the same."""
    mine, partner = STYLES[style](random.Random(f"{style} {seed}"))  # noqa: S311 - playing, nothing secret
    return Duo(phrase(mine), phrase(partner))

"""What looking at ten minutes costs: feedback on two who played all through, beside laying bars over them."""

from __future__ import annotations

import argparse
import random
import time

from mtlearn.music.bars import bars
from mtlearn.music.note import Duo, phrase
from mtlearn.music.observation import observe

PADS = (0, 2, 4, 7, 9, 12, 14, 16)


def dense(seconds: float, step: float, low: int, seed: int) -> list[tuple[float, float, int, int]]:
    """Play all through, a tone every ``step`` seconds."""
    chance = random.Random(seed)  # noqa: S311 - playing, nothing secret
    return [
        (
            max(0.0, 1 + n * step + chance.gauss(0, 0.01)),
            chance.uniform(0.05, 0.9),
            low + chance.choice(PADS),
            chance.randint(30, 110),
        )
        for n in range(round(seconds / step))
    ]


def main(argv: list[str]) -> int:
    """Look at a take of ten minutes several times, and say the middle of what it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench feedback", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(argv)
    seconds = 60 * options.minutes
    duo = Duo(phrase(dense(seconds, 0.2, 60, 1)), phrase(dense(seconds, 0.202, 48, 2)))
    taken: dict[str, list[float]] = {"bars": [], "feedback": []}
    for _ in range(options.runs):
        began = time.process_time()
        laid = bars(duo)
        between = time.process_time()
        observe(duo, laid)
        taken["bars"].append(between - began)
        taken["feedback"].append(time.process_time() - between)
    middle = {name: sorted(times)[len(times) // 2] for name, times in taken.items()}
    ratio = middle["feedback"] / middle["bars"]
    print(f"{len(duo.mine)} and {len(duo.partner)} notes in {options.minutes:g} minutes")  # noqa: T201
    print(f"laying bars {1000 * middle['bars']:.0f} ms of processor time")  # noqa: T201
    print(f"feedback    {1000 * middle['feedback']:.0f} ms, {ratio:.2f} times as much")  # noqa: T201
    return 0

"""How well the partner and a simulated human keep time, each following the other (``human.py``).

First the timekeeper alone, one stroke a beat, beside the same without correction and with phase correction
alone. Then the whole way: the human's notes go to ``Partner`` as moves, its ear finds the beat, and what is
compared are the moves it plays; it is asked ten times a second.

Steady: the asynchronies' standard deviation in beats 16 to 40. After a step of the human's tempo by a tenth:
the mean asynchrony over all seeds, beat by beat (that is the step's own course, the humans' unsteadiness
taken out), and from which beat on it stays within 20 ms, half of what ensembles are apart anyway (Rasch
1979). Oscillation: the autocorrelation of steady asynchronies at lag 1 (corrections that are too large
alternate, towards -1), how far the mean goes beyond after the step, as a part of the step, and the largest
size of the coupled system's eigenvalues (1 and more would swing on for ever), over humans who give way by 0
to 0.6.
"""

from __future__ import annotations

import cmath
from statistics import correlation, fmean, pstdev
from typing import TYPE_CHECKING, Final

from tests.bench.partner import say
from tests.bench.partner.human import Human

from mtlearn.music.move import Move
from mtlearn.music.partner.partner import Partner
from mtlearn.music.partner.timekeeper import CLOSEST, FREEST, Timekeeper

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["run"]

TEMPI: Final = (50, 70, 100, 140)
SEEDS: Final = 60
WHOLE_SEEDS: Final = 10
STANCE: Final = "accompanying"
"""It plays on the beats; rhythmic grounding does too, but holds its tempo by definition."""
SETTLED: Final = 16
STEP: Final = 40
BEATS: Final = 56
TOGETHER: Final = 0.02
KEEPERS: Final[dict[str, tuple[float, float, float]]] = {
    "no correction": (0.0, 0.0, 0.0),
    "phase alone": (CLOSEST[0], 0.0, 0.0),
    "freest": (*FREEST, 0.0),
    "closest": (*CLOSEST, 0.75),
}
Course = list[float | None]


def run() -> None:
    """Print a line for each way of keeping time and each tempo."""
    for name, gains in KEEPERS.items():
        say(f"timekeeper, {name}: {SEEDS} humans a tempo; largest eigenvalue {_largest(gains):.2f}")
        for tempo in TEMPI:
            _report(
                tempo, SEEDS, lambda period, seed, change, gains=gains: _beside(gains, period, seed, change)
            )
    for closeness in (1.0, 0.0):
        say(f"whole partner, {STANCE} at closeness {closeness:.0f}: {WHOLE_SEEDS} humans a tempo")
        for tempo in TEMPI:
            _report(
                tempo,
                WHOLE_SEEDS,
                lambda period, seed, change, way=closeness: _whole(way, period, seed, change),
            )


def _report(tempo: int, seeds: int, play: Callable[[float, int, float], Course]) -> None:
    period = 60 / tempo
    steady = [[a for a in play(period, seed, 1.0)[SETTLED:STEP] if a is not None] for seed in range(seeds)]
    there = sum(map(len, steady)) / (seeds * (STEP - SETTLED))
    if there < 0.3:  # a quick beat may be walked on every other time
        say(f"  {tempo:4d} bpm  played on {there:.0%} of the beats only")
        return
    kept = [course for course in steady if len(course) > 2]
    spread = fmean(pstdev(course) for course in kept)
    lag = fmean(correlation(course[:-1], course[1:]) for course in kept)
    line = (
        f"  {tempo:4d} bpm  SD {1000 * spread:5.1f} ms  autocorrelation {lag:+.2f}  on {there:4.0%} of beats"
    )
    for change in (0.9, 1.1):
        mean = _mean([play(period, seed, change)[STEP + 1 :] for seed in range(seeds)])
        back = next((n for n in range(len(mean)) if max(map(abs, mean[n:])) < TOGETHER), len(mean))
        step = period * abs(1 - change)
        beyond = max(0.0, -min(a * (1 if change < 1 else -1) for a in mean)) / step
        shown = " ".join(f"{1000 * a:.0f}" for a in mean[:7])
        line += f"  | {change - 1:+.0%}: {shown} ms, together at beat {back + 1}, beyond {beyond:.0%}"
    say(line)


def _mean(courses: list[Course]) -> list[float]:
    """Give the mean of each beat that somebody played on; where each second one is walked on, of those."""
    beats = ([a for a in beat if a is not None] for beat in zip(*courses, strict=True))
    return [fmean(played) for played in beats if played]


def _beside(gains: tuple[float, float, float], period: float, seed: int, change: float) -> Course:
    """Let the timekeeper and the human strike together, beat for beat."""
    human, course = Human(period, seed), []
    keeper = Timekeeper(period, 1.0, *gains)
    mine = keeper.next_beat(0.5)
    for beat in range(BEATS):
        asynchrony = mine - human.stroke
        course.append(asynchrony)
        keeper.hear(human.stroke)
        if beat == STEP:
            human.step(change)
        human.go_on(asynchrony)
        mine = keeper.next_beat(mine + period / 100)
    return course


def _whole(closeness: float, period: float, seed: int, change: float) -> Course:
    """Let the whole partner play along with the human's notes."""
    partner = Partner(STANCE, closeness, (60, 62, 64, 67, 69, 72), seed)
    human, course, own = Human(period, seed), [], []
    now = 0.0

    def hear(moves: list[Move]) -> None:
        own.extend(move.time for move in moves if move.sounding)

    def wait(until: float) -> None:
        nonlocal now
        while now < until:
            hear(partner.wait(now))
            now += 0.1

    for beat in range(BEATS):
        stroke, pitch = human.stroke, 67 + (0, 2, 5, 9)[beat % 4]
        wait(stroke)
        hear(partner.hear(Move(stroke, sounding=True, pitch=pitch, velocity=70)))
        wait(stroke + 0.35 * period)
        near = min(own, key=lambda onset: abs(onset - stroke), default=None)
        asynchrony = near - stroke if near is not None and abs(near - stroke) < 0.3 * period else None
        course.append(asynchrony)
        wait(stroke + 0.6 * period)
        hear(partner.hear(Move(stroke + 0.6 * period, sounding=False, pitch=pitch, velocity=0)))
        del own[:-16]
        if beat == STEP:
            human.step(change)
        human.go_on(asynchrony)
    return course


def _largest(gains: tuple[float, float, float]) -> float:
    """Give the size of the coupled system's largest eigenvalue, over humans who give way by 0 to 0.6.

    From one beat to the next, with all asynchrony noticed and none: the state is the asynchrony and the
    difference of the periods.
    """
    alpha, beta, _ = gains
    sizes = []
    for gives_way in (0.0, 0.2, 0.4, 0.6):
        for part in (beta, beta / 4) if beta else (0.0,):
            trace, determinant = 2 - alpha - gives_way - part, 1 - alpha - gives_way
            root = cmath.sqrt(trace**2 - 4 * determinant)
            sizes += [abs((trace + root) / 2), abs((trace - root) / 2)]
    return max(sizes)

"""How well the partner and a simulated human keep time, each following the other (``human.py``).

First the timekeeper alone, one stroke a beat, beside the same without correction and with phase correction
alone: with the other parts as they are, that is as close as one comes. Then the whole way, with the same
humans: their notes go to ``Partner`` as moves, its ear finds the beat, and what is compared are the moves it
plays; it is asked ten times a second.

Steady: the asynchronies' standard deviation in beats 16 to 40. After a step of the human's tempo by a tenth:
the mean asynchrony over all humans, beat by beat (that is the step's own course, the humans' unsteadiness
taken out), and from which beat on it stays within 20 ms, half of what ensembles are apart anyway (Rasch
1979). Oscillation: the autocorrelation of steady asynchronies at lag 1 (corrections that are too large
alternate, towards -1), how far the mean goes beyond after the step, as a part of the step, and the largest
size of the coupled system's eigenvalues (1 and more would swing on for ever), over humans who give way by 0
to 0.6. Drift: the tempo changes by a hundredth a beat for twelve beats; the largest mean asynchrony from then
on, and the mean of its size during the twelve.
"""

from __future__ import annotations

import cmath
from statistics import correlation, fmean, pstdev
from typing import TYPE_CHECKING, Final

from tests.bench.partner import say
from tests.bench.partner.human import Human, along, beside

from mtlearn.music.partner.partner import Partner
from mtlearn.music.partner.timekeeper import CLOSEST, FREEST, Timekeeper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.bench.partner.human import Course

    Play = Callable[[float, int, Mapping[int, float]], Course]

__all__ = ["run"]

TEMPI: Final = (50, 70, 100, 140)
SEEDS: Final = 40
STANCE: Final = "accompanying"
"""It plays on the beats; rhythmic grounding does too, but holds its tempo by definition."""
HOLDS: Final = "rhythmic-grounding"
KEYS: Final = (60, 62, 64, 67, 69, 72)
SETTLED: Final = 16
STEP: Final = 40
BEATS: Final = 56
TOGETHER: Final = 0.02
STEADY: Final[Mapping[int, float]] = {}
DRIFTS: Final = 12
KEEPERS: Final[dict[str, tuple[float, float, float]]] = {
    "no correction": (0.0, 0.0, 0.0),
    "phase alone": (CLOSEST[0], 0.0, 0.0),
    "freest": (*FREEST, 0.0),
    "closest": (*CLOSEST, 0.75),
}
OTHERS: Final = ((0.01, 0.005), (0.02, 0.012), (0.03, 0.005), (0.03, 0.012))
"""Steadier and less steady humans: how much their timekeeper varies, and their motor delay."""


def run() -> None:
    """Print a line for each way of keeping time and each tempo."""
    for name, gains in KEEPERS.items():
        say(f"timekeeper, {name}: {SEEDS} humans a tempo; largest eigenvalue {_largest(gains):.2f}")
        for tempo in TEMPI:
            _report(tempo, _keeper(gains))
    for stance, closeness in ((STANCE, 1.0), (STANCE, 0.0), (HOLDS, 1.0)):
        say(f"whole partner, {stance} at closeness {closeness:.0f}: the same {SEEDS} humans a tempo")
        for tempo in TEMPI:
            _report(tempo, _whole(stance, closeness))
    for varies, motor in OTHERS:
        say(f"humans whose timekeeper varies by {varies:.0%}, motor delay by {1000 * motor:.0f} ms: SD")
        for tempo in TEMPI:
            least = _spread(_steady(tempo, _keeper(KEEPERS["phase alone"], varies, motor)))
            spread = _spread(_steady(tempo, _whole(STANCE, 1.0, varies, motor)))
            say(f"  {tempo:4d} bpm  whole partner {1000 * spread:5.1f}, phase alone {1000 * least:5.1f} ms")


def _report(tempo: int, play: Play) -> None:
    period = 60 / tempo
    steady = _steady(tempo, play)
    there = sum(map(len, steady)) / (SEEDS * (STEP - SETTLED))
    if there < 0.3:
        say(f"  {tempo:4d} bpm  played on {there:.0%} of the beats only")
        return
    kept = [course for course in steady if len(course) > 2]
    lag = fmean(correlation(course[:-1], course[1:]) for course in kept)
    line = f"  {tempo:4d} bpm  SD {1000 * _spread(kept):5.1f} ms  autocorrelation {lag:+.2f}"
    line += f"  on {there:4.0%} of beats"
    for change in (0.9, 1.1):
        mean = _mean([play(period, seed, {STEP: change})[STEP + 1 :] for seed in range(SEEDS)])
        back = next((n for n in range(len(mean)) if max(map(abs, mean[n:])) < TOGETHER), len(mean))
        step = period * abs(1 - change)
        beyond = max(0.0, -min(a * (1 if change < 1 else -1) for a in mean)) / step
        shown = " ".join(f"{1000 * a:.0f}" for a in mean[:7])
        line += f"  | {change - 1:+.0%}: {shown} ms, together at beat {back + 1}, beyond {beyond:.0%}"
    for change in (0.99, 1.01):
        drift = {STEP + beat: change for beat in range(DRIFTS)}
        mean = _mean([play(period, seed, drift)[STEP + 1 :] for seed in range(SEEDS)])
        most, usual = max(map(abs, mean)), fmean(map(abs, mean[:DRIFTS]))
        line += f"  | {change - 1:+.0%} a beat: {1000 * usual:.0f} ms, at most {1000 * most:.0f}"
    say(line)


def _steady(tempo: int, play: Play) -> list[list[float]]:
    courses = (play(60 / tempo, seed, STEADY)[SETTLED:STEP] for seed in range(SEEDS))
    return [[a for a in course if a is not None] for course in courses]


def _spread(courses: list[list[float]]) -> float:
    return fmean(map(pstdev, courses))


def _mean(courses: list[Course]) -> list[float]:
    """Give the mean of each beat that somebody played on; where each second one is walked on, of those."""
    beats = ([a for a in beat if a is not None] for beat in zip(*courses, strict=True))
    return [fmean(played) for played in beats if played]


def _keeper(gains: tuple[float, float, float], *human: float) -> Play:
    """Let the timekeeper and humans strike together, beat for beat."""

    def play(period: float, seed: int, changes: Mapping[int, float]) -> Course:
        return beside(Timekeeper(period, 1.0, *gains), Human(period, seed, *human), BEATS, changes)

    return play


def _whole(stance: str, closeness: float, *human: float) -> Play:
    """Let the whole partner play along with humans' notes."""

    def play(period: float, seed: int, changes: Mapping[int, float]) -> Course:
        return along(Partner(stance, closeness, KEYS, seed), Human(period, seed, *human), BEATS, changes)

    return play


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

"""What the partner's thinking costs, and what it costs to look at a duo afterwards, beside music21.

*Thinking*: ten minutes of dense playing, some six tones a second, chords among them, to the whole partner in
each of its ways of answering for a minute, and in the costliest for all ten. ``on``: hearing a tone begin and
answering, which is all that an answer waits for; ``all``: everything from one of the learner's tones to the
next, letting go and being asked ten times a second included. Beside it music21 for one tone: a stream of the
last six seconds, its key, and the mean of its pitches and velocities.

*Looking*: the whole timeline of a duo of ten minutes, beside music21 for the same windows of six seconds, one
a second: for both players a stream, its key, its mean pitch and velocity, its density (measured on every
twentieth window, and multiplied). All times are of the processor, so that a busy machine changes less.
"""

from __future__ import annotations

import random
import time
from statistics import fmean, median, quantiles
from typing import TYPE_CHECKING, Final

from tests.bench.partner import say

from mtlearn.music.move import Move
from mtlearn.music.note import Duo, Note
from mtlearn.music.partner.partner import STANCES, Partner
from mtlearn.music.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["run"]

WHOLE: Final = 600.0
SHORT: Final = 60.0
WINDOW: Final = 6.0
KEYS: Final = (48, 50, 52, 53, 55, 57, 59, 60, 62, 64, 65, 67, 69, 71, 72, 74, 76)
SAMPLED: Final = 20


def run() -> None:
    """Print milliseconds per played tone, seconds per duo, and both as a part of music21's."""
    mine, other = dense(1), dense(2)
    costs = {stance: _thinking(stance, mine, SHORT) for stance in STANCES}
    for stance, (struck, every) in costs.items():
        _report(f"thinking, {stance}, one minute", struck, every)
    costliest = max(STANCES, key=lambda stance: quantiles(costs[stance][1], n=20)[-1])
    struck, every = _thinking(costliest, mine, WHOLE)
    _report(f"thinking, {costliest}, ten minutes", struck, every)
    beside = [_timed(lambda at=note.onset: _music21(mine, at)) for note in mine[40::SAMPLED]]
    part = median(every) / median(beside)
    say(f"music21, one tone: median {1000 * median(beside):.2f} ms; all of ours is {part:.1%} of it")
    duo = Duo(mine, other)
    timeline(Duo(mine[:40], other[:40]))  # numpy is brought in before the clock runs
    ours = min(_timed(lambda: timeline(duo)) for _ in range(3))
    moments = range(6, int(WHOLE), SAMPLED)
    window = fmean(_timed(lambda at=float(at): (_music21(mine, at), _music21(other, at))) for at in moments)
    theirs = window * (WHOLE - WINDOW)
    many = len(mine) + len(other)
    say(f"timeline of ten minutes, {many} tones: {ours:.2f} s")
    say(f"music21, the same windows: {theirs:.1f} s; ours is {ours / theirs:.1%} of it")


def dense(seed: int) -> tuple[Note, ...]:
    """Play densely for ten minutes: a beat of half a second, halves and quarters of it, and chords."""
    chance = random.Random(seed)  # noqa: S311 - a simulation
    notes, onset = [], 0.5
    while onset < WHOLE:
        wait = chance.choice((0.125, 0.25, 0.25, 0.5))
        for pitch in chance.sample(KEYS, chance.choice((1, 1, 1, 2, 3))):
            struck = onset + abs(chance.gauss(0, 0.01))
            notes.append(Note(struck, 0.8 * wait, pitch, chance.randint(40, 100)))
        onset += wait
    return tuple(sorted(notes))


def _thinking(stance: str, notes: Sequence[Note], until: float) -> tuple[list[float], list[float]]:
    """Give the seconds each tone took when it began, and until the next one did."""
    moves = [
        Move(n.onset, sounding=True, pitch=n.pitch, velocity=n.velocity) for n in notes if n.onset < until
    ]
    moves += [Move(n.offset, sounding=False, pitch=n.pitch, velocity=0) for n in notes if n.onset < until]
    partner, now = Partner(stance, 0.7, KEYS, 1), 0.0
    struck: list[float] = []
    every: list[float] = []
    for move in sorted(moves):
        spent = 0.0
        while now < move.time:
            spent += _timed(lambda at=now: partner.wait(at))
            now += 0.1
        if move.sounding:
            every.append(0.0)
            struck.append(_timed(lambda heard=move: partner.hear(heard)))
            spent += struck[-1]
        else:
            spent += _timed(lambda heard=move: partner.hear(heard))
        if every:
            every[-1] += spent
    return struck[20:], every[20:]


def _report(name: str, struck: list[float], every: list[float]) -> None:
    def shown(costs: list[float]) -> str:
        return f"median {1000 * median(costs):.2f}, p95 {1000 * quantiles(costs, n=20)[-1]:.2f} ms"

    say(f"{name:46s} {len(struck):5d} tones: on {shown(struck)}; all {shown(every)}")


def _music21(notes: Sequence[Note], now: float) -> tuple[object, float, float, float]:
    """Do with music21 what comes nearest: the last six seconds as a stream, its key and means."""
    from music21 import note, stream  # noqa: PLC0415 - half a second

    found = stream.Stream()
    for played in notes:
        if now - WINDOW < played.onset <= now:
            tone = note.Note(played.pitch, quarterLength=played.duration)
            tone.volume.velocity = played.velocity
            found.insert(played.onset - now + WINDOW, tone)
    tones = list(found.notes)
    return (
        found.analyze("key"),
        fmean(tone.pitch.midi for tone in tones),
        fmean(tone.volume.velocity for tone in tones),
        len(tones) / WINDOW,
    )


def _timed(act: Callable[[], object]) -> float:
    begun = time.thread_time()
    act()
    return time.thread_time() - begun

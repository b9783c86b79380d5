"""How well the next beat is said before it comes, beside librosa's offline tracker and all past beats.

Scored alike for all: in order of time, a prediction hits the nearest beat within 70 ms that no other has hit;
ours count only if made before the beat. F1 is of hits among predictions and among beats. librosa hears the
whole performance, rendered here with the course's piano, and so knows what is still to come; the
extrapolation is told every true beat up to the last and adds the last interval once more.

The constants of the filter, and which learned sense is used, were chosen by looking at these performances, so
that on other pieces less is to be expected. The sense was taught by scores that a program played, and by no
recording; whether scores of the same works were among them was not checked.
"""

from __future__ import annotations

import importlib.util
import json
import math
import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.partner import say

from mtlearn.music.hearing.beat_follower import Prediction, follow
from mtlearn.music.note import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["run", "share"]

PLAYED = Path(__file__).parents[4] / "shared" / "data" / "performances"
NEAR = 0.07
NOISE = 0.03
TEMPI = (50, 60, 75, 90, 110, 125, 140)
RATE = 22_050
PATTERNS = {
    "quarters": ((0.0,),),
    "eighths": ((0.0, 0.5),),
    "mixed": ((0.0,), (0.0, 0.5), (0.0,), (0.0, 0.25, 0.5, 0.75)),
    "chords": ((0.0,),),
    "melody over bass": ((0.0, 0.5), (0.0,)),
}


def run() -> None:
    """Print F1 of each performance for all three, their means, and F1 of steady playing."""
    say(f"F1 within {1000 * NEAR:.0f} ms, one prediction a beat, ours only if made before it")
    _performances()
    _steady()


def share(made: Sequence[Prediction], beats: Sequence[float]) -> float:
    """Give F1 of predictions, each beat and each prediction counted once."""
    hit = [False] * len(beats)
    for one in sorted(made, key=lambda one: one.beat):
        near = [
            index
            for index, beat in enumerate(beats)
            if not hit[index] and abs(beat - one.beat) <= NEAR and one.made < beat
        ]
        if near:
            hit[min(near, key=lambda index: abs(beats[index] - one.beat))] = True
    return 2 * sum(hit) / (len(made) + len(beats)) if made or beats else 1.0


def _performances() -> None:
    paths = sorted(PLAYED.glob("*.json"))
    if not paths:
        say(f"no performances at {PLAYED}: they are for development, and do not come with the project")
        return
    librosa = importlib.util.find_spec("librosa") is not None
    if not librosa:
        say("librosa is not installed (pip install 'mtlearn[bench]'): its column is left out")
    rows, taken, struck = [], 0.0, 0
    say(f"{'':44}{'ours':>8}{'librosa':>9}{'past beats':>12}")
    for path in paths:
        held: dict[str, Any] = json.loads(path.read_text())
        notes = [Note(on, off - on, int(pitch), int(hard)) for on, off, pitch, hard in held["notes"]]
        beats = held["beats"]
        began = time.process_time()
        made = follow(notes)
        taken, struck = taken + time.process_time() - began, struck + len(notes)
        theirs = share(_librosa(notes), beats) if librosa else math.nan
        rows.append((held["composer"], share(made, beats), theirs, share(_extrapolated(beats), beats)))
        say(f"{held['composer'] + ' ' + held['title']:44.43}" + _figures(rows[-1][1:]))
    for composer in sorted({row[0] for row in rows}):
        own = [row[1:] for row in rows if row[0] == composer]
        say(f"{'mean of ' + composer:44}" + _figures(tuple(map(statistics.fmean, zip(*own, strict=True)))))
    means = tuple(map(statistics.fmean, zip(*(row[1:] for row in rows), strict=True)))
    say(f"{'MEAN':44}" + _figures(means))
    for name, mean in (("librosa", means[1]), ("past beats", means[2])):
        if not math.isnan(mean):
            say(f"ours {means[0] - mean:+.3f} beside {name}: {'above' if means[0] > mean else 'below'}")
    say(f"{1000 * taken / struck:.2f} ms of processor a note, the whole of following")


def _figures(row: tuple[float, ...]) -> str:
    ours, theirs, past = ("   -" if math.isnan(one) else f"{one:.3f}" for one in row)
    return f"{ours:>8}{theirs:>9}{past:>12}"


def _extrapolated(beats: list[float]) -> list[Prediction]:
    return [
        Prediction(beats[index - 1], 2 * beats[index - 1] - beats[index - 2])
        for index in range(2, len(beats))
    ]


def _librosa(notes: list[Note]) -> list[Prediction]:
    import librosa  # noqa: PLC0415 - heavy, and only where it is installed

    from mtlearn.sound.event import Event  # noqa: PLC0415 - only beside librosa
    from mtlearn.sound.render import render  # noqa: PLC0415 - only beside librosa

    events = [Event(note.onset, 0, note.pitch, note.velocity, max(note.duration, 0.03)) for note in notes]
    sound = render(sorted(events), {0: "piano"}, RATE).mean(axis=1)
    _, beats = librosa.beat.beat_track(y=sound, sr=RATE, units="time")
    return [Prediction(-math.inf, float(beat)) for beat in beats]


def _steady() -> None:
    say()
    say(f"steady playing, {1000 * NOISE:.0f} ms of timing noise, three players each, all beats counted:")
    say(f"{'':8}" + "".join(f"{pattern:>18}" for pattern in PATTERNS) + f"{'mean':>8}")
    for tempo in TEMPI:
        row = []
        for pattern in PATTERNS:
            played = [_played(tempo, pattern, seed) for seed in range(3)]
            row.append(statistics.fmean(share(follow(notes), beats) for notes, beats in played))
        figures = "".join(f"{figure:>18.3f}" for figure in row)
        say(f"{tempo:>4}/min{figures}{statistics.fmean(row):>8.3f}")


def _played(tempo: float, pattern: str, seed: int) -> tuple[list[Note], list[float]]:
    """Play a minute at a tempo, each stroke with its own error of timing."""
    chance, period = random.Random(seed), 60 / tempo  # noqa: S311 - music, not secrets
    count, notes = round(tempo), []
    for beat in range(count):
        places = PATTERNS[pattern][beat % len(PATTERNS[pattern])]
        for place in places:
            onset = 1 + (beat + place) * period + chance.gauss(0, NOISE)
            length, top = 0.8 * period / len(places), 62 + chance.randrange(10)
            pitches = (top, top - 4, top - 7) if pattern == "chords" else (top,)
            if pattern == "melody over bass" and place == 0:
                pitches = (top, 43 + chance.randrange(5))
            hard = 84 - 12 * (place > 0) + chance.randrange(-4, 5)
            notes += [
                Note(max(0.0, onset + chance.gauss(0, 0.004)), length, pitch, hard) for pitch in pitches
            ]
    return notes, [1 + beat * period for beat in range(count)]


if __name__ == "__main__":
    sys.exit(run())

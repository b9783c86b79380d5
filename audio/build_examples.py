"""Plays the course's listening examples from their scores and writes them as sound.

    python audio/build_examples.py [--examples FOLDER]

The scores stand in ``scores/`` as ABC. One player plays the score; the other is written too, or is the
course's own partner answering as it would answer a learner. ``examples.json`` keeps what both played. The
same scores and the same bank give the same sound; it is written as MP3, which every browser plays.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import argparse
import hashlib
import math
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
import soundfile

from mtlearn.music.drone import drone
from mtlearn.music.move import Move
from mtlearn.music.note import Note
from mtlearn.music.partner.mirroring import Mirror
from mtlearn.music.scale import pitches
from mtlearn.sound.channels import DRONE, LEARNER, PARTNER
from mtlearn.sound.event import Event
from mtlearn.sound.limiter import LOOK_AHEAD, Limiter
from mtlearn.sound.listening_example import Heard
from mtlearn.sound.loudness import loudness
from mtlearn.sound.render import render
from mtlearn.widgets.session import Session

if TYPE_CHECKING:
    from numpy.typing import NDArray

HERE = Path(__file__).parent
RATE = 32_000
LOUDNESS = -18.0
"""LUFS of every example. The page plays it so that it comes to -20 at 60 % volume, as everything does."""
VOICES = {LEARNER: "kalimba", PARTNER: "marimba", DRONE: "warm-pad"}
PLACES = {LEARNER: -0.35, PARTNER: 0.35, DRONE: 0.0}
"""Where each is heard between left (-1) and right (1)."""
TONIC = 60
_STEP = 0.05
_LATE = 0.018
_TOUCH = 5
_ENDING = 2.4
_ROUNDS = 6


class Plan(NamedTuple):
    """One example: who plays, and how the other answers, if anybody does.

    ``other`` is a score's name, or how closely the course's partner follows (1 exactly, 0 freest).
    """

    id: str
    score: str
    other: str | float | None


PLANS = (
    Plan("alone", "hesitant", None),
    Plan("mirrored", "hesitant", 1.0),
    Plan("freely-followed", "hesitant", 0.3),
    Plan("own-plan", "hesitant", "own-plan"),
)


def played(score: str, touch: int, seed: str) -> list[Note]:
    """Read a score and play it as a person might: a little uneven, growing towards the middle of a phrase."""
    from music21 import converter  # noqa: PLC0415 - half a second, only here

    chance = random.Random(seed)  # noqa: S311 - play, nothing secret
    flat = converter.parse(HERE / "scores" / f"{score}.abc", format="abc").flatten()
    quarter = 60 / flat.getElementsByClass("MetronomeMark").first().number
    written = [(float(note.offset), float(note.quarterLength), note.pitch.midi) for note in flat.notes]
    length = max(offset for offset, _, _ in written) or 1.0
    notes = []
    for offset, duration, pitch in written:
        swell = 10 * math.sin(math.pi * offset / length)
        onset = 0.5 + offset * quarter + chance.gauss(0, _LATE)
        velocity = round(touch + swell + chance.uniform(-_TOUCH, _TOUCH))
        notes.append(Note(round(onset, 3), round(duration * quarter * 0.92, 3), pitch, velocity))
    return sorted(notes)


def answered(notes: list[Note], closeness: float) -> list[Note]:
    """Let the course's partner hear the notes in time and give what it plays."""
    session = Session(Mirror(closeness, pitches("major-pentatonic", TONIC, 12), seed=4))
    session.hear_clock(0.0, 0.0)
    moves = sorted(
        [Move(note.onset, True, note.pitch, note.velocity) for note in notes]  # noqa: FBT003 - a record
        + [Move(note.offset, False, note.pitch, note.velocity) for note in notes]  # noqa: FBT003 - a record
    )
    end = max(note.offset for note in notes) + _ENDING
    for step in range(math.ceil(end / _STEP)):
        now = step * _STEP
        while moves and moves[0].time <= now:
            session.hear(moves[0], moves[0].time)
            moves.pop(0)
        session.wait(now)
    _, theirs = session.stop(end)
    return sorted(Note(row[0], row[1], int(row[2]), int(row[3])) for row in theirs)


def mixed(mine: list[Note], other: list[Note]) -> NDArray[np.float32]:
    """Render both players over a held tone, each in their place, at the common loudness."""
    end = max(note.offset for note in mine + other) + 0.6
    parts = {LEARNER: mine, PARTNER: other, DRONE: [Note(0.0, end, pitch, 40) for pitch in drone(TONIC)]}
    layers = []
    for channel, notes in parts.items():
        events = [Event(note.onset, channel, note.pitch, note.velocity, note.duration) for note in notes]
        angle = (PLACES[channel] + 1) * math.pi / 4
        sound = render(events, VOICES, RATE, volume=0.25)
        layers.append(sound * np.array([math.cos(angle), math.sin(angle)], np.float32) * math.sqrt(2))
    length = max(map(len, layers))
    whole = sum(np.pad(layer, ((0, length - len(layer)), (0, 0))) for layer in layers)
    whole = whole[: int((end + _ENDING) * RATE)]
    tail = int(RATE * _ENDING / 2)
    whole[-tail:] *= (np.linspace(1, 0, tail, dtype=np.float32) ** 2)[:, None]
    padded = np.pad(whole, ((0, -len(whole) % LOOK_AHEAD + LOOK_AHEAD), (0, 0))).astype(np.float32)
    for _ in range(_ROUNDS):  # what the limiter takes off the peaks is given back to the rest
        sound = Limiter(RATE)(padded)[LOOK_AHEAD:]
        padded *= np.float32(10 ** ((LOUDNESS - loudness(sound, RATE)) / 20))
    return Limiter(RATE)(padded)[LOOK_AHEAD:]


def build(plan: Plan, folder: Path) -> Heard:
    """Write one example's sound and say what was played in it."""
    mine = played(plan.score, 62, plan.id if plan.other == "own-plan" else plan.score)
    match plan.other:
        case None:
            other = []
        case str():
            other = played(plan.other, 66, plan.other)
        case closeness:
            other = answered(mine, closeness)
    sound = mixed(mine, other)
    path = folder / f"{plan.id}.mp3"
    soundfile.write(
        path,
        sound,
        RATE,
        format="MP3",
        subtype="MPEG_LAYER_III",
        bitrate_mode="VARIABLE",
        compression_level=0.6,
    )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    seconds = round(len(sound) / RATE, 3)
    return Heard(plan.id, seconds, digest, tuple(map(tuple, mine)), tuple(map(tuple, other)))


def main(argv: list[str]) -> int:
    """Build all examples into their folder, replacing what was there."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--examples", type=Path, default=HERE / "examples")
    folder = parser.parse_args(argv).examples
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.mp3"):
        old.unlink()
    found = [build(plan, folder) for plan in PLANS]
    text = "[\n" + ",\n".join(msgspec.json.encode(one).decode() for one in found) + "\n]\n"
    (folder / "examples.json").write_text(text, encoding="utf-8")
    total = sum(file.stat().st_size for file in folder.iterdir())
    sys.stdout.write(f"{len(found)} examples in {folder}, {total / 1e6:.2f} MB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

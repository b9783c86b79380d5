"""Learn what phrases end with: ``python -m training.phrases.learn OUT.json``; needs scikit-learn.

Every second melody of the collections that ``tests/bench/partner/melodies.py`` names for it is played some
times by simulated humans, each tone is described as the ear describes it, and boosted trees learn which tones
are the last of a phrase. Half of the humans are those of the benchmark; the others play slower or faster, and
longer or shorter tones. Mostly the ear parts what it hears into phrases by itself, with what it knew before
and with its errors: learn twice, since the second time it knows more.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from tests.bench.partner.melodies import chosen_on
from tests.bench.partner.turns import Turntaker

from mtlearn.music.hearing.mode import Tonality
from mtlearn.music.hearing.phrase_cues import MONOTONE, NAMES, cues
from mtlearn.music.hearing.phrase_end import PhraseEnd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.bench.partner.melodies import Melody

    from mtlearn.music.note import Note

EACH = 240
TREES, LEAVES, RATE, FEWEST = 160, 6, 0.1, 100
Example = tuple[list[float], bool]
"""The cues of a tone in the order of their names, and whether it was the last of its phrase."""


def main(argv: list[str]) -> int:
    """Play the melodies, learn, and write the trees."""
    parser = argparse.ArgumentParser(prog="python -m training.phrases.learn", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--players", type=int, default=4, help="how many play each melody")
    asked = parser.parse_args(argv)
    melodies = [tune for tunes in chosen_on(EACH).values() for tune in tunes[::2]]
    learned = _learn(examples(melodies, asked.players))
    trees = ",\n".join(json.dumps(tree) for tree in learned["trees"])
    asked.out.write_text(f'{{"start": {learned["start"]}, "trees": [\n{trees}\n]}}\n', "utf-8")
    return 0


def examples(melodies: Iterable[Melody], players: int) -> list[Example]:
    """Let so many humans play each melody; odd ones play as those of the benchmark do."""
    return [
        example
        for seed, melody in enumerate(melodies)
        for player in range(players)
        for example in _tones(melody, 100 * seed + player, varied=player % 2 == 0, told=player % 4 == 0)
    ]


class _Told(PhraseEnd):
    """One who is told which tones begin a phrase, or (None) has to hear it."""

    new: bool | None = None

    def _is_new(self, time: float, tonic: int | None) -> bool:
        return super()._is_new(time, tonic) if self.new is None else self.new


def _tones(melody: Melody, seed: int, *, varied: bool, told: bool) -> Iterator[Example]:
    """Play a melody, and give each tone's cues, and whether it was the last of its phrase."""
    chance = random.Random(seed)  # noqa: S311 - a simulation
    human, heard, tonality = Turntaker(melody, seed), _Told(), Tonality()
    speed = chance.uniform(0.6, 1.6) if varied else 1.0
    held = chance.uniform(0.7, 1.5) if varied else 1.0
    now, tonic = 1.0, None
    for phrase in melody.phrases:
        notes = list(_changed(human.play(phrase, now), speed, held))
        for place, note in enumerate(notes):
            heard.new = not place if told else None
            heard.begin(note.pitch, note.onset, tonic)
            heard.end(note)
            tonality.hear(note.pitch, note.duration, note.offset)
            tonic = tonality.mode.tonic if tonality.mode else None
            values = cues(heard._last(note.offset, tonic))  # noqa: SLF001 - as the ear does
            yield [values[name] for name in NAMES], place == len(notes) - 1
        now = 2 * notes[-1].offset - notes[0].onset + chance.uniform(0.3, 0.9)


def _changed(notes: list[Note], speed: float, held: float) -> Iterator[Note]:
    """Play slower or faster, and tones longer (as far as the next one) or shorter."""
    first = notes[0].onset
    for note, later in zip(notes, [*notes[1:], None], strict=True):
        room = (later.onset - note.onset if later else 1.2 * note.duration) * speed
        onset = first + (note.onset - first) * speed
        yield note._replace(onset=onset, duration=min(room - 0.002, note.duration * speed * held))


def _learn(found: list[Example]) -> dict[str, Any]:
    """Boost small trees, and write them down as nested lists: cue, bound, what is below, what is above."""
    table, last = np.array([row for row, _ in found]), np.array([one for _, one in found])
    forest = HistGradientBoostingClassifier(
        max_iter=TREES, max_leaf_nodes=LEAVES, learning_rate=RATE, min_samples_leaf=FEWEST,
        l2_regularization=3, early_stopping=False, random_state=1,
        monotonic_cst=[MONOTONE.get(name, 0) for name in NAMES],
    ).fit(table, last)  # fmt: skip
    trees = [_written(tree[0].nodes, 0) for tree in forest._predictors]  # noqa: SLF001 - there is no other way
    return {"start": round(float(forest._baseline_prediction.item()), 4), "trees": trees}  # noqa: SLF001


def _written(nodes: Any, place: int) -> Any:  # noqa: ANN401 - scikit-learn's own records
    node = nodes[place]
    if node["is_leaf"]:
        return round(float(node["value"]), 4)
    name, bound = NAMES[node["feature_idx"]], round(float(node["num_threshold"]), 4)
    return [name, bound, _written(nodes, node["left"]), _written(nodes, node["right"])]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Teach the sense of the beat: ``python -m training.beat.learn OUT.npz``; needs jax and optax.

Strokes are described as the follower describes them, and each has a place (downbeat, beat, half, quarter,
third, other) and a period. Two layers of gated units learn both, with Adam, a falling step and dropped units.
"""

# ruff: noqa: PLR2004 - the numbers of a training are its own

from __future__ import annotations

import argparse
import bisect
import math
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from mtlearn.music.hearing.beat_sense import BEAT, DOWN, HALF, OTHER, QUARTER, THIRD
from mtlearn.music.hearing.stroke import COUNT, TOGETHER, Strokes
from mtlearn.music.move import Move
from training.beat.counterpoint import counterpoint_score
from training.beat.keyboard import keyboard_score
from training.beat.layers import layered
from training.beat.performance import Performance, Played, perform, simple
from training.beat.score import FIDDLE, Score, corpus_scores, excerpt

if TYPE_CHECKING:
    from collections.abc import Callable

UNITS, INNER = 64, 64
PERIODS = tuple(0.22 * (2.8 / 0.22) ** (step / 35) for step in range(36))
"""Lengths of a beat to tell apart, in seconds: asked only while learning, which helps with the places."""
LONG, BATCH = 320, 40
DROPPED = 0.15
KINDS = {0: BEAT, 12: HALF, 6: QUARTER, 18: QUARTER, 4: THIRD, 8: THIRD, 16: THIRD, 20: THIRD}
KINDS_OF_PLAYING = {"simple": 0.03, "layered": 0.23, "keyboard": 0.13, "counterpoint": 0.3, "corpus": 0.31}
"""What is played, and how often."""
MADE_UP: dict[str, Callable[[np.random.Generator], Performance | None]] = {
    "simple": simple,
    "layered": layered,
    "keyboard": lambda chance: perform(keyboard_score(chance), chance),
    "counterpoint": lambda chance: perform(counterpoint_score(chance), chance),
}
Example = tuple[np.ndarray, np.ndarray, np.ndarray]
"""What is said of each stroke (n, COUNT), its place in the bar (n), the logarithm of its period (n)."""
Weights = dict[str, Any]


def main(argv: list[str]) -> int:
    """Read scores, play them, teach, and write the numbers."""
    parser = argparse.ArgumentParser(prog="python -m training.beat.learn", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--scores", type=int, default=200)
    parser.add_argument("--examples", type=int, default=12_000)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(argv)
    chance = np.random.default_rng(asked.seed)
    scores = list(corpus_scores(asked.scores, asked.seed))
    examples = _examples(scores, asked.examples, chance)
    learned = _learn(examples, asked.steps, chance)
    learned |= {name: learned[name][..., :6] for name in ("Wo", "bo")}
    np.savez_compressed(asked.out, **{name: np.asarray(one, np.float16) for name, one in learned.items()})
    return 0


def _examples(scores: list[tuple[str, Score]], count: int, chance: np.random.Generator) -> list[Example]:
    tunes = [score for folder, score in scores if folder in FIDDLE]
    art = [score for folder, score in scores if folder not in FIDDLE]
    found: list[Example] = []
    while len(found) < count:
        kind = str(chance.choice(list(KINDS_OF_PLAYING), p=list(KINDS_OF_PLAYING.values())))
        played: Performance | None
        if kind in MADE_UP:
            played = MADE_UP[kind](chance)
        else:
            source = tunes if tunes and (not art or chance.random() < 0.15) else art
            part = excerpt(source[int(chance.integers(len(source)))], chance)
            played = perform(part, chance) if part else None
        if played is not None and len(played.notes) >= 40:
            found.append(example(played))
    return found


def example(played: Performance) -> Example:
    """Describe each stroke of a performance, and say what it is."""
    strokes, said, kinds, periods = Strokes(), [], [], []
    beats = [place for place, _ in played.score.beats]
    begun: list[Played] = []
    ends = sorted((one.offset, one.pitch) for one in played.notes)
    for one, following in pairwise([*played.notes, None]):
        if one is None:
            break
        while ends and ends[0][0] <= one.onset:
            strokes.end(ends.pop(0)[1])
        begun.append(one)
        strokes.begin(Move(one.onset, True, one.pitch, one.velocity))  # noqa: FBT003 - a record
        if following is not None and following.onset - begun[0].onset <= TOGETHER:
            continue
        said.append(strokes.close())
        kinds.append(min((_kind(note, beats, played) for note in begun), default=OTHER))
        at = bisect.bisect_left(played.beats, begun[0].onset + 0.03) - 1
        at = min(max(at, 0), len(played.beats) - 2)
        periods.append(math.log(max(0.1, played.beats[at + 1] - played.beats[at])))
        begun = []
    return np.array(said, np.float32), np.array(kinds, np.int32), np.array(periods, np.float32)


def _kind(note: Played, beats: list[float], played: Performance) -> int:
    if note.place is None:
        return OTHER
    at = max(0, bisect.bisect_right(beats, note.place + 1e-6) - 1)
    unit = beats[at + 1] - beats[at] if at + 1 < len(beats) else beats[-1] - beats[-2]
    part = 24 * ((note.place - beats[at]) / unit % 1)
    if abs(part - round(part)) > 0.2:
        return OTHER
    kind = KINDS.get(round(part) % 24, OTHER)
    return DOWN if kind == BEAT and played.score.beats[at][1] else kind


def _batch(examples: list[Example], chance: np.random.Generator) -> Example:
    said = np.zeros((LONG, BATCH, COUNT), np.float32)
    kinds, periods = np.full((LONG, BATCH), -1, np.int32), np.zeros((LONG, BATCH), np.float32)
    for column in range(BATCH):
        one, kind, period = examples[int(chance.integers(len(examples)))]
        first = 0 if len(kind) <= LONG or chance.random() < 0.5 else int(chance.integers(0, len(kind) - LONG))
        part = one[first : first + LONG].copy()
        if chance.random() < 0.15:
            part[:, 23:26] = 0  # as if nothing were known of what is held
        if chance.random() < 0.1:
            part[:, 18] = 0  # as if all were equally loud
        count = len(part)
        said[:count, column], kinds[:count, column] = part, kind[first : first + count]
        periods[:count, column] = period[first : first + count]
        if first:
            kinds[:20, column] = -1
    return said, kinds, periods


def _begin() -> Weights:
    chance, out = np.random.default_rng(1), 6 + len(PERIODS)

    def some(rows: int, columns: int, by: float = 1.0) -> np.ndarray:
        return (by * chance.normal(size=(rows, columns)) / math.sqrt(rows)).astype(np.float32)

    found: Weights = {"W0": some(COUNT, INNER), "b0": np.zeros(INNER, np.float32)}
    for layer, inputs in ((1, INNER), (2, UNITS)):
        found |= {f"Wx{layer}": some(inputs, 3 * UNITS), f"Wh{layer}": some(UNITS, 3 * UNITS)}
        found |= {f"b{layer}": np.zeros(3 * UNITS, np.float32), f"c{layer}": np.zeros(UNITS, np.float32)}
    return found | {"Wo": some(2 * UNITS, out, 0.5), "bo": np.zeros(out, np.float32)}


def _layer(weights: Weights, layer: int, heard: jax.Array) -> jax.Array:
    given = heard @ weights[f"Wx{layer}"] + weights[f"b{layer}"]

    def step(state: jax.Array, now: jax.Array) -> tuple[jax.Array, jax.Array]:
        kept = state @ weights[f"Wh{layer}"]
        update = jax.nn.sigmoid(now[:, :UNITS] + kept[:, :UNITS])
        reset = jax.nn.sigmoid(now[:, UNITS : 2 * UNITS] + kept[:, UNITS : 2 * UNITS])
        new = jnp.tanh(now[:, 2 * UNITS :] + reset * (kept[:, 2 * UNITS :] + weights[f"c{layer}"]))
        state = (1 - update) * new + update * state
        return state, state

    return jax.lax.scan(step, jnp.zeros((heard.shape[1], UNITS)), given)[1]


def _loss(weights: Weights, said: Any, kinds: Any, periods: Any, key: jax.Array) -> jax.Array:  # noqa: ANN401
    first, second = jax.random.split(key)
    heard = _layer(weights, 1, jnp.tanh(said @ weights["W0"] + weights["b0"]))
    heard = heard * jax.random.bernoulli(first, 1 - DROPPED, heard.shape) / (1 - DROPPED)
    both = jnp.concatenate([heard, _layer(weights, 2, heard)], -1)
    both = both * jax.random.bernoulli(second, 1 - DROPPED, both.shape) / (1 - DROPPED)
    out = both @ weights["Wo"] + weights["bo"]
    kind = jax.nn.log_softmax(out[..., :6])
    kind = jnp.take_along_axis(kind, jnp.maximum(kinds, 0)[..., None], -1)[..., 0]
    near = jax.nn.softmax(-0.5 * ((periods[..., None] - jnp.log(jnp.array(PERIODS))) / 0.07) ** 2, -1)
    period = (near * jax.nn.log_softmax(out[..., 6:])).sum(-1)
    known = kinds >= 0
    return -((kind + 0.4 * period) * known).sum() / known.sum()


def _learn(examples: list[Example], steps: int, chance: np.random.Generator) -> Weights:
    weights, key = _begin(), jax.random.PRNGKey(0)
    rate = optax.warmup_cosine_decay_schedule(0.0, 2.2e-3, min(60, steps // 2), steps, 7e-5)
    rule = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=1e-4))
    state = rule.init(weights)

    @jax.jit
    def step(weights: Weights, state: Any, *batch: Any) -> tuple[Weights, Any, jax.Array]:  # noqa: ANN401
        loss, slope = jax.value_and_grad(_loss)(weights, *batch)
        change, state = rule.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, loss

    began, losses = time.monotonic(), []
    for number in range(1, steps + 1):
        key, now = jax.random.split(key)
        weights, state, loss = step(weights, state, *_batch(examples, chance), now)
        losses.append(float(loss))
        if number % 100 == 0:
            sys.stdout.write(
                f"{number} steps, {time.monotonic() - began:.0f} s, loss {np.mean(losses):.3f}\n"
            )
            losses = []
    return weights


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

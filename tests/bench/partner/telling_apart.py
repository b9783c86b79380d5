"""A simple classifier: logistic regression over standardised traits, and the nearest mean beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["confusion", "logistic", "nearest_mean"]

Rows = Any
"""A numpy array, a row for each duo."""
_ROUNDS = 3000
_RATE = 0.3
_KEPT = 2e-3
"""How strongly weights are drawn towards 0."""


def _standard(train: Rows, test: Rows) -> tuple[Rows, Rows]:
    centre, spread = train.mean(axis=0), train.std(axis=0)
    spread[spread < 1e-9] = 1.0
    return (train - centre) / spread, np.clip((test - centre) / spread, -5, 5)


def logistic(
    train: Sequence[Sequence[float]], labels: Sequence[int], test: Sequence[Sequence[float]]
) -> list[int]:
    """Fit multinomial logistic regression by gradient descent; give the label of each test row."""
    learnt, asked = _standard(np.array(train), np.array(test))
    count = max(labels) + 1
    target = np.eye(count)[list(labels)]
    weights, bias = np.zeros((learnt.shape[1], count)), np.zeros(count)
    for _ in range(_ROUNDS):
        scores = learnt @ weights + bias
        share = np.exp(scores - scores.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        amiss = (share - target) / len(learnt)
        weights -= _RATE * (learnt.T @ amiss + _KEPT * weights)
        bias -= _RATE * amiss.sum(axis=0)
    return [int(one) for one in (asked @ weights + bias).argmax(axis=1)]


def nearest_mean(
    train: Sequence[Sequence[float]], labels: Sequence[int], test: Sequence[Sequence[float]]
) -> list[int]:
    """Give each test row the label whose mean lies nearest."""
    learnt, asked = _standard(np.array(train), np.array(test))
    kinds = np.array(labels)
    means = np.array([learnt[kinds == kind].mean(axis=0) for kind in range(max(labels) + 1)])
    return [int(np.argmin(((means - row) ** 2).sum(axis=1))) for row in asked]


def confusion(true: Sequence[int], said: Sequence[int], count: int) -> list[list[int]]:
    """Count, for each true label (row), how often each label was said (column)."""
    found = [[0] * count for _ in range(count)]
    for one, other in zip(true, said, strict=True):
        found[one][other] += 1
    return found

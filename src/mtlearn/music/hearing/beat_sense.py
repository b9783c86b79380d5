"""A learned sense of where in the bar a stroke lies.

A small recurrent network (two layers of gated units: Cho et al. 2014) hears one stroke after the other and
says, for each, how likely it is to be a downbeat, another beat, a half, a quarter, a third of one, or none of
these. It only looks back. Its numbers stand in ``beat_sense.npz``; they were learned from scores that a
program played with rubato, and from no recording of anybody (``training/beat``).
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

__all__ = ["BEAT", "DOWN", "HALF", "OTHER", "QUARTER", "THIRD", "BeatSense", "leaning"]

DOWN, BEAT, HALF, QUARTER, THIRD, OTHER = range(6)
_DOUBT: Final = 0.02
"""How likely the opposite of what it says is taken to be at the least."""


class BeatSense:
    """Hears strokes one by one; its memory is what its units hold."""

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        self._learned = _learned()
        units = len(self._learned["c1"])
        self._state = [np.zeros(units, np.float32), np.zeros(units, np.float32)]

    def hear(self, said: list[float]) -> Numbers:
        """Hear what is said of a stroke; give the chance of each place in the bar, in the order above."""
        import numpy as np  # noqa: PLC0415 - importing the course stays light

        learned = self._learned
        heard = np.tanh(np.asarray(said, np.float32) @ learned["W0"] + learned["b0"])
        for layer in (1, 2):
            heard = _unit(learned, layer, self._state[layer - 1], heard)
            self._state[layer - 1] = heard
        return _chances(np.concatenate(self._state) @ learned["Wo"] + learned["bo"])


def leaning(places: Numbers) -> float:
    """Say how far the sense leans towards a beat: the logarithm of the odds, 0 where it leans to no side."""
    beat = float(places[DOWN] + places[BEAT])
    return math.log((beat + _DOUBT) / (1 - beat + _DOUBT))


def _unit(learned: dict[str, Numbers], layer: int, state: Numbers, heard: Numbers) -> Numbers:
    import numpy as np  # noqa: PLC0415 - importing the course stays light

    size = len(state)
    given = heard @ learned[f"Wx{layer}"] + learned[f"b{layer}"]
    kept = state @ learned[f"Wh{layer}"]
    gates = 1 / (1 + np.exp(-(given[: 2 * size] + kept[: 2 * size])))
    update, reset = gates[:size], gates[size:]
    new = np.tanh(given[2 * size :] + reset * (kept[2 * size :] + learned[f"c{layer}"]))
    result: Numbers = (1 - update) * new + update * state
    return result


def _chances(out: Numbers) -> Numbers:
    import numpy as np  # noqa: PLC0415 - importing the course stays light

    grown = np.exp(out - out.max())
    result: Numbers = grown / grown.sum()
    return result


@cache
def _learned() -> dict[str, Numbers]:
    import numpy as np  # noqa: PLC0415 - importing the course stays light

    with (files("mtlearn.music.hearing") / "beat_sense.npz").open("rb") as file, np.load(file) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}

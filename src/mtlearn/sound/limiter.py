"""Keeps what comes out under a ceiling, without distorting it: never louder than the ear was promised.

What counts is the curve through the frames, since that is what reaches the ear: between two frames it can
stand several decibels above both (true peak, ITU-R BS.1770-4, annex 2). Three points between each two frames
are worked out wherever the frames come near enough to the ceiling for it to matter.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CEILING", "LOOK_AHEAD", "Limiter"]

CEILING: Final = 10 ** (-2 / 20)
"""-2 dBFS: what no frame passes, in any way out, so that the curve stays under -1 dBFS."""
LOOK_AHEAD: Final = 64
_AIM = 10 ** (-2.5 / 20)
"""What the curve is kept under at four points a frame. In between it may stand higher, by a
tenth of a decibel for any sound up to 20 kHz, by one for full-scale noise up to the highest frequency."""
_STEP = 32
_RAMP = np.arange(_STEP, dtype=np.float32) / _STEP
_REACH = 24
"""Frames on either side that a point between two frames depends on."""
_CELL = 16
_RELEASE = 0.15
_NOTHING = 0.0001
_ABSURD = 1000.0
"""60 dB too loud: no music, but a fault somewhere; it is not to become silence by overflowing."""


def _between() -> tuple[NDArray[np.float32], float]:
    """Give what makes of _STEP frames, and _REACH - 1 before and _REACH after them, the points between.

    And by how much of the greatest bend (second difference) in those frames a point may at most stand above
    the greatest frame: where little bends, nothing has to be worked out.
    """
    taps = np.arange(1 - _REACH, _REACH + 1)
    matrix = np.zeros((_STEP + 2 * _REACH - 1, _STEP, 3))
    bends = []
    for phase in (1, 2, 3):
        at = taps - phase / 4
        weights = np.sinc(at) * np.i0(2 * np.sqrt(1 - (at / (_REACH + 0.25)) ** 2))
        # A straight line through the frames is to come out as it is.
        line = np.stack([np.ones(len(taps)), at])
        weights /= weights.sum()
        weights -= np.linalg.pinv(line) @ (line @ weights - (1, 0))
        straight = np.maximum(0, 1 - np.abs(at))
        bends.append(np.abs(np.cumsum(np.cumsum(weights - straight))).sum())
        for frame in range(_STEP):
            matrix[frame : frame + len(taps), frame, phase - 1] = weights
    return matrix.reshape(len(matrix), -1).astype(np.float32), max(bends)


_BETWEEN, _BEND = _between()


class Limiter:
    """A peak limiter that looks 64 frames (1.3 ms) ahead and turns down in a straight line before a peak.

    Each 32 frames have a gain they need; the gain runs straight from one edge to the next and is at no edge
    above what either side needs, so the ceiling holds everywhere. What needs no turning down is given back
    to the last bit as it came. Frames that are no numbers are silence.
    """

    def __init__(self, rate: int) -> None:
        self._waiting = np.zeros((LOOK_AHEAD, 2), np.float32)
        self._needed = 1.0
        self._less = np.zeros(2)
        """What was taken off at the last two edges: 1 is all, 0 is nothing."""
        self._back = math.exp(-_STEP / (_RELEASE * rate))

    def __call__(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give back what came in, 64 frames late and under the ceiling. Lengths are multiples of 64."""
        if not float(sound.max(initial=0)) - float(sound.min(initial=0)) < _ABSURD:
            sound = np.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0).clip(-_ABSURD, _ABSURD)
        ahead = np.concatenate([self._waiting, sound])
        now, self._waiting = ahead[: len(sound)], ahead[len(sound) :]
        needs = _needs(ahead)
        if not self._less.any() and self._needed == 1.0 and needs.min(initial=1) == 1.0:
            return now
        wanted = 1 - np.minimum(needs, np.concatenate([[self._needed], needs[:-1]]))
        self._needed = float(needs[-1])
        # What is taken off at an edge is what it needs, or what is left of the one before, if that is more:
        # on a scale on which the falling back is level, the highest so far.
        level = -math.log(self._back) * np.arange(-1, len(needs))
        with np.errstate(divide="ignore"):
            highest = np.maximum.accumulate(np.log(np.concatenate([self._less[1:], wanted])) + level)
        less = np.exp(highest - level)
        less[less < _NOTHING] = 0
        less = np.concatenate([self._less[:1], less])
        self._less = less[-2:]
        gains = (1 - less).astype(np.float32)
        ramps = (gains[1:] - gains[:-1])[:, None] * _RAMP + gains[:-1, None]
        # The first edge lies as far before the first frame given back as it takes to know what follows it.
        return (now * ramps.reshape(-1, 1)[_REACH : _REACH + len(now)]).astype(np.float32, copy=False)


def _needs(ahead: NDArray[np.float32]) -> NDArray[np.float64]:
    """Give the gain that each _STEP frames need, from _REACH before the first new frame on."""
    needs = np.ones((len(ahead) - LOOK_AHEAD) // _STEP)
    flat = ahead.reshape(-1)
    bend = flat[4:] - flat[2:-2]
    bend -= flat[2:-2]
    bend += flat[:-4]
    if max(flat.max(), -flat.min()) + _BEND * max(bend.max(), -bend.min()) <= _AIM:
        return needs
    cells = np.abs(flat).reshape(-1, 2 * _CELL).max(axis=1)
    bends = np.abs(np.concatenate([bend[:2], bend, bend[-2:]])).reshape(-1, 2 * _CELL).max(axis=1)
    parts = [slice(1 + part, 2 * len(needs) + part, 2) for part in range(5)]  # the cells a step depends on
    highest, most = (np.max([of[part] for part in parts], axis=0) for of in (cells, bends))
    (near,) = np.nonzero(highest + _BEND * most > _AIM)
    if near.size:
        windows = np.lib.stride_tricks.sliding_window_view(ahead, len(_BETWEEN), axis=0)
        frames = windows[LOOK_AHEAD - 2 * _REACH + 1 :: _STEP][near]
        peaks = np.abs(frames[:, :, _REACH - 1 : -_REACH]).max(axis=(1, 2))
        peaks = np.maximum(peaks, np.abs(frames @ _BETWEEN).max(axis=(1, 2)))
        needs[near] = _AIM / np.maximum(peaks, _AIM)
    return needs

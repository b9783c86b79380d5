"""How a sound dies away: evenly in decibels, so many a second, as strings and struck bars do.

A fall is a table of factors, one a frame. Factors are products of two small tables and nothing else, so that
a stretch of a fall is the same numbers wherever it is cut, on every machine.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SILENT", "Fall", "fall"]

SILENT: Final = -90 * math.log(10) / 20
"""Where a fall counts as over, in nepers: 90 dB down."""
_DEPTH = -100 * math.log(10) / 20
"""What falls in the time a zone names: 100 dB."""
_ROW = 256
_SHORT = 1 << 18
"""Frames up to which a fall is kept whole: 1 MB; it is most releases and no piano string."""


class Fall:
    """Factors from 1 downwards, 100 dB in so many frames, as far as a floor and no further.

    ``end`` is the frame at which the floor, or silence, is reached.
    """

    def __init__(self, frames: float, floor: float) -> None:
        step = _DEPTH / max(1.0, frames)
        self.floor = floor
        self.end = math.ceil(max(SILENT, math.log(floor) if floor > 0 else _DEPTH) / step)
        self._rows = np.exp(step * _ROW * np.arange(self.end // _ROW + 1)).astype(np.float32)
        self._row = np.exp(step * np.arange(_ROW)).astype(np.float32)
        self._whole = self._made(0, self.end) if self.end <= _SHORT else None

    def frames(self, first: int, count: int) -> NDArray[np.float32]:
        """Give ``count`` factors from frame ``first`` on, 0 or later; after the end the floor.

        They may be shared: not to be written to.
        """
        last = min(first + count, self.end)
        if last <= first:
            return np.full(count, self.floor, np.float32)
        factors = self._made(first, last) if self._whole is None else self._whole[first:last]
        if last == first + count:
            return factors
        return np.concatenate([factors, np.full(first + count - last, self.floor, np.float32)])

    def _made(self, first: int, last: int) -> NDArray[np.float32]:
        row = first // _ROW
        factors: NDArray[np.float32] = np.multiply.outer(
            self._rows[row : (last - 1) // _ROW + 1], self._row
        ).reshape(-1)
        return factors[first - row * _ROW : last - row * _ROW]


@lru_cache(maxsize=64)
def fall(frames: float, floor: float = 0.0) -> Fall:
    """Give the fall of 100 dB in so many frames, made once."""
    return Fall(frames, floor)

"""Reads a SoundFont 2 file: its presets' zones and its samples, as far as building the bank needs."""  # noqa: INP001 - a script's neighbour

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = [
    "ATTENUATION",
    "COARSE",
    "DECAY",
    "FINE",
    "HOLD",
    "LOOPS",
    "PAN",
    "ROOT",
    "SAMPLE",
    "SUSTAIN",
    "SoundFont",
]

# Generators by number: SoundFont Technical Specification 2.04, 8.1.2.
PAN, HOLD, DECAY, SUSTAIN, INSTRUMENT, ATTENUATION = 17, 35, 36, 37, 41, 48
COARSE, FINE, SAMPLE, LOOPS, ROOT = 51, 52, 53, 54, 58


class SoundFont:
    """A SoundFont 2 file held in memory."""

    def __init__(self, path: Path) -> None:
        self._bytes = path.read_bytes()
        if self._bytes[:4] != b"RIFF" or self._bytes[8:12] != b"sfbk":
            message = f"{path} is not a SoundFont 2 file."
            raise SystemExit(message)
        self._chunks: dict[str, tuple[int, int]] = {}
        self._walk(12, len(self._bytes))
        self._presets = self._table("phdr", "<20sHHHIII")
        self._instruments = self._table("inst", "<20sH")
        self.samples = self._table("shdr", "<20sIIIIIBbHH")
        self._bags = {kind: self._table(f"{kind}bag", "<HH") for kind in "pi"}
        self._generators = {kind: self._table(f"{kind}gen", "<Hh") for kind in "pi"}

    def _walk(self, at: int, end: int) -> None:
        while at < end - 7:
            size = struct.unpack_from("<I", self._bytes, at + 4)[0]
            if self._bytes[at : at + 4] == b"LIST":
                self._walk(at + 12, at + 8 + size)
            else:
                self._chunks[self._bytes[at : at + 4].decode("latin1")] = (at + 8, size)
            at += 8 + size + (size & 1)

    def _table(self, chunk: str, row: str) -> list[tuple[Any, ...]]:
        at, size = self._chunks[chunk]
        return list(struct.iter_unpack(row, self._bytes[at : at + size]))

    def _zones(self, kind: str, first: int, last: int) -> list[dict[int, int]]:
        bags, generators = self._bags[kind], self._generators[kind]
        return [dict(generators[bags[at][0] : bags[at + 1][0]]) for at in range(first, last)]

    def zones(self, program: int, bank: int = 0) -> list[dict[int, int]]:
        """Give a preset's zones in file order, the instrument's defaults filled in."""
        at = next(i for i, preset in enumerate(self._presets) if preset[1:3] == (program, bank))
        layers = self._zones("p", self._presets[at][3], self._presets[at + 1][3])
        number = next(layer[INSTRUMENT] for layer in layers if INSTRUMENT in layer)
        zones = self._zones("i", self._instruments[number][1], self._instruments[number + 1][1])
        shared = zones.pop(0) if SAMPLE not in zones[0] else {}
        return [{**shared, **zone} for zone in zones]

    def named(self, name: str) -> int:
        """Give the number of the sample with a name, such as ``"Ride1(L)"``."""
        wanted = name.encode("latin1")
        return next(at for at, header in enumerate(self.samples) if header[0].split(b"\0")[0] == wanted)

    def rate(self, number: int) -> int:
        """Give a sample's frames a second."""
        return int(self.samples[number][5])

    def sound(self, number: int) -> NDArray[np.float64]:
        """Give a sample's frames in -1 to 1."""
        header, (at, _) = self.samples[number], self._chunks["smpl"]
        return np.frombuffer(self._bytes, "<i2", header[2] - header[1], at + 2 * header[1]) / 32768

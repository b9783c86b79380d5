"""Writes a bank as a SoundFont 2 file, so that another program can play the very same samples.

Generators by number: SoundFont Technical Specification 2.04, 8.1.2.
"""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mtlearn.sound.bank import Bank, Zone

__all__ = ["Preset", "write_soundfont"]

_PAN, _ATTACK, _HOLD, _DECAY, _SUSTAIN, _RELEASE = 17, 34, 35, 36, 37, 38
_INSTRUMENT, _KEYS, _VELOCITIES, _ATTENUATION = 41, 43, 44, 48
_FINE, _SAMPLE, _LOOPS, _CLASS, _ROOT = 52, 53, 54, 57, 58
_LINEAR_ATTENUATION = 0.4
"""FluidSynth, as the sound cards the format was made for, takes 0.4 of what a zone's attenuation says."""
_AFTER = 46
"""Silent frames the format asks for after each sample."""


class Preset(NamedTuple):
    """Where a General MIDI player looks for a voice: bank 128 is drums."""

    bank: int
    program: int


def write_soundfont(path: Path, bank: Bank, presets: Mapping[str, Preset]) -> None:
    """Write the voices named in ``presets``: same samples, ranges, tuning, loops, envelopes, balance."""
    voices = {name: bank.voice(name) for name in presets}
    loudest = max(voice.gain * zone.gain for voice in voices.values() for zone in voice.zones)
    places: dict[str, tuple[int, int]] = {}
    frames: list[bytes] = []
    at = 0
    for sample in dict.fromkeys(sample for voice in voices.values() for sample in voice.samples):
        data = bank.sample_as_pcm(sample) + bytes(2 * _AFTER)
        places[sample] = (at, at + len(data) // 2 - _AFTER)
        at += len(data) // 2
        frames.append(data)
    headers, instruments, bags, generators = [], [], [], []
    for voice in voices.values():
        instruments.append(struct.pack("<20sH", voice.name.encode()[:19], len(bags)))
        for zone in voice.zones:
            bags.append(struct.pack("<HH", len(generators), 0))
            generators += _zone(zone, voice.gain * zone.gain / loudest, len(headers))
            headers.append(_header(zone, *places[zone.sample]))
    instruments.append(struct.pack("<20sH", b"EOI", len(bags)))
    bags.append(struct.pack("<HH", len(generators), 0))
    headers.append(struct.pack("<20s5IBbHH", b"EOS", 0, 0, 0, 0, 0, 0, 0, 0, 0))
    rows = [
        struct.pack("<20sHHHIII", name.encode()[:19], preset.program, preset.bank, number, 0, 0, 0)
        for number, (name, preset) in enumerate(presets.items())
    ]
    rows.append(struct.pack("<20sHHHIII", b"EOP", 0, 0, len(presets), 0, 0, 0))
    count = len(presets)
    hydra = {
        b"phdr": rows,
        b"pbag": [struct.pack("<HH", number, 0) for number in range(count + 1)],
        b"pmod": [bytes(10)],
        b"pgen": [struct.pack("<HH", _INSTRUMENT, number) for number in range(count)] + [bytes(4)],
        b"inst": instruments,
        b"ibag": bags,
        b"imod": [bytes(10)],
        b"igen": [*generators, bytes(4)],
        b"shdr": headers,
    }
    about = _chunk(b"ifil", struct.pack("<HH", 2, 4)) + _chunk(b"isng", b"EMU8000\0")
    about += _chunk(b"INAM", b"mtlearn\0")
    body = b"sfbk" + _list(b"INFO", about) + _list(b"sdta", _chunk(b"smpl", b"".join(frames)))
    body += _list(b"pdta", b"".join(_chunk(name, b"".join(rows)) for name, rows in hydra.items()))
    path.write_bytes(_chunk(b"RIFF", body))


def _zone(zone: Zone, gain: float, number: int) -> Iterable[bytes]:
    root = round(zone.root)
    pairs = [
        (_KEYS, zone.low | zone.high << 8),
        (_VELOCITIES, zone.low_velocity | zone.high_velocity << 8),
        (_PAN, round(500 * zone.pan)),
        (_ATTENUATION, round(-200 * math.log10(max(gain, 1e-5)) / _LINEAR_ATTENUATION)),
        (_ATTACK, _timecents(zone.attack)),
        (_HOLD, _timecents(zone.hold)),
        (_DECAY, _timecents(zone.decay)),
        (_SUSTAIN, min(1000, round(-200 * math.log10(max(zone.sustain, 1e-5))))),
        (_RELEASE, _timecents(zone.release)),
        (_LOOPS, 1 if zone.loop else 0),
        (_CLASS, zone.choke),
        (_ROOT, root),
        (_FINE, round(100 * (root - zone.root))),
        (_SAMPLE, number),
    ]
    return [struct.pack("<HH", kind, value & 0xFFFF) for kind, value in pairs]


def _header(zone: Zone, first: int, last: int) -> bytes:
    start, end = zone.loop or (0, 0)
    row = (first, last, first + start, first + end, zone.rate, round(zone.root), 0, 0, 1)
    return struct.pack("<20s5IBbHH", zone.sample.encode()[-19:], *row)


def _timecents(seconds: float) -> int:
    return round(1200 * np.log2(seconds)) if seconds > 0.001 else -12000


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) & 1)


def _list(kind: bytes, data: bytes) -> bytes:
    return _chunk(b"LIST", kind + data)

"""A duo as a file to take along: MIDI with exact times, MusicXML with what the notation shows."""

from __future__ import annotations

import re
import struct
import sys
from typing import TYPE_CHECKING, Any, Final

from mtlearn.music.general_midi import PROGRAMS

if TYPE_CHECKING:
    from mtlearn.music.bars import Bars
    from mtlearn.music.notation import Names
    from mtlearn.music.note import Duo, Phrase

__all__ = ["PROGRAMS", "ROLES", "as_musicxml", "midi", "musicxml"]

_TICKS: Final = 3840
"""Ticks in a quarter: at the slowest pulse there is, one is 0.4 ms."""
ROLES: Final = ("mine", "partner")
"""What files made here say of their two parts, so that they can be brought back as the same duo."""


def midi(
    duo: Duo,
    bars: Bars,
    *,
    names: Names = ("Learner", "Partner"),
    voices: tuple[str, str] = ("piano", "piano"),
) -> bytes:
    """Write a duo as a standard MIDI file: a tempo track, and a named track each, times to half a tick.

    The tempo is the learner's where there is a steady pulse, else 60, so that a quarter is a second.
    """
    quarter = round(60_000_000 / (bars.tempo or 60))
    second = _TICKS * 1_000_000 / quarter
    tempo = [(0, b"\xff\x51\x03" + quarter.to_bytes(3, "big")), (0, b"\xff\x58\x04\x04\x02\x18\x08")]
    tracks = [_track(tempo)]
    for channel, (name, voice, phrase) in enumerate(zip(names[:2], voices, duo, strict=True)):
        head = [
            (0, _meta(3, name)),
            (0, _meta(1, f"mtlearn: {ROLES[channel]}")),
            (0, _meta(1, f"mtlearn voice: {voice}")),
            (0, bytes((0xC0 | channel, PROGRAMS.get(voice, 0)))),
        ]
        tracks.append(_track([*head, *_moves(phrase, channel, second)]))
    return struct.pack(">4sIHHH", b"MThd", 6, 1, len(tracks), _TICKS) + b"".join(tracks)


def musicxml(duo: Duo, bars: Bars, names: Names) -> bytes:
    """Write a duo as MusicXML, every bar of it."""
    from mtlearn.music.notation import score  # noqa: PLC0415 - the two use each other

    said = f'<miscellaneous-field name="mtlearn-parts">{" ".join(ROLES)}</miscellaneous-field>'
    mark = f"<miscellaneous>{said}</miscellaneous></identification>"
    return as_musicxml(score(duo, bars, names)).replace(b"</identification>", mark.encode(), 1)


def as_musicxml(score: Any) -> bytes:  # noqa: ANN401 - music21 ships no types
    """Write a music21 score as MusicXML; the same score always gives the same bytes."""
    from music21.musicxml.m21ToXml import GeneralObjectExporter  # noqa: PLC0415 - only for notation

    found: bytes = GeneralObjectExporter(score).parse()
    found = re.sub(rb"\s*<encoding-date>[^<]*</encoding-date>", b"", found)
    for number, name in enumerate(dict.fromkeys(re.findall(rb'<score-part id="([^"]+)"', found)), start=1):
        found = found.replace(b'"%b"' % name, b'"P%d"' % number)
    return found


def _moves(phrase: Phrase, channel: int, second: float) -> list[tuple[int, bytes]]:
    """Give a phrase's beginnings and ends in ticks, an end before a beginning at the same tick.

    A key struck again while it sounds ends first; struck twice at the same tick, it is one tone.
    """
    by_pitch: dict[int, dict[int, tuple[int, int]]] = {}
    for note in phrase:
        begins = round(note.onset * second)
        until = max(begins + 1, round(note.offset * second))
        by_pitch.setdefault(note.pitch, {})[begins] = (until, note.velocity)
    moves = []
    for pitch, tones in by_pitch.items():
        onsets = sorted(tones)
        for begins, following in zip(onsets, [*onsets[1:], sys.maxsize], strict=True):
            until, velocity = tones[begins]
            moves.append((begins, 1, bytes((0x90 | channel, pitch, velocity))))
            moves.append((min(until, following), 0, bytes((0x80 | channel, pitch, 0))))
    return [(tick, data) for tick, _, data in sorted(moves)]


def _meta(kind: int, text: str) -> bytes:
    data = text.encode()
    return bytes((0xFF, kind)) + _length(len(data)) + data


def _track(events: list[tuple[int, bytes]]) -> bytes:
    body, now = b"", 0
    for tick, data in [*events, (events[-1][0], b"\xff\x2f\x00")]:
        body += _length(tick - now) + data
        now = tick
    return struct.pack(">4sI", b"MTrk", len(body)) + body


def _length(number: int) -> bytes:
    """Write a number as MIDI writes lengths: seven bits a byte, the last byte below 128."""
    parts = [number & 0x7F]
    while number := number >> 7:
        parts.append(0x80 | number & 0x7F)
    return bytes(reversed(parts))

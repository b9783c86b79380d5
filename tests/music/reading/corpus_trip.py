"""Takes scores of music21's corpus through the project's files and back, and says what differs.

Two trips: score → MusicXML → Piece, and Piece → MIDI → Piece. Notes are compared as (onset, length, pitch),
over all parts together. What differs is sorted into kinds, each with its reason; "unexplained" is the
kind that must stay empty. Encodings of the corpus are partly non-commercial: they are read where music21 is
installed, and nothing of them is kept.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mtlearn.errors import MtlearnError
from mtlearn.music.reading.midi import read_midi
from mtlearn.music.reading.musicxml import read_musicxml

if TYPE_CHECKING:
    from pathlib import Path

    from mtlearn.music.piece import Piece

Rows = Counter[tuple[int, int, int]]

REASONS: Final = {
    "grace note": "has no length in a score; left out of what is written",
    "cue note": "is for reading, not for sounding",
    "tie to another pitch": "joins nothing here; music21 joins whatever is tied",
    "struck again while it sounds": "in MIDI nobody says which of the two ends first",
    "without length": "a note of no length is no note",
    "unexplained": "must stay empty",
}


class Trip(NamedTuple):
    """How many notes a score has, and how many of which kind differ, in MusicXML and in MIDI."""

    notes: int
    musicxml: Counter[str]
    midi: Counter[str]


def trip(path: Path) -> Trip:
    """Take one score there and back."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        score, data = _score(path)
    piece = read_musicxml(io.BytesIO(data), path.name, written=True)
    expected, ties = _expected(score)
    found = rows(piece)
    return Trip(sum(expected.values()), _differences(expected, found, ties, piece), _midi(piece))


def _score(path: Path) -> tuple[Any, bytes]:
    from music21 import converter, stream  # noqa: PLC0415 - half a second
    from music21.musicxml.m21ToXml import GeneralObjectExporter  # noqa: PLC0415 - the same

    score = converter.parse(path, forceSource=False)
    if isinstance(score, stream.Opus):
        score = score.scores[0]
    # What is compared is reading: both sides get the score that music21 has written.
    data = GeneralObjectExporter(score).parse()
    return converter.parseData(data, format="musicxml"), data


def _place(quarters: float) -> int:
    """Give a place in 480ths of a quarter, so that thirds are thirds whoever rounds them."""
    return round(quarters * 480)


def rows(piece: Piece) -> Rows:
    """Give a piece's notes: onset, length, pitch; drums have none."""
    found: Rows = Counter()
    for part in piece.parts:
        for note in part.notes:
            begins, ends = piece.quarters(note.onset), piece.quarters(note.offset)
            found[_place(begins), _place(ends - begins), -1 if part.drums else note.pitch] += 1
    return found


def _expected(score: Any) -> tuple[Rows, int]:
    """Give the notes as music21 reads them, each tie joined by pitch; and how many ties lead elsewhere."""
    found: Rows = Counter()
    odd = 0
    for part in score.parts:
        sounding = part.toSoundingPitch()
        drums = any(
            "Unpitched" in one.classes or "PercussionChord" in one.classes for one in sounding.recurse().notes
        )
        open_: dict[int, list[float]] = {}
        tones: list[list[float]] = []
        for note in sorted(sounding.flatten().notes, key=lambda one: float(one.offset)):
            if note.duration.isGrace or "ChordSymbol" in note.classes or not note.quarterLength:
                continue
            if note.style.noteSize == "cue":
                continue
            for pitch, tie in _tones(note):
                begins, ends = float(note.offset), float(note.offset) + float(note.quarterLength)
                leads_here = tie is not None and tie.type in {"stop", "continue"}
                tone = open_.pop(pitch, None) if leads_here else None
                if tone is not None and abs(tone[1] - begins) < 1e-6:
                    tone[1] = ends
                else:
                    odd += leads_here
                    tone = [begins, ends, pitch]
                    tones.append(tone)
                if tie is not None and tie.type in {"start", "continue"}:
                    open_[pitch] = tone
        for begins, ends, pitch in tones:
            found[_place(begins), _place(ends - begins), -1 if drums else int(pitch)] += 1
    return found, odd


def _tones(note: Any) -> list[tuple[int, Any]]:
    if "Unpitched" in note.classes or "PercussionChord" in note.classes:
        inside = note.notes if "PercussionChord" in note.classes else [note]
        return [(0, one.tie) for one in inside]
    if "Chord" in note.classes:
        return [(one.pitch.midi, one.tie or note.tie) for one in note.notes]
    return [(note.pitch.midi, note.tie)]


def _differences(expected: Rows, found: Rows, ties: int, piece: Piece) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for name, count in piece.left_out:
        kinds[{"grace": "grace note", "cue": "cue note"}.get(name, name)] += count
    if ties:
        kinds["tie to another pitch"] += ties
    kinds["unexplained"] = sum((expected - found).values()) + sum((found - expected).values())
    return +kinds


def as_midi(piece: Piece, division: int = 10_080) -> bytes:
    """Write a piece as MIDI, a track a part, at the finest division that scores need."""

    def length(number: int) -> bytes:
        parts = [number & 0x7F]
        while number := number >> 7:
            parts.append(0x80 | number & 0x7F)
        return bytes(reversed(parts))

    def track(events: list[tuple[int, int, bytes]]) -> bytes:
        now, pieces = 0, list[bytes]()
        for tick, _, data in sorted(events):
            pieces.append(length(tick - now) + data)
            now = tick
        body = b"".join(pieces) + b"\0\xff\x2f\0"
        return b"MTrk" + struct.pack(">I", len(body)) + body

    tempi = [
        (round(one.at * division), 0, b"\xff\x51\x03" + round(one.quarter * 1e6).to_bytes(3, "big"))
        for one in piece.tempi
    ]
    tracks = [track(tempi)]
    for number, part in enumerate(piece.parts):
        channel = 9 if part.drums else number % 9
        events = []
        for note in part.notes:
            begins = round(piece.quarters(note.onset) * division)
            ends = max(begins + 1, round(piece.quarters(note.offset) * division))
            events += [
                (begins, 1, bytes((0x90 | channel, note.pitch, note.velocity))),
                (ends, 0, bytes((0x80 | channel, note.pitch, 0))),
            ]
        tracks.append(track(events))
    return struct.pack(">4sIHHH", b"MThd", 6, 1, len(tracks), division) + b"".join(tracks)


def _midi(piece: Piece) -> Counter[str]:
    expected = rows(piece)
    found = rows(read_midi(as_midi(piece), "a.mid"))
    kinds: Counter[str] = Counter()
    differ = (expected - found) + (found - expected)
    twice = _struck_again(piece)
    for row, count in differ.items():
        kinds["struck again while it sounds" if row[2] in twice else "unexplained"] += count
    return +kinds


def _struck_again(piece: Piece) -> set[int]:
    """Give the pitches that somewhere begin while they sound in the same part."""
    found = set()
    for part in piece.parts:
        ends: dict[int, float] = {}
        for note in part.notes:
            if note.onset < ends.get(note.pitch, -1.0) - 1e-6:
                found.add(-1 if part.drums else note.pitch)
            ends[note.pitch] = max(note.offset, ends.get(note.pitch, 0.0))
    return found


def trips(paths: list[Path]) -> tuple[Counter[str], list[str]]:
    """Take many scores there and back: counts, and the scores in which something is unexplained."""
    counts: Counter[str] = Counter()
    odd = []
    for path in paths:
        try:
            one = trip(path)
        except MtlearnError as error:
            counts["scores refused"] += 1
            odd.append(f"{path.parent.name}/{path.name}: {error}")
            continue
        except Exception as error:  # noqa: BLE001 - music21 cannot read or write some of its own
            counts["scores music21 cannot take"] += 1
            odd.append(f"{path.parent.name}/{path.name}: music21: {type(error).__name__}: {str(error)[:100]}")
            continue
        counts["scores"] += 1
        counts["notes"] += one.notes
        for form, kinds in (("MusicXML", one.musicxml), ("MIDI", one.midi)):
            for kind, count in kinds.items():
                counts[f"{form}: {kind}"] += count
            if kinds["unexplained"]:
                odd.append(f"{path.parent.name}/{path.name}: {form}: {kinds['unexplained']} of {one.notes}")
    return counts, odd

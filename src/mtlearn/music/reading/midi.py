"""Reads any standard MIDI file: types 0, 1 and 2, metrical time and film time, tidy and untidy.

After "Standard MIDI Files 1.0" (MIDI Manufacturers Association, RP-001). What programs in use get slightly
wrong is read as they mean it: a last track that claims to be longer than the file, values above 127, notes
never let go, chunks nobody knows. What breaks off in the middle is said to be damaged, and where.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from mtlearn.errors import DamagedMusicError, NoNotesError, TooMuchMusicError
from mtlearn.music.note import Note
from mtlearn.music.piece import Key, Metre, Part, Piece, Tempo
from mtlearn.music.reading.events import Meta, events
from mtlearn.music.reading.limits import MARKS, MIDI_BYTES, NOTES, PARTS, SECONDS
from mtlearn.music.reading.track import Track

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.music.reading.track import Held

__all__ = ["read_midi"]

_FORM: Final = "MIDI"
_DRUMS: Final = 9
_USUAL: Final = 500_000
"""Microseconds in a quarter where nothing is said."""
_NTSC: Final = 29


def read_midi(data: bytes, name: str, *, pedal: bool = True) -> Piece:
    """Read a standard MIDI file.

    Args:
        data: the file's bytes.
        name: what the file is called, for sentences about it.
        pedal: let notes ring on while the sustain pedal is down; if not, they end when the key is let go.

    Raises:
        DamagedMusicError: it breaks off, or is no MIDI after all; says at which byte.
        TooMuchMusicError: it holds more than is read.
        NoNotesError: there is no note in it.
    """
    if len(data) > MIDI_BYTES:
        raise TooMuchMusicError(name, f"{len(data) >> 20} MB MIDI", f"{MIDI_BYTES >> 20} MB")
    kind, division, bodies = _chunks(data, name)
    tracks, marks, shift = [], _Marks(name), 0
    left = NOTES
    for start, end, sure in bodies:
        track = Track(shift, pedal=pedal)
        for tick, status, value in events(data, start, end, name, sure=sure):
            if isinstance(value, Meta):
                if value.kind in _MARKS:
                    marks.add(shift + tick, value)
                else:
                    track.tell(value)
            else:
                track.hear(tick, status, value)
                if track.count > left:
                    raise TooMuchMusicError(name, f"more than {NOTES} notes", f"{NOTES} notes")
        track.finish()
        left -= track.count
        tracks.append(track)
        if kind == 2:  # noqa: PLR2004 - type 2: each track is a pattern of its own, played after the one before
            shift += track.end
            marks.add(shift, Meta(0x51, _USUAL.to_bytes(3, "big")))
    time = _Time(division, marks)
    parts = tuple(_parts(tracks, time, name))
    if not parts:
        raise NoNotesError(name, _FORM)
    return Piece(
        parts,
        title=next((track.name for track in tracks if track.name and not track.count), ""),
        tempi=time.tempi,
        metres=marks.metres(time),
        keys=marks.keys(time),
        beats=not time.film,
    )


def _chunks(data: bytes, name: str) -> tuple[int, int, list[tuple[int, int, bool]]]:
    """Give type, division, and where each track begins and ends, and whether the file holds all of it."""
    head = data.find(b"MThd", 0, 64)  # after 20 bytes where a RIFF is wrapped around it
    if head < 0 or len(data) < head + 14:
        raise DamagedMusicError(name, _FORM, f"byte {max(head, 0)}", "its beginning is not whole")
    size, kind, _, division = struct.unpack_from(">IHHH", data, head + 4)
    if kind > 2 or size < 6 or division == 0 or (division & 0x8000 and not division & 0xFF):  # noqa: PLR2004 - as stated
        raise DamagedMusicError(name, _FORM, f"byte {head + 8}", "its beginning says what no MIDI file says")
    found, at = [], head + 8 + size
    while at + 8 <= len(data):
        begins = at + 8
        ends = begins + int.from_bytes(data[at + 4 : begins], "big")
        if data[at : at + 4] == b"MTrk":
            found.append((begins, min(ends, len(data)), ends <= len(data)))
            if len(found) > PARTS:
                raise TooMuchMusicError(name, f"more than {PARTS} tracks", f"{PARTS} tracks")
        at = ends
    if not found:
        raise DamagedMusicError(name, _FORM, f"byte {min(head + 8 + size, len(data))}", "no track follows")
    return kind, division, found


_MARKS: Final = {0x51: 3, 0x58: 2, 0x59: 2}
"""Tempo, metre and key, and the fewest bytes each has."""


class _Marks:
    """Tempo, metre and key, from whatever track says them, in order of time."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: dict[int, list[tuple[int, bytes]]] = {kind: [] for kind in _MARKS}

    def add(self, tick: int, meta: Meta) -> None:
        if len(meta.data) >= _MARKS[meta.kind]:
            self._found[meta.kind].append((tick, meta.data))
            if len(self._found[meta.kind]) > MARKS:
                raise TooMuchMusicError(self._name, f"more than {MARKS} changes of tempo", f"{MARKS} changes")

    def tempi(self) -> Iterator[tuple[int, int]]:
        """Give (tick, microseconds in a quarter); of several at one tick, the last."""
        last = dict.fromkeys((0,), _USUAL)
        for tick, data in sorted(self._found[0x51], key=lambda one: one[0]):
            if any(data[:3]):
                last[tick] = int.from_bytes(data[:3], "big")
        yield from last.items()

    def metres(self, time: _Time) -> tuple[Metre, ...]:
        last = {
            tick: Metre(time.quarters(tick), data[0], 1 << data[1])
            for tick, data in sorted(self._found[0x58], key=lambda one: one[0])
            if data[0] and data[1] < 7  # noqa: PLR2004 - a 64th is the shortest beat there is
        }
        return tuple(last.values())

    def keys(self, time: _Time) -> tuple[Key, ...]:
        last = {}
        for tick, data in sorted(self._found[0x59], key=lambda one: one[0]):
            fifths = data[0] - 256 if data[0] > 127 else data[0]  # noqa: PLR2004 - a signed byte
            if abs(fifths) <= 7:  # noqa: PLR2004 - seven signs at most
                last[tick] = Key(time.quarters(tick), fifths, data[1] == 1)
        return tuple(last.values())


class _Time:
    """From ticks to seconds and quarters."""

    def __init__(self, division: int, marks: _Marks) -> None:
        self.film = bool(division & 0x8000)
        if self.film:
            frames = 256 - (division >> 8)
            second = (30 / 1.001 if frames == _NTSC else float(frames)) * (division & 0xFF)
            self._ticks, steps = second / 2, [(0, _USUAL)]
        else:
            self._ticks, steps = float(division), list(marks.tempi())
        tempi, seconds = [], 0.0
        for place, (tick, quarter) in enumerate(steps):
            if place:
                before = steps[place - 1]
                seconds += (tick - before[0]) / self._ticks * before[1] / 1e6
            tempi.append(Tempo(tick / self._ticks, seconds, quarter / 1e6))
        self.tempi = tuple(tempi)
        self._starts = [tick for tick, _ in steps]

    def quarters(self, tick: int) -> float:
        return tick / self._ticks

    def seconds(self, tick: int) -> float:
        place = bisect_right(self._starts, tick) - 1
        tempo = self.tempi[place]
        return tempo.seconds + (tick - self._starts[place]) / self._ticks * tempo.quarter


def _parts(tracks: list[Track], time: _Time, name: str) -> Iterator[Part]:
    """Give a part for each channel and program of each track, in the order of the file."""
    programs: dict[int, int] = {}
    for track in tracks:
        programs = {**track.programs, **programs}
    for track in tracks:
        found: dict[tuple[int, int], list[Held]] = {}
        for held in track.notes:
            program = held.program if held.program is not None else programs.get(held.channel, 0)
            found.setdefault((held.channel, 0 if held.channel == _DRUMS else program), []).append(held)
        for (channel, program), notes in found.items():
            yield Part(
                track.name if len(found) == 1 else f"{track.name} {channel + 1}".strip(),
                tuple(sorted(_note(held, time, name) for held in notes)),
                program,
                drums=channel == _DRUMS,
                voice=track.voice,
                role=track.role,
            )


def _note(held: Held, time: _Time, name: str) -> Note:
    onset, end = time.seconds(held.onset), time.seconds(held.end)
    if end > SECONDS:
        raise TooMuchMusicError(name, f"{end / 3600:.0f} hours", f"{SECONDS / 3600:.0f} hours")
    return Note(onset, end - onset, held.pitch, held.velocity)

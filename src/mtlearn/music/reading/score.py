"""A score that has been read, set into time: bars one after another, ties joined, tempo counted."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from mtlearn.errors import NoNotesError, TooMuchMusicError
from mtlearn.music.note import Note
from mtlearn.music.piece import Key, Metre, Part, Piece, Tempo
from mtlearn.music.reading.bar import Line
from mtlearn.music.reading.limits import MARKS, NOTES, SECONDS
from mtlearn.music.reading.repeats import Signs, played

if TYPE_CHECKING:
    from mtlearn.music.piece import Role

__all__ = ["Score"]

_Said = TypeVar("_Said")
_USUAL: Final = 120.0
_DRUM_CHANNEL: Final = 10
_ROLES: Final[dict[str, Role]] = {"mine": "mine", "partner": "partner"}


class _Bars(NamedTuple):
    """Which bars are played in which order, and where each begins, in quarters; one more for the end."""

    order: list[int]
    starts: list[Fraction]


class Score:
    """What has been read of a score; ``piece`` gives it as it sounds."""

    def __init__(self) -> None:
        self.title = ""
        self.lines: dict[str, Line] = {}
        self.roles: list[str] = []
        self.left_out: Counter[str] = Counter()
        self._tempi: dict[int, dict[Fraction, float]] = {}
        self._metres: dict[int, tuple[int, int]] = {}
        self._keys: dict[int, tuple[int, bool]] = {}
        self._signs: dict[int, Signs] = {}
        self._ends: dict[int, bool] = {}

    def line(self, name: str) -> Line:
        """Give a part by its id."""
        return self.lines.setdefault(name, Line())

    def set_tempo(self, bar: int, at: Fraction, bpm: float) -> None:
        """Say that from here on there are so many quarters a minute."""
        if bpm >= 1:
            self._tempi.setdefault(bar, {})[at] = bpm

    def set_metre(self, bar: int, beats: int, unit: int) -> None:
        """Say what bars are like from here on."""
        if 0 < beats <= 255 and unit in {1, 2, 4, 8, 16, 32, 64}:  # noqa: PLR2004 - a byte, as in MIDI
            self._metres.setdefault(bar, (beats, unit))

    def set_key(self, bar: int, fifths: int, *, minor: bool) -> None:
        """Say what signs there are from here on; the first part that says so is believed."""
        if abs(fifths) <= 7:  # noqa: PLR2004 - seven signs at most
            self._keys.setdefault(bar, (fifths, minor))

    def set_signs(self, bar: int, signs: Signs, ending: str) -> None:
        """Say which repeat signs stand at a bar; an ending reaches from its start to its stop."""
        old = self._signs.get(bar, Signs())
        self._signs[bar] = Signs(
            old.begins or signs.begins, max(old.times, signs.times), old.endings | signs.endings
        )
        if ending:
            self._ends[bar] = self._ends.get(bar, False) or ending != "start"

    def piece(self, name: str, *, written: bool) -> Piece:
        """Set the score into time.

        Raises:
            NoNotesError: there is no note in it.
            TooMuchMusicError: what is played comes to more than is read.
        """
        if not any(any(line.bars) for line in self.lines.values()):
            raise NoNotesError(name, "MusicXML")
        bars = self._bars(name, written=written)
        tempi = self._tempo(bars)
        found = []
        roles = self.roles if len(self.roles) == len(self.lines) else [""] * len(self.lines)
        left = NOTES
        for line, role in zip(self.lines.values(), roles, strict=True):
            notes = _notes(line, bars, tempi, left)
            if notes is None:
                raise TooMuchMusicError(name, f"more than {NOTES} notes, repeats played", f"{NOTES} notes")
            left -= len(notes)
            if notes:
                found.append(_part(line, notes, _ROLES.get(role, "")))
        piece = Piece(
            tuple(found),
            self.title,
            tempi,
            tuple(Metre(float(at), *one) for at, one in _along(self._metres, bars)),
            tuple(Key(float(at), *one) for at, one in _along(self._keys, bars)),
            upbeat=self._upbeat(bars),
            left_out=tuple(sorted(self.left_out.items())),
        )
        if piece.length > SECONDS:
            raise TooMuchMusicError(name, f"{piece.length / 3600:.0f} hours", f"{SECONDS / 3600:.0f} hours")
        return piece

    def _bars(self, name: str, *, written: bool) -> _Bars:
        count = max(len(line.bars) for line in self.lines.values())
        usual, lengths = Fraction(4), []
        for bar in range(count):
            if bar in self._metres:
                usual = Fraction(4 * self._metres[bar][0], self._metres[bar][1])
            longest = max(line.lengths[bar] for line in self.lines.values() if bar < len(line.lengths))
            lengths.append(longest or usual)
        order = list(range(count)) if written else played(self._all_signs(count), MARKS)
        if order is None:
            raise TooMuchMusicError(name, f"more than {MARKS} bars, repeats played", f"{MARKS} bars")
        return _Bars(order, [Fraction(0), *accumulate(lengths[bar] for bar in order)])

    def _all_signs(self, count: int) -> list[Signs]:
        found, inside = [], frozenset[int]()
        for bar in range(count):
            signs = self._signs.get(bar, Signs())
            inside = signs.endings or inside
            found.append(signs._replace(endings=inside))
            if self._ends.get(bar):
                inside = frozenset()
        return found

    def _upbeat(self, bars: _Bars) -> float:
        beats, unit = self._metres.get(0, (4, 4))
        first = bars.starts[1]
        return float(first) if first < Fraction(4 * beats, unit) else 0.0

    def _tempo(self, bars: _Bars) -> tuple[Tempo, ...]:
        marks = {Fraction(0): _USUAL}
        for place, bar in enumerate(bars.order):
            for at, bpm in self._tempi.get(bar, {}).items():
                marks[bars.starts[place] + at] = bpm
        found: list[Tempo] = []
        for at, bpm in sorted(marks.items())[:MARKS]:
            before = found[-1] if found else Tempo(0.0, 0.0, 0.0)
            seconds = before.seconds + (float(at) - before.at) * before.quarter
            found.append(Tempo(float(at), seconds, 60 / bpm))
        return tuple(found)


def _along(said: dict[int, _Said], bars: _Bars) -> list[tuple[Fraction, _Said]]:
    """Give what bars say, where they are played; what is said again right away is left out."""
    found: list[tuple[Fraction, _Said]] = []
    for place, bar in enumerate(bars.order):
        if bar in said and (not found or found[-1][1] != said[bar]):
            found.append((bars.starts[place], said[bar]))
    return found


class _Tone(NamedTuple):
    """A note in quarters; where it stands in the row, so that a tie can make it longer."""

    at: Fraction
    end: Fraction
    pitch: int
    velocity: int
    place: int


def _notes(line: Line, bars: _Bars, tempi: tuple[Tempo, ...], most: int) -> tuple[Note, ...] | None:
    """Give a part's notes in seconds, tied ones joined; None if there are more than ``most``."""
    tones: list[_Tone] = []
    tied: dict[int, _Tone] = {}
    for place, bar in enumerate(bars.order):
        for stroke in line.bars[bar] if bar < len(line.bars) else ():
            at = max(Fraction(0), bars.starts[place] + stroke.at)
            tone = tied.pop(stroke.pitch, None) if stroke.tied_to else None
            if tone is not None and tone.end == at:
                tone = tones[tone.place] = tone._replace(end=at + stroke.length)
            else:
                tone = _Tone(at, at + stroke.length, stroke.pitch, stroke.velocity, len(tones))
                tones.append(tone)
                if len(tones) > most:
                    return None
            if stroke.ties_on:
                tied[stroke.pitch] = tone
    starts = [tempo.at for tempo in tempi]

    def seconds(quarters: float) -> float:
        tempo = tempi[bisect_right(starts, quarters) - 1]
        return tempo.seconds + (quarters - tempo.at) * tempo.quarter

    found = []
    for tone in tones:
        onset = seconds(float(tone.at))
        found.append(Note(onset, seconds(float(tone.end)) - onset, tone.pitch, tone.velocity))
    return tuple(sorted(found))


def _part(line: Line, notes: tuple[Note, ...], role: Role) -> Part:
    said = next(iter(line.instruments.values()), {})
    program = min(127, max(0, said.get("midi-program", 1) - 1))
    drums = line.drums or said.get("midi-channel") == _DRUM_CHANNEL
    return Part(line.name, notes, 0 if drums else program, drums=drums, role=role)

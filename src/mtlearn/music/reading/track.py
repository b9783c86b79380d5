"""One track of a MIDI file, heard from beginning to end: which notes sound, how long, with which program."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from mtlearn.music.piece import Role
    from mtlearn.music.reading.events import Meta

__all__ = ["Held", "Track"]

_OFF, _ON, _CONTROL, _PROGRAM = 0x80, 0x90, 0xB0, 0xC0
_PEDAL, _DOWN = 64, 64
_SILENCE: Final = frozenset({120, 123, 124, 125, 126, 127})
"""Controls that let go of all notes of a channel."""
_TEXT, _NAME, _INSTRUMENT, _END = 0x01, 0x03, 0x04, 0x2F
_ROLES: Final[dict[str, Role]] = {"mtlearn: mine": "mine", "mtlearn: partner": "partner"}
_VOICE: Final = "mtlearn voice: "


class Held(NamedTuple):
    """A note in ticks; ``program`` is None where the track named none before it."""

    onset: int
    end: int
    channel: int
    pitch: int
    velocity: int
    program: int | None


class _Struck(NamedTuple):
    onset: int
    velocity: int
    program: int | None


class Track:
    """Hears a track's events. ``shift`` is the tick at which it begins.

    A key struck twice before it is let go is two notes: the first to begin is the first to end. A note never
    let go ends with the track.
    """

    def __init__(self, shift: int, *, pedal: bool) -> None:
        self.notes: list[Held] = []
        self.programs: dict[int, int] = {}
        self.name, self.voice = "", ""
        self.role: Role = ""
        self.count, self.end = 0, 0
        self._shift, self._pedal = shift, pedal
        self._now: dict[int, int] = {}
        self._struck: dict[int, dict[int, deque[_Struck]]] = defaultdict(dict)
        self._ringing: dict[int, dict[int, list[_Struck]]] = defaultdict(dict)
        self._down: set[int] = set()

    def tell(self, meta: Meta) -> None:
        """Take in what the track says of itself."""
        if meta.kind in {_NAME, _INSTRUMENT, _TEXT}:
            text = _text(meta.data)
            if meta.kind == _TEXT:
                self.role = _ROLES.get(text, self.role)
                self.voice = text.removeprefix(_VOICE) if text.startswith(_VOICE) else self.voice
            elif meta.kind == _NAME or not self.name:
                self.name = text or self.name

    def hear(self, tick: int, status: int, values: tuple[int, int]) -> None:
        """Take in a channel's event."""
        self.end = tick
        kind, channel = status & 0xF0, status & 0x0F
        first, second = values
        if kind == _ON and second:
            self._strike(tick, channel, first, second)
        elif kind in {_ON, _OFF}:
            waiting = self._struck[channel].get(first)
            if waiting:
                self._let_go(tick, channel, first, waiting.popleft())
        elif kind == _PROGRAM:
            self._now[channel] = first
            self.programs.setdefault(channel, first)
        elif kind == _CONTROL and first == _PEDAL and self._pedal:
            if second >= _DOWN:
                self._down.add(channel)
            else:
                self._lift(tick, channel)
        elif kind == _CONTROL and first in _SILENCE:
            self._silence(tick, channel)

    def finish(self) -> None:
        """End what still sounds."""
        for channel in range(16):
            self._silence(self.end, channel)

    def _strike(self, tick: int, channel: int, pitch: int, velocity: int) -> None:
        self.count += 1
        for ringing in self._ringing[channel].pop(pitch, ()):
            self._write(tick, channel, pitch, ringing)
        self._struck[channel].setdefault(pitch, deque()).append(
            _Struck(tick, velocity, self._now.get(channel))
        )

    def _let_go(self, tick: int, channel: int, pitch: int, struck: _Struck) -> None:
        if channel in self._down:
            self._ringing[channel].setdefault(pitch, []).append(struck)
        else:
            self._write(tick, channel, pitch, struck)

    def _lift(self, tick: int, channel: int) -> None:
        self._down.discard(channel)
        for pitch, ringing in self._ringing.pop(channel, {}).items():
            for struck in ringing:
                self._write(tick, channel, pitch, struck)

    def _silence(self, tick: int, channel: int) -> None:
        self._lift(tick, channel)
        for pitch, waiting in self._struck.pop(channel, {}).items():
            for struck in waiting:
                self._write(tick, channel, pitch, struck)

    def _write(self, tick: int, channel: int, pitch: int, struck: _Struck) -> None:
        self.notes.append(
            Held(
                self._shift + struck.onset,
                self._shift + tick,
                channel,
                pitch,
                struck.velocity,
                struck.program,
            )
        )


def _text(data: bytes) -> str:
    """Read a text whose letters may be of either kind in use."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return "".join(letter for letter in text if letter.isprintable()).strip()[:200]

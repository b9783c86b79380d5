"""What should be sounding: kept by the kernel, so that a new engine can take up where another ended."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mtlearn.sound.bank import bank
from mtlearn.sound.fading import Fade, Fader
from mtlearn.sound.plan import Plan
from mtlearn.sound.wire import Kind, Record, channels_of, fading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtlearn.sound.plan import Move

__all__ = ["Standing"]

_TOO_SHORT = 0.1
"""Seconds left of a note that are not worth striking it again for."""


class Standing:
    """Voices, places and volume; keys that are down; and what is planned. Seconds on the kernel's clock."""

    def __init__(self, voices: Mapping[int, str], volume: float) -> None:
        self.voices = dict(voices)
        self.volume = volume
        self._pans: dict[int, float] = {}
        self._fader = Fader()
        self._plan = Plan()
        self._held: defaultdict[tuple[int, int], list[Move]] = defaultdict(list)
        self._lasting: list[Move] = []

    def take(self, record: Record, now: float) -> None:
        """Take in what the engine is asked for."""
        self._settle(now)
        match record.kind:
            case Kind.NOTE_ON | Kind.NOTE_OFF:
                self._plan.add(
                    struck=record.kind is Kind.NOTE_ON, channel=record.channel, pitch=record.first,
                    velocity=record.second, time=record.value or now, length=record.length,
                )  # fmt: skip
            case Kind.VOICE:
                self.voices[record.channel] = bank().voices[record.first]
            case Kind.VOLUME:
                self.volume = record.value
            case Kind.PAN:
                self._pans[record.channel] = record.value
            case Kind.CANCEL:
                self._plan.cancel(channels_of(record), record.value)
            case Kind.FADE:
                self._fader.add(Fade(record.channel, record.value, record.length, record.first == 1))
            case Kind.SILENCE:
                self._fader = Fader()
                self._plan.clear()
                self._held.clear()
                self._lasting.clear()

    def again(self, now: float) -> list[Record]:
        """Give what a new engine is to be asked for, so that it sounds as it should from ``now`` on.

        What was missed stays missed. Of what should be sounding only that is struck again which goes on for
        as long as its key is down, such as a drone: a plucked string struck again would be a wrong note.
        """
        self._settle(now)
        names = bank().voices
        said = [Record(Kind.VOICE, channel, names.index(voice)) for channel, voice in self.voices.items()]
        said += [Record(Kind.PAN, channel, value=pan) for channel, pan in self._pans.items()]
        said += [fading(fade) for fade in self._fader.all()]
        said += [
            Record(Kind.NOTE_ON, move.channel, move.pitch, move.velocity)
            for moves in self._held.values()
            for move in moves
            if self._goes_on(move)
        ]
        said += [
            Record(Kind.NOTE_ON, move.channel, move.pitch, move.velocity, now, left)
            for move in self._lasting
            if (left := move.time + move.length - now) > _TOO_SHORT and self._goes_on(move)
        ]
        kinds = {True: Kind.NOTE_ON, False: Kind.NOTE_OFF}
        said += [
            Record(kinds[move.struck], move.channel, move.pitch, move.velocity, move.time, move.length)
            for move in self._plan
        ]
        return said

    def _settle(self, now: float) -> None:
        self._fader.forget(now)
        for move in self._plan.due(now):
            if move.struck and move.length:
                self._lasting.append(move)
            elif move.struck:
                self._held[move.channel, move.pitch].append(move)
            elif down := self._held.get((move.channel, move.pitch)):
                del down[0]  # the earliest press is let go first, as in the engine
        self._lasting = [move for move in self._lasting if move.time + move.length > now]

    def _goes_on(self, move: Move) -> bool:
        voice = self.voices.get(move.channel)
        if voice is None:
            return False
        return any(
            zone.loop and zone.sustain > 0 and zone.answers(move.pitch, move.velocity)
            for zone in bank().voice(voice).zones
        )

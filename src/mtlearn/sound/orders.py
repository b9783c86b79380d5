"""How the sound card's process hears: a line that says what to open, then a record for each thing to do."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import msgspec

from mtlearn.sound.fading import Fade
from mtlearn.sound.wire import SIZE, Kind, Record, channels_of, unpack

if TYPE_CHECKING:
    from mtlearn.sound.synth import Synth

__all__ = ["Opening", "do", "first", "follow", "said"]


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be opened, and how.

    Args:
        device: the output's name or number; None is the system's default.
        lost: outputs that went away while playing: only when there is no other.
        voices: the voice of each channel.
        volume: 0 to 1, for an output that is not in ``volumes``.
        volumes: the volume for each output that is known.
        steps: how far from the quickest setting to begin, for each output that is known.
        rise: seconds in which sound comes in.
    """

    device: str | int | None = None
    lost: tuple[str, ...] = ()
    voices: dict[int, str] = {}
    volume: float = 0.6
    volumes: dict[str, float] = {}
    steps: dict[str, int] = {}
    rise: float = 0.05


def first(descriptor: int) -> tuple[Opening, bytes] | None:
    """Wait for the line that says what to open; give it and what came after it, or None if nobody asks."""
    heard = b""
    while b"\n" not in heard:
        data = os.read(descriptor, 4096)
        if not data:
            return None
        heard += data
    line, rest = heard.split(b"\n", 1)
    return msgspec.json.decode(line, type=Opening), rest


def said(opening: Opening) -> bytes:
    """Write the line that says what to open."""
    return json.dumps(msgspec.to_builtins(opening, str_keys=True)).encode() + b"\n"


def follow(descriptor: int, heard: bytes, synth: Synth, voices: tuple[str, ...]) -> None:
    """Do what records ask for until nobody can ask any more."""
    while True:
        whole = len(heard) // SIZE * SIZE
        for at in range(0, whole, SIZE):
            do(unpack(heard[at : at + SIZE]), synth, voices)
        heard = heard[whole:]
        data = os.read(descriptor, 64 * SIZE)
        if not data:
            return
        heard += data


def do(record: Record, synth: Synth, voices: tuple[str, ...]) -> None:
    """Do what one record asks for."""
    match record.kind:
        case Kind.NOTE_ON | Kind.NOTE_OFF:
            synth.note(
                struck=record.kind is Kind.NOTE_ON, channel=record.channel, pitch=record.first,
                velocity=record.second, time=record.value, length=record.length,
            )  # fmt: skip
        case Kind.VOICE:
            synth.set_voice(record.channel, voices[record.first])
        case Kind.VOLUME:
            synth.set_volume(record.value)
        case Kind.SILENCE:
            synth.silence()
        case Kind.PAN:
            synth.set_pan(record.channel, record.value)
        case Kind.CANCEL:
            synth.cancel(channels_of(record), record.value)
        case Kind.FADE:
            synth.fade(Fade(record.channel, record.value, record.length, record.first == 1))

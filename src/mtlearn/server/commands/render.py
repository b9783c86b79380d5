"""``mtlearn render``: any music to sound, with the course's own voices."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mtlearn.errors import SoundError

if TYPE_CHECKING:
    from mtlearn.music.piece import Part, Piece
    from mtlearn.sound.bank import Bank
    from mtlearn.sound.event import Event

__all__ = ["add"]

_ABOUT: Final = """\
Turn music into sound: IN is MIDI (.mid), MusicXML (.musicxml, .xml, .mxl), or a WAV or FLAC made here that
carries its notes; OUT is .wav or .flac, and carries the notes too. IN is known by its content, not its name.

Each part gets the voice nearest to its General MIDI program, and drums the soft kit. Or choose:

  mtlearn render song.mid song.wav --voice piano             all parts but drums
  mtlearn render song.mid song.flac --voice 1=flute --voice 2=nylon-guitar
"""
_KIT: Final = "soft-kit"
_KITS: Final = (_KIT, "hand-drums", "beat-kit")
_FAMILIES: Final = (
    (35, 36), (38, 40, 37, 39), (42, 44, 46, 54, 70), (46, 42), (49, 57, 55, 52, 51), (51, 59, 53),
    (41, 43, 45, 47, 48, 50, 64, 63, 62), (50, 48, 47, 45, 62), (60, 62, 63), (61, 64), (65, 62, 60),
    (66, 64, 61),
    (69, 70, 82, 42), (54, 42), (56, 76, 67, 68), (67, 68, 56, 76), (75, 76, 37), (76, 37), (77, 37),
    (80, 81, 53, 51), (73, 74, 70, 82), (58, 54, 39),
)  # fmt: skip
"""Keys of the drum set that may stand in for one another, best first."""


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    """Add the command to the command line."""
    parser = commands.add_parser(
        "render",
        help="turn MIDI or MusicXML into sound (WAV, FLAC)",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="IN", type=Path, help="the music")
    parser.add_argument("out", metavar="OUT", type=Path, help="the sound: a name that ends in .wav or .flac")
    parser.add_argument(
        "--voice",
        action="append",
        default=[],
        metavar="NAME",
        help="the voice of all parts, or N=NAME for part N; any number of times",
    )
    parser.add_argument("--rate", type=_rate, default=48_000, help="frames a second (default: 48000)")
    parser.add_argument(
        "--volume", type=_volume, default=None, help="0 to 1 (default: 0.6, as in the course)"
    )
    parser.set_defaults(do=lambda options: _render(options, parser))


def _rate(text: str) -> int:
    rate = int(text) if text.isdecimal() and len(text) < 7 else 0  # noqa: PLR2004 - below a million
    if not 8000 <= rate <= 192_000:  # noqa: PLR2004 - what sound cards do
        message = f"{text!r} is not a rate; choose a number from 8000 to 192000"
        raise argparse.ArgumentTypeError(message)
    return rate


def _volume(text: str) -> float:
    try:
        volume = float(text)
    except ValueError:
        volume = -1.0
    if not 0 <= volume <= 1:
        message = f"{text!r} is not a volume; choose a number from 0 to 1"
        raise argparse.ArgumentTypeError(message)
    return volume


class _Cast(NamedTuple):
    """What sounds: events on a channel for each part (and each further kit), and the channels' voices."""

    events: list[Event]
    voices: dict[int, str]
    silent: int


def _render(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from mtlearn.music.reading.carried import notes_text  # noqa: PLC0415 - only this command needs it
    from mtlearn.music.reading.opening import open_file  # noqa: PLC0415 - only this command needs it
    from mtlearn.server.commands.place_out import cannot, check_out  # noqa: PLC0415 - only this command needs it
    from mtlearn.sound.audiofile import form_of  # noqa: PLC0415 - brings numpy
    from mtlearn.sound.bank import bank  # noqa: PLC0415 - only this command needs it
    from mtlearn.sound.event import VOLUME  # noqa: PLC0415 - only this command needs it
    from mtlearn.sound.recording import write_recording  # noqa: PLC0415 - brings numpy
    from mtlearn.sound.render import render_blocks  # noqa: PLC0415 - brings numpy

    try:
        form = form_of(options.out)
    except SoundError as error:
        parser.error(str(error))
    check_out(options.source, options.out)
    opened = open_file(options.source)
    piece = opened.piece
    if opened.misnamed:
        print(f"mtlearn: {options.source.name} is {opened.form}, and is read as that.", file=sys.stderr)
    chosen = _voices(options.voice, piece, bank(), parser)
    cast = _cast(piece, chosen, bank())
    volume = VOLUME if options.volume is None else options.volume
    blocks = render_blocks(cast.events, cast.voices, options.rate, volume=volume)
    try:
        frames = write_recording(options.out, blocks, notes_text(piece), options.rate, form)
    except OSError as error:
        raise cannot(options.out, error) from error
    for number, (part, voice) in enumerate(zip(piece.parts, chosen, strict=True), start=1):
        print(f"{number:3}  {voice:15} {len(part.notes):6} notes  {part.name}")
    if cast.silent:
        print(f"mtlearn: {cast.silent} strokes on drums that no kit here has were left out.", file=sys.stderr)
    seconds = frames / options.rate
    print(f"{options.out}: {seconds // 60:.0f}:{seconds % 60:04.1f}")
    return 0


def _voices(wanted: list[str], piece: Piece, bank: Bank, parser: argparse.ArgumentParser) -> list[str]:
    """Say which voice each part has; a part that is not there, or a voice, ends in how to say it rightly."""
    from mtlearn.music.general_midi import voice_of  # noqa: PLC0415 - only this command needs it

    found = [_usual(part, voice_of(part.program), bank) for part in piece.parts]
    for one in wanted:
        number, _, name = one.rpartition("=")
        if name not in bank.voices:
            parser.error(f"--voice {one}: there is no voice {name!r}. There is: {', '.join(bank.voices)}.")
        if not number:
            found = [old if part.drums else name for part, old in zip(piece.parts, found, strict=True)]
        elif number.isdecimal() and 1 <= int(number[:6]) <= len(found):
            found[int(number) - 1] = name
        else:
            parser.error(f"--voice {one}: there is no part {number!r}. The parts are 1 to {len(found)}.")
    return found


def _usual(part: Part, nearest: str, bank: Bank) -> str:
    wanted = (part.voice, _KIT) if part.drums else (part.voice, nearest)
    return next((voice for voice in wanted if voice in bank.voices), "piano")


def _cast(piece: Piece, chosen: list[str], bank: Bank) -> _Cast:
    from mtlearn.sound.event import Event  # noqa: PLC0415 - only this command needs it

    events, voices, silent = [], dict(enumerate(chosen)), 0
    further = {kit: len(chosen) + place for place, kit in enumerate(_KITS)}
    for channel, (part, voice) in enumerate(zip(piece.parts, chosen, strict=True)):
        keys: dict[int, tuple[int, int] | None] = {}
        if bank.voice(voice).kind == "drums":
            kits = {voice: channel, **{kit: at for kit, at in further.items() if kit in bank.voices}}
            keys = {pitch: _stroke(pitch, kits, bank) for pitch in {note.pitch for note in part.notes}}
            voices |= {at: kit for kit, at in kits.items()}
        for note in part.notes:
            place = keys.get(note.pitch, (channel, note.pitch))
            if place is None:
                silent += 1
            else:
                events.append(Event(note.onset, place[0], place[1], note.velocity, note.duration))
    return _Cast(events, voices, silent)


def _stroke(pitch: int, kits: dict[str, int], bank: Bank) -> tuple[int, int] | None:
    """Say on which channel and key a drum sounds: as it is in the first kit that has it, else one like it."""
    alike = [pitch, *(key for family in _FAMILIES if family[0] == pitch for key in family)]
    alike += [key for family in _FAMILIES if pitch in family for key in family]
    for key in dict.fromkeys(alike):
        for kit, channel in kits.items():
            if key in bank.voice(kit).keys:
                return channel, key
    return None

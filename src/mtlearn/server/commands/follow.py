"""``mtlearn follow``: the beats that the partner expects while it hears somebody play."""

from __future__ import annotations

import argparse
import json
import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mtlearn.errors import DamagedMusicError, MusicFileError, TooMuchMusicError

if TYPE_CHECKING:
    from mtlearn.music.note import Note

__all__ = ["add"]

_ABOUT: Final = """\
Let the partner hear notes as they were played, and write each beat it expected: IN is JSON,
{"notes": [[on, off, pitch, velocity], ...]}, with on and off in seconds from 0, pitch 0-127 and velocity
1-127, in any order (other keys are passed over); OUT is a JSON list, [[made_at, beat_time], ...], in order.

It is the same code that follows a learner live, and it looks only back: at made_at nothing is known of what
is played later, and how long a note sounds is not known before it ends. Each beat is written once, 60 to
120 ms before it is expected. It hears until the last note begins.

While playing, the partner speaks of a pulse only where there is a steady one. Here every beat that is worth
being ready for is written, clear pulse or not, so that it can be held against beats marked by ear. After four
seconds without a note none is expected.
"""
_BYTES: Final = 64 << 20
_NOTES: Final = 100_000
"""Two hours of dense playing."""
_SECONDS: Final = 6 * 3600.0
_WIDTH: Final = 4
_SHAPE: Final = '{"notes": [[on, off, pitch, velocity], ...]}'


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    """Add the command to the command line."""
    parser = commands.add_parser(
        "follow",
        help="write the beats that the partner expects in notes as they were played (JSON)",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="IN", type=Path, help="the notes, as JSON")
    parser.add_argument("out", metavar="OUT", type=Path, help="the beats, as JSON")
    parser.set_defaults(do=_follow)


def _follow(options: argparse.Namespace) -> int:
    from mtlearn.music.hearing.beat_follower import follow  # noqa: PLC0415 - only this command needs it
    from mtlearn.server.commands.place_out import check_out, put  # noqa: PLC0415 - only this command needs it

    source, out = options.source, options.out
    check_out(source, out)
    made = follow(_read(source))
    put(out, (json.dumps([[one.made, one.beat] for one in made]) + "\n").encode())
    print(out)
    return 0


def _read(source: Path) -> list[Note]:
    """Read the notes.

    Raises:
        MusicFileError: it cannot be read, is no such JSON, or a note is out of range; says which and why.
    """
    try:
        if os.path.getsize(source) > _BYTES:  # noqa: PTH202 - says the same, and not of a folder's inside
            raise TooMuchMusicError(source.name, "more than 64 MB", "64 MB")
        text = source.read_bytes()
    except (OSError, ValueError) as error:
        reason = f"it cannot be read ({getattr(error, 'strerror', None) or error})"
        raise MusicFileError(source.name, reason) from error
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "its text"
        raise DamagedMusicError(source.name, "JSON", where, "it breaks off or is not JSON") from error
    rows = held.get("notes") if isinstance(held, dict) else None
    if not isinstance(rows, list):
        raise MusicFileError(source.name, "there is no list of notes in it", f"Write it as {_SHAPE}.")
    if len(rows) > _NOTES:
        raise TooMuchMusicError(source.name, f"{len(rows)} notes", f"{_NOTES} notes")
    return [_note(source.name, number, row) for number, row in enumerate(rows, 1)]


def _note(name: str, number: int, row: object) -> Note:
    from mtlearn.music.note import Note  # noqa: PLC0415 - only this command needs it

    if not isinstance(row, list) or len(row) != _WIDTH or not all(map(_is_number, row)):
        reason = f"note {number} is not four finite numbers"
        raise MusicFileError(name, reason, f"Write it as {_SHAPE}.")
    on, off, pitch, velocity = row
    if not 0 <= on <= off <= _SECONDS:
        reason = f"note {number} lasts from {on:.6g} to {off:.6g} s"
        raise MusicFileError(
            name, reason, "A note begins at 0 or later, ends no earlier, and within six hours."
        )
    if pitch not in range(128) or velocity not in range(1, 128):
        reason = f"note {number} has pitch {pitch:.6g} and velocity {velocity:.6g}"
        raise MusicFileError(name, reason, "Pitch is a whole number 0-127, velocity 1-127.")
    return Note(float(on), float(off) - float(on), int(pitch), int(velocity))


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number no float can hold
        return False

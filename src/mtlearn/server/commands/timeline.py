"""``mtlearn timeline``: two players in time, as a picture or as figures."""

from __future__ import annotations

import argparse
import csv
import dataclasses
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mtlearn.errors import MusicError, MusicFileError, OnlyDrumsError
from mtlearn.language import LANGUAGES, words

if TYPE_CHECKING:
    from mtlearn.music.note import Duo, Phrase
    from mtlearn.music.timeline import Timeline

__all__ = ["add"]

_ABOUT: Final = """\
Draw two players in time: notes, strength, density, register, pulse, dissonance and tonal centre, in windows
of six seconds a second apart; who moved first, and echoes. IN is MIDI, MusicXML, a WAV or FLAC made here, or
JSON {"notes": [[on, off, pitch, velocity], ...]}, maybe with "partner" of the same form; OUT is .svg (a
picture), .json or .csv (the figures).

The first part is one player and all others are the second; where there is one part only there is one player,
unless --split says from which MIDI pitch up its notes are the first player's.
"""
_FORMS: Final = (".svg", ".json", ".csv")
_HIGHEST: Final = 127
_LONGEST: Final = 3600.0
_SERIES: Final = (
    *("density", "weighted_density", "duration", "pitch", "spread", "velocity", "articulation", "clarity"),
    *("period", "tonal", "majorness", "minorness", "dissonance"),
)


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    """Add the command to the command line."""
    parser = commands.add_parser(
        "timeline",
        help="draw two players in time (SVG, or figures as JSON or CSV)",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="IN", type=Path, help="the music")
    parser.add_argument("out", metavar="OUT", type=Path, help="a name that ends in .svg, .json or .csv")
    parser.add_argument("--lang", choices=LANGUAGES, default="nb", help="language of a picture (default: nb)")
    parser.add_argument(
        "--split", type=_pitch, help="make two players of one: notes from this pitch up are one's"
    )
    parser.add_argument(
        "--width", type=_width, default=1000, help="width of a picture in pixels (default: 1000)"
    )
    parser.set_defaults(do=lambda options: _draw(options, parser))


def _pitch(text: str) -> int:
    if not text.isdecimal() or int(text) > _HIGHEST:
        message = f"{text!r} is not a MIDI pitch; choose a number from 0 to 127 (60 is middle C)"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _width(text: str) -> int:
    width = int(text) if text.isdecimal() and len(text) < 6 else 0  # noqa: PLR2004 - below a hundred thousand
    if not 300 <= width <= 10_000:  # noqa: PLR2004 - from a phone to a wall
        message = f"{text!r} is not a width; choose a number from 300 to 10000"
        raise argparse.ArgumentTypeError(message)
    return width


def _draw(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from mtlearn.server.commands.place_out import check_out, put  # noqa: PLC0415 - only this command needs it

    source, out = options.source, options.out
    if out.suffix.lower() not in _FORMS:
        parser.error(f"{out.name} is to be a timeline: let its name end in .svg, .json or .csv.")
    check_out(source, out)
    duo = _split(_duo(source), options.split)
    put(out, _made(duo, out.suffix.lower(), options).encode())
    print(out)
    return 0


def _made(duo: Duo, form: str, options: argparse.Namespace) -> str:
    if form == ".svg":
        from mtlearn.music.bars import bars  # noqa: PLC0415 - only where a picture is drawn
        from mtlearn.widgets.timeline_picture import picture  # noqa: PLC0415 - the same
        from mtlearn.widgets.timeline_told import timeline_told  # noqa: PLC0415 - the same

        told = timeline_told(duo, bars(duo), options.lang)
        return picture(told, words("timeline", options.lang), options.source.stem, options.width)
    from mtlearn.music.timeline import timeline  # noqa: PLC0415 - only this command needs it

    found = timeline(duo)
    if form == ".csv":
        return _table(found)
    return json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=1)


def _table(found: Timeline) -> str:
    """Write every measure of both players, a row for each second and player; gaps are empty."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["time", "player", *_SERIES])
    for index, time in enumerate(found.times):
        for name, side in (("first", found.mine), ("second", found.partner)):
            values = [getattr(side, series)[index] for series in _SERIES]
            rows.writerow([f"{time:g}", name, *("" if value is None else f"{value:.6g}" for value in values)])
    return text.getvalue()


def _duo(source: Path) -> Duo:
    """Read two players, or one.

    Raises:
        MusicFileError: the file cannot be opened, or is no music.
    """
    from mtlearn.music.note import Duo  # noqa: PLC0415 - only this command needs it

    if source.suffix.lower() == ".json" and source.is_file():
        return Duo(*_rows(source))
    from mtlearn.music.brought import as_duo  # noqa: PLC0415 - only this command needs it
    from mtlearn.music.reading.opening import open_file  # noqa: PLC0415 - the same

    opened = open_file(source)
    if opened.misnamed:
        print(f"mtlearn: {source.name} is {opened.form}, and is read as that.", file=sys.stderr)
    brought = as_duo(opened.piece, _LONGEST)
    if not (brought.duo.mine or brought.duo.partner):
        raise OnlyDrumsError(source.name)
    if brought.drums:
        print(f"mtlearn: the drums in {source.name} are left out.", file=sys.stderr)
    if brought.cut:
        print(f"mtlearn: {source.name} is longer than an hour; its first hour is drawn.", file=sys.stderr)
    return brought.duo


def _rows(source: Path) -> tuple[Phrase, Phrase]:
    from mtlearn.music.note import phrase  # noqa: PLC0415 - only this command needs it

    try:
        held = json.loads(source.read_text(encoding="utf-8"))
        first, second = (
            phrase((on, off - on, pitch, velocity) for on, off, pitch, velocity in rows)
            for rows in (held["notes"], held.get("partner", []))
        )
    except (ValueError, KeyError, TypeError, OSError, RecursionError, MusicError) as error:
        reason = "it does not hold notes as numbers"
        advice = 'Let it be {"notes": [[on, off, pitch, velocity], ...]}, in seconds.'
        raise MusicFileError(source.name, reason, advice) from error
    return first, second


def _split(duo: Duo, pitch: int | None) -> Duo:
    if pitch is None or duo.partner:
        return duo
    low = tuple(note for note in duo.mine if note.pitch < pitch)
    return duo._replace(mine=tuple(note for note in duo.mine if note.pitch >= pitch), partner=low)

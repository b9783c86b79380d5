"""``mtlearn notate``: any music as notation, a picture or a score."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

__all__ = ["add"]

_ABOUT: Final = """\
Write music as notation: IN is MIDI (.mid), MusicXML (.musicxml, .xml, .mxl), or a WAV or FLAC made here
that carries its notes; OUT is .svg (a picture) or .musicxml (a score for other programs).

Bars, key and tempo are the file's own where its notes lie on its beats; where somebody played freely, the
pulse heard in the notes is laid under them. A long piece is one tall picture; what is too tall goes on in
OUT-2.svg. IN is known by its content, not its name.
"""
_WIDTH: Final = 1000


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    """Add the command to the command line."""
    parser = commands.add_parser(
        "notate",
        help="write MIDI or MusicXML as notation (SVG, MusicXML)",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="IN", type=Path, help="the music")
    parser.add_argument("out", metavar="OUT", type=Path, help="a name that ends in .svg or .musicxml")
    parser.add_argument(
        "--width", type=_width, default=_WIDTH, help="width of a picture in pixels (default: 1000)"
    )
    parser.set_defaults(do=lambda options: _notate(options, parser))


def _width(text: str) -> int:
    width = int(text) if text.isdecimal() and len(text) < 6 else 0  # noqa: PLR2004 - below a hundred thousand
    if not 200 <= width <= 10_000:  # noqa: PLR2004 - from a phone to a wall
        message = f"{text!r} is not a width; choose a number from 200 to 10000"
        raise argparse.ArgumentTypeError(message)
    return width


def _notate(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    from mtlearn.music.files import as_musicxml  # noqa: PLC0415 - only this command needs it
    from mtlearn.music.reading.opening import open_file  # noqa: PLC0415 - only this command needs it
    from mtlearn.server.commands.place_out import check_out, put  # noqa: PLC0415 - only this command needs it

    source, out = options.source, options.out
    form = out.suffix.lower()
    if form not in {".svg", ".musicxml"}:
        parser.error(f"{out.name} is to be notation: let its name end in .svg or .musicxml.")
    check_out(source, out)
    opened = open_file(source, written=True)
    if opened.misnamed:
        print(f"mtlearn: {source.name} is {opened.form}, and is read as that.", file=sys.stderr)
    from mtlearn.music.score import score_of  # noqa: PLC0415 - brings music21

    text = as_musicxml(score_of(opened.piece, source.name))
    if form == ".musicxml":
        made = {out: text}
    else:
        from mtlearn.music.engraving import pictures  # noqa: PLC0415 - brings verovio

        drawn = pictures(text.decode(), options.width, "mt")
        names = (out if page == 1 else out.with_stem(f"{out.stem}-{page}") for page in range(1, 10_000))
        made = {name: picture.encode() for name, picture in zip(names, drawn, strict=False)}
    for name in made:
        check_out(source, name)
    for name, data in made.items():
        put(name, data)
        print(name)
    for kind, count in opened.piece.left_out:
        print(f"mtlearn: left out: {count} of {kind}", file=sys.stderr)
    return 0

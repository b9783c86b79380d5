"""``mtlearn words``: the interface's words, both sides beside one another, for those who write them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mtlearn.errors import MtlearnError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtlearn.language import Text

__all__ = ["add"]

_ABOUT: Final = """\
Show the words of the interface, key by key, Norwegian and English beside one another: of the rooms that are
named, or of all. What counts has two lines: of one (key_one) and of many.

The words are gettext catalogues, src/mtlearn/content/locale/nb/ROOM.po, in which msgctxt is the key, msgid
the English and msgstr the Norwegian. Poedit and its like open them, and any editor of text; `mtlearn check`
says what is missing. For a third language write templates, mtlearn words --templates FOLDER, and then
pybabel init -i FOLDER/ROOM.pot -o ROOM.po -l nn.
"""


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    """Add the command to the command line."""
    parser = commands.add_parser(
        "words",
        help="for authors: show the interface's words in both languages, or write templates for a third",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("rooms", metavar="ROOM", nargs="*", help="whose words to show (default: all)")
    parser.add_argument("--find", metavar="TEXT", default="", help="only keys and words in which this stands")
    parser.add_argument(
        "--templates", metavar="FOLDER", type=Path, help="write a template (.pot) of each room there instead"
    )
    parser.set_defaults(do=_words)


def _words(options: argparse.Namespace) -> int:
    from mtlearn.course.catalogue import read_room, rooms  # noqa: PLC0415 - only this command needs it
    from mtlearn.course.template import write_templates  # noqa: PLC0415 - the same

    if options.templates:
        if not options.templates.is_dir():
            message = f"{options.templates} is not a folder. Make it first, then try again."
            raise MtlearnError(message)
        made = write_templates(options.templates)
        print(f"{len(made)} templates written to {options.templates}.")
        return 0
    known = rooms()
    for room in options.rooms or known:
        if room not in known:
            message = f"There is no room of words {room!r}. There are: {', '.join(known)}."
            raise MtlearnError(message)
        _show(room, read_room(room), options.find.lower())
    return 0


def _show(room: str, found: Mapping[str, Text], wanted: str) -> None:
    """Print the keys of a room with both sides, each on a line of its own."""
    for key, text in found.items():
        if wanted in f"{key} {text.nb} {text.en}".lower():
            print(f"{room}/{key}\n    nb  {text.nb}\n    en  {text.en}")

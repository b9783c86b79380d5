"""``mtlearn stated``: every sentence about a field beside the facts it stands on, for an expert to read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mtlearn.errors import MtlearnError

if TYPE_CHECKING:
    import argparse

__all__ = ["add"]

_WHOLE: Final = {"guidelines": ("07-guidelines.ipynb", "cards")}
"""The page and the folder of which all is listed, for each field that has them."""


def add(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    """Add the command to the command line."""
    parser = commands.add_parser(
        "stated",
        help="for authors: list every sentence about a field beside the facts it stands on",
        description="List, as Markdown, every sentence that stands on a claim of a field.",
    )
    parser.add_argument("field", help="a file of content/claims/, such as guidelines")
    parser.add_argument("out", metavar="OUT", nargs="?", type=Path, help="a file (default: print it)")
    parser.set_defaults(do=_list)


def _list(options: argparse.Namespace) -> int:
    from mtlearn.course.loading import CONTENT  # noqa: PLC0415 - only this command needs it
    from mtlearn.course.notebooks import read  # noqa: PLC0415 - the same
    from mtlearn.course.stated import as_markdown, stated  # noqa: PLC0415 - the same
    from mtlearn.server.place import find_notebooks  # noqa: PLC0415 - the same

    known = sorted(path.stem for path in (CONTENT / "claims").glob("*.yaml"))
    if options.field not in known:
        message = f"There are no claims called {options.field!r}. There are: {', '.join(known)}."
        raise MtlearnError(message)
    paths = sorted(find_notebooks().glob("*/*.ipynb"), key=lambda path: (path.name, path.parent.name == "en"))
    books = [read(path) for path in paths]
    found = stated(options.field, books, CONTENT, _WHOLE.get(options.field, ()))
    text = as_markdown(options.field, found, CONTENT)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
        print(options.out)
    else:
        print(text, end="")
    return 0

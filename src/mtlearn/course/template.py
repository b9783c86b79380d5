"""Gettext templates of the interface's words: English with its keys and comments, to be translated from."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from mtlearn.course.catalogue import LOCALE, catalogue, file_of_room, rooms

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Catalog

__all__ = ["write_templates", "written"]

_NOBODY = re.compile(r'^"[^"\n]*(EMAIL@ADDRESS|LL@li\.org|YEAR-MO-DA|Generated-By)[^"\n]*"\n', re.MULTILINE)
"""Lines of a catalogue's head in which Babel names nobody, or itself."""


def write_templates(out: Path, folder: Path = LOCALE) -> list[Path]:
    """Write a template for each room (``<room>.pot``) into a folder that is there; name them.

    A catalogue in another language begins with one: ``pybabel init -i quiz.pot -o quiz.po -l nn``, and keeps
    up with it by ``pybabel update``.

    Raises:
        ContentError: a catalogue is damaged.
    """
    from babel.messages.catalog import Catalog  # noqa: PLC0415 - only authors need it

    made = []
    for room in rooms(folder):
        have = catalogue(file_of_room(room, folder))
        empty = Catalog(project=have.project, version=have.version, header_comment=have.header_comment)
        for message in have:
            if message.id:
                empty.add(
                    message.id,
                    flags=message.flags - {"fuzzy"},
                    auto_comments=[*message.auto_comments, *message.user_comments],
                    context=message.context,
                )
        path = out / f"{room}.pot"
        path.write_text(written(empty), encoding="utf-8")
        made.append(path)
    return made


def written(messages: Catalog) -> str:
    """Give a catalogue's text, a sentence a line: so it is read, searched and compared most easily."""
    from babel.messages.pofile import write_po  # noqa: PLC0415 - only authors need it

    file = io.BytesIO()
    write_po(file, messages, width=0, no_location=True)
    head, gap, rest = file.getvalue().decode("utf-8").rstrip("\n").partition("\n\n")
    return _NOBODY.sub("", f"{head}\n") + gap[:1] + rest + "\n"

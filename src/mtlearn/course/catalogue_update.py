"""Bringing the Norwegian side of the interface's words up to date with the English template.

Babel's own ``pybabel update`` pairs sentences that look alike. Here a sentence keeps its key when its words
change, so it is paired by that: its Norwegian stays, marked fuzzy, until somebody has read it again.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from mtlearn.course.catalogue import LOCALE, catalogue, norwegian, read, rooms

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Catalog, Message

__all__ = ["update", "written"]

_NOBODY = re.compile(r'^"[^"\n]*(EMAIL@ADDRESS|LL@li\.org|YEAR-MO-DA|Generated-By)[^"\n]*"\n', re.MULTILINE)
"""Lines of a catalogue's head in which Babel names nobody, or itself."""


def update(folder: Path = LOCALE) -> list[Path]:
    """Write each room's Norwegian catalogue anew from its template; name those that changed.

    Raises:
        ContentError: a file is damaged.
    """
    changed = []
    for room in rooms(folder):
        path = norwegian(room, folder)
        text = written(_updated(folder / f"{room}.pot", path))
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def written(messages: Catalog) -> str:
    """Give a catalogue's text, a sentence a line: so it is read, searched and compared most easily."""
    from babel.messages.pofile import write_po  # noqa: PLC0415 - only authors need it

    file = io.BytesIO()
    write_po(file, messages, width=0, no_location=True)
    head, gap, rest = file.getvalue().decode("utf-8").rstrip("\n").partition("\n\n")
    return _NOBODY.sub("", f"{head}\n") + gap[:1] + rest + "\n"


def _updated(template: Path, path: Path) -> Catalog:
    """Give the template's messages in its order, each with the Norwegian that its key has."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415 - only authors need it

    english = catalogue(template)
    fresh = Catalog(
        locale="nb",
        header_comment=english.header_comment,
        project=english.project,
        version=english.version,
        creation_date=english.creation_date,
        fuzzy=False,
    )
    beside: dict[str, Message] = {}
    if path.exists():
        beside, fresh.mime_headers = read(path), catalogue(path).mime_headers
    for key, message in read(template).items():
        old = beside.get(key)
        kept = old if old and old.pluralizable == message.pluralizable and any(old.string or ()) else None
        changed = kept is not None and (kept.id != message.id or kept.fuzzy)
        fresh.add(
            message.id,
            kept.string if kept else None,
            flags=message.flags | {"fuzzy"} if changed else message.flags,
            auto_comments=message.auto_comments,
            user_comments=kept.user_comments if kept else (),
            context=key,
        )
    return fresh

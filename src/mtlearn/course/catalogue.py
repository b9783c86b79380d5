"""The interface's words, both sides of each: gettext catalogues, which a translator's own tools open.

A room of words is a file, ``content/locale/nb/<room>.po``. A message's context (``msgctxt``) is its key in
the code, its ``msgid`` the English, and its ``msgstr`` the Norwegian beside it: one place for both. What
counts has a plural (``msgid_plural``): its key is then what is said of many, and the key with ``_one`` what
is said of one. ``mtlearn words --templates`` writes what a third language would begin from.

Babel reads them, and takes a missing quotation mark or a message that stands twice in silence (a letter or
a sentence is gone); so both are looked for here first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.course.loading import CONTENT
from mtlearn.errors import ContentError
from mtlearn.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Catalog, Message

__all__ = ["LOCALE", "Fault", "catalogue", "faults", "file_of_room", "read", "read_room", "rooms"]

LOCALE: Final = CONTENT / "locale"

_GAP = re.compile(r"\{(\w+)\}")
_LINE = re.compile(r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?)\s+)?"([^"\\]|\\.)*"\s*)?')
_ONE = "_one"


class Fault(NamedTuple):
    """Something an author should mend in a room's file: where, and what."""

    path: Path
    line: int | None
    said: str


def rooms(folder: Path = LOCALE) -> list[str]:
    """Name the rooms of words there are."""
    return sorted(path.stem for path in (folder / "nb").glob("*.po"))


def file_of_room(room: str, folder: Path = LOCALE) -> Path:
    """Say which file has a room's words."""
    return folder / "nb" / f"{room}.po"


def read_room(room: str, folder: Path = LOCALE) -> dict[str, Text]:
    """Give all words of one room, by key; what counts things has two (``notes_one`` and ``notes``).

    Raises:
        ContentError: the room's file is missing or damaged, or a key has no Norwegian.
    """
    path = file_of_room(room, folder)
    found: dict[str, Text] = {}
    for key, message in read(path).items():
        forms = _forms(message.string)
        if not all(form.strip() for form in forms):
            raise ContentError(path, message.lineno, f"{key!r} should have its Norwegian here (msgstr).")
        names = [key + _ONE, key] if message.pluralizable else [key]
        sides = zip(forms, _forms(message.id), strict=True)
        found |= {name: Text(nb=nb, en=en) for name, (nb, en) in zip(names, sides, strict=True)}
    return found


def read(path: Path) -> dict[str, Message]:
    """Read a catalogue: its messages by their keys, in order.

    Raises:
        ContentError: the file is missing, is not UTF-8, or does not keep to gettext's format; or a message
            has no key, or its key stands twice.
    """
    found: dict[str, Message] = {}
    for message in catalogue(path):
        if message.id:
            if not message.context:
                raise ContentError(path, message.lineno, "a message should have its key before it (msgctxt).")
            found[message.context] = message
    return found


def catalogue(path: Path) -> Catalog:
    """Read a file as Babel's catalogue, header and all (see ``read`` for what may be wrong with it)."""
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - only where a room is not cached

    try:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    except FileNotFoundError:
        raise ContentError(path, None, "the file is missing; was it renamed or deleted?") from None
    except UnicodeDecodeError:
        raise ContentError(path, None, "the file is not UTF-8 text; save it as UTF-8.") from None
    keys: set[str] = set()
    for at, line in enumerate(lines, 1):
        if not _LINE.fullmatch(line.rstrip("\n")):
            raise ContentError(path, at, f"not readable as gettext: {line.strip()[:60]}")
        if line.startswith("msgctxt"):
            key = line.removeprefix("msgctxt").strip()
            if key in keys:
                raise ContentError(path, at, f"the key {key} stands a second time.")
            keys.add(key)
    try:
        return read_po(lines, locale="nb", abort_invalid=True)
    except PoFileError as error:
        raise ContentError(path, error.lineno + 1, f"not readable as gettext: {error}.") from None


def faults(folder: Path = LOCALE) -> Iterator[Fault]:
    """Find what is missing or differs between the two sides of a key, and what awaits a second look.

    Raises:
        ContentError: a file is damaged.
    """
    for room in rooms(folder):
        path = file_of_room(room, folder)
        messages = read(path)
        for key, message in messages.items():
            yield from (Fault(path, message.lineno, f"{key!r} {said}") for said in _of(message))
            if message.pluralizable and key + _ONE in messages:
                yield Fault(path, message.lineno, f"{key!r} counts, and {key + _ONE!r} stands here too.")


def _of(message: Message) -> Iterator[str]:
    english, forms = _forms(message.id), _forms(message.string)
    if message.fuzzy:
        yield "is marked fuzzy: read both sides again, then take the mark away."
    if not all(form.strip() for form in forms):
        yield "should have its Norwegian (msgstr)."
    elif _gaps(english) != _gaps(forms):
        yield "should have the same names in braces on both sides."


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Give what is said of one and of many, or the only form there is."""
    return (text or "",) if isinstance(text, str) or text is None else tuple(text)


def _gaps(forms: tuple[str, ...]) -> set[str]:
    """Name what is filled in while the course runs; a word may begin with a capital on one side."""
    return set(_GAP.findall(" ".join(forms).lower()))

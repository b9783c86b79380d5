"""The interface's words, both sides of each: gettext catalogues, which a translator's own tools open.

A room of words has a template, ``content/locale/<room>.pot``, and a catalogue for each other language,
``content/locale/nb/LC_MESSAGES/<room>.po``. A message's context (``msgctxt``) is its key in the code, its
``msgid`` the English, its ``msgstr`` the Norwegian beside it. What counts things has a plural
(``msgid_plural``): the key is then what is said of many, and the key with ``_one`` what is said of one.

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

__all__ = ["LOCALE", "Difference", "catalogue", "differences", "norwegian", "read", "read_room", "rooms"]

LOCALE: Final = CONTENT / "locale"
_GAP = re.compile(r"\{(\w+)\}")
_LINE = re.compile(r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?)\s+)?"([^"\\]|\\.)*"\s*)?')
_ONE = "_one"


class Difference(NamedTuple):
    """Something in which the two sides of a room do not agree: where, and what."""

    path: Path
    line: int | None
    said: str


def rooms(folder: Path = LOCALE) -> list[str]:
    """Name the rooms of words there are."""
    return sorted(path.stem for path in folder.glob("*.pot"))


def norwegian(room: str, folder: Path = LOCALE) -> Path:
    """Say where the Norwegian side of a room stands."""
    return folder / "nb" / "LC_MESSAGES" / f"{room}.po"


def read_room(room: str, folder: Path = LOCALE) -> dict[str, Text]:
    """Give all words of one room, by key; what counts things has two (``notes_one`` and ``notes``).

    Raises:
        ContentError: the room's template or catalogue is missing or damaged, or a key has no Norwegian.
    """
    english, path = read(folder / f"{room}.pot"), norwegian(room, folder)
    beside = read(path)
    found: dict[str, Text] = {}
    for key, message in english.items():
        other = beside.get(key)
        if other is None or not all(forms := _forms(other.string)) or len(forms) != len(_forms(message.id)):
            line = other.lineno if other else None
            raise ContentError(path, line, f"{key!r} should have its Norwegian here.")
        names = [key + _ONE, key] if message.pluralizable else [key]
        sides = zip(forms, _forms(message.id), strict=True)
        found |= {name: Text(nb=nb, en=en) for name, (nb, en) in zip(names, sides, strict=True)}
    return found


def read(path: Path) -> dict[str, Message]:
    """Read a template or a catalogue: its messages by their keys, in order.

    Raises:
        ContentError: the file is missing, is not UTF-8, or does not keep to gettext's format; or a message
            has no key, or stands twice.
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
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - heavier than a cached room of words

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
            if line in keys:
                raise ContentError(
                    path, at, f"the key {line[len('msgctxt') :].strip()} stands a second time."
                )
            keys.add(line)
    try:
        return read_po(lines, locale="nb" if path.suffix == ".po" else None, abort_invalid=True)
    except PoFileError as error:
        raise ContentError(path, error.lineno + 1, f"not readable as gettext: {error}.") from None


def differences(folder: Path = LOCALE) -> Iterator[Difference]:
    """Find where the Norwegian catalogue of a room is not that of its English template.

    Raises:
        ContentError: a file is missing or damaged.
    """
    for room in rooms(folder):
        template, path = folder / f"{room}.pot", norwegian(room, folder)
        english, beside = read(template), read(path)
        for key in [each for each in english if each not in beside]:
            yield Difference(template, english[key].lineno, f"{key!r} is not in {path.name}. {_UPDATE}")
        for key, other in beside.items():
            yield from (
                Difference(path, other.lineno, said) for said in _between(key, english.get(key), other)
            )
    for path in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        if path.stem not in rooms(folder):
            yield Difference(path, None, f"it has no template {path.stem}.pot.")


_UPDATE = "Run `mtlearn words --update`, then write the Norwegian."


def _between(key: str, english: Message | None, other: Message) -> Iterator[str]:
    """Say what is not in order between the two sides of one key."""
    if english is None:
        yield f"{key!r} is not in the template. {_UPDATE}"
        return
    if english.id != other.id:
        yield f"the English of {key!r} is another in the template. {_UPDATE}"
    elif other.fuzzy:
        yield f"the English of {key!r} has changed: read the Norwegian again, then take away the mark fuzzy."
    forms = _forms(other.string)
    if not all(form.strip() for form in forms):
        yield f"{key!r} has no Norwegian."
    elif not _gaps(forms) == _gaps(_forms(english.id)) == _gaps(_forms(other.id)):
        yield f"{key!r} has not the same names in braces on both sides."


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Give what is said of one and of many, or the only form there is."""
    return (text or "",) if isinstance(text, str) or text is None else tuple(text)


def _gaps(forms: tuple[str, ...]) -> set[str]:
    """Name what is filled in while the course runs; of one there may be a word in place of ``{count}``."""
    return set(_GAP.findall(" ".join(forms)))

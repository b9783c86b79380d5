"""The two languages of the course, and a text that has both sides."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal, get_args

import msgspec

from mtlearn.errors import UnknownLanguageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LANGUAGES", "Language", "Text", "counted", "language", "number", "words"]

Language = Literal["nb", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


def language(code: str) -> Language:
    """Say which of the course's languages a code means (``no`` and ``nb-NO`` are Bokmål).

    Raises:
        UnknownLanguageError: the course is not written in that language.
    """
    short = code.lower().replace("_", "-").split("-")[0]
    if short in {"nb", "no", "nn"}:
        return "nb"
    if short == "en":
        return "en"
    message = f"The course is in Bokmål (nb) and English (en); {code!r} is neither. Use 'nb' or 'en'."
    raise UnknownLanguageError(message)


def number(value: float, lang: Language, decimals: int = 2) -> str:
    """Write a number the way the language does, with a true minus; nought is written as it is, 0."""
    written = f"{abs(value):.{decimals}f}" if value else "0"
    sign = "\u2212" if value < 0 else ""
    return sign + (written.replace(".", ",") if lang == "nb" else written)


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same words in Bokmål and in English, side by side."""

    nb: str
    en: str

    def __getitem__(self, lang: Language) -> str:
        return self.nb if lang == "nb" else self.en


@cache
def _room(room: str) -> dict[str, Text]:
    from mtlearn.course.catalogue import read_room  # noqa: PLC0415 - loading itself speaks of languages

    return read_room(room)


def words(room: str, lang: Language) -> dict[str, str]:
    """Give the interface's words of one room (``"quiz"``, ``"exercise"`` …) in one language.

    Raises:
        ContentError: there is no such room in ``content/locale/``, or its files are damaged.
    """
    return {name: text[lang] for name, text in _room(room).items()}


def counted(said: Mapping[str, str], key: str, count: int, **gaps: object) -> str:
    """Say how many there are: ``"one note"`` or ``"3 notes"``, whichever of the key's two forms fits.

    Args:
        said: the words of a room, of which ``key`` counts something (``words`` gives ``<key>_one`` too).
        key: what is counted.
        count: how many there are; fills ``{count}``.
        gaps: what fills the other names in braces.
    """
    return said[f"{key}_one" if count == 1 else key].format(count=count, **gaps)

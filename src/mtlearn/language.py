"""The two languages of the course, and a text that has both sides."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal, get_args

import msgspec

from mtlearn.errors import UnknownLanguageError

__all__ = ["LANGUAGES", "Language", "Text", "language", "words"]

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


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same words in Bokmål and in English, side by side."""

    nb: str
    en: str

    def __getitem__(self, lang: Language) -> str:
        return self.nb if lang == "nb" else self.en


@cache
def _room(room: str) -> dict[str, Text]:
    from mtlearn.course.loading import CONTENT, load  # noqa: PLC0415 - loading itself speaks of languages

    return load(CONTENT / "interface" / f"{room}.yaml", dict[str, Text])


def words(room: str, lang: Language) -> dict[str, str]:
    """Give the interface's words of one room (``"quiz"``, ``"exercise"`` …) in one language.

    Raises:
        ContentError: there is no such room in ``content/interface/``, or its file is damaged.
    """
    return {name: text[lang] for name, text in _room(room).items()}

"""The course's terms: each in Bokmål, Nynorsk and English, and in plain words what it means."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from mtlearn.course.loading import CONTENT, load
from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Term", "glossary"]


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A term in three languages. ``nn`` is empty where Nynorsk does not differ from Bokmål.

    ``about`` explains the word; where it says something about the world, ``claims`` carry that. ``see`` names
    terms close by. ``id`` is the term's address on the glossary's page.
    """

    id: str
    nb: str
    en: str
    about: Text
    nn: str = ""
    claims: tuple[str, ...] = ()
    see: tuple[str, ...] = ()


@cache
def glossary(content: Path = CONTENT) -> tuple[Term, ...]:
    """Give all terms, in the order they are written.

    Raises:
        ContentError: ``glossary.yaml`` is damaged.
    """
    return load(content / "glossary.yaml", tuple[Term, ...])

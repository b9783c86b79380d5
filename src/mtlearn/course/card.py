"""A guideline card: who says what, how strongly, on what basis, for whom, and what it does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from mtlearn.course.loading import CONTENT, load_named, names_in
from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["BRIEFLY", "Brief", "Card", "Row", "Word", "card", "card_names"]


BRIEFLY: Final = ("says", "strength", "basis", "who", "today")
"""What is said of each guideline where all are laid side by side, in this order."""


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A few words in a table of many guidelines, and the claims they stand on."""

    text: Text
    claims: tuple[str, ...]


class Brief(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A card in a line: of what, what it says of music therapy, how strongly, on what basis, who, today."""

    name: Text
    says: Word
    strength: Word
    basis: Word
    who: Word
    today: Word


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a card: what is asked, what holds, and the claims it stands on."""

    label: Text
    text: Text
    claims: tuple[str, ...]


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One guideline's word on music therapy, said at its own strength."""

    id: str
    title: Text
    summary: Text
    rows: tuple[Row, ...]
    brief: Brief | None = None

    @property
    def claims(self) -> set[str]:
        """All the claims it stands on, its line in the table of all too."""
        words = [getattr(self.brief, part) for part in BRIEFLY] if self.brief else []
        return {name for part in (*self.rows, *words) for name in part.claims}


def card(name: str, content: Path = CONTENT) -> Card:
    """Read one card by its name.

    Raises:
        UnknownLessonError: there is no such card.
        ContentError: its file is damaged.
    """
    return load_named(content / "cards", name, Card, "card")


def card_names(content: Path = CONTENT) -> tuple[str, ...]:
    """Name all cards there are."""
    return names_in(content / "cards")

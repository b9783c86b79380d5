"""A guideline card: who says what, how strongly, on what basis, for whom, and what it does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mtlearn.course.loading import CONTENT, load
from mtlearn.errors import UnknownLessonError
from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Card", "Row", "card"]


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


def card(name: str, content: Path = CONTENT) -> Card:
    """Read one card by its name.

    Raises:
        UnknownLessonError: there is no such card.
        ContentError: its file is damaged.
    """
    folder = content / "cards"
    known = sorted(path.stem for path in folder.glob("*.yaml"))
    if name not in known:
        message = f"There is no card called {name!r}. The cards are: {', '.join(known)}."
        raise UnknownLessonError(message)
    return load(folder / f"{name}.yaml", Card)

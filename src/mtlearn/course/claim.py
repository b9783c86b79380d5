"""What the course says about the world, and what each such sentence stands on."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads it
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from mtlearn.course.loading import CONTENT, file_of, load_folder
from mtlearn.errors import ContentError
from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Cited", "Claim", "Extent", "Kind", "Source", "Status", "Strength", "cited", "claims", "sources"]

Kind = Literal[
    "guideline",
    "pathway",
    "law",
    "review",
    "trial",
    "evaluation",
    "qualitative",
    "theory",
    "expert",
    "design",
]
Strength = Literal[
    "right", "requirement", "recommendation", "suggestion", "consensus", "finding", "description", "none"
]
Status = Literal["current", "uncertain", "withdrawn", "superseded"]
"""``uncertain``: whether it still holds is not settled by anything that was read."""
Extent = Literal["whole", "part", "abstract"]
"""How much of a source was read: all of it, a part of it, or its abstract and nothing else."""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text that claims stand on. ``read`` says in words how much of it was read for this course.

    Where it is ``withdrawn`` or ``superseded``: ``since`` when (a year or a day), ``by`` the id of the source
    that has taken its place, and a ``note`` in both languages.
    """

    title: str
    publisher: str
    type: Text
    read: Text
    authors: str = ""
    year: int | None = None
    url: str = ""
    extent: Extent = "part"
    status: Status = "current"
    since: int | date | None = None
    by: str = ""
    note: Text | None = None

    @property
    def has_fallen(self) -> bool:
        """Whether it has been withdrawn or replaced."""
        return self.status in {"withdrawn", "superseded"}


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence about the world, in both languages, with what it stands on.

    ``first_hand`` is false where the course only read about the source in another text; the page then
    says so. ``checked`` is the day somebody last held the sentence against its source. ``status``, ``since``
    and ``by`` (another claim's id) are as a source's.
    """

    text: Text
    sources: tuple[str, ...]
    kind: Kind
    strength: Strength
    first_hand: bool
    checked: date
    status: Status = "current"
    since: int | date | None = None
    by: str = ""
    note: Text | None = None

    @property
    def has_fallen(self) -> bool:
        """Whether it has been withdrawn or replaced."""
        return self.status in {"withdrawn", "superseded"}


@cache
def claims(content: Path = CONTENT) -> dict[str, Claim]:
    """Give every claim of the course by its id (the fact's id).

    Raises:
        ContentError: a file is damaged, or a claim names a source that is not in ``sources/``.
    """
    found = load_folder(content / "claims", Claim)
    for name, claim in found.items():
        for source in claim.sources:
            if source not in sources(content):
                path = file_of(content / "claims", name)
                raise ContentError(
                    path, None, f"claim {name!r} names the source {source!r}, which is not in sources/."
                )
    return found


@cache
def sources(content: Path = CONTENT) -> dict[str, Source]:
    """Give every source of the course by its id.

    Raises:
        ContentError: a file is damaged.
    """
    return load_folder(content / "sources", Source)


class Cited(NamedTuple):
    """A claim as it is cited somewhere: its id, its words, and the sources it stands on by their ids."""

    id: str
    claim: Claim
    sources: dict[str, Source]


def cited(ids: Iterable[str], content: Path = CONTENT) -> tuple[Cited, ...]:
    """Look up the claims something stands on, in the order they are named.

    Raises:
        ContentError: there is no such claim in ``claims/``.
    """
    known, texts = claims(content), sources(content)
    found = []
    for name in ids:
        if name not in known:
            raise ContentError(content / "claims", None, f"there is no claim {name!r}, and one is cited.")
        claim = known[name]
        found.append(Cited(name, claim, {source: texts[source] for source in claim.sources}))
    return tuple(found)

"""What cites a claim that is not there, and what stands on a claim or a source that has fallen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.course.claim import claims, sources
from mtlearn.course.finding import Finding, line_of
from mtlearn.course.loading import file_of
from mtlearn.course.standing import fallen, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mtlearn.course.claim import Claim, Source
    from mtlearn.course.notebooks import Notebook
    from mtlearn.course.standing import Place

__all__ = ["check_standing"]


def check_standing(books: Iterable[Notebook], content: Path) -> Iterator[Finding]:
    """Find unknown claims, claims and sources nothing stands on, and all that stands on what has fallen."""
    found = places(books, content)
    known = claims(content)
    for place in found:
        if place.claim not in known and place.what != "prose":  # prose is held to its claims cell by cell
            said = f"{place} cites {place.claim!r}, which is not in claims/."
            yield Finding(place.path, place.line, said)
    used = {place.claim for place in found}
    for name in known:
        if name not in used:
            yield _at(content / "claims", name, f"nothing cites {name!r}.", serious=False)
    carried = {source for claim in known.values() for source in claim.sources}
    for name in sources(content):
        if name not in carried:
            yield _at(content / "sources", name, f"no claim stands on {name!r}.", serious=False)
    yield from _statuses(content)
    yield from _on_fallen(found, content)


def _statuses(content: Path) -> Iterator[Finding]:
    """Find what is said to have fallen without saying since when, by what, and why."""
    held: list[tuple[str, dict[str, Source] | dict[str, Claim]]] = [
        ("sources", sources(content)),
        ("claims", claims(content)),
    ]
    for folder, entries in held:
        for name, entry in entries.items():
            if not entry.has_fallen:
                continue
            at = content / folder
            if entry.since is None:
                yield _at(at, name, f"{name!r} is {entry.status}; say `since` when (a year or a day).")
            if entry.note is None or not (entry.note.nb.strip() and entry.note.en.strip()):
                yield _at(
                    at,
                    name,
                    f"{name!r} is {entry.status}; say in a `note`, in both languages, what happened.",
                )
            if entry.status == "superseded" and entry.by not in entries:
                yield _at(
                    at, name, f"{name!r} is superseded; let `by` name what took its place, in {folder}/."
                )


def _on_fallen(found: list[Place], content: Path) -> Iterator[Finding]:
    """Name every place that stands on a claim or a source that has been withdrawn or replaced."""
    for one in fallen(content):
        since = f" since {one.by.since}" if one.by.since else ""
        ground = f"the {one.what} {one.name!r}, which is {one.by.status}{since}"
        if one.what == "source":
            said = f"{one.claim!r} stands on {ground}."
            yield _at(content / "claims", one.claim, said, serious=False)
        through = "" if one.what == "claim" else f"through {one.claim!r} "
        for place in dict.fromkeys(place for place in found if place.claim == one.claim):
            yield Finding(place.path, place.line, f"{place} stands {through}on {ground}.", serious=False)


def _at(folder: Path, name: str, said: str, *, serious: bool = True) -> Finding:
    path = file_of(folder, name)
    return Finding(path, line_of(path, f"{name}:"), said, serious)

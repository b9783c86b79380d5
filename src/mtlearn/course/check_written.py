"""What is not written yet: a side left empty, a place still to be filled in, a term that leads nowhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from mtlearn.course.finding import Finding, line_of
from mtlearn.course.glossary import glossary
from mtlearn.course.lesson import lessons
from mtlearn.course.prose import prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mtlearn.course.notebooks import Notebook

__all__ = ["TO_WRITE", "check_written"]

TO_WRITE: Final = "✎"
"""The mark of words an author still has to write; ``mtlearn new`` sets it."""


def check_written(books: Iterable[Notebook], content: Path) -> Iterator[Finding]:
    """Find sides left empty, marks of what is still to be written, and terms that do not hold together."""
    waiting = {entry.id for entry in lessons(content) if entry.status != "ready"}
    left: dict[Path, list[int]] = {}
    for said in prose(books, content):
        if said.where.partition("/")[0] in waiting:
            continue
        if not said.text.strip():
            yield Finding(said.path, said.line, f"the {said.lang} side of {said.where} is empty.")
        if TO_WRITE in said.text:
            left.setdefault(said.path, []).append(said.line)
    for path, found in left.items():
        lines = ", ".join(str(line) for line in sorted(set(found)))
        yield Finding(path, min(found), f"still to be written, where there is a {TO_WRITE}: lines {lines}.")
    yield from _terms(content / "glossary.yaml", content)


def _terms(path: Path, content: Path) -> Iterator[Finding]:
    known = Counter(term.id for term in glossary(content))
    for name, times in known.items():
        if times > 1:
            yield Finding(path, line_of(path, f"id: {name}"), f"{name!r} stands here {times} times.")
    for term in glossary(content):
        for name in term.see:
            if name not in known:
                yield Finding(
                    path, line_of(path, f"id: {term.id}"), f"{term.id} points to {name!r}, which is no term."
                )

"""What a proof-reader finds before a reader does: the house's rules, reading ease and, if asked, spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.course.catalogue import faults
from mtlearn.course.finding import Finding
from mtlearn.course.house import slips
from mtlearn.course.loading import CONTENT
from mtlearn.course.notebooks import read
from mtlearn.course.prose import interface_prose, line_in, prose
from mtlearn.course.reading_ease import too_hard
from mtlearn.course.spelling import misspelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mtlearn.course.notebooks import Notebook

__all__ = ["check_wording"]


def check_wording(notebooks: Path, content: Path = CONTENT, *, spelling: bool = False) -> list[Finding]:
    """Check all words of content, notebooks and interface, once ``check_course`` finds nothing damaged.

    Args:
        notebooks: their folder.
        content: the content's folder.
        spelling: look each word up, too; this needs hunspell.

    Raises:
        ContentError: a file is damaged.
        MtlearnError: spelling was asked for, and hunspell or a dictionary is not there.
    """
    books = [read(path) for path in sorted(notebooks.glob("*/*.ipynb"))]
    return list(_found(books, content, spelling=spelling))


def _found(books: Iterable[Notebook], content: Path, *, spelling: bool) -> Iterator[Finding]:
    for path, line, said in faults(content / "locale"):
        yield Finding(path, line, said)
    words = [*prose(books, content), *interface_prose(content / "locale")]
    for where, rule, found in slips(words):
        said = f"«{found.strip() or found}»: {rule.instead}."
        yield Finding(where.path, line_in(where, found), said, rule.serious)
    for part, (lix, most) in too_hard(words).items():
        path = next(word.path for word in words if word.where.startswith(part))
        yield Finding(
            path, None, f"its Norwegian has LIX {lix:.0f}; at most {most} is easy enough.", serious=False
        )
    for where, word in misspelt(words) if spelling else ():
        yield Finding(where.path, line_in(where, word), f"«{word}» is in no dictionary.", serious=False)

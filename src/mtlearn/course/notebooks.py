"""The lessons' notebooks as things to be checked: the same in both languages, nothing left over."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from mtlearn.errors import ContentError
from mtlearn.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mtlearn.language import Language

__all__ = [
    "CITATION",
    "CODE",
    "Cell",
    "Notebook",
    "check_notebook",
    "check_twins",
    "cited_ids",
    "line_of_cell",
    "read",
]

CITATION = re.compile(r"[ \t]*\[(@[\w.:-]+(?:\s*;\s*@[\w.:-]+)*)\]")
"""``[@claim]`` or ``[@one; @other]``, with the space before it."""
CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)
KEEPS_OUTPUT = "nbval-check-output"
_MACHINE = re.compile(r"(/home/|/Users/|/root/|/tmp/|[A-Z]:\\\\)")
_LANGUAGE_ARGUMENT = re.compile(r"""(["'])(nb|en)\1""")


class Cell(NamedTuple):
    """One cell: its id, its kind, its words, its tags, and what it was left showing."""

    id: str
    kind: str
    source: str
    tags: tuple[str, ...]
    outputs: list[Any]
    executed: int | None


class Notebook(NamedTuple):
    """One lesson in one language."""

    path: Path
    lang: Language
    metadata: dict[str, Any]
    cells: tuple[Cell, ...]


def read(path: Path) -> Notebook:
    """Read a notebook; its folder tells its language.

    Raises:
        ContentError: it is not a notebook of the present format.
    """
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        cells = tuple(
            Cell(
                cell["id"],
                cell["cell_type"],
                "".join(cell["source"]),
                tuple(cell["metadata"].get("tags", ())),
                cell.get("outputs", []),
                cell.get("execution_count"),
            )
            for cell in tree["cells"]
        )
        lang = next(code for code in LANGUAGES if code == path.parent.name)
        return Notebook(path, lang, tree["metadata"], cells)
    except json.JSONDecodeError as error:
        raise ContentError(path, error.lineno, f"not readable as a notebook: {error.msg}.") from None
    except (KeyError, TypeError, StopIteration) as error:
        raise ContentError(path, None, f"not a notebook of format 4.5 in nb/ or en/ ({error!r}).") from None


def line_of_cell(path: Path, cell: str) -> int:
    """Find the line of a notebook's file on which a cell says its id, counted from 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    mark = f'"id": "{cell}"'
    return next((at for at, line in enumerate(lines, 1) if mark in line), 1)


def cited_ids(markdown: str) -> list[str]:
    """Give the ids a piece of prose cites, in order; what stands in code is no citation."""
    prose = CODE.sub("", markdown)
    return [
        name.strip().removeprefix("@") for found in CITATION.finditer(prose) for name in found[1].split(";")
    ]


def check_notebook(book: Notebook) -> Iterator[tuple[str, str]]:
    """Say what an author should mend in one notebook: the cell, and what is the matter."""
    about = book.metadata.get("mtlearn", {})
    if about.get("lang") != book.lang or not about.get("title"):
        yield "", f'its metadata should hold "mtlearn": {{"lang": "{book.lang}", "title": …}}.'
    if book.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "", "its kernel should be python3, which every machine has."
    ids = [cell.id for cell in book.cells]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield name, "two cells have this id; a place in a lesson needs one of its own."
    for cell in book.cells:
        if KEEPS_OUTPUT not in cell.tags and (cell.outputs or cell.executed is not None):
            yield cell.id, f"clear its output and count, or tag it {KEEPS_OUTPUT} if it is always the same."
        if found := _MACHINE.search(cell.source + json.dumps(cell.outputs)):
            yield cell.id, f"it names a place on one machine ({found[0]}…)."
    yield from _headings(book)


def check_twins(one: Notebook, other: Notebook) -> Iterator[tuple[str, str]]:
    """Say where the two languages of a lesson differ in more than their words."""
    shape, twin = ([(cell.id, cell.kind) for cell in book.cells] for book in (one, other))
    if shape != twin:
        places = [at for at, pair in enumerate(zip(shape, twin, strict=False)) if pair[0] != pair[1]]
        at = places[0] if places else min(len(shape), len(twin))
        name = shape[at][0] if at < len(shape) else twin[at][0]
        yield name, f"from here on the cells are not those of {other.path.parent.name}/{other.path.name}."
        return
    for cell, beside in zip(one.cells, other.cells, strict=True):
        if cell.tags != beside.tags:
            yield cell.id, f"its tags are not those of the same cell in {other.lang}."
        if cell.kind == "code" and _without_language(cell.source) != _without_language(beside.source):
            yield cell.id, f"its code differs from {other.lang}'s in more than the language."
        if cell.kind == "markdown" and sorted(cited_ids(cell.source)) != sorted(cited_ids(beside.source)):
            yield cell.id, f"it does not cite the same claims as in {other.lang}."


def _headings(book: Notebook) -> Iterator[tuple[str, str]]:
    level = 0
    for cell in book.cells:
        if cell.kind != "markdown":
            continue
        for found in re.finditer(r"^(#+) ", CODE.sub("", cell.source), re.MULTILINE):
            depth = len(found[1])
            if (depth == 1) != (level == 0) or depth > level + 1:
                yield cell.id, "headings should be one # first, then ##, and ### only under ##."
            level = depth


def _without_language(code: str) -> str:
    return _LANGUAGE_ARGUMENT.sub('"…"', code)

"""What stands on what: every place in the course that leans on a claim, by file, line and name.

Content files are read as they lie, and not as lessons, items or scenes: whatever holds a list called
``claims`` is found, so that a new kind of content is held to its sources from the day it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from mtlearn.course.claim import claims, sources
from mtlearn.course.lesson import lessons
from mtlearn.course.loading import CONTENT, file_of, nodes
from mtlearn.course.notebooks import cited_ids, line_of_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mtlearn.course.claim import Claim, Source
    from mtlearn.course.notebooks import Notebook

__all__ = ["Fallen", "Place", "fallen", "places"]

_KINDS = {"quiz.yaml": "item", "scene.yaml": "scene", "lesson.yaml": "lesson", "glossary.yaml": "term"}
_FOLDERS = {"cards": "card", "scenes": "scene", "evidence": "evidence"}
_NOT_STANDING = {"claims", "sources"}


class Place(NamedTuple):
    """A place that leans on a claim: where, what it is, its name there, and the lesson it belongs to (or "").

    ``what`` is ``item``, ``scene``, ``lesson`` (its list, or its prose), ``card``, ``term``, or the name of
    another file or folder of content.
    """

    path: Path
    line: int
    what: str
    name: str
    lesson: str
    claim: str

    def __str__(self) -> str:
        """Name it in a few words."""
        of = f" of {self.lesson}" if self.lesson and self.what != "lesson" else ""
        return f"the {self.what} {self.name!r}{of}"


def places(books: Iterable[Notebook] = (), content: Path = CONTENT) -> list[Place]:
    """Find every place that leans on a claim, in content files first, then in the notebooks' prose."""
    titles = {entry.notebook: entry.id for entry in lessons(content)}
    ready = {entry.id for entry in lessons(content) if entry.status == "ready"}
    waiting = {entry.id for entry in lessons(content)} - ready
    found = []
    for path in sorted(content.rglob("*.yaml")):
        first = path.relative_to(content).parts[0]
        if first not in _NOT_STANDING | waiting:
            found += list(_in_file(path, first, first if first in ready else ""))
    for book in books:
        lesson = titles.get(book.path.name, "")
        for cell in book.cells:
            named = cited_ids(cell.source) if cell.kind == "markdown" else []
            line = line_of_cell(book.path, cell.id) if named else 0
            found += [Place(book.path, line, "prose", cell.id, lesson, claim) for claim in named]
    return found


def _in_file(path: Path, first: str, lesson: str) -> Iterator[Place]:
    tree = nodes(path)
    what = _KINDS.get(path.name) or _FOLDERS.get(path.parent.name, first.removesuffix(".yaml"))
    top = lesson if path.name == "lesson.yaml" else path.stem
    for name, scalar in _claims(tree, top):
        yield Place(path, scalar.start_mark.line + 1, what, name, lesson, scalar.value)


def _claims(node: Any, name: str) -> Iterator[tuple[str, yaml.ScalarNode]]:  # noqa: ANN401 - yaml's nodes
    """Walk a file's tree; give each claim named in a list called ``claims``, and the nearest id above it."""
    if isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield from _claims(inner, name)
    if not isinstance(node, yaml.MappingNode):
        return
    named = next((value.value for key, value in node.value if key.value == "id"), None)
    name = named if isinstance(named, str) else name
    for key, value in node.value:
        if key.value == "claims" and isinstance(value, yaml.SequenceNode):
            yield from ((name, one) for one in value.value if isinstance(one, yaml.ScalarNode))
        else:
            yield from _claims(value, name)


class Fallen(NamedTuple):
    """A claim that no longer holds, itself or through a source: what has fallen, and where it is written."""

    claim: str
    what: str
    name: str
    by: Claim | Source
    path: Path


def fallen(content: Path = CONTENT) -> list[Fallen]:
    """Find the claims that have been withdrawn or replaced, or that stand on a source that has."""
    texts = sources(content)
    found = []
    for name, claim in claims(content).items():
        if claim.has_fallen:
            found.append(Fallen(name, "claim", name, claim, file_of(content / "claims", name)))
        found += [
            Fallen(name, "source", source, texts[source], file_of(content / "sources", source))
            for source in claim.sources
            if texts[source].has_fallen
        ]
    return found

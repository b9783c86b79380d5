"""All the sentences of the course, each with where it stands: for those who read proof, people and tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml

from mtlearn.course.catalogue import LOCALE, file_of_room, read, rooms
from mtlearn.course.loading import CONTENT
from mtlearn.course.notebooks import line_of_cell
from mtlearn.language import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mtlearn.course.notebooks import Notebook

__all__ = ["Said", "interface_prose", "line_in", "prose"]

_Loader: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_PROSE: Final = {"accepts", "unit"}
"""Keys under which there is no sentence: what a learner may type, and a unit, which may be none."""


class Said(NamedTuple):
    """Some words in one language, where they stand, and whether the course itself stands behind them.

    Attributes:
        path: the file.
        line: the line on which they begin, counted from 1 (of a notebook: where their cell says its id).
        where: the place by name, ``"safety/quiz.yaml/start/options/b/text"``.
        lang: their language.
        text: the words.
        ours: False of a quiz's option that does not hold: it says what some believe, the course does not.
    """

    path: Path
    line: int
    where: str
    lang: Language
    text: str
    ours: bool = True


def prose(books: Iterable[Notebook], content: Path = CONTENT) -> Iterator[Said]:
    """Give every text of the content files and of the notebooks, in both languages, pairs side by side."""
    for path in sorted(content.rglob("*.yaml")):
        node = yaml.compose(path.read_text(encoding="utf-8"), _Loader)
        if node is not None:
            yield from _inside(node, path, path.relative_to(content).as_posix(), ours=True)
    for book in books:
        for cell in book.cells:
            if cell.kind == "markdown":
                line = line_of_cell(book.path, cell.id)
                yield Said(book.path, line, f"{book.path.name}/{cell.id}", book.lang, cell.source)


def interface_prose(locale: Path = LOCALE) -> Iterator[Said]:
    """Give every text of the interface, in both languages."""
    for room in rooms(locale):
        path = file_of_room(room, locale)
        for key, message in read(path).items():
            sides: tuple[tuple[Language, Any], ...] = (("nb", message.string), ("en", message.id))
            for lang, forms in sides:
                for text in (forms,) if isinstance(forms, str) else forms or ():
                    yield Said(path, message.lineno or 1, f"locale/{room}/{key}", lang, text)


def line_in(said: Said, fragment: str) -> int:
    """Find the line on which a fragment of some words stands; where it cannot be told, where they begin."""
    if said.path.suffix != ".ipynb":
        return said.line
    inside = next((line for line in said.text.splitlines() if fragment in line), fragment)
    needle = json.dumps(inside, ensure_ascii=False)[1:-1]
    lines = said.path.read_text(encoding="utf-8").splitlines()
    return next((at for at, line in enumerate(lines, 1) if at >= said.line and needle in line), said.line)


def _inside(node: yaml.Node, path: Path, where: str, *, ours: bool) -> Iterator[Said]:
    if isinstance(node, yaml.SequenceNode):
        for i, inner in enumerate(node.value):
            yield from _inside(inner, path, f"{where}[{i}]", ours=ours)
    if not isinstance(node, yaml.MappingNode):
        return
    parts = {str(key.value): value for key, value in node.value}
    if set(LANGUAGES) <= set(parts) and not isinstance(parts["nb"], yaml.MappingNode):
        for lang in LANGUAGES:
            each = parts.pop(lang)
            for text in each.value if isinstance(each, yaml.SequenceNode) else (each,):
                yield Said(path, text.start_mark.line + 1, where, lang, str(text.value), ours)
    name = parts.get("id")
    here = f"{where}/{name.value}" if name is not None else where
    for key, inner in parts.items():
        if key not in _NO_PROSE:
            spoken = ours and not _believed(key, parts)
            yield from _inside(inner, path, f"{here}/{key}", ours=spoken)


def _believed(key: str, parts: dict[str, Any]) -> bool:
    """Tell whether a part of a quiz says what some believe: an option, or a statement, that does not hold."""
    if key == "prompt":
        return "holds" in parts and parts["holds"].value != "true"
    right = "right" in parts and parts["right"].value == "true"
    return key == "text" and "feedback" in parts and not right

"""Reading content files: YAML into frozen structs, and every mistake with its file and line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import yaml

from mtlearn.errors import ContentError, UnknownLessonError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CONTENT", "file_of", "load", "load_folder", "load_named", "names_in", "nodes"]

CONTENT = Path(__file__).parents[1] / "content"

T = TypeVar("T")

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STEP = re.compile(r"\.(?P<key>[^.\[`]+)|\[(?P<index>\d+)\]")


class _WithoutDates(_Loader):  # type: ignore[misc, valid-type] # the C loader where there is one
    """A safe loader that leaves dates as text, so that msgspec reads and checks them.

    A key that stands twice is a mistake: YAML would take the last, and what stood first would be gone unseen.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - as its parent's
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands here a second time", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


_WithoutDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in _Loader.yaml_implicit_resolvers.items()
}


def load(path: Path, kind: type[T]) -> T:
    """Read one content file as ``kind`` (a msgspec struct, or a dict or tuple of them).

    Raises:
        ContentError: the file is missing, is not YAML, or does not hold what was expected; the error
            names the file, the line and what was expected there.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(path, None, "the file is missing; was it renamed or deleted?") from None
    except UnicodeDecodeError:
        raise ContentError(path, None, "the file is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise ContentError(path, None, f"the file cannot be read: {error.strerror}.") from None
    try:
        tree = yaml.load(text, _WithoutDates)  # noqa: S506 - derived from the safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise ContentError(path, line, f"not readable as YAML: {error.problem or error.context}.") from None
    try:
        return msgspec.convert(tree, kind)
    except msgspec.ValidationError as error:
        reason, _, at = str(error).partition(" - at ")
        where = _named(tree, kind, at.strip("`") or "$")
        raise ContentError(path, _line(text, where), f"{reason} (at {where}).") from None


def names_in(folder: Path) -> tuple[str, ...]:
    """Name the files of a folder that holds one thing a file, in order."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def load_named(folder: Path, name: str, kind: type[T], what: str) -> T:
    """Read one file of a folder that holds one thing a file; ``what`` is what such a thing is called.

    Raises:
        UnknownLessonError: there is no such file; says which there are.
        ContentError: it is damaged.
    """
    known = names_in(folder)
    if name not in known:
        message = f"There is no {what} called {name!r}. The {what}s are: {', '.join(known)}."
        raise UnknownLessonError(message)
    return load(folder / f"{name}.yaml", kind)


def load_folder(folder: Path, kind: type[T]) -> dict[str, T]:
    """Read the entries of all files of a folder as one: a mapping of ids to ``kind``, in order of the files.

    Raises:
        ContentError: the folder or a file is missing or damaged, or an entry stands in two files.
    """
    found: dict[str, T] = {}
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise ContentError(folder, None, "the folder is missing or empty; was it renamed?")
    for path in paths:
        entries = load(path, dict[str, kind])  # type: ignore[valid-type] # a kind chosen while running
        for name in entries.keys() & found.keys():
            other = file_of(folder, name).name
            raise ContentError(path, _line(path.read_text("utf-8"), name), f"{name!r} stands in {other} too.")
        found |= entries
    return found


def file_of(folder: Path, name: str) -> Path:
    """Say which file of a folder an entry stands in; where none does, the folder."""
    mark = re.compile(rf"^{re.escape(name)}:", re.MULTILINE)
    paths = sorted(folder.glob("*.yaml"))
    return next((path for path in paths if mark.search(path.read_text(encoding="utf-8"))), folder)


def nodes(path: Path) -> Any:  # noqa: ANN401 - yaml's nodes have no types
    """Read a content file as YAML's own tree, in which everything knows its line (None where it is empty)."""
    return yaml.compose(path.read_text(encoding="utf-8"), _WithoutDates)


def _named(tree: Any, kind: Any, at: str) -> str:  # noqa: ANN401 - whatever YAML holds
    """Name the entries msgspec only writes as ``[...]``: the one that alone still brings the same mistake."""
    while "[...]" in at:
        before = at.partition("[...]")[0]
        entries = _reach(tree, before)
        kept = dict(entries)
        for name, value in kept.items():
            entries.clear()
            entries[name] = value
            try:
                msgspec.convert(tree, kind)
            except msgspec.ValidationError as error:
                if str(error).endswith(f"`{before}{at[len(before) :]}`"):
                    break
        at = f"{before}.{name}{at[len(before) + len('[...]') :]}"
    return at


def _reach(tree: Any, at: str) -> Any:  # noqa: ANN401 - whatever YAML holds
    for step in _STEP.finditer(at):
        tree = tree[step.group("key")] if step.group("key") is not None else tree[int(step.group("index"))]
    return tree


def _line(text: str, at: str) -> int | None:
    """Find the line a msgspec path such as ``$[3].options[0].text`` points at, counted from 1."""
    node: Any = yaml.compose(text, _WithoutDates)
    if node is None:
        return None
    for step in _STEP.finditer(at):
        inner = _inner(node, step.group("key"), step.group("index"))
        if inner is None:
            break
        node = inner
    return int(node.start_mark.line) + 1


def _inner(node: Any, key: str | None, index: str | None) -> Any:  # noqa: ANN401 - yaml's nodes have no types
    if key is not None and isinstance(node, yaml.MappingNode):
        return next((value for name, value in _pairs(node) if name == key), None)
    if index is not None and isinstance(node, yaml.SequenceNode):
        inside: list[Any] = node.value
        return inside[int(index)] if int(index) < len(inside) else None
    return None


def _pairs(node: yaml.MappingNode) -> Iterator[tuple[str, Any]]:
    for name, value in node.value:
        yield str(name.value), value

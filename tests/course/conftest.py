"""All the words of the course, gathered from content files and notebooks, each with where it stands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from mtlearn.course.loading import CONTENT

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
CITATION = re.compile(r"\[(@[^\]]+)\]")


class Words(NamedTuple):
    """Some words in one language, where they stand, and whether the course itself stands behind them."""

    where: str
    lang: str
    text: str
    ours: bool


def cells(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def cited(text: str) -> set[str]:
    """Give the claims a text cites, ``[@one]`` or ``[@one; @two]``."""
    return {name.strip().lstrip("@") for found in CITATION.findall(text) for name in found.split(";")}


def _texts(node: object, where: str, *, ours: bool) -> list[Words]:
    if isinstance(node, list):
        return [found for i, inner in enumerate(node) for found in _texts(inner, f"{where}[{i}]", ours=ours)]
    if not isinstance(node, dict):
        return []
    if set(node) == {"nb", "en"}:
        return [Words(where, lang, node[lang], ours) for lang in ("nb", "en")]
    name = str(node.get("id", ""))
    here = f"{where}/{name}" if name else where
    # A quiz option that does not hold says what some people believe; the course does not say it.
    misconception = "feedback" in node and "text" in node and not node.get("right", False)
    found: list[Words] = []
    for key, inner in node.items():
        spoken = ours and not (misconception and key == "text")
        found += _texts(inner, f"{here}/{key}", ours=spoken)
    return found


@pytest.fixture(scope="session")
def all_words() -> list[Words]:
    """Every text of the course in both languages: content files (not the interface) and notebook prose."""
    found: list[Words] = []
    for path in sorted(CONTENT.rglob("*.yaml")):
        where = path.relative_to(CONTENT).as_posix()
        if not where.startswith("interface/") and where != "feedback.yaml":
            found += _texts(yaml.safe_load(path.read_text(encoding="utf-8")), where, ours=True)
    for path in sorted(NOTEBOOKS.glob("*/*.ipynb")):
        found += [
            Words(f"{path.name}/{cell['id']}", path.parent.name, source(cell), ours=True)
            for cell in cells(path)
            if cell["cell_type"] == "markdown"
        ]
    return found


@pytest.fixture(scope="session")
def facts() -> dict[str, dict[str, Any]]:
    """The shared fact base, by id, where it lies beside the repository."""
    folder = ROOT.parent / "shared" / "facts"
    if not folder.is_dir():
        pytest.skip("the shared fact base is not beside this clone (../shared/facts)")
    entries = [
        entry
        for path in sorted(folder.glob("*.yaml"))
        if not path.name.startswith("sources-")
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    return {entry["id"]: entry for entry in entries}

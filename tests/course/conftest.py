"""All the words of the course, gathered from content files and notebooks, each with where it stands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from mtlearn.course.notebooks import read
from mtlearn.course.prose import Said, prose

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
CITATION = re.compile(r"\[(@[^\]]+)\]")


def cells(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def cited(text: str) -> set[str]:
    """Give the claims a text cites, ``[@one]`` or ``[@one; @two]``."""
    return {name.strip().lstrip("@") for found in CITATION.findall(text) for name in found.split(";")}


@pytest.fixture(scope="session")
def all_words() -> list[Said]:
    """Every text of the course in both languages: content files (not the interface) and notebook prose."""
    return list(prose([read(path) for path in sorted(NOTEBOOKS.glob("*/*.ipynb"))]))


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

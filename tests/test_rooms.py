"""Each room of the house knows only the rooms it may know (docs/architecture.md)."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "mtlearn"
ANYONE_MAY_USE = {"errors", "language"}
MAY_USE = {
    "course": set(),
    "learner": set(),
    "music": set(),
    "sound": set(),
    "widgets": {"course", "learner", "music", "sound"},
    "server": {"widgets", "course", "learner", "music", "sound"},
}


def rooms_used(path: Path) -> set[str]:
    """Name the rooms a module imports from, late imports too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return {name.split(".")[1] for name in names if name.startswith("mtlearn.")}


@pytest.mark.parametrize("room", sorted(MAY_USE))
def test_a_room_knows_only_the_rooms_below_it(room: str) -> None:
    """Data flows one way: nobody imports the server, and the pure rooms import nobody."""
    allowed = MAY_USE[room] | ANYONE_MAY_USE | {room}
    strangers = {
        str(path.relative_to(SOURCE)): sorted(rooms_used(path) - allowed)
        for path in (SOURCE / room).rglob("*.py")
        if rooms_used(path) - allowed
    }
    assert {} == strangers


def test_every_room_is_in_the_architecture() -> None:
    """A room that is not described is one nobody agreed on."""
    text = (SOURCE.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert set(MAY_USE) == rooms
    assert all(f"{room}/" in text for room in rooms)


@pytest.mark.parametrize(
    "heavy", ["music21", "ipywidgets", "anywidget", "numpy", "verovio", "sounddevice", "yaml"]
)
def test_importing_mtlearn_brings_nothing_heavy(heavy: str) -> None:
    """The face of the package is light; what is heavy comes when it is used."""
    code = f"import sys, mtlearn; sys.exit({heavy!r} in sys.modules)"
    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode


def test_the_public_face_is_what_it_says() -> None:
    """What a notebook imports is exactly this."""
    import mtlearn  # noqa: PLC0415 - the import is what is tested

    opens = ["open_glossary", "open_home", "open_lesson", "open_sources", "open_studio"]
    assert ["__version__", *opens] == mtlearn.__all__
    assert mtlearn.__all__ == dir(mtlearn)
    assert all(hasattr(mtlearn, name) for name in mtlearn.__all__)

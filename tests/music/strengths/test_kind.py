"""Every kind of strength is described, and every description is of a kind that can be seen."""

from __future__ import annotations

import ast
from pathlib import Path

import mtlearn.music.strengths
from mtlearn.music.strengths.aim import AIMS, FOLLOWED
from mtlearn.music.strengths.kind import ABOUT_PARTNER, ABOUT_TONES, KINDS


def named() -> set[str]:
    """Give every string in the modules that look that is the name of a kind."""
    found = set()
    for file in Path(mtlearn.music.strengths.__path__[0]).glob("*.py"):
        if file.name not in {"kind.py", "aim.py"}:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            found |= {
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
    return found


def test_each_kind_is_looked_for_somewhere() -> None:
    """A kind nobody looks for would be words for nothing."""
    assert set(KINDS) == set(KINDS) & named()


def test_each_aim_names_kinds_that_there_are() -> None:
    """And so does what is not true of drums or without a partner."""
    assert set() == {kind for kinds in AIMS.values() for kind in kinds} - set(KINDS)
    assert set(AIMS) >= FOLLOWED
    assert set(KINDS) >= ABOUT_TONES | ABOUT_PARTNER

"""A finding: something in the course's files that an author should mend, with the place it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Finding", "line_of"]


class Finding(NamedTuple):
    """Something to mend: where, what, and whether a learner would meet it."""

    path: Path
    line: int | None
    said: str
    serious: bool = True

    def __str__(self) -> str:
        """Say it in one line."""
        where = f"{self.path.name}, line {self.line}" if self.line else self.path.name
        return f"{self.path.parent.name}/{where}: {self.said}"


def line_of(path: Path, needle: str) -> int | None:
    """Find the line some words first stand in, counted from 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((at for at, line in enumerate(lines, 1) if needle in line), None)

"""What the house asks of a quiz as a whole: enough items, of several types, each standing on something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.course import lesson as lessons
from mtlearn.course.finding import Finding, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["check_quiz"]

_FEWEST: Final = 8
_MOST: Final = 12
_TYPES: Final = 4


def check_quiz(name: str, content: Path) -> Iterator[Finding]:
    """Advise on one lesson's quiz; that a single item is whole is checked elsewhere."""
    path, quiz = content / name / "quiz.yaml", lessons.items(name, content)
    if not _FEWEST <= len(quiz) <= _MOST:
        said = f"a quiz has {_FEWEST} to {_MOST} items; this one has {len(quiz)}."
        yield Finding(path, 1, said, serious=False)
    if len(types := {type(item) for item in quiz}) < _TYPES:
        said = f"a quiz has items of {_TYPES} types at least; this one has {len(types)}."
        yield Finding(path, 1, said, serious=False)
    for item in quiz:
        line = line_of(path, f"id: {item.id}")
        if not item.claims:
            yield Finding(path, line, f"{item.id}: it stands on no claim.", serious=False)
        if sum(other.id == item.id for other in quiz) > 1:
            yield Finding(path, line, f"{item.id}: two items have this id.")

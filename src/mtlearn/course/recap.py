"""A lesson in a minute: a few sentences to hear or read, each on its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mtlearn.course.lesson import find
from mtlearn.course.loading import CONTENT, load
from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Sentence", "has_recap", "recap"]


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something to be said in one breath or two, and what it stands on."""

    text: Text
    claims: tuple[str, ...]


def has_recap(name: str, content: Path = CONTENT) -> bool:
    """Say whether a lesson has one: not every lesson needs it."""
    return (content / name / "recap.yaml").exists()


def recap(name: str, content: Path = CONTENT) -> tuple[Sentence, ...]:
    """Read a lesson's recap, in the order it is said.

    Raises:
        UnknownLessonError: there is no such lesson, or it is not written yet.
        ContentError: its file is damaged, or there is none.
    """
    return load(content / find(name, content).id / "recap.yaml", tuple[Sentence, ...])

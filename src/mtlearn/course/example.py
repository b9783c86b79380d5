"""Music to listen to in a lesson: what it is called, what is played, what to listen for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from mtlearn.course.loading import CONTENT, load
from mtlearn.errors import UnknownLessonError
from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Example", "example", "examples"]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One listening example; its sound has the same ``id`` (``audio/build_examples.py``).

    ``happens`` tells what is played, also for those who do not hear it. ``mine`` and ``partner`` name the
    two players.
    """

    id: str
    title: Text
    happens: Text
    mine: Text
    partner: Text


def examples(content: Path = CONTENT) -> tuple[Example, ...]:
    """Read all listening examples.

    Raises:
        ContentError: ``examples.yaml`` is damaged.
    """
    return load(content / "examples.yaml", tuple[Example, ...])


def example(name: str, content: Path = CONTENT) -> Example:
    """Read one listening example by its name.

    Raises:
        UnknownLessonError: there is no such example; says which there are.
        ContentError: ``examples.yaml`` is damaged.
    """
    known = {one.id: one for one in examples(content)}
    if name not in known:
        message = f"There is no listening example called {name!r}. The examples are: {', '.join(known)}."
        raise UnknownLessonError(message)
    return known[name]

"""The twelve lessons: their names, what each is about, and what is ready."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from mtlearn.course.item import Item
from mtlearn.course.loading import CONTENT, load
from mtlearn.course.scene import Scene
from mtlearn.errors import UnknownLessonError
from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Entry",
    "Lesson",
    "Prompt",
    "find",
    "items",
    "lesson",
    "lessons",
    "scene",
    "scene_files",
    "scenes",
]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A lesson as the map shows it. ``id`` names its folder in ``content/`` and its notebook."""

    id: str
    number: int
    title: Text
    about: Text
    minutes: int
    status: Literal["ready", "coming"]

    @property
    def notebook(self) -> str:
        """The name of the lesson's notebook, the same in both languages' folders."""
        return f"{self.number:02}-{self.id}.ipynb"


class Prompt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question the learner writes an answer to, for themselves."""

    question: Text
    help: Text


class Lesson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a lesson has besides its prose: prompts, objectives, exercises, cards, claims, music to listen to.

    ``objectives`` name what items are tied to; ``claims`` are all the lesson stands on, its prose too.
    """

    objectives: dict[str, Text]
    warm_up: Prompt
    reflection: Prompt
    exercises: tuple[str, ...]
    cards: tuple[str, ...]
    claims: tuple[str, ...]
    examples: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@cache
def lessons(content: Path = CONTENT) -> tuple[Entry, ...]:
    """Give the map of the course, in order.

    Args:
        content: the folder the words are read from.

    Raises:
        ContentError: ``lessons.yaml`` is damaged.
    """
    return load(content / "lessons.yaml", tuple[Entry, ...])


def find(name: str, content: Path = CONTENT) -> Entry:
    """Find a lesson on the map.

    Raises:
        UnknownLessonError: there is no such lesson, or it is not written yet.
    """
    entry = next((entry for entry in lessons(content) if entry.id == name), None)
    ready = ", ".join(entry.id for entry in lessons(content) if entry.status == "ready")
    if entry is None:
        message = f"There is no lesson called {name!r}. Lessons that can be opened now: {ready}."
        raise UnknownLessonError(message)
    if entry.status != "ready":
        message = (
            f"The lesson {name!r} is planned and not written yet. Lessons that can be opened now: {ready}."
        )
        raise UnknownLessonError(message)
    return entry


def lesson(name: str, content: Path = CONTENT) -> Lesson:
    """Read a lesson's own file.

    Raises:
        UnknownLessonError: there is no such lesson, or it is not written yet.
        ContentError: its file is damaged.
    """
    return load(content / find(name, content).id / "lesson.yaml", Lesson)


def items(name: str, content: Path = CONTENT) -> tuple[Item, ...]:
    """Read a lesson's quiz (see :func:`lesson` for what is raised)."""
    return load(content / find(name, content).id / "quiz.yaml", tuple[Item, ...])


def scene(name: str, content: Path = CONTENT, which: str = "") -> Scene:
    """Read a scene of a lesson: its only one, or one of several by its id.

    Raises:
        UnknownLessonError: there is no such lesson or scene, or the lesson is not written yet.
        ContentError: the scene's file is damaged or missing.
    """
    known = scene_files(find(name, content).id, content)
    if which not in known:
        has = f"It has: {', '.join(known)}." if all(known) else "It has only one, with no name."
        message = f"The lesson {name!r} has no scene called {which!r}. {has}"
        raise UnknownLessonError(message)
    return load(known[which], Scene)


def scene_files(name: str, content: Path = CONTENT) -> dict[str, Path]:
    """Say where a lesson's scenes stand: ``scene.yaml``, or one ``scenes/<id>.yaml`` for each of several."""
    folder = content / name
    several = sorted((folder / "scenes").glob("*.yaml"))
    return {path.stem: path for path in several} or {"": folder / "scene.yaml"}


def scenes(name: str, content: Path = CONTENT) -> dict[Path, Scene]:
    """Read all scenes of a lesson, each by its file (see :func:`scene` for what is raised)."""
    find(name, content)
    return {path: load(path, Scene) for path in scene_files(name, content).values()}

"""What an author is told before a learner meets it: damaged files, claims on nothing, dead ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtlearn.course import lesson as lessons
from mtlearn.course.card import card
from mtlearn.course.catalogue import file_of_room, read_room, rooms
from mtlearn.course.check_pages import check_pages
from mtlearn.course.check_quiz import check_quiz
from mtlearn.course.check_scenes import check_scenes
from mtlearn.course.check_standing import check_standing
from mtlearn.course.check_written import check_written
from mtlearn.course.claim import claims, sources
from mtlearn.course.evidence import evidence, evidence_names
from mtlearn.course.example import examples
from mtlearn.course.finding import Finding, line_of
from mtlearn.course.glossary import glossary
from mtlearn.course.item import Gap, MultipleResponse, Numeric, SingleChoice, feedbacks, parts
from mtlearn.course.loading import CONTENT, load
from mtlearn.course.notebooks import check_notebook, check_twins, cited_ids, read
from mtlearn.course.planner import planner
from mtlearn.course.recap import has_recap, recap
from mtlearn.errors import ContentError, MtlearnError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from mtlearn.course.item import Item
    from mtlearn.course.notebooks import Notebook

__all__ = ["Finding", "check_course"]


def check_course(notebooks: Path, content: Path = CONTENT, exercises: Collection[str] = ()) -> list[Finding]:
    """Check all content and all notebooks; give what was found, by file.

    ``exercises`` names the exercises there are; where it is empty, nobody has said, and any will do.
    """
    found = list(_check_files(content))
    if found:
        return found  # the rest would only say the same again
    books = []
    for path in sorted(notebooks.glob("*/*.ipynb")):
        try:
            books.append(read(path))
        except ContentError as error:
            found.append(Finding(error.path, error.line, error.expected))
    found += _check_notebooks(books, content)
    found += _check_lessons(content)
    found += check_standing(books, content)
    found += check_pages(books, content, exercises)
    found += check_written(books, content)
    return found


def _check_files(content: Path) -> Iterator[Finding]:
    """Load every file there is."""
    for room in rooms(content / "locale"):
        path = file_of_room(room, content / "locale")
        yield from _tried(path, lambda room=room: read_room(room, content / "locale"))
    yield from _tried(content / "sources", lambda: sources(content))
    yield from _tried(content / "claims", lambda: claims(content))
    for path in sorted((content / "cards").glob("*.yaml")):
        yield from _tried(path, lambda path=path: card(path.stem, content))
    for name in evidence_names(content):
        yield from _tried(content / "evidence" / f"{name}.yaml", lambda name=name: evidence(name, content))
    yield from _tried(content / "glossary.yaml", lambda: glossary(content))
    yield from _tried(content / "examples.yaml", lambda: examples(content))
    if (content / "planner.yaml").exists():
        yield from _tried(content / "planner.yaml", lambda: planner(content))
    yield from _tried(content / "feedback.yaml", lambda: load(content / "feedback.yaml", dict[str, Any]))
    ready = list(_tried(content / "lessons.yaml", lambda: lessons.lessons(content)))
    yield from ready
    for name in [] if ready else _ready(content):
        yield from _tried(content / name / "lesson.yaml", lambda name=name: lessons.lesson(name, content))
        yield from _tried(content / name / "quiz.yaml", lambda name=name: lessons.items(name, content))
        yield from _tried(content / name, lambda name=name: lessons.scenes(name, content))
        if has_recap(name, content):
            yield from _tried(content / name / "recap.yaml", lambda name=name: recap(name, content))


def _tried(path: Path, do: Any) -> Iterator[Finding]:  # noqa: ANN401 - something that loads
    try:
        do()
    except ContentError as error:
        yield Finding(error.path, error.line, error.expected)
    except MtlearnError as error:
        yield Finding(path, None, str(error))


def _ready(content: Path) -> list[str]:
    return [entry.id for entry in lessons.lessons(content) if entry.status == "ready"]


def _check_notebooks(books: list[Notebook], content: Path) -> Iterator[Finding]:
    by_place = {(book.lang, book.path.name): book for book in books}
    known = claims(content)
    for book in books:
        for name, said in check_notebook(book):
            yield _in_cell(book, name, said)
        for cell in book.cells:
            for claim in cited_ids(cell.source) if cell.kind == "markdown" else ():
                if claim not in known:
                    yield _in_cell(book, cell.id, f"it cites {claim!r}, which is not in claims/.")
        other = by_place.get(("en" if book.lang == "nb" else "nb", book.path.name))
        if other is None:
            yield Finding(book.path, None, "there is no such notebook in the other language.")
        elif book.lang == "nb":
            for name, said in check_twins(book, other):
                yield _in_cell(book, name, said)
    names = {entry.notebook for entry in lessons.lessons(content) if entry.status == "ready"}
    for name in sorted(names - {book.path.name for book in books}):
        yield Finding(
            content / "lessons.yaml", None, f"{name} is said to be ready, and there is no such notebook."
        )


def _in_cell(book: Notebook, cell: str, said: str) -> Finding:
    needle = f'"id": "{cell}"'
    return Finding(
        book.path, line_of(book.path, needle) if cell else None, f"{cell}: {said}" if cell else said
    )


def _check_lessons(content: Path) -> Iterator[Finding]:
    for name in _ready(content):
        about, folder = lessons.lesson(name, content), content / name
        quiz = lessons.items(name, content)
        for item in quiz:
            for said in _check_item(item, set(about.objectives)):
                yield Finding(
                    folder / "quiz.yaml",
                    line_of(folder / "quiz.yaml", f"id: {item.id}"),
                    f"{item.id}: {said}",
                )
        for goal in sorted(set(about.objectives) - {item.objective for item in quiz}):
            yield Finding(
                folder / "quiz.yaml", None, f"no item asks about the objective {goal!r}.", serious=False
            )
        yield from check_quiz(name, content)
        yield from check_scenes(name, content)
        for wanted in about.cards:
            if not (content / "cards" / f"{wanted}.yaml").exists():
                yield Finding(folder / "lesson.yaml", None, f"there is no card {wanted!r}.")
        for wanted in sorted(set(about.evidence) - set(evidence_names(content))):
            yield Finding(folder / "lesson.yaml", None, f"there is no evidence card {wanted!r}.")
        for wanted in sorted(set(about.examples) - {one.id for one in examples(content)}):
            yield Finding(
                folder / "lesson.yaml",
                line_of(folder / "lesson.yaml", wanted),
                f"there is no example {wanted!r}.",
            )


def _check_item(item: Item, objectives: set[str]) -> Iterator[str]:
    if item.objective not in objectives:
        yield f"its objective {item.objective!r} is not one of the lesson's."
    if isinstance(item, SingleChoice | MultipleResponse):
        right = sum(option.right for option in item.options)
        if isinstance(item, SingleChoice) and right != 1:
            yield f"one option should hold; {right} do."
        if isinstance(item, MultipleResponse) and not right:
            yield "at least one option should hold."
    ids = parts(item)
    if not isinstance(item, Gap | Numeric) and (len(ids) < 2 or len(set(ids)) < len(ids)):  # noqa: PLR2004 - one is no choice
        yield "it needs at least two parts, each with an id of its own."
    for name, feedback in feedbacks(item):
        if not (feedback.nb.strip() and feedback.en.strip()):
            yield f"{name} has no feedback in one of the languages."

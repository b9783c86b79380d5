"""Pages that lead somewhere: links, pictures with words, calls of what a lesson has, both languages alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mtlearn.course import lesson as lessons
from mtlearn.course.claim import sources
from mtlearn.course.finding import Finding, line_of
from mtlearn.course.glossary import glossary
from mtlearn.course.notebooks import CODE, cited_ids, line_of_cell
from mtlearn.course.standing import places

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from mtlearn.course.notebooks import Cell, Notebook
    from mtlearn.course.standing import Place

__all__ = ["check_pages"]

_LINK: Final = re.compile(r"(?P<picture>!?)\[(?P<words>[^\]]*)\]\((?P<to>[^)\s]*)[^)]*\)")
_IMAGE: Final = re.compile(r"<img\b(?![^>]*\balt=\"[^\"]*\S[^\"]*\")[^>]*>", re.IGNORECASE)
_CALL: Final = re.compile(r"""\blesson\.(?P<what>exercise|card|evidence)\(["'](?P<name>[^"']*)["']\)""")
_OPENED: Final = re.compile(r"""open_lesson\(["'](?P<name>[^"']*)["'],\s*["'](?P<lang>[^"']*)["']\)""")


def check_pages(
    books: Iterable[Notebook], content: Path, exercises: Collection[str] = ()
) -> Iterator[Finding]:
    """Check where pages lead and what they call; ``exercises`` are those there are, where that is known."""
    books = list(books)
    pages = {(book.lang, book.path.name): {cell.id for cell in book.cells} for book in books}
    anchors = {
        "glossary.ipynb": {term.id for term in glossary(content)},
        "sources.ipynb": {f"source-{name}" for name in sources(content)},
    }
    for book in books:
        known = {name: ids for (lang, name), ids in pages.items() if lang == book.lang}
        for cell in book.cells:
            if cell.kind == "markdown":
                said = _words(cell, book, known, anchors)
            else:
                said = _calls(cell, book, content)
            for sentence in said:
                yield Finding(book.path, line_of_cell(book.path, cell.id), f"{cell.id}: {sentence}")
    yield from _twins(books)
    leaning = places(content=content)
    for entry in lessons.lessons(content):
        if entry.status == "ready":
            mine = [book for book in books if book.path.name == entry.notebook]
            yield from _exercises(entry.id, mine, content, exercises)
            yield from _claims(entry.id, mine, content, leaning)


def _words(
    cell: Cell, book: Notebook, known: dict[str, set[str]], anchors: dict[str, set[str]]
) -> Iterator[str]:
    prose = CODE.sub("", cell.source)
    for image in _IMAGE.findall(prose):
        yield f"the picture {image} has no alt text; say what it shows."
    for found in _LINK.finditer(prose):
        to, words = found["to"], found["words"].strip()
        if found["picture"]:
            yield from _picture(to, words)
            continue
        if not words:
            yield f"the link to {to} has no words to press."
        if not to:
            yield f"the link {words!r} leads to nothing."
        elif not re.match(r"[a-z]+:", to) and not re.match(r"#(?!cell-id=)", to):
            yield from _link(to, book, known, anchors)


def _picture(to: str, words: str) -> Iterator[str]:
    if not words:
        yield f"the picture {to} has no alt text; say between the brackets what it shows."
    if not to.startswith("attachment:"):
        yield f"the picture {to} is not in the notebook; paste it into the cell in JupyterLab."


def _link(to: str, book: Notebook, known: dict[str, set[str]], anchors: dict[str, set[str]]) -> Iterator[str]:
    page, _, anchor = to.partition("#")
    page = page or book.path.name
    if page not in known:
        yield f"it links to {page}, and there is no such page in {book.lang}/."
    elif anchor.startswith("cell-id=") and anchor.removeprefix("cell-id=") not in known[page]:
        yield f"it links to {to}, and that page has no such cell."
    elif anchor and page in anchors and anchor not in anchors[page]:
        yield f"it links to {to}, and there is no such entry."


def _calls(cell: Cell, book: Notebook, content: Path) -> Iterator[str]:
    entry = next((one for one in lessons.lessons(content) if one.notebook == book.path.name), None)
    for found in _OPENED.finditer(cell.source):
        if found["lang"] != book.lang:
            yield f"it opens the lesson in {found['lang']!r}, and this is the page in {book.lang!r}."
        if entry and found["name"] != entry.id:
            yield f"it opens the lesson {found['name']!r}, and this is the page of {entry.id!r}."
    called = list(_CALL.finditer(cell.source))
    if not called or entry is None or entry.status != "ready":
        return
    about = lessons.lesson(entry.id, content)
    has = {"exercise": about.exercises, "card": about.cards, "evidence": about.evidence}
    for found in called:
        if found["name"] not in has[found["what"]]:
            yield f"it shows the {found['what']} {found['name']!r}, which lesson.yaml does not list."


def _twins(books: list[Notebook]) -> Iterator[Finding]:
    """Find cells that lead to other places in one language than in the other."""
    beside = {book.path.name: book for book in books if book.lang == "en"}
    for book in books:
        other = beside.get(book.path.name)
        if book.lang != "nb" or other is None:
            continue
        theirs = {cell.id: _local(cell) for cell in other.cells}
        for cell in book.cells:
            if cell.kind == "markdown" and _local(cell) != theirs.get(cell.id, _local(cell)):
                said = f"{cell.id}: it does not link to the same pages as in en."
                yield Finding(book.path, line_of_cell(book.path, cell.id), said)


def _local(cell: Cell) -> list[str]:
    found = (one["to"] for one in _LINK.finditer(CODE.sub("", cell.source)))
    return sorted(to for to in found if not re.match(r"[a-z]+:", to))


def _exercises(
    name: str, books: list[Notebook], content: Path, exercises: Collection[str]
) -> Iterator[Finding]:
    """Hold a lesson's lists of exercises and cards to what its page shows."""
    about, path = lessons.lesson(name, content), content / name / "lesson.yaml"
    code = [cell.source for book in books for cell in book.cells if cell.kind == "code"]
    shown = {(found["what"], found["name"]) for source in code for found in _CALL.finditer(source)}
    listed = {"exercise": about.exercises, "card": about.cards, "evidence": about.evidence}
    for what, names in listed.items():
        for one in names:
            if books and (what, one) not in shown:
                said = f"it lists the {what} {one!r}, which its page never shows."
                yield Finding(path, line_of(path, one), said, serious=False)
    for one in about.exercises if exercises else ():
        if one not in exercises:
            said = f"there is no exercise {one!r}; there is {', '.join(exercises)}."
            yield Finding(path, line_of(path, one), said)


def _claims(name: str, books: list[Notebook], content: Path, leaning: list[Place]) -> Iterator[Finding]:
    """Hold a lesson's list of claims, which its sources are made of, to those it uses."""
    about, path = lessons.lesson(name, content), content / name / "lesson.yaml"
    prose = [cell.source for book in books for cell in book.cells if cell.kind == "markdown"]
    used = {claim for source in prose for claim in cited_ids(source)}
    used |= {place.claim for place in leaning if place.lesson == name and place.what != "lesson"}
    cards = {*about.cards, *about.evidence}
    used |= {place.claim for place in leaning if not place.lesson and place.name in cards}
    for claim in sorted(used - set(about.claims)):
        said = f"it uses {claim!r}, which is not in its list of claims."
        yield Finding(path, line_of(path, "claims:"), said)
    for claim in about.claims:
        if claim not in used and not _elsewhere(leaning, claim):
            said = f"it lists {claim!r}, which neither page, quiz, scene nor card of it uses."
            yield Finding(path, line_of(path, f"- {claim}"), said, serious=False)


def _elsewhere(leaning: list[Place], claim: str) -> bool:
    """Whether something that is no lesson's own part uses a claim, such as the planner it shows."""
    return any(place.claim == claim and not place.lesson for place in leaning)

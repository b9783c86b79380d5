"""A plan as a document, whatever file it becomes: headings, the learner's words, what it stands on, lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.course.claim import cited
from mtlearn.course.loading import CONTENT
from mtlearn.language import words
from mtlearn.widgets.sources import short_name, strength, who_and_when

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from mtlearn.course.claim import Cited, Source
    from mtlearn.course.planner import Plan, Planner, PlannerStep
    from mtlearn.language import Language

__all__ = [
    "Block",
    "Document",
    "Heading",
    "Lines",
    "Own",
    "Points",
    "Said",
    "day",
    "document",
    "held",
    "unheld",
]

_UNHELD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""What XML, and so a Word document, cannot hold, and DEL, which nobody sees."""
_PICTURES: Final = 0x2400
_DELETE, _DELETE_PICTURE = 0x7F, 0x2421
_LAST_CONTROL: Final = 0x1F


class Heading(NamedTuple):
    """A heading; 1 is the title of the document."""

    level: int
    text: str


class Said(NamedTuple):
    """A paragraph of the course's own: ``asked`` is a question, ``soft`` small print, ``plain`` the rest."""

    text: str
    kind: str = "plain"


class Own(NamedTuple):
    """The learner's words, line by line, as they wrote them."""

    lines: tuple[str, ...]


class Lines(NamedTuple):
    """Lines to write on by hand, and how a screen reader is told of them."""

    rows: int
    told: str


class Points(NamedTuple):
    """Things said of the world: each with who says it and how strongly, or the address of a source."""

    points: tuple[tuple[str, str], ...]


Block = Heading | Said | Own | Lines | Points


class Document(NamedTuple):
    """A whole document in one language."""

    lang: Language
    title: str
    blocks: tuple[Block, ...]


def document(about: Planner, plan: Plan, lang: Language, on: date, content: Path = CONTENT) -> Document:
    """Lay a plan out as a document.

    Args:
        about: the planner's steps and questions.
        plan: what the learner wrote.
        lang: the language of all that the learner did not write.
        on: the day that stands at the top.
        content: the folder claims and sources are read from.

    Raises:
        ContentError: a step names a claim that is not in ``claims/``.
    """
    said = words("planner", lang)
    title = about.title[lang]
    blocks: list[Block] = [Heading(1, title)]
    if plan.place.strip():
        blocks.append(Own(_lines(plan.place)))
    blocks.append(Said(said["made_on"].format(day=day(on, lang)), "soft"))
    carried: dict[str, Source] = {}
    for step in about.steps:
        claims = cited(step.claims, content)
        blocks += _step(step, plan.written.get(step.id, ""), claims, lang)
        for claim in claims:
            carried |= claim.sources
    blocks += [Heading(2, said["sources"]), Said(said["sources_about"], "soft")]
    rows = sorted(carried.values(), key=lambda source: who_and_when(source, lang).casefold())
    blocks.append(Points(tuple(_source(source, lang) for source in rows)))
    named = title if not plan.place.strip() else f"{title}: {held(' '.join(plan.place.split()))}"
    return Document(lang, named, tuple(blocks))


def _step(step: PlannerStep, own: str, claims: tuple[Cited, ...], lang: Language) -> Iterator[Block]:
    said = words("planner", lang)
    yield Heading(2, step.title[lang])
    for question in step.questions:
        yield Said(question[lang], "asked")
    yield Own(_lines(own)) if own.strip() else Lines(5, said["to_write"])
    if claims:
        yield Heading(3, said["stands_on"])
        yield Points(tuple((claim.claim.text[lang], _who(claim, lang)) for claim in claims))
    if step.nothing:
        yield Heading(3, said["nothing"])
        yield Said(step.nothing[lang])


def _who(claim: Cited, lang: Language) -> str:
    named = "; ".join(short_name(source, lang) for source in claim.sources.values())
    note = f" {claim.claim.note[lang]}" if claim.claim.note else ""
    return f"{named}: {strength(claim.claim, lang)}.{note}"


def _source(source: Source, lang: Language) -> tuple[str, str]:
    said = words("sources", lang)
    who = source.authors or source.publisher
    where = f" {source.publisher}." if source.authors and source.publisher else ""
    read = said["read"].format(read=source.read[lang])
    return f"{who} ({source.year or said['no_year']}). {source.title}.{where} ({read})", source.url


def _lines(text: str) -> tuple[str, ...]:
    return tuple(held(line) for line in text.split("\n"))


def held(text: str) -> str:
    """Give a text with a visible sign for every character that a document cannot hold."""
    return _UNHELD.sub(lambda found: _picture(ord(found[0])), text)


def unheld(text: str) -> int:
    """Count the characters that a document cannot hold."""
    return len(_UNHELD.findall(text))


def _picture(code: int) -> str:
    if code <= _LAST_CONTROL:
        return chr(_PICTURES + code)
    return chr(_DELETE_PICTURE) if code == _DELETE else "\N{REPLACEMENT CHARACTER}"


def day(on: date, lang: Language) -> str:
    """Write a day as one does in a language: «26. november 2026», "26 November 2026"."""
    said = words("planner", lang)
    return said["day"].format(day=on.day, month=said["months"].split()[on.month - 1], year=on.year)

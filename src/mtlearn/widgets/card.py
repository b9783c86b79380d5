"""A guideline card as a sheet: what is said, how strongly, on what basis, and what it does not say."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mtlearn.course.claim import cited
from mtlearn.course.loading import CONTENT
from mtlearn.language import words
from mtlearn.widgets.sheet import Sheet, element
from mtlearn.widgets.sources import short_name, standing, strength, who_and_when

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mtlearn.course.card import Card, Row
    from mtlearn.course.claim import Cited, Claim, Source
    from mtlearn.language import Language

__all__ = ["card_sheet", "fallen"]


def card_sheet(card: Card, lang: Language, content: Path = CONTENT) -> Sheet:
    """Lay out a card: a heading, a summary, and a row for each thing asked, with what it stands on.

    Raises:
        ContentError: a row names a claim that is not in ``claims/``.
    """
    found = [(row, cited(row.claims, content)) for row in card.rows]
    gone = fallen((claim for _, claims in found for claim in claims), lang)
    html = element(
        "section",
        element("p", escape(words("card", lang)["kind"]), class_="mt-eyebrow"),
        element("h3", escape(card.title[lang])),
        element("p", escape(card.summary[lang]), class_="mt-summary"),
        *(element("p", escape(line), class_="mt-notice") for line in gone),
        element("dl", *(_html(row, claims, lang) for row, claims in found)),
        class_="mt-page mt-sheet mt-guideline",
        lang=lang,
    )
    text = "\n\n".join(_text(row, claims, lang) for row, claims in found)
    top = "\n\n".join([card.title[lang], card.summary[lang], *gone])
    return Sheet(html, f"{top}\n\n{text}")


def fallen(claims: Iterable[Cited], lang: Language) -> list[str]:
    """Say, above all else, what a card stands on that has been withdrawn or replaced, each once."""
    said: dict[str, str] = {}
    for claim in claims:
        if claim.claim.has_fallen:
            said[claim.id] = _line(claim.claim.text[lang], claim.claim, lang)
        for name, source in claim.sources.items():
            if source.has_fallen:
                said[name] = _line(f"{who_and_when(source, lang)}, {source.title}.", source, lang)
    return list(said.values())


def _line(named: str, text: Source | Claim, lang: Language) -> str:
    lead = words("card", lang)["fallen"].format(what=named)
    return " ".join(
        part for part in (lead, standing(text, lang), text.note[lang] if text.note else "") if part
    )


def _by_source(claims: tuple[Cited, ...], lang: Language) -> list[tuple[str, str, str]]:
    """Give each source of a row once: its id, its short name, and how strongly it says what is said."""
    found: dict[str, tuple[str, list[str]]] = {}
    for claim in claims:
        for name, source in claim.sources.items():
            said = found.setdefault(name, (short_name(source, lang), []))[1]
            if strength(claim.claim, lang) not in said:
                said.append(strength(claim.claim, lang))
    return [(name, label, "; ".join(said)) for name, (label, said) in found.items()]


def _html(row: Row, claims: tuple[Cited, ...], lang: Language) -> str:
    stands_on = "".join(
        element("li", element("a", escape(label), href=f"#source-{name}"), escape(f": {said}"))
        for name, label, said in _by_source(claims, lang)
    )
    said = element("p", escape(row.text[lang]))
    if stands_on:
        said += element("ul", stands_on, class_="mt-small")
    return element("div", element("dt", escape(row.label[lang])), element("dd", said))


def _text(row: Row, claims: tuple[Cited, ...], lang: Language) -> str:
    lines = [row.label[lang], row.text[lang]]
    lines += [f"  - {label}: {said}" for _, label, said in _by_source(claims, lang)]
    return "\n".join(lines)

"""What a lesson stands on: every claim's sources, how strongly they say it, and what of them was read."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from mtlearn.language import words
from mtlearn.widgets.sheet import Sheet, element

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mtlearn.course.claim import Cited, Claim, Source
    from mtlearn.language import Language

__all__ = ["day", "references", "short_name", "source_list", "standing", "strength", "who_and_when"]


def references(claims: Iterable[Cited], lang: Language, page: str = "") -> list[dict[str, Any]]:
    """Give each claim's words, strength and sources, for a widget's page to list.

    ``page`` is the notebook the sources stand in, where that is another than the one that asks.
    """
    return [
        {
            "text": cited.claim.text[lang],
            "strength": strength(cited.claim, lang),
            "sources": [
                {"label": short_name(source, lang), "href": f"{page}#source-{name}"}
                for name, source in cited.sources.items()
            ],
        }
        for cited in claims
    ]


def strength(claim: Claim, lang: Language) -> str:
    """Say in words how strongly a claim's sources say it, and whether they were read themselves."""
    said = words("sources", lang)
    parts = [said[f"kind_{claim.kind}"]]
    if claim.strength != "none":
        parts.append(said[f"strength_{claim.strength}"])
    if not claim.first_hand:
        parts.append(said["second_hand"])
    if claim.has_fallen:
        parts.append(said[f"now_{claim.status}"])
    return " · ".join(parts)


def standing(text: Source | Claim, lang: Language) -> str:
    """Say in a sentence whether a source or a claim still holds; nothing where nothing is against it."""
    if text.status == "current":
        return ""
    said = words("sources", lang)
    sentence = said[f"status_{text.status}"]
    if not text.since:
        return sentence
    since = text.since if isinstance(text.since, int) else day(text.since, lang)
    return f"{sentence} {said['since'].format(since=since)}"


def day(when: date, lang: Language) -> str:
    """Write a day as one does in a language."""
    return f"{when:%d.%m.%Y}" if lang == "nb" else f"{when:%Y-%m-%d}"


def who_and_when(source: Source, lang: Language) -> str:
    """Name a source as one does in running text: who and when."""
    said = words("sources", lang)
    people = [person.strip().split(",")[0] for person in source.authors.split(";") if person.strip()]
    if len(people) > 2:  # noqa: PLR2004 - one and two are named, more are "et al."
        who = said["and_others"].format(first=people[0])
    else:
        who = said["and"].join(people) or source.publisher or source.type[lang]
    return f"{who} ({source.year or said['no_year']})"


def short_name(source: Source, lang: Language) -> str:
    """Name a source as in running text, and say so where it no longer holds."""
    named = who_and_when(source, lang)
    return f"{named}, {words('sources', lang)[f'now_{source.status}']}" if source.has_fallen else named


def source_list(claims: Iterable[Cited], lang: Language) -> Sheet:
    """List every source a lesson's claims stand on, each once, with the claims it carries."""
    said = words("sources", lang)
    carried: dict[str, tuple[Source, list[Cited]]] = {}
    for cited in claims:
        for name, source in cited.sources.items():
            carried.setdefault(name, (source, []))[1].append(cited)
    rows = sorted(carried.items(), key=lambda row: who_and_when(row[1][0], lang).casefold())
    html = "".join(_html(name, source, found, lang) for name, (source, found) in rows)
    text = "\n\n".join(_text(source, found, lang) for _, (source, found) in rows)
    return Sheet(
        element(
            "section",
            element("p", escape(said["about"])),
            element("ul", html, class_="mt-source-list"),
            class_="mt-page mt-sheet mt-sources",
            lang=lang,
        ),
        f"{said['about']}\n\n{text}",
    )


def _facts(source: Source, found: list[Cited], lang: Language) -> list[str]:
    """Say what a reader should know of a source: its kind, what was read of it, and when it was held up."""
    said = words("sources", lang)
    checked = max(cited.claim.checked for cited in found)
    facts = [source.type[lang], said["read"].format(read=source.read[lang])]
    if all(not cited.claim.first_hand for cited in found):
        facts.append(said["second_hand"])
    facts.append(said["checked"].format(day=day(checked, lang)))
    return [fact for fact in facts if fact]


def _who_and_where(source: Source) -> tuple[str, str]:
    """Give who stands first in a source's entry, and who last: an author, else the publisher in its place."""
    if source.authors:
        return source.authors, f"{source.publisher}." if source.publisher else ""
    return source.publisher, ""


def _status(source: Source, lang: Language) -> list[str]:
    return [line for line in (standing(source, lang), source.note[lang] if source.note else "") if line]


def _html(name: str, source: Source, found: list[Cited], lang: Language) -> str:
    said = words("sources", lang)
    title = element("cite", escape(source.title))
    if source.url:
        title = element("a", title, href=source.url, rel="noreferrer noopener", target="_blank")
    who, where = _who_and_where(source)
    year = source.year or said["no_year"]
    lines = [
        element("p", escape(f"{who} ({year}). "), title, escape(f". {where}"), class_="mt-source"),
        *(
            element("p", escape(note), class_="mt-status" if source.has_fallen else "mt-small")
            for note in _status(source, lang)
        ),
        element("p", escape(" · ".join(_facts(source, found, lang))), class_="mt-small"),
    ]
    carried = "".join(
        element(
            "li", escape(cited.claim.text[lang]), " ", element("small", escape(strength(cited.claim, lang)))
        )
        for cited in found
    )
    summary = element("summary", escape(said["carries"].format(count=len(found))))
    lines.append(element("details", summary, element("ul", carried)))
    return element("li", *lines, id=f"source-{name}")


def _text(source: Source, found: list[Cited], lang: Language) -> str:
    who, where = _who_and_where(source)
    year = source.year or words("sources", lang)["no_year"]
    lines = [" ".join(f"{who} ({year}). {source.title}. {where} {source.url}".split())]
    lines += _status(source, lang)
    lines.append(" · ".join(_facts(source, found, lang)))
    lines += [f"- {cited.claim.text[lang]} ({strength(cited.claim, lang)})" for cited in found]
    return "\n".join(lines)

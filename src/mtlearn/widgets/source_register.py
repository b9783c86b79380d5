"""The sources' page: every source of the course, how it was read, whether it holds, and what stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from mtlearn.course import lesson as course
from mtlearn.course.card import card
from mtlearn.course.claim import Extent, Kind, Status, claims, sources
from mtlearn.course.glossary import glossary
from mtlearn.course.loading import CONTENT
from mtlearn.course.standing import places
from mtlearn.language import language, words
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.panel import Panel
from mtlearn.widgets.sources import day, standing, strength, who_and_when

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from mtlearn.course.claim import Claim, Source
    from mtlearn.course.standing import Place
    from mtlearn.language import Language

__all__ = ["NOTEBOOK", "SourceRegister", "open_sources"]

NOTEBOOK: Final = "sources.ipynb"
_SECOND_HAND: Final = "second"


class SourceRegister(Panel):
    """All sources as a list one can search and narrow; ``sources.ipynb#source-leamy-2011`` leads to one."""

    room = "register"
    _esm = script("base.js", "finder.js", "register.js")
    _css = style("finder.css", "page.css")

    def __init__(self, lang: Language, content: Path = CONTENT) -> None:
        super().__init__(lang)
        self._content = content
        self._said = words("sources", lang)
        carried: dict[str, dict[str, Claim]] = {name: {} for name in sources(content)}
        for name, claim in claims(content).items():
            for source in claim.sources:
                carried[source][name] = claim
        self._leaning = _by_claim(places(content=content))
        rows = [self._shown(name, source, carried[name]) for name, source in sources(content).items()]
        self.view = {"sources": rows, "choices": self._choices()}

    def _choices(self) -> list[dict[str, Any]]:
        own, said = self.words, self._said
        kinds = [(kind, said[f"kind_{kind}"]) for kind in get_args(Kind)]
        reads = [(extent, own[f"read_{extent}"]) for extent in (*get_args(Extent), _SECOND_HAND)]
        holds = [(status, own[f"status_{status}"]) for status in get_args(Status)]
        named = {"kind": kinds, "read": reads, "status": holds}
        return [
            {"name": name, "label": own[name], "all": own[f"{name}_all"], "options": options}
            for name, options in named.items()
        ]

    def _shown(self, name: str, source: Source, found: dict[str, Claim]) -> dict[str, Any]:
        lang: Language = self.lang
        second = bool(found) and not any(claim.first_hand for claim in found.values())
        kinds = list(dict.fromkeys(claim.kind for claim in found.values()))
        read = self.words[f"read_{_SECOND_HAND if second else source.extent}"]
        return {
            "id": f"source-{name}",
            "who": who_and_when(source, lang),
            "title": source.title,
            "url": source.url,
            "where": source.publisher if source.authors else "",
            "facts": [
                source.type[lang],
                self.words["used_as"].format(kinds=", ".join(self._said[f"kind_{kind}"] for kind in kinds)),
                f"{read} ({source.read[lang]})",
                self._checked([claim.checked for claim in found.values()]),
            ],
            "status": standing(source, lang),
            "fallen": source.has_fallen,
            "note": source.note[lang] if source.note else "",
            "next": f"source-{source.by}" if source.by else "",
            "facets": {
                "kind": kinds,
                "read": [source.extent, *([_SECOND_HAND] if second else [])],
                "status": [source.status],
            },
            "claims": [self._claim(claim, self._leaning.get(name, ())) for name, claim in found.items()],
        }

    def _checked(self, days: Iterable[date]) -> str:
        """Say when claims were last held against the source: the first and the last of those days."""
        told = [day(one, self.lang) for one in sorted(set(days))]
        span = " \N{EN DASH} ".join(dict.fromkeys([told[0], told[-1]])) if told else ""
        return self._said["checked"].format(day=span) if told else ""

    def _claim(self, claim: Claim, leaning: Iterable[Place]) -> dict[str, Any]:
        lang: Language = self.lang
        held = standing(claim, lang) if claim.has_fallen else ""
        return {
            "text": claim.text[lang],
            "strength": strength(claim, lang),
            "note": " ".join(part for part in (held, claim.note[lang] if claim.note else "") if part),
            "places": self._places(leaning),
        }

    def _places(self, leaning: Iterable[Place]) -> list[dict[str, str]]:
        """Name what leans on a claim, with a link: lessons with their parts, cards, terms, and the rest."""
        lang: Language = self.lang
        titles = {entry.id: entry for entry in course.lessons(self._content)}
        terms = {term.id: term for term in glossary(self._content)}
        found: dict[tuple[str, str], list[str]] = {}
        for place in leaning:
            if place.lesson:
                entry = titles[place.lesson]
                parts = found.setdefault((entry.title[lang], entry.notebook), [])
                part = "" if place.what == "lesson" else self.words.get(f"in_{place.what}", place.what)
                parts += [part] if part and part not in parts else []
            elif place.what == "card":
                found.setdefault((card(place.name, self._content).title[lang], ""), [self.words["in_card"]])
            elif place.what == "term":
                term = terms[place.name]
                name = term.nb if lang == "nb" else term.en
                found.setdefault((name, f"glossary.ipynb#{term.id}"), [self.words["in_term"]])
            else:
                named = self.words.get(f"in_{place.what}", place.what)
                found.setdefault((named, ""), [])
        return [
            {"text": title, "href": href, "parts": ", ".join(parts)} for (title, href), parts in found.items()
        ]


def _by_claim(found: Iterable[Place]) -> dict[str, list[Place]]:
    by_claim: dict[str, list[Place]] = {}
    for place in found:
        by_claim.setdefault(place.claim, []).append(place)
    return by_claim


def open_sources(lang: str, content: Path = CONTENT) -> SourceRegister:
    """Open the list of all sources in a language.

    Raises:
        UnknownLanguageError: the course is not written in that language.
        ContentError: a claim or a source is damaged.
    """
    return SourceRegister(language(lang), content)

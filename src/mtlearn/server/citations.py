"""Citations in a lesson's prose, ``[@claim]`` or ``[@one; @other]``, made into footnotes opened in place."""

from __future__ import annotations

import logging
from html import escape
from typing import TYPE_CHECKING

from mtlearn.course.notebooks import CITATION, CODE
from mtlearn.language import words
from mtlearn.widgets.sheet import element
from mtlearn.widgets.sources import day, standing, strength

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from mtlearn.course.claim import Claim, Source
    from mtlearn.language import Language

__all__ = ["Footnotes"]

_log = logging.getLogger("mtlearn")


class Footnotes:
    """Numbers the claims of one page in the order they are first cited, and writes their notes.

    A claim that does not exist is left as the author wrote it, and logged.
    """

    def __init__(self, claims: Mapping[str, Claim], sources: Mapping[str, Source], lang: Language) -> None:
        self._claims = claims
        self._sources = sources
        self._lang = lang
        self._numbers: dict[str, int] = {}
        self._written = 0

    def write(self, markdown: str) -> str:
        """Give a cell's prose with buttons for citations, and its notes after it, folded."""
        notes: list[str] = []

        def buttons(found: re.Match[str]) -> str:
            names = _names(found)
            unknown = [name for name in names if name not in self._claims]
            if unknown:
                _log.warning(
                    "There is no claim %s; it stands in the text as it is cited.", ", ".join(unknown)
                )
                return found.group(0)
            made = []
            for name in names:
                self._written += 1
                place = f"mt-note-{self._written}"
                number = self._numbers.setdefault(name, len(self._numbers) + 1)
                made.append(self._button(number, place, name))
                notes.append(self._note(number, place, name))
            # a word joiner keeps the number on the line of the word it belongs to
            return "&#8288;" + "".join(made)

        parts = CODE.split(markdown)
        text = "".join(part if at % 2 else CITATION.sub(buttons, part) for at, part in enumerate(parts))
        return f'{text}\n\n<div class="mt-notes">{"".join(notes)}</div>\n' if notes else text

    def _button(self, number: int, place: str, claim: str) -> str:
        name = words("page", self._lang)["cite"].format(number=number)
        fallen = self._fallen(self._claims[claim])
        return element(
            "button",
            f"{number} {fallen}" if fallen else str(number),
            type="button",
            class_="mt-cite",
            aria_expanded="false",
            aria_controls=place,
            aria_label=f"{name}, {fallen}" if fallen else name,
        )

    def _fallen(self, claim: Claim) -> str:
        """Say in a word or two that a claim, or a source of it, has been withdrawn or replaced."""
        texts: list[Claim | Source] = [claim, *(self._sources[name] for name in claim.sources)]
        for text in texts:
            if text.has_fallen:
                return escape(words("sources", self._lang)[f"now_{text.status}"])
        return ""

    def _note(self, number: int, place: str, name: str) -> str:
        claim = self._claims[name]
        said = words("sources", self._lang)
        checked = day(claim.checked, self._lang)
        label = words("page", self._lang)["cite"].format(number=number)
        fallen = standing(claim, self._lang) if claim.has_fallen else ""
        facts = f"{strength(claim, self._lang)} · {said['checked'].format(day=checked)}"
        return element(
            "div",
            element("p", element("strong", f"{number}"), " ", escape(claim.text[self._lang])),
            *([element("p", element("strong", escape(fallen)))] if fallen else []),
            *([element("p", escape(claim.note[self._lang]))] if claim.note else []),
            element("ul", *(self._source(self._sources[source]) for source in claim.sources)),
            element("p", escape(facts), class_="mt-note-facts"),
            element(
                "button", escape(words("page", self._lang)["close"]), type="button", class_="mt-note-close"
            ),
            id=place,
            class_="mt-note",
            role="note",
            aria_label=label,
            hidden="hidden",
        ).replace("\n", " ")

    def _source(self, source: Source) -> str:
        said = words("sources", self._lang)
        title = element("cite", escape(source.title))
        if source.url:
            title = element("a", title, href=source.url, rel="noreferrer noopener", target="_blank")
        who = f"{source.authors or source.publisher} ({source.year or said['no_year']}). "
        where = f". {source.publisher}" if source.authors else ""
        status = standing(source, self._lang)
        why = f" {source.note[self._lang]}" if source.note and source.has_fallen else ""
        read = f"{source.type[self._lang]} · {said['read'].format(read=source.read[self._lang])}"
        return element(
            "li",
            escape(who),
            title,
            escape(where),
            *([element("strong", escape(f" {status}{why}"))] if status else []),
            element("small", escape(f" {read}")),
        )


def _names(found: re.Match[str]) -> list[str]:
    return [name.strip().removeprefix("@") for name in found.group(1).split(";")]

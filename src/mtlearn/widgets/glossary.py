"""The glossary's page: every term in three languages, searched in all, each at an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mtlearn.course.claim import cited
from mtlearn.course.glossary import glossary
from mtlearn.course.loading import CONTENT
from mtlearn.language import language
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.panel import Panel
from mtlearn.widgets.sources import references

if TYPE_CHECKING:
    from pathlib import Path

    from mtlearn.course.glossary import Term
    from mtlearn.language import Language

__all__ = ["NOTEBOOK", "GlossaryPanel", "open_glossary"]

NOTEBOOK: Final = "glossary.ipynb"


class GlossaryPanel(Panel):
    """All terms as a list that is searched as one types, forgiving of æ, ø, å, accents and capitals.

    ``glossary.ipynb#term-recovery`` leads to one of them.
    """

    room = "glossary"
    _esm = script("base.js", "finder.js", "references.js", "glossary.js")
    _css = style("finder.css", "page.css")

    def __init__(self, lang: Language, content: Path = CONTENT) -> None:
        super().__init__(lang)
        names = {term.id: _name(term, lang) for term in glossary(content)}
        self.view = {"terms": [self._shown(term, names, content) for term in glossary(content)]}

    def _shown(self, term: Term, names: dict[str, str], content: Path) -> dict[str, Any]:
        lang: Language = self.lang
        named = {"nb": term.nb, "nn": term.nn or term.nb, "en": term.en}
        return {
            "id": term.id,
            "name": _name(term, lang),
            "others": [
                {"label": self.words[code], "lang": code, "text": text}
                for code, text in named.items()
                if code != lang
            ],
            "about": term.about[lang],
            "claims": references(cited(term.claims, content), lang, "sources.ipynb"),
            "see": [{"id": other, "text": names[other]} for other in term.see],
        }


def _name(term: Term, lang: Language) -> str:
    return term.nb if lang == "nb" else term.en


def open_glossary(lang: str, content: Path = CONTENT) -> GlossaryPanel:
    """Open the glossary in a language.

    Raises:
        UnknownLanguageError: the course is not written in that language.
        ContentError: the glossary, or a claim in it, is damaged.
    """
    return GlossaryPanel(language(lang), content)

"""All guidelines side by side, to be read in a minute: a table, and on a telephone a short list for each."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mtlearn.course.card import BRIEFLY
from mtlearn.course.claim import cited
from mtlearn.course.loading import CONTENT
from mtlearn.language import words
from mtlearn.widgets.card import fallen
from mtlearn.widgets.sheet import Sheet, element
from mtlearn.widgets.sources import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mtlearn.course.card import Card, Word
    from mtlearn.language import Language

__all__ = ["comparison"]


def comparison(cards: Iterable[Card], lang: Language, content: Path = CONTENT) -> Sheet:
    """Lay cards side by side by their brief words, each cell with a link to every source it stands on.

    Sources are numbered in the order they are met, and named below. A card without brief words is left out.

    Raises:
        ContentError: a cell names a claim that is not in ``claims/``.
    """
    said = words("comparison", lang)
    rows = [
        (card.brief.name[lang], [getattr(card.brief, part) for part in BRIEFLY])
        for card in cards
        if card.brief
    ]
    stands_on = [name for _, cells in rows for word in cells for name in word.claims]
    claims = cited(dict.fromkeys(stands_on), content)
    numbers: dict[str, int] = {}
    named: list[tuple[str, str]] = []
    for claim in claims:
        for name, source in claim.sources.items():
            if name not in numbers:
                numbers[name] = len(numbers) + 1
                named.append((name, short_name(source, lang)))
    sources_of = {claim.id: [(numbers[name], name) for name in claim.sources] for claim in claims}
    heads = [said["text"], *(said[part] for part in BRIEFLY)]
    html = element(
        "section",
        *(element("p", escape(line), class_="mt-notice") for line in fallen(claims, lang)),
        _table(heads, rows, sources_of, said, lang),
        element(
            "p",
            escape(said["sources"]),
            " ",
            "; ".join(
                f"{numbers[name]} " + element("a", escape(label), href=f"#source-{name}")
                for name, label in named
            ),
            class_="mt-small",
        ),
        class_="mt-page mt-sheet mt-comparison",
        lang=lang,
    )
    return Sheet(html, _text(heads, rows, lang))


def _table(
    heads: list[str],
    rows: list[tuple[str, list[Word]]],
    sources_of: dict[str, list[tuple[int, str]]],
    said: dict[str, str],
    lang: Language,
) -> str:
    # the roles keep it a table for who listens, where a narrow page shows it as blocks
    head = element(
        "tr", *(element("th", escape(name), scope="col", role="columnheader") for name in heads), role="row"
    )
    body = [
        element(
            "tr",
            element("th", escape(name), scope="row", role="rowheader"),
            *(
                element("td", _cell(word, sources_of, said, lang), role="cell", data_label=label)
                for word, label in zip(cells, heads[1:], strict=True)
            ),
            role="row",
        )
        for name, cells in rows
    ]
    return element(
        "table",
        element("caption", escape(said["caption"])),
        element("thead", head, role="rowgroup"),
        element("tbody", *body, role="rowgroup"),
        role="table",
    )


def _cell(
    word: Word, sources_of: dict[str, list[tuple[int, str]]], said: dict[str, str], lang: Language
) -> str:
    met = dict.fromkeys(source for name in word.claims for source in sources_of[name])
    links = " ".join(
        element("a", str(number), href=f"#source-{name}", aria_label=said["source"].format(number=number))
        for number, name in met
    )
    # a word joiner keeps the number on the line of the word it belongs to
    return escape(word.text[lang]) + (f"&#8288;{element('sup', links)}" if links else "")


def _text(heads: list[str], rows: list[tuple[str, list[Word]]], lang: Language) -> str:
    return "\n\n".join(
        "\n".join(
            [name, *(f"  {head}: {word.text[lang]}" for head, word in zip(heads[1:], cells, strict=True))]
        )
        for name, cells in rows
    )

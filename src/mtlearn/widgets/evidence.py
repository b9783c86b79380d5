"""An evidence card as a sheet: numbers as pictures, sentences and a table, and what they do not tell."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mtlearn.course.claim import cited
from mtlearn.course.loading import CONTENT
from mtlearn.language import number, words
from mtlearn.widgets.card import fallen
from mtlearn.widgets.finding_said import STEPS, interval_said, measured_in, rests_on, whole
from mtlearn.widgets.forest import axis_strip, strip
from mtlearn.widgets.sheet import Sheet, element
from mtlearn.widgets.sources import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mtlearn.course.claim import Cited
    from mtlearn.course.evidence import EvidenceCard, Finding, Plot
    from mtlearn.language import Language

__all__ = ["evidence_sheet"]


def evidence_sheet(card: EvidenceCard, lang: Language, content: Path = CONTENT) -> Sheet:
    """Lay out a card: what was held against what, each number three ways, and the limits of it all.

    Raises:
        ContentError: a row names a claim that is not in ``claims/``.
    """
    said = words("evidence", lang)
    claims = cited(card.all_claims, content)
    stands_on, gone = _by_source(claims, lang), fallen(claims, lang)
    html = element(
        "section",
        element("p", escape(said["kind"]), class_="mt-eyebrow"),
        element("h3", escape(card.title[lang])),
        element("p", escape(card.summary[lang]), class_="mt-summary"),
        *(element("p", escape(line), class_="mt-notice") for line in gone),
        element("p", escape(card.compared[lang])),
        *(_figure(plot, lang) for plot in card.plots),
        element(
            "details",
            element("summary", escape(said["table"])),
            *(_table(plot, lang) for plot in card.plots),
        ),
        element("h4", escape(said["not_told"])),
        element("ul", *(element("li", escape(limit[lang])) for limit in card.not_told), class_="mt-not-told"),
        element("p", escape(said["stands_on"]), class_="mt-small mt-forest-stands"),
        element(
            "ul",
            *(
                element("li", element("a", escape(label), href=f"#source-{name}"), escape(f": {how}"))
                for name, label, how in stands_on
            ),
            class_="mt-small",
        ),
        class_="mt-page mt-sheet mt-guideline mt-evidence",
        lang=lang,
    )
    return Sheet(html, _text(card, lang, gone, [f"{label}: {how}" for _, label, how in stands_on]))


def _by_source(claims: Iterable[Cited], lang: Language) -> list[tuple[str, str, str]]:
    """Give each source once: its id, its short name, and what it is and what of it was read."""
    said = words("sources", lang)
    found: dict[str, tuple[str, str]] = {}
    for claim in claims:
        for name, source in claim.sources.items():
            how = f"{source.type[lang]}; {said['read'].format(read=source.read[lang])}"
            if not claim.claim.first_hand:
                how += f"; {said['second_hand']}"
            found[name] = (short_name(source, lang), how)
    return [(name, label, how) for name, (label, how) in found.items()]


def _figure(plot: Plot, lang: Language) -> str:
    said = words("evidence", lang)
    caption = element(
        "figcaption",
        element("strong", escape(plot.title[lang])),
        element("span", escape(f"{measured_in(plot.axis, lang)}. {said[f'better_{plot.axis.better}']}")),
    )
    rows = (_row(finding, plot, lang) for finding in plot.findings)
    return element("figure", caption, *rows, axis_strip(plot.axis, lang), class_="mt-forest")


def _row(finding: Finding, plot: Plot, lang: Language) -> str:
    figures = number(finding.estimate, lang, finding.decimals)
    if finding.interval is not None:
        figures += f" ({interval_said(finding, lang)})"
    dots = (
        element("span", f" {STEPS[finding.certainty]}", aria_hidden="true")
        if finding.certainty in STEPS
        else ""
    )
    return element(
        "div",
        element(
            "p",
            element("span", escape(finding.outcome[lang])),
            element("span", escape(figures), class_="mt-forest-figures"),
            class_="mt-forest-name",
        ),
        strip(finding, plot.axis, lang),
        element(
            "p",
            escape(f"{rests_on(finding, lang)} "),
            element("span", dots, aria_hidden="true"),
            class_="mt-small",
        ),
        element("p", escape(finding.said[lang])),
        class_="mt-forest-row",
        data_finding=finding.id,
        data_claims=" ".join(finding.claims),
    )


def _table(plot: Plot, lang: Language) -> str:
    said = words("evidence", lang)
    columns = ("outcome", "estimate", "interval", "studies", "people", "certainty")
    head = element("tr", *(element("th", escape(said[f"column_{name}"]), scope="col") for name in columns))
    rows = (element("tr", *_cells(finding, lang)) for finding in plot.findings)
    caption = said["table_caption"].format(title=plot.title[lang], measure=measured_in(plot.axis, lang))
    table = element(
        "table", element("caption", escape(caption)), element("thead", head), element("tbody", *rows)
    )
    return element("div", table, class_="mt-forest-table", role="region", aria_label=caption, tabindex="0")


def _cells(finding: Finding, lang: Language) -> list[str]:
    said = words("evidence", lang)
    missing = said["not_read"]
    cells = (
        number(finding.estimate, lang, finding.decimals),
        interval_said(finding, lang) if finding.interval else missing,
        missing if finding.studies is None else str(finding.studies),
        missing if finding.people is None else str(finding.people),
        missing if finding.certainty == "not-given" else said[f"certainty_{finding.certainty}"],
    )
    return [
        element("th", escape(finding.outcome[lang]), scope="row"),
        *(element("td", escape(cell)) for cell in cells),
    ]


def _text(card: EvidenceCard, lang: Language, gone: list[str], stands_on: list[str]) -> str:
    said = words("evidence", lang)
    lines = [card.title[lang], "", card.summary[lang], *gone, card.compared[lang]]
    for plot in card.plots:
        better = said[f"better_{plot.axis.better}"]
        lines += ["", f"{plot.title[lang]}. {measured_in(plot.axis, lang)}. {better}"]
        for finding in plot.findings:
            lines.append(f"- {whole(finding, plot.axis, lang)} {finding.said[lang]}")
    lines += ["", said["not_told"], *(f"- {limit[lang]}" for limit in card.not_told)]
    return "\n".join([*lines, "", said["stands_on"], *(f"- {one}" for one in stands_on)])

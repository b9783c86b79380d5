"""A plan as files to take along: a Word document, and a page to print that asks no host for anything."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import TYPE_CHECKING, Any, Final

from mtlearn.language import words
from mtlearn.widgets.plan_document import Heading, Lines, Own, Points, Said
from mtlearn.widgets.plan_docx import docx
from mtlearn.widgets.sheet import element

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.widgets.plan_document import Block, Document

__all__ = ["FORMATS", "file", "html"]

FORMATS: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
}
"""What a plan can be taken along as."""
_LONGEST_STEM: Final = 60
_STYLE: Final = """
body { font: 11.5pt/1.5 Georgia, "Noto Serif", serif; color: #111; background: #fff; }
body { max-width: 17cm; margin: 1.5cm auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1, h2, h3 { font-family: system-ui, "Segoe UI", "Noto Sans", sans-serif; line-height: 1.25; }
h1, h2, h3 { break-after: avoid; }
h1 { font-size: 22pt; margin: 0 0 .3em; }
h2 { font-size: 15pt; margin: 1.6em 0 .3em; border-top: 1pt solid #999; padding-top: .6em; }
h3 { font-size: 11pt; margin: 1em 0 .2em; }
p { margin: 0 0 .5em; }
.asked { font-style: italic; break-after: avoid; }
.soft, small { color: #444; font-size: 10pt; }
.own { white-space: pre-wrap; margin: .6em 0; padding: .2em 0 .2em .9em; border-left: 3pt solid #0b5563; }
.own p { margin: 0; min-height: 1.5em; }
.lines { break-inside: avoid; }
.lines div { border-bottom: .75pt solid #777; height: 9mm; }
ul { margin: 0 0 .5em; padding-left: 1.2em; font-size: 10pt; }
li { margin: 0 0 .35em; break-inside: avoid; }
a { color: #0b5563; }
@page { size: A4; margin: 18mm; }
@media print { body { margin: 0; padding: 0; max-width: none; } a { color: inherit; } }
"""


def file(made: Document, form: str, place: str) -> tuple[str, str, bytes]:
    """Make a file of a document: its name, its kind, its bytes.

    Raises:
        KeyError: there is no such format.
    """
    mime = FORMATS[form]
    data = docx(made) if form == "docx" else html(made).encode()
    return f"{_stem(place, made.lang)}.{form}", mime, data


def _stem(place: str, lang: Language) -> str:
    named = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", place).lower()).strip("-_")
    return f"{words('planner', lang)['file_stem']}{'-' if named else ''}{named}"[:_LONGEST_STEM].rstrip("-")


def html(made: Document) -> str:
    """Write a document as a page of its own."""
    body = "\n".join(_html(block) for block in made.blocks)
    return (
        f'<!doctype html>\n<html lang="{made.lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(made.title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><main>\n{body}\n</main></body></html>\n"
    )


def _html(block: Block) -> str:
    match block:
        case Heading(level, text):
            return element(f"h{level}", escape(text))
        case Said(text, kind):
            return element("p", escape(text), class_=kind)
        case Own(lines):
            # `dir` lets each line run the way its own first letter does, in whatever script it was written.
            return element("div", *(element("p", escape(line), dir="auto") for line in lines), class_="own")
        case Lines(rows, told):
            attributes: dict[str, Any] = {"class_": "lines", "role": "img", "aria-label": told}
            return element("div", element("div") * rows, **attributes)
        case Points(points):
            return element("ul", *(element("li", escape(text), _aside(aside)) for text, aside in points))


def _aside(aside: str) -> str:
    if aside.startswith(("http://", "https://")):
        return f" {element('a', escape(aside), href=aside, rel='noreferrer noopener')}"
    return f" {element('small', escape(aside))}" if aside else ""

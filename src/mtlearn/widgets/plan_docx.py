"""A document as a Word file: headings one can walk by, its language set, and nobody's name in it."""

from __future__ import annotations

import io
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from mtlearn.widgets.plan_document import Heading, Lines, Own, Points, Said

if TYPE_CHECKING:
    from mtlearn.widgets.plan_document import Block, Document

__all__ = ["docx"]

_LANGUAGES: Final = {"nb": "nb-NO", "en": "en-GB"}
_A4: Final = (21.0, 29.7)
"""Centimetres."""
_MARGIN: Final = 2.2
_SIZES: Final = {"Normal": 11, "Heading 1": 22, "Heading 2": 15, "Heading 3": 11, "List Bullet": 10}
_INK: Final = "0B5563"
_SOFT: Final = "444444"


def docx(made: Document) -> bytes:
    """Write a document as a Word file (Office Open XML)."""
    from docx import Document as Word  # noqa: PLC0415 - brings lxml, and only who takes a plan along needs it

    word = Word()
    _set_up(word, made)
    for block in made.blocks:
        _add(word, block)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _set_up(word: Any, made: Document) -> None:  # noqa: ANN401 - a python-docx document, imported late
    """Set page, type, language and title, and take out what the library's own template says of itself."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415 - as above

    page = word.sections[0]
    page.page_width, page.page_height = (Cm(side) for side in _A4)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(_MARGIN)
    for name, size in _SIZES.items():
        style = word.styles[name]
        style.font.size = Pt(size)
        style.font.name = "Calibri"
        if name.startswith("Heading"):
            style.font.color.rgb = RGBColor.from_string(_INK)
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    _number_pages(page)
    for part, name in ((word.styles, "w:lang"), (word.settings, "w:themeFontLang")):
        for spoken in part.element.iter(qn(name)):
            spoken.set(qn("w:val"), _LANGUAGES[made.lang])
    about = word.core_properties
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.title, about.language, about.revision = made.title[:255], _LANGUAGES[made.lang], 1
    about.created = about.modified = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    relations = word.part.package.rels
    for name in [
        name for name, one in relations.items() if one.reltype.endswith(("thumbnail", "extended-properties"))
    ]:
        del relations[name]


def _number_pages(page: Any) -> None:  # noqa: ANN401 - as above
    """Put the number of each page at its foot, counted by the program that opens the file."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415 - as above

    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    foot._p.append(number)  # noqa: SLF001 - it has no other way


def _add(word: Any, block: Block) -> None:  # noqa: ANN401 - as above
    match block:
        case Heading(level, text):
            word.add_heading(text, level)
        case Said(text, kind):
            run = word.add_paragraph().add_run(text)
            run.italic = kind == "asked" or None
            _soften(run, soft=kind == "soft")
        case Own(lines):
            for line in lines:
                _own(word.add_paragraph(), line)
        case Lines(rows):
            for _ in range(rows):
                _line(word.add_paragraph())
        case Points(points):
            for text, aside in points:
                paragraph = word.add_paragraph(text, style="List Bullet")
                _soften(paragraph.add_run(f" {aside}" if aside else ""), soft=True)


def _soften(run: Any, *, soft: bool) -> None:  # noqa: ANN401 - as above
    from docx.shared import RGBColor  # noqa: PLC0415 - as above

    if soft:
        run.font.color.rgb = RGBColor.from_string(_SOFT)


def _own(paragraph: Any, line: str) -> None:  # noqa: ANN401 - as above
    """Write one line of the learner's, running the way its first letter does."""
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415 - as above
    from docx.shared import Cm, Pt  # noqa: PLC0415 - as above

    run = paragraph.add_run(line)
    if _runs_leftwards(line):  # the format wants it before spacing and indents
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - it has no other way
        run.font.rtl = True
    paragraph.paragraph_format.left_indent = Cm(0.5)
    paragraph.paragraph_format.space_after = Pt(2)


def _runs_leftwards(line: str) -> bool:
    strong = (unicodedata.bidirectional(sign) for sign in line)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def _line(paragraph: Any) -> None:  # noqa: ANN401 - as above
    """Draw one line to write on, from margin to margin."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER  # noqa: PLC0415 - as above
    from docx.shared import Cm, Pt  # noqa: PLC0415 - as above

    width = Cm(_A4[0] - 2 * _MARGIN)
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    paragraph.paragraph_format.space_before = Pt(6)
    paragraph.add_run("\t")

"""Notation drawn as a picture (SVG) that can stand in a page: no prologue, no address, the page's colour."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mtlearn.errors import MusicError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["picture", "pictures"]

_SCALE: Final = 42


def picture(musicxml: str, width: int, prefix: str, *, breaks: str = "auto") -> str:
    """Engrave MusicXML to fit ``width`` CSS pixels, in ``currentColor``, with ids that begin with ``prefix``.

    ``breaks`` says where lines end: "auto" where they are full, "line" where the music says.

    Raises:
        MusicError: it cannot be engraved.
    """
    return next(pictures(musicxml, width, prefix, breaks=breaks))


def pictures(musicxml: str, width: int, prefix: str, *, breaks: str = "auto") -> Iterator[str]:
    """Engrave MusicXML as one tall picture, or several where it is taller than some 25,000 CSS pixels.

    Raises:
        MusicError: it cannot be engraved.
    """
    import verovio  # noqa: PLC0415 - only for notation

    verovio.enableLog(verovio.LOG_OFF)
    # Verovio knows where its fonts are in the thread that imported it alone; the widgets engrave in others.
    verovio.setDefaultResourcePath(str(Path(verovio.__file__).parent / "data"))
    toolkit = verovio.toolkit()
    toolkit.setOptions(
        {
            "scale": _SCALE,
            "pageWidth": max(100, width * 100 // _SCALE),
            "pageHeight": 60000,
            "adjustPageHeight": True,
            "pageMarginLeft": 40, "pageMarginRight": 10, "pageMarginTop": 20, "pageMarginBottom": 20,
            "header": "none", "footer": "none",
            "breaks": breaks,
            "xmlIdSeed": 1,
            "smuflTextFont": "none",
            "svgViewBox": True,
        }
    )  # fmt: skip
    if not toolkit.loadData(musicxml):
        message = "The take could not be engraved; its notes are safe, and the exports still work."
        raise MusicError(message)
    for page in range(1, toolkit.getPageCount() + 1):
        yield _own(toolkit.renderToSVG(page), prefix)


def _own(drawn: str, prefix: str) -> str:
    """Make a picture fit to stand in a page: no prologue, no address, ids of its own, the page's colour."""
    drawn = re.sub(r"<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|<desc>.*?</desc>", "", drawn, flags=re.DOTALL)
    drawn = drawn.replace('xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    drawn = re.sub(r'\sid="([^"]+)"', rf' id="{prefix}-\1"', drawn)
    drawn = re.sub(r'(?:xlink:)?href="#([^"]+)"', rf'href="#{prefix}-\1"', drawn)
    drawn = re.sub(
        r"<style[^>]*>.*?</style>",
        lambda style: re.sub(r"#(?=[A-Za-z])", f"#{prefix}-", style[0]),
        drawn,
        flags=re.DOTALL,
    )
    # The tempo's note sign stands in a music font that would have to be sent along; every page has this one.
    drawn = re.sub(r"[\uECA5\uE1D5]|&#x(?:ECA5|E1D5);", "\N{QUARTER NOTE}", drawn)
    drawn = re.sub(r"[\uECB7\uE1E7]|&#x(?:ECB7|E1E7);", ".", drawn)
    drawn = drawn.replace('color="black"', 'color="currentColor"')
    return drawn.replace("<svg ", '<svg fill="currentColor" ', 1).strip()

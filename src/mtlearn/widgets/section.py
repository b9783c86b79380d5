"""A section of a lesson's notebook: the heading a cell stands under."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["heading"]

_HEADING = re.compile(r"^#{1,3}\s+(?P<text>.+?)\s*#*$", re.MULTILINE)


def heading(notebook: Path, cell: str) -> str:
    """Give the last heading at or above a cell, or an empty text where that cannot be said.

    The notebook lies beside the one that asks, so its name alone is enough.
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return ""
    above = ""
    for one in cells:
        if one.get("cell_type") == "markdown":
            headings = _HEADING.findall("".join(one.get("source", "")))
            above = headings[0] if one.get("id") == cell and headings else (headings or [above])[-1]
        if one.get("id") == cell:
            return above
    return ""

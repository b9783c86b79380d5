"""Joins a widget's JavaScript modules into the one module anywidget sends to the page.

Each file is a module of its own, importing its neighbours by name (``import { el } from "./base.js"``),
so that it can be read, linted and tested alone. Joined, the imports between neighbours fall away, and
only the last file, the widget's own, keeps its ``export default``.
"""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["script", "style"]

_HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./[\w-]+\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def script(*names: str) -> str:
    """Join the named files, in order; the widget's own comes last."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _read(name))) for name in names)


def style(*names: str) -> str:
    """Join the named style sheets, in order, after the common one."""
    return "\n".join(_read(name) for name in ("base.css", *names))


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")

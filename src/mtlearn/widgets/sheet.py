"""A sheet: something shown that stands still, as HTML, and as plain words where there is no HTML."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

__all__ = ["Sheet", "element"]


class Sheet(NamedTuple):
    """What a cell shows that nobody presses: always the same, so that a saved notebook compares."""

    html: str
    text: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}

    def __repr__(self) -> str:
        return self.text


def element(tag: str, *inside: str, **attributes: str) -> str:
    """Write one HTML element; ``inside`` is HTML already, attributes are text (``class_`` for class)."""
    named = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items()
    )
    return f"<{tag}{named}>{''.join(inside)}</{tag}>"

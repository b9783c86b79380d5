"""Where to go from here: the next lesson that is ready, home, and what is coming."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mtlearn.language import words
from mtlearn.widgets.sheet import Sheet, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.course.lesson import Entry
    from mtlearn.language import Language

__all__ = ["next_sheet"]


def next_sheet(entries: Sequence[Entry], here: str, lang: Language) -> Sheet:
    """Say where one can go from a lesson; the course has no order one must keep.

    Args:
        entries: the map of the course, in order.
        here: the id of the lesson one is in.
        lang: the learner's language.
    """
    said = words("next", lang)
    place = next(at for at, entry in enumerate(entries) if entry.id == here)
    after = [*entries[place + 1 :], *entries[:place]]
    ready = next((entry for entry in after if entry.status == "ready"), None)
    coming = (
        entries[place + 1] if place + 1 < len(entries) and entries[place + 1].status == "coming" else None
    )
    lines: list[tuple[str, str]] = []
    if ready is not None:
        lines.append((said["next"].format(title=ready.title[lang]), ready.notebook))
    lines.append((said["home"], "home.ipynb"))
    if coming is not None:
        lines.append((said["coming"].format(title=coming.title[lang]), ""))
    lines.append((said["any_order"], ""))
    shown = "".join(
        element("p", element("a", escape(text), href=href) if href else escape(text)) for text, href in lines
    )
    return Sheet(
        element("section", shown, class_="mt-page mt-sheet mt-next", lang=lang),
        "\n".join(f"{text} ({href})" if href else text for text, href in lines),
    )

"""The exercises on one page, of which one is open at a time, so that the page stays light."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.exercises import EXERCISES, open_exercise, titled
from mtlearn.widgets.panel import Panel

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.learner.record import Record

__all__ = ["Repertoire"]


class Repertoire(Panel):
    """A list of exercises; the one that is chosen opens in its place, and the one before closes.

    The page names an exercise in its address, ``studio.ipynb#echo``, so that a lesson can lead to it.

    Args:
        lang: the language it speaks.
        record: the part of the learner's log they are kept in.
    """

    room = "studio"
    _esm = script("base.js", "repertoire.js")
    _css = style("repertoire.css")

    def __init__(self, lang: Language, record: Record) -> None:
        super().__init__(lang)
        self._record = record
        self._open: Panel | None = None
        listed = [(name, titled(name, lang)) for name in EXERCISES]
        self.view = {
            "exercises": [{"name": name, "title": title, "aim": aim} for name, (title, aim) in listed],
            "open": "",
            "panel": "",
        }

    def hear_choose(self, content: dict[str, Any]) -> None:
        """The learner opens an exercise, or closes the one that is open (no name)."""
        name = str(content.get("name") or "")
        if name == self.view["open"]:
            return
        before, self._open = self._open, None
        if before is not None:
            leave = getattr(before, "leave", None)
            if leave:
                leave()
        if name:
            self._open = open_exercise(self.lang, self._record, name)
        self.view = {**self.view, "open": name, "panel": self._open.model_id if self._open else ""}
        if before is not None:
            before.close()

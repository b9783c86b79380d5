"""The lesson's shell: keeps the learner's place, and says when the log cannot be kept as it should."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from mtlearn.errors import StoreError
from mtlearn.language import words
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.panel import Panel, said

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.learner.record import Record
    from mtlearn.learner.store import Store

__all__ = ["Shell", "store_notes"]


class Shell(Panel):
    """What stands at the top of a lesson, mostly unseen.

    Args:
        lang: the learner's language.
        record: the lesson's part of the log.
    """

    room = "shell"
    _esm = script("base.js", "shell.js")
    _css = style("shell.css", "page.css", "evidence.css")

    def __init__(self, lang: Language, record: Record) -> None:
        self._record = record
        super().__init__(lang)
        with contextlib.suppress(RuntimeError):  # outside a kernel there is no loop, and nobody to tell
            loop = asyncio.get_running_loop()

            def changed() -> None:
                loop.call_soon_threadsafe(self.refresh)

            record.store.on_change = changed
        self.refresh()

    def refresh(self) -> None:
        """Make what is shown again: the last place in this lesson, and what there is to say of the log."""
        place = None
        with contextlib.suppress(StoreError):
            place = self._record.place()
        self.view = {
            "lesson": self._record.lesson,
            "place": place.section if place else "",
            "told": store_notes(self._record.store, self.lang),
        }

    def hear_place(self, content: dict[str, Any]) -> None:
        """Log where the learner is. What cannot be saved is said once, and not at every step."""
        with contextlib.suppress(StoreError):
            self._record.settle(str(content["section"]))
        self.refresh()

    def hear_wake(self, _content: dict[str, Any]) -> None:
        """Look again at how the log is doing."""
        self.refresh()


def store_notes(store: Store, lang: Language) -> list[str]:
    """Say what a learner should know of their log: that it was damaged and kept, or cannot be written."""
    told = []
    if store.set_aside is not None:
        told.append(words("shell", lang)["set_aside"].format(path=store.set_aside))
    if store.trouble is not None:
        told.append(said(store.trouble, lang))
    return told

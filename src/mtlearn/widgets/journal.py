"""What the learner writes for themselves: the warm-up before, the reflection after."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from mtlearn.errors import StoreError
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.panel import Panel

if TYPE_CHECKING:
    from mtlearn.course.lesson import Prompt
    from mtlearn.language import Language
    from mtlearn.learner.record import Record

__all__ = ["Journal"]


class Journal(Panel):
    """One question with room to write in; saved as it is written.

    Args:
        lang: the learner's language.
        record: the lesson's part of the log.
        field: what the text is kept under, ``"warm-up"`` or ``"reflection"``.
        prompt: the question, and a line of help.
        before: the question and the field of an earlier text to show above, if any.
    """

    room = "journal"
    _esm = script("base.js", "journal.js")
    _css = style("journal.css")

    def __init__(
        self,
        lang: Language,
        record: Record,
        field: str,
        prompt: Prompt,
        before: tuple[Prompt, str] | None = None,
    ) -> None:
        self._record = record
        self._field = field
        self._prompt = prompt
        self._before = before
        super().__init__(lang)
        self.refresh()

    def refresh(self) -> None:
        """Make what is shown again from the log."""
        text, at = self._record.written_at(self._field)
        self.view = {
            "field": f"{self._record.lesson}/{self._field}",
            "question": self._prompt.question[self.lang],
            "help": self._prompt.help[self.lang],
            "text": text,
            "at": at,
            "before": self._shown_before(),
        }

    def hear_write(self, content: dict[str, Any]) -> None:
        """Log what is written so far, and tell the page once it is safe."""
        text = str(content["text"])
        if text != self._record.written(self._field):
            with self.guarded():
                self._record.write(self._field, text)
                self.notice = ""
        else:
            with contextlib.suppress(StoreError):
                self._record.store.save()
        self.refresh()
        self.tell("kept", number=content.get("number", 0), saved=not self._record.store.unsaved)

    def hear_wake(self, _content: dict[str, Any]) -> None:
        """Look at the log again: the lesson may be open in another tab."""
        self.refresh()

    def _shown_before(self) -> dict[str, str] | None:
        if self._before is None:
            return None
        prompt, field = self._before
        return {"question": prompt.question[self.lang], "text": self._record.written(field)}

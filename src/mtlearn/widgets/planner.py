"""The planner a learner fills in: nine steps in any order, saved as they are written, and taken along."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from mtlearn.course.claim import cited
from mtlearn.course.loading import CONTENT
from mtlearn.course.planner import LONGEST, PLACE, Plan, fields, is_too_long, planner, whole
from mtlearn.errors import StoreError
from mtlearn.language import LANGUAGES
from mtlearn.widgets.bundle import script, style
from mtlearn.widgets.panel import Panel
from mtlearn.widgets.plan_document import document, unheld
from mtlearn.widgets.plan_files import FORMATS, file
from mtlearn.widgets.sources import references

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mtlearn.course.planner import PlannerStep
    from mtlearn.language import Language
    from mtlearn.learner.record import Record

__all__ = ["PlannerPanel"]


class PlannerPanel(Panel):
    """The steps, each with its questions and what others have found, and room to write.

    Args:
        lang: the learner's language.
        record: the lesson's part of the log.
        content: the folder the steps, claims and sources are read from.
        today: gives the day that stands in a document.

    Raises:
        ContentError: the planner's file is damaged, or names a claim that is not there.
    """

    room: ClassVar[str] = "planner"
    _esm = script("base.js", "references.js", "planner.js")
    _css = style("planner.css")

    def __init__(
        self, lang: Language, record: Record, content: Path = CONTENT, today: Callable[[], date] = date.today
    ) -> None:
        self._record = record
        self._content = content
        self._about = planner(content)
        self._today = today
        self._fields = fields(self._about)
        super().__init__(lang)
        self.refresh()

    def refresh(self) -> None:
        """Make what is shown again from the log."""
        about, written = self._about, {name: self._record.written_at(_key(name)) for name in self._fields}
        self.view = {
            "lesson": self._record.lesson,
            "longest": LONGEST,
            "locale": {"nb": "nb-NO", "en": "en-GB"}[self.lang],
            "place": {"question": about.place[self.lang], "help": about.place_help[self.lang]},
            "steps": [self._shown(step) for step in about.steps],
            "texts": {name: text for name, (text, _) in written.items()},
            "at": {name: at for name, (_, at) in written.items()},
            "formats": list(FORMATS),
            "languages": list(LANGUAGES),
        }

    def hear_write(self, content: dict[str, Any]) -> None:
        """Log what is written so far in one field, and tell the page once it is safe."""
        name, text = str(content.get("field")), whole(str(content.get("text", "")))
        if name not in self._fields or is_too_long(text):
            return  # the page says so itself, and keeps what is there
        if text != self._record.written(_key(name)):
            with self.guarded():
                self._record.write(_key(name), text)
                self.notice = ""
        else:
            with contextlib.suppress(StoreError):
                self._record.store.save()
        self.refresh()
        saved = not self._record.store.unsaved
        self.tell("kept", field=name, number=content.get("number", 0), saved=saved)

    def hear_wake(self, _content: dict[str, Any]) -> None:
        """Look at the log again: the lesson may be open in another tab."""
        self.refresh()

    def hear_file(self, content: dict[str, Any]) -> None:
        """The learner wants the plan as a file."""
        form, lang = content.get("format"), content.get("lang")
        if form in FORMATS and lang in LANGUAGES:
            self.spawn(self._make(form, lang))

    async def _make(self, form: str, lang: Language) -> None:
        plan = Plan(
            self._record.written(_key(PLACE)),
            {step.id: self._record.written(_key(step.id)) for step in self._about.steps},
        )
        on = self._today()
        made = document(self._about, plan, lang, on, self._content)
        name, mime, data = await asyncio.to_thread(file, made, form, plan.place)
        odd = unheld(plan.place) + sum(unheld(text) for text in plan.written.values())
        said = [self.words["file_made"].format(name=name)]
        if odd:
            said.append(self.words["signs"].format(count=odd))
        self.tell("file", [data], name=name, mime=mime, said=" ".join(said))

    def _shown(self, step: PlannerStep) -> dict[str, Any]:
        return {
            "id": step.id,
            "title": step.title[self.lang],
            "questions": [question[self.lang] for question in step.questions],
            "help": step.help[self.lang],
            "claims": references(cited(step.claims, self._content), self.lang),
            "nothing": step.nothing[self.lang] if step.nothing else "",
        }


def _key(name: str) -> str:
    """Say what a field is kept under in the lesson's part of the log."""
    return f"planner-{name}"

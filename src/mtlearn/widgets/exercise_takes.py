"""The takes of an exercise: told about, saved, let go, brought in, brought back, and made into files."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from mtlearn.errors import StoreError, UnknownLessonError
from mtlearn.music.note import phrase
from mtlearn.widgets import outcome, takeaway
from mtlearn.widgets.bring import Bringing, bring_words
from mtlearn.widgets.exercise_view import shelf
from mtlearn.widgets.panel import Panel, said
from mtlearn.widgets.voices import Sounding

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.learner.record import Record, Take

__all__ = ["TakesPanel"]


class TakesPanel(Bringing, Sounding, Panel):
    """A panel that shows what was played in one exercise.

    Args:
        lang: the language it speaks.
        record: the lesson's part of the learner's log, which keeps every take.
        name: which exercise; takes of others are not shown.
    """

    def __init__(self, lang: Language, record: Record, name: str) -> None:
        super().__init__(lang)
        self._record, self._name = record, name
        self.sound_store = record.store
        self.brings_to, self.brings_as = record, name
        self.words = {**bring_words(lang), **self.words}
        self._take = ""
        self._width = 700

    def hear_keep(self, content: dict[str, Any]) -> None:
        """The learner saves a take, or lets it go."""
        take, kept = self._found(content.get("take")), content.get("kept") is True
        try:
            if not take.ended:
                self._record.end_take(take.id)
            self._record.keep_take(take.id, kept=kept)
        finally:
            self._show_shelf()
        self.tell("said", word="kept_said" if kept else "let_go_said")

    def hear_leave(self, content: dict[str, Any]) -> None:
        """The learner does not want to be offered a take that was cut off again."""
        try:
            self._record.end_take(self._found(content.get("take")).id)
        finally:
            self._show_shelf()

    def hear_rescue(self, content: dict[str, Any]) -> None:
        """A page that lost its kernel while playing brings the notes the log may not have got."""
        name = str(content.get("take"))
        take = next((take for take in self._takes() if take.id == name), None)
        if take is not None and not take.ended:
            known = {(round(row[0], 3), row[2]) for row in take.mine}
            brought = phrase(content.get("mine") or [])
            lost = [list(note) for note in brought if (round(note.onset, 3), note.pitch) not in known]
            if lost:
                self._record.add_notes(name, lost, [])
                self._show_shelf()
        self.tell("rescued", take=name)

    def hear_fetch(self, content: dict[str, Any]) -> None:
        """The learner wants a take as a file."""
        self.spawn(self._fetch(str(content.get("take")), str(content.get("format"))))

    def about(self, take: Take) -> dict[str, Any]:
        """Give all the page is told about a take at once."""
        return outcome.told(take, self.lang)

    def show_brought(self, take: str) -> None:
        """Show music that came from a file as any other take."""
        self._show_shelf()
        self.spawn(self._tell(take, asked=True))

    async def _fetch(self, name: str, form: str) -> None:
        name, mime, made = await asyncio.to_thread(takeaway.file, self._found(name), form, self.lang)
        self.tell("file", [made], name=name, mime=mime)

    async def _tell(self, name: str, *, asked: bool) -> None:
        """Tell about a take: words at once, notation when it is engraved."""
        take = self._found(name)
        self.tell("told", **self.about(take), asked=asked)
        if take.mine or take.partner:
            try:
                picture = await asyncio.to_thread(takeaway.engraved, take, self.lang, self._width)
            except BaseException:
                self.tell("engraved", take=name, svg="")
                raise
            self.tell("engraved", **picture)

    async def _tell_last(self) -> None:
        """Tell about what was played last, if anything was."""
        played = [take for take in self._takes() if take.ended and take.mine]
        if played:
            await self._tell(played[-1].id, asked=False)

    def _show_shelf(self) -> None:
        self.view = {**self.view, **shelf(self._takes(), self._take, self.lang)}

    def _takes(self) -> list[Take]:
        try:
            return [take for take in self._record.takes() if take.settings.get("exercise") == self._name]
        except StoreError as error:
            self.notice = said(error, self.lang)
            return []

    def _found(self, name: object) -> Take:
        for take in self._takes():
            if take.id == name:
                return take
        message = f"There is no take {name!r} in this lesson."
        raise UnknownLessonError(message)

    def _take_width(self, content: dict[str, Any]) -> None:
        width = content.get("width")
        if isinstance(width, (int, float)):
            self._width = round(min(1200, max(280, width)))

"""Home: the map of the course, where the learner was, and the sound check."""

from __future__ import annotations

import contextlib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtlearn.course import lesson as course
from mtlearn.course.loading import CONTENT
from mtlearn.errors import StoreError
from mtlearn.language import Language, language, words
from mtlearn.learner.record import Record, last_place
from mtlearn.widgets.bundle import style
from mtlearn.widgets.lesson import shared_store
from mtlearn.widgets.section import heading
from mtlearn.widgets.sheet import Sheet, element
from mtlearn.widgets.shell import store_notes
from mtlearn.widgets.studio import NOTEBOOK, STUDIO

if TYPE_CHECKING:
    from mtlearn.learner.store import Store

__all__ = ["OpenHome", "open_home"]


def open_home(lang: str, store: Store | None = None, content: Path = CONTENT) -> OpenHome:
    """Open the course's home page in a language.

    Raises:
        UnknownLanguageError: the course is not written in that language.
        ContentError: the map of the course is damaged.
    """
    return OpenHome(language(lang), store or shared_store(), content)


class OpenHome:
    """The home page as its notebook meets it."""

    def __init__(self, lang: Language, store: Store, content: Path = CONTENT) -> None:
        self._entries = course.lessons(content)
        self._lang = lang
        self._store = store
        self._content = content
        self._words = words("home", lang)

    def __repr__(self) -> str:
        return f"open_home({self._lang!r})"

    def map(self) -> Sheet:
        """Show all lessons, those to come too, with how far the learner is in each."""
        rows = [(entry, self._progress(entry)) for entry in self._entries]
        html = element("ol", *(self._lesson(entry, far) for entry, far in rows), class_="mt-map")
        text = "\n".join(self._line(entry, far) for entry, far in rows)
        return Sheet(_page(html, self._lang), text)

    def where_i_was(self) -> Sheet:
        """Show the way back to where the learner last was, and what there is to say of their log."""
        place = None
        with contextlib.suppress(StoreError):
            place = last_place(self._store)
        entry = next(
            (e for e in self._entries if place and e.id == place.lesson and e.status == "ready"), None
        )
        notes = store_notes(self._store, self._lang)
        html = "".join(element("p", escape(note), class_="mt-notice", role="status") for note in notes)
        if place is not None and place.lesson == STUDIO:
            said = self._words["resume"].format(where=self._words["studio"])
            html += element("p", element("a", escape(said), href=NOTEBOOK), class_="mt-resume")
        elif entry is None or place is None:
            said = self._words["first_time"]
            html += element("p", escape(said), class_="mt-resume")
        else:
            where = heading(Path(entry.notebook), place.section)
            named = f"{entry.title[self._lang]}, {where}" if where else entry.title[self._lang]
            said = self._words["resume"].format(where=named)
            link = element("a", escape(said), href=f"{entry.notebook}#cell-id={place.section}")
            html += element("p", link, class_="mt-resume")
        return Sheet(_page(html, self._lang), "\n".join([*notes, said]))

    def studio(self) -> Sheet:
        """Show the way to the studio."""
        named, about = self._words["to_studio"], self._words["studio_about"]
        link = element("a", escape(named), href=NOTEBOOK)
        html = element("p", link, class_="mt-resume") + element("p", escape(about))
        return Sheet(_page(html, self._lang), f"{named}: {about}")

    def sound_check(self) -> Any:  # noqa: ANN401 - a widget
        """Show the sound check."""
        from mtlearn.widgets.soundcheck import SoundCheck  # noqa: PLC0415 - brings the sound rooms with it

        return SoundCheck(self._lang, self._store)

    def _progress(self, entry: course.Entry) -> str:
        """Say in words how far the learner is in a lesson; nothing where nothing was done."""
        if entry.status != "ready":
            return ""
        record = Record(self._store, entry.id)
        with contextlib.suppress(StoreError):
            if answers := record.answers():
                items = course.items(entry.id, self._content)
                answered = sum(item.id in answers for item in items)
                return self._words["answered"].format(answered=answered, total=len(items))
            if record.begun():
                return self._words["begun"]
        return ""

    def _lesson(self, entry: course.Entry, progress: str) -> str:
        title = escape(entry.title[self._lang])
        ready = entry.status == "ready"
        named = element("a", title, href=entry.notebook) if ready else element("span", title)
        facts = [self._words["minutes"].format(minutes=entry.minutes)]
        facts += [] if ready else [self._words["coming"]]
        facts += [progress] if progress else []
        return element(
            "li",
            element("span", str(entry.number), class_="mt-map-number", aria_hidden="true"),
            element(
                "div",
                element("p", named, class_="mt-map-title"),
                element("p", escape(entry.about[self._lang])),
                element("p", escape(" · ".join(facts)), class_="mt-small"),
            ),
            class_="mt-map-ready" if ready else "mt-map-coming",
        )

    def _line(self, entry: course.Entry, progress: str) -> str:
        facts = [self._words["minutes"].format(minutes=entry.minutes)]
        facts += [] if entry.status == "ready" else [self._words["coming"]]
        facts += [progress] if progress else []
        return f"{entry.number}. {entry.title[self._lang]} ({', '.join(facts)})"


def _page(html: str, lang: Language) -> str:
    """Wrap HTML with the look of the course: home has no widget that brings it."""
    return element("div", element("style", style("page.css")), html, class_="mt-page mt-sheet", lang=lang)

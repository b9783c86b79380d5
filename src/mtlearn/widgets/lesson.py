"""An open lesson: what each cell of its notebook shows, one call a cell."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from mtlearn.course import lesson as course
from mtlearn.course.card import card
from mtlearn.course.claim import cited
from mtlearn.course.evidence import evidence
from mtlearn.course.example import example
from mtlearn.course.loading import CONTENT
from mtlearn.course.recap import recap
from mtlearn.errors import UnknownLessonError
from mtlearn.language import Language, language
from mtlearn.learner.record import Record
from mtlearn.learner.store import Store
from mtlearn.widgets.card import card_sheet
from mtlearn.widgets.exercises import open_exercise
from mtlearn.widgets.journal import Journal
from mtlearn.widgets.next import next_sheet
from mtlearn.widgets.quiz import Quiz
from mtlearn.widgets.scene import ScenePanel
from mtlearn.widgets.shell import Shell
from mtlearn.widgets.sources import source_list

if TYPE_CHECKING:
    from pathlib import Path

    from mtlearn.widgets.panel import Panel
    from mtlearn.widgets.sheet import Sheet

__all__ = ["OpenLesson", "open_lesson", "shared_store"]


@cache
def shared_store() -> Store:
    """Give this kernel's one log (its folder is ``$MTLEARN_DATA``, else the platform's)."""
    return Store()


def open_lesson(name: str, lang: str, store: Store | None = None, content: Path = CONTENT) -> OpenLesson:
    """Open a lesson of the course in a language, where the learner left it.

    Args:
        name: the lesson's id, such as ``"user-leads"``.
        lang: ``"nb"`` or ``"en"``.
        store: the learner's log; the kernel's own when none is given.
        content: the folder the lesson's words are read from.

    Raises:
        UnknownLessonError: there is no such lesson, or it is not written yet.
        UnknownLanguageError: the course is not written in that language.
        ContentError: the lesson's file is damaged.
    """
    return OpenLesson(name, language(lang), store or shared_store(), content)


class OpenLesson:
    """A lesson as its notebook meets it. Shown by itself it is the shell: place and notices."""

    def __init__(self, name: str, lang: Language, store: Store, content: Path = CONTENT) -> None:
        self._about = course.lesson(name, content)
        self._name = name
        self._lang = lang
        self._content = content
        self._record = Record(store, name)

    def __repr__(self) -> str:
        return f"open_lesson({self._name!r}, {self._lang!r})"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:  # noqa: ANN401 - what the widget gives is shown as it is
        return self._shell._repr_mimebundle_(**kwargs)

    @cached_property
    def _shell(self) -> Shell:
        return Shell(self._lang, self._record)

    def warm_up(self) -> Journal:
        """Show the question before, with room to write."""
        return self._warm_up

    def listen(self) -> Panel:
        """Show the lesson's music to listen to.

        Raises:
            SoundError: the sound of one of them is gone.
        """
        from mtlearn.widgets.example import Examples  # noqa: PLC0415 - only lessons with music need it

        shown = [example(name, self._content) for name in self._about.examples]
        return Examples(self._lang, self._record.store, shown)

    def exercise(self, name: str) -> Panel:
        """Show one of the lesson's exercises in sound.

        Raises:
            UnknownLessonError: the lesson has no such exercise.
        """
        self._expect(name, self._about.exercises, "exercise")
        return open_exercise(self._lang, self._record, name)

    def scene(self, which: str = "") -> Panel:
        """Show the lesson's scene, or one of several by its name.

        Raises:
            UnknownLessonError: the lesson has no such scene.
        """
        shown = course.scene(self._name, self._content, which)
        if shown.is_played:
            from mtlearn.widgets.played_scene import PlayedScene  # noqa: PLC0415 - brings music and sound with it

            return PlayedScene(self._lang, self._record, shown, self._content)
        return ScenePanel(self._lang, self._record, shown, self._content)

    def quiz(self) -> Quiz:
        """Show the lesson's quiz."""
        return Quiz(self._lang, self._record, course.items(self._name, self._content), self._content)

    def card(self, name: str) -> Sheet:
        """Show one of the lesson's guideline cards.

        Raises:
            UnknownLessonError: the lesson has no such card.
        """
        self._expect(name, self._about.cards, "card")
        return card_sheet(card(name, self._content), self._lang, self._content)

    def evidence(self, name: str) -> Sheet:
        """Show one of the lesson's evidence cards.

        Raises:
            UnknownLessonError: the lesson has no such card.
        """
        from mtlearn.widgets.evidence import evidence_sheet  # noqa: PLC0415 - only one lesson needs it

        self._expect(name, self._about.evidence, "evidence card")
        return evidence_sheet(evidence(name, self._content), self._lang, self._content)

    def planner(self) -> Panel:
        """Show the planner: steps towards a service, to be filled in and taken along."""
        from mtlearn.widgets.planner import PlannerPanel  # noqa: PLC0415 - only one lesson needs it

        return PlannerPanel(self._lang, self._record, self._content)

    def comparison(self) -> Sheet:
        """Show the lesson's guideline cards side by side, to be read in a minute."""
        from mtlearn.widgets.comparison import comparison  # noqa: PLC0415 - only one lesson needs it

        cards = [card(name, self._content) for name in self._about.cards]
        return comparison(cards, self._lang, self._content)

    def recap(self) -> Panel:
        """Show the lesson in a minute, to hear or to read."""
        from mtlearn.widgets.recap import Recap  # noqa: PLC0415 - only one lesson needs it

        return Recap(self._lang, recap(self._name, self._content), self._content)

    def reflection(self) -> Journal:
        """Show the question after, with what was written before above it."""
        about = self._about
        shown = Journal(
            self._lang, self._record, "reflection", about.reflection, before=(about.warm_up, "warm-up")
        )
        self._warm_up.observe(lambda _: shown.refresh(), "view")
        return shown

    def sources(self) -> Sheet:
        """Show every source the lesson stands on."""
        return source_list(cited(self._about.claims, self._content), self._lang)

    def next(self) -> Sheet:
        """Show where to go from here."""
        return next_sheet(course.lessons(self._content), self._name, self._lang)

    @cached_property
    def _warm_up(self) -> Journal:
        return Journal(self._lang, self._record, "warm-up", self._about.warm_up)

    def _expect(self, name: str, known: tuple[str, ...], kind: str) -> None:
        if name not in known:
            has = f"It has: {', '.join(known)}." if known else "It has none."
            message = f"The lesson {self._name!r} has no {kind} called {name!r}. {has}"
            raise UnknownLessonError(message)

"""The studio: all the course's exercises in sound on one page, with nothing to read or answer."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from mtlearn.language import Language, language
from mtlearn.learner.record import Record
from mtlearn.widgets.exercises import open_exercise
from mtlearn.widgets.lesson import shared_store
from mtlearn.widgets.shell import Shell

if TYPE_CHECKING:
    from mtlearn.learner.store import Store
    from mtlearn.widgets.panel import Panel

__all__ = ["NOTEBOOK", "STUDIO", "OpenStudio", "open_studio"]

STUDIO: Final = "studio"
"""The name the studio's part of the log goes by: its takes are not those of any lesson."""
NOTEBOOK: Final = "studio.ipynb"


def open_studio(lang: str, store: Store | None = None) -> OpenStudio:
    """Open the studio in a language, with what was played there before.

    Args:
        lang: ``"nb"`` or ``"en"``.
        store: the learner's log; the kernel's own when none is given.

    Raises:
        UnknownLanguageError: the course is not written in that language.
    """
    return OpenStudio(language(lang), store or shared_store())


class OpenStudio:
    """The studio as its notebook meets it. Shown by itself it is the shell: place and notices."""

    def __init__(self, lang: Language, store: Store) -> None:
        self._lang = lang
        self._store = store
        self._record = Record(store, STUDIO)

    def __repr__(self) -> str:
        return f"open_studio({self._lang!r})"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:  # noqa: ANN401 - what the widget gives is shown as it is
        return self._shell._repr_mimebundle_(**kwargs)

    def exercises(self) -> Panel:
        """Show all exercises as a list in which one is open at a time."""
        from mtlearn.widgets.repertoire import Repertoire  # noqa: PLC0415 - only the studio has the list

        return Repertoire(self._lang, self._record)

    def exercise(self, name: str) -> Panel:
        """Show an exercise in sound.

        Raises:
            UnknownLessonError: there is no such exercise; says which there are.
        """
        return open_exercise(self._lang, self._record, name)

    def sound_check(self) -> Panel:
        """Show the sound check."""
        from mtlearn.widgets.soundcheck import SoundCheck  # noqa: PLC0415 - brings the sound rooms with it

        return SoundCheck(self._lang, self._store)

    @cached_property
    def _shell(self) -> Shell:
        return Shell(self._lang, self._record)

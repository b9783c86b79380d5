"""The exercises in sound there are, by name: a lesson and the studio open them here.

An exercise is a panel. To add one, write what opens it and give it a name in the table below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.errors import UnknownLessonError
from mtlearn.language import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.language import Language
    from mtlearn.learner.record import Record
    from mtlearn.widgets.panel import Panel

__all__ = ["EXERCISES", "open_exercise", "titled"]


def _together(lang: Language, record: Record, name: str) -> Panel:
    from mtlearn.widgets.exercise import Exercise  # noqa: PLC0415 - brings music and sound with it

    return Exercise(lang, record, name)


def _two_chords(lang: Language, record: Record, _name: str) -> Panel:
    from mtlearn.widgets.two_chords import TwoChords  # noqa: PLC0415 - brings music and sound with it

    return TwoChords(lang, record)


def _turn_it_down(lang: Language, record: Record, _name: str) -> Panel:
    from mtlearn.widgets.turn_it_down import TurnItDown  # noqa: PLC0415 - the same

    return TurnItDown(lang, record)


def _groove(lang: Language, record: Record, _name: str) -> Panel:
    from mtlearn.widgets.groove import GrooveInLayers  # noqa: PLC0415 - the same

    return GrooveInLayers(lang, record)


def _song_list(lang: Language, record: Record, _name: str) -> Panel:
    from mtlearn.widgets.song_list import SongList  # noqa: PLC0415 - the same

    return SongList(lang, record)


def _hear_the_numbers(lang: Language, record: Record, _name: str) -> Panel:
    from mtlearn.widgets.hear_the_numbers import HearTheNumbers  # noqa: PLC0415 - the same

    return HearTheNumbers(lang, record)


_OPENED_BY: Final[dict[str, Callable[[Language, Record, str], Panel]]] = {
    "first-sounds": _together,
    "mirror": _together,
    "echo": _together,
    "match": _together,
    "ground": _together,
    "dialogue": _together,
    "accompany": _together,
    "first-meeting": _together,
    "over": _together,
    "partner": _together,
    "two-chords": _two_chords,
    "turn-it-down": _turn_it_down,
    "groove": _groove,
    "song-list": _song_list,
    "hear-the-numbers": _hear_the_numbers,
}
"""What opens each exercise, given the language, the part of the log it is kept in, and its name."""
_WORDS_OF_ITS_OWN: Final = {
    "two-chords": "two_chords",
    "turn-it-down": "turn_it_down",
    "groove": "groove",
    "song-list": "song_list",
    "hear-the-numbers": "hear_the_numbers",
}
"""The room of words of those whose title and aim do not stand in ``content/locale/nb/exercises.po``."""
EXERCISES: Final = tuple(_OPENED_BY)


def open_exercise(lang: Language, record: Record, name: str) -> Panel:
    """Open an exercise by its name.

    Args:
        lang: the language it speaks.
        record: the part of the learner's log it is kept in: a lesson's, or the studio's.
        name: which exercise.

    Raises:
        UnknownLessonError: there is no such exercise; says which there are.
    """
    if name not in _OPENED_BY:
        message = f"There is no exercise called {name!r}. There is: {', '.join(EXERCISES)}."
        raise UnknownLessonError(message)
    return _OPENED_BY[name](lang, record, name)


def titled(name: str, lang: Language) -> tuple[str, str]:
    """Say what an exercise is called, and what it is for in one sentence."""
    if room := _WORDS_OF_ITS_OWN.get(name):
        own = words(room, lang)
        return own["title"], own["aim"]
    own = words("exercises", lang)
    return own[f"{name}-title"], own[f"{name}-aim"]

"""The words of one exercise: what all share, with its own in their place where it has any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.language import words

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.exercise_kind import Kind

__all__ = ["about_others", "exercise_words", "other_words", "stance_names"]

_JOURNAL: Final = ("private", "placeholder", "saved_now", "kept_here")


def exercise_words(name: str, lang: Language) -> dict[str, str]:
    """Give the words an exercise says, its own without the name they are written under.

    Its own stand in ``content/interface/exercises.yaml`` as ``<name>-<key>``.

    Raises:
        ContentError: a file of words is damaged.
    """
    mark = f"{name}-"
    own = {
        key.removeprefix(mark): word for key, word in words("exercises", lang).items() if key.startswith(mark)
    }
    journal = {f"journal_{key}": words("journal", lang)[key] for key in _JOURNAL}
    return {**words("exercise", lang), **journal, **own}


def stance_names(kind: Kind, lang: Language) -> list[tuple[str, str]]:
    """Name the stances a partner may answer in."""
    said = words("partner", lang)
    return [(stance, said[f"stance-{stance}"]) for stance in kind.stances]


def about_others(kind: Kind, lang: Language) -> dict[str, str]:
    """Say of each who may be the other what they do, by stance or way."""
    said = words("partner", lang)
    return {f"stance-{stance}": said[f"about-{stance}"] for stance in kind.stances if len(kind.stances) > 1}


def other_words(_choices: Choices, lang: Language) -> dict[str, str]:
    """Say what the other is called: ``partner`` by itself, ``the_other`` in a sentence."""
    own = words("exercise", lang)
    return {"partner": own["partner"], "the_other": own["the_partner"]}

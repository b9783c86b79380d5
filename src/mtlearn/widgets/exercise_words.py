"""The words of one exercise: what all share, with its own in their place where it has any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.language import words
from mtlearn.widgets.komp import STILL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mtlearn.language import Language
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.exercise_kind import Kind

__all__ = [
    "about_others",
    "exercise_words",
    "offer_names",
    "other_words",
    "stance_names",
    "tempo_words",
    "way_names",
]

_JOURNAL: Final = ("private", "placeholder", "saved_now", "kept_here")


def exercise_words(name: str, lang: Language) -> dict[str, str]:
    """Give the words an exercise says, its own without the name they are written under.

    Its own stand in ``content/locale/nb/exercises.po`` as ``<name>-<key>``.

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


def way_names(kind: Kind, lang: Language) -> list[tuple[str, str]]:
    """Name the simulated people one may play with, each with their way of playing."""
    said = words("coplayer", lang)
    return [(way, f"{said[f'name-{way}']}: {_inside(said[f'way-{way}'])}") for way in kind.ways]


def offer_names(kind: Kind, said: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Name the ways in a guest may be offered, each with what is said and what sounds."""
    return [(offer, said[f"offer-{offer}"], said[f"offer_about-{offer}"]) for offer in kind.offers]


def about_others(kind: Kind, lang: Language) -> dict[str, str]:
    """Say of each who may be the other what they do, by stance or way."""
    said, people = words("partner", lang), words("coplayer", lang)
    about = {f"stance-{stance}": f"{said[f'about-{stance}']} {said['own-model']}" for stance in kind.stances}
    for way in kind.ways:
        invented = people["invented"].format(name=people[f"name-{way}"])
        about[f"way-{way}"] = " ".join((people[f"about-{way}"], people[f"listen-{way}"], invented))
    return about


def other_words(choices: Choices, lang: Language) -> dict[str, str]:
    """Say what the other is called: ``partner`` by itself, ``the_other`` in a sentence."""
    if choices.is_person:
        name = words("coplayer", lang)[f"name-{choices.way}"]
        return {"partner": name, "the_other": name}
    own = words("exercise", lang)
    return {"partner": own["partner"], "the_other": own["the_partner"]}


def tempo_words(choices: Choices, lang: Language) -> str:
    """Say whose the tempo is that was chosen, where there is no backing that has it."""
    if choices.backing not in STILL:
        return ""
    own = words("exercise", lang)
    if choices.is_person:
        return own["tempo_person"].format(name=other_words(choices, lang)["partner"])
    return own["tempo_caller" if choices.who == "caller" else "tempo_example"]


def _inside(word: str) -> str:
    """Write a word as it stands inside a sentence."""
    return word[:1].lower() + word[1:]

"""Says an observation in the learner's language: its words, the bars that show it, the names of tones."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from mtlearn.course.loading import CONTENT, load
from mtlearn.language import Text  # noqa: TC001 - msgspec reads it
from mtlearn.music.names import pitch_name
from mtlearn.widgets.timeline_values import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.language import Language
    from mtlearn.music.bars import Bars
    from mtlearn.music.seen import Observation, Span

__all__ = ["Wording", "place", "said", "sayings"]

_MOMENT: Final = 2.0
"""What lasts less than this (seconds) is pointed at by its beginning alone."""

_PITCHES: Final = frozenset({"pitch", "to", "low", "high"})
_BEGINS: Final = frozenset({"bars", "there", "partner", "partners"})
"""What a sentence can begin with."""
_TO: Final = "\N{EN DASH}"

_NUMBERS: Final[dict[str, tuple[str, ...]]] = {
    "nb": ("null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    "en": (
        *("no", "one", "two", "three", "four", "five", "six"),
        *("seven", "eight", "nine", "ten", "eleven", "twelve"),
    ),
}


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a kind is, and a few ways of saying it."""

    role: Literal["strength", "invitation"]
    wordings: tuple[Text, ...]
    drums: tuple[Text, ...] = ()
    """The words where what was played is drums, if the others speak of tones."""


@cache
def sayings() -> dict[str, Wording]:
    """Give the words for every kind of observation.

    Raises:
        ContentError: ``content/feedback.yaml`` is damaged.
    """
    return load(CONTENT / "feedback.yaml", dict[str, Wording])


def said(
    observation: Observation,
    bars: Bars,
    lang: Language,
    names: Sequence[str] | None = None,
    partner: str | None = None,
) -> str:
    """Say an observation; the same one is always said in the same words.

    Args:
        observation: what to say.
        bars: the bars of the take.
        lang: the language.
        names: what pitches are called where they are no tones, such as drums.
        partner: the first name of the one who plays along, where there is one.

    Raises:
        ContentError: ``content/feedback.yaml`` is damaged.
    """
    saying = sayings()[observation.kind]
    wordings = (names and saying.drums) or saying.wordings
    chosen = wordings[round((observation.start + observation.end) * 10) % len(wordings)][lang]
    values = {name: _value(name, value, bars, lang) for name, value in observation.values.items()}
    if names:
        values |= {
            name: _drum(names[round(value)], lang)
            for name, value in observation.values.items()
            if name in _PITCHES and not isinstance(value, tuple)
        }
    values["bars"] = place((observation.start, observation.end), bars, lang)
    values["partner"], values["partners"] = _called(partner, lang)
    for name in _BEGINS & set(values):
        values[name.capitalize()] = values[name][:1].upper() + values[name][1:]
    return chosen.format(**values)


def _called(name: str | None, lang: Language) -> tuple[str, str]:
    """Call the one who plays along, by itself and as an owner."""
    if name is None:
        return ("medspilleren", "medspillerens") if lang == "nb" else ("your partner", "your partner’s")
    if lang == "en":
        return name, f"{name}’s"
    return name, f"{name}’" if name[-1] in "sxz" else f"{name}s"


def place(where: Span, bars: Bars, lang: Language) -> str:
    """Say where in the music: in bars where there is a steady pulse, else by the clock."""
    start, end = where
    if bars.steady:
        first, last = bars.across(start, end)
        several = {"nb": "i takt", "en": "in bars"}[lang]
        one = {"nb": "i takt", "en": "in bar"}[lang]
        return f"{one} {first}" if first == last else f"{several} {first}{_TO}{last}"
    if end - start < _MOMENT or clock(start) == clock(end):
        return f"ved {clock(start)}" if lang == "nb" else f"at {clock(start)}"
    between = ("fra", "til") if lang == "nb" else ("from", "to")
    return f"{between[0]} {clock(start)} {between[1]} {clock(end)}"


def _drum(name: str, lang: Language) -> str:
    """Call a drum by its name in the middle of a sentence."""
    inside = name[:1].lower() + name[1:]
    if ", " in inside:  # "Rammetromme, dyp" would part the sentence
        drum, which = inside.split(", ", 1)
        inside = f"{drum} ({which})"
    return f"the {inside}" if lang == "en" else inside


def _value(name: str, value: float | Span, bars: Bars, lang: Language) -> str:
    if isinstance(value, tuple):
        return place(value, bars, lang)
    match name:
        case "pitch" | "to" | "low" | "high":
            return pitch_name(int(value), lang)
        case "length":
            return _length(value, lang)
        case "count" | "times" | "theirs" if value < len(_NUMBERS[lang]):
            return _NUMBERS[lang][int(value)]
        case _:
            return str(round(value))


def _length(seconds: float, lang: Language) -> str:
    minutes, rest = divmod(max(1, round(seconds)), 60)
    units = (
        (("minutt", "minutter"), ("sekund", "sekunder"))
        if lang == "nb"
        else (("minute", "minutes"), ("second", "seconds"))
    )
    parts = [
        f"{_one(number, lang, unit[0])} {unit[number != 1]}"
        for number, unit in zip((minutes, rest), units, strict=True)
        if number
    ]
    return (" og " if lang == "nb" else " and ").join(parts)


def _one(number: int, lang: Language, unit: str) -> str:
    if number != 1:
        return str(number)
    return "one" if lang == "en" else "ett" if unit in {"minutt", "sekund"} else "én"

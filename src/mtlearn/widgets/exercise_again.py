"""Again with one thing changed: what an exercise offers after a take, as choices that set it up."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mtlearn.widgets.komp import FREE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.exercise_kind import Kind

__all__ = ["Again", "again"]

_MOST: Final = 4
_MIDDLE: Final = 60
_FASTEST: Final = 160
_QUICK: Final = 90
_FEW: Final = 8


class Again(NamedTuple):
    """One thing to change: the key of its words (``again_<name>``), and the choices that change it."""

    name: str
    setup: dict[str, Any]


def again(kind: Kind, choices: Choices) -> list[Again]:
    """Give up to four changes that fit the exercise and what was chosen for the take, each one thing."""
    return list(islice(_fitting(kind, choices), _MOST))


def _fitting(kind: Kind, choices: Choices) -> Iterator[Again]:
    for name in kind.again:
        if setup := _CHANGES[name](choices, kind):
            yield Again(f"{name}-{setup['who']}" if name == "swap" else name, setup)


def _closeness(choices: Choices, *, freer: bool) -> dict[str, Any] | None:
    if choices.who != "partner" or freer == (choices.closeness < _MIDDLE):
        return None
    return {"closeness": max(20, choices.closeness - 50) if freer else 100}


def _scale(choices: Choices, scale: str) -> dict[str, Any] | None:
    is_major = choices.scale == "major-pentatonic"
    fits = is_major == (scale == "minor-pentatonic") and not choices.on_drums
    return {"scale": scale} if fits else None


def _tempo(choices: Choices, *, slower: bool) -> dict[str, Any] | None:
    """Give another tempo to whatever has one of its own: a backing with bars, a person, or one who calls."""
    has_one = choices.backing not in FREE or choices.is_person or choices.who == "caller"
    if not has_one or slower != (choices.tempo > _QUICK):
        return None
    return {"tempo": 72 if slower else min(_FASTEST, choices.tempo + 24)}


def _next(at: str, among: tuple[str, ...]) -> str:
    return among[(among.index(at) + 1) % len(among)] if at in among else among[0]


def _swap(choices: Choices, kind: Kind) -> dict[str, Any] | None:
    """Let the two change parts; who comes to the front gets tones where they had drums."""
    who = _next(choices.who, kind.whos)
    if who == choices.who:
        return None
    own = {"mine": kind.first.mine if who == kind.first.who else "piano"} if kind.first.on_drums else {}
    return {"who": who, **own}


_CHANGES: Final[dict[str, Callable[[Choices, Kind], dict[str, Any] | None]]] = {
    "freer": lambda choices, _: _closeness(choices, freer=True),
    "closer": lambda choices, _: _closeness(choices, freer=False),
    "minor": lambda choices, _: _scale(choices, "minor-pentatonic"),
    "major": lambda choices, _: _scale(choices, "major-pentatonic"),
    "backing": lambda choices, _: {"backing": "four-chords"} if choices.backing in FREE else None,
    "no-backing": lambda choices, _: None if choices.backing in FREE else {"backing": "none"},
    "slower": lambda choices, _: _tempo(choices, slower=True),
    "faster": lambda choices, _: _tempo(choices, slower=False),
    "company": lambda choices, _: None if choices.together else {"who": "partner"},
    "alone": lambda choices, kind: {"who": "nobody"} if choices.together and "nobody" in kind.whos else None,
    "few": lambda choices, _: {"pads": _FEW} if choices.pads > _FEW and not choices.on_drums else None,
    "drums": lambda choices, _: None if choices.on_drums else {"mine": "hand-drums"},
    "tones": lambda choices, _: {"mine": "piano"} if choices.on_drums else None,
    "swap": _swap,
    "stance": lambda choices, kind: (
        {"stance": _next(choices.stance, kind.stances)}
        if choices.who == "partner" and len(kind.stances) > 1
        else None
    ),
    "way": lambda choices, kind: (
        {"way": _next(choices.way, kind.ways)} if choices.is_person and len(kind.ways) > 1 else None
    ),
    "offer": lambda choices, kind: (
        {"offer": _next(choices.offer, tuple(kind.offers))} if choices.who == "guest" else None
    ),
}
"""Each change, as what sets it up; None where it does not fit what was chosen."""

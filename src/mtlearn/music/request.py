"""Somebody who listens asks for something: softer, a pause, a stop. What was done about it, and when.

Nothing here is counted against anybody: it says what happened in the music, and how long it took. The times
are this project's own, and the one who practises chooses how long they are.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ASKED", "PACES", "Answer", "Asked", "Deed", "Pace", "Request", "answer", "levels", "request"]

Asked = Literal["softer", "pause", "stop"]
ASKED: Final[tuple[Asked, ...]] = ("softer", "pause", "stop")
_SOFTER: Final = 0.12
"""How much lower (of the full level) the music has to be for it to be softer: one press of the button."""


class Pace(NamedTuple):
    """From how many seconds into the music to how many somebody asks; how long the music goes on then.

    ``room`` is 0 where it goes on until something is done.
    """

    earliest: float
    latest: float
    room: float


PACES: Final = {
    "short": Pace(6.0, 10.0, 20.0),
    "middle": Pace(10.0, 18.0, 45.0),
    "long": Pace(15.0, 30.0, 120.0),
    "open": Pace(10.0, 18.0, 0.0),
}
"""How much time there is, by name."""


class Request(NamedTuple):
    """What is asked for, and how many seconds into the music."""

    asked: Asked
    at: float


class Deed(NamedTuple):
    """What the one who plays the music did: "level" (with the new one, 0 to 1), "pause", "resume", "stop"."""

    did: Literal["level", "pause", "resume", "stop"]
    at: float
    level: float = 0.0


class Answer(NamedTuple):
    """What became of a request.

    ``kind`` is "softer", "pause" or "stop" for what was done first that made it quieter, after it was asked
    for; "before" where the music was stopped before anybody had asked; "went-on" where nothing was done.
    ``seconds`` is how long after the request it was; ``earlier`` says whether the music had been turned down
    or paused before anybody asked.
    """

    kind: Literal["softer", "pause", "stop", "before", "went-on"]
    seconds: float = 0.0
    earlier: bool = False


def request(asked: str, pace: Pace, seed: int) -> Request:
    """Give a request; one of the three by chance where ``asked`` is "any"."""
    chance = random.Random(f"request {asked} {seed}")  # noqa: S311 - music, not secrets
    named = [one for one in ASKED if one == asked]
    kind: Asked = named[0] if named else chance.choice(ASKED)
    return Request(kind, round(chance.uniform(pace.earliest, pace.latest), 1))


def answer(asked: Request, deeds: Iterable[Deed], level: float) -> Answer:
    """Say what was done about a request; ``level`` is how loud the music began, 0 to 1."""
    earlier, before = False, level
    for deed in sorted(deeds, key=lambda one: one.at):
        if deed.at < asked.at:
            if deed.did == "stop":
                return Answer("before", 0.0, earlier=earlier)
            earlier = earlier or deed.did == "pause" or (deed.did == "level" and deed.level < level)
            before = deed.level if deed.did == "level" else before
            continue
        after = round(deed.at - asked.at, 1)
        if deed.did in {"pause", "stop"}:
            return Answer("pause" if deed.did == "pause" else "stop", after, earlier=earlier)
        if deed.did == "level" and deed.level <= before - _SOFTER + 1e-6:
            return Answer("softer", after, earlier=earlier)
    return Answer("went-on", 0.0, earlier=earlier)


def levels(deeds: Iterable[Deed], level: float, end: float) -> list[tuple[float, float]]:
    """Give how loud the music was, as steps: from each second on, so loud; 0 in a pause, and at the end."""
    found, loud, rests = [(0.0, level)], level, False
    for deed in sorted(deeds, key=lambda one: one.at):
        if deed.at > end:
            break
        rests = deed.did in {"pause", "stop"} or (rests and deed.did == "level")
        loud = deed.level if deed.did == "level" else loud
        found.append((deed.at, 0.0 if rests else loud))
    if found[-1][1]:
        found.append((end, 0.0))
    return found

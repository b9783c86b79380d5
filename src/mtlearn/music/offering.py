"""What was done with an invitation: how long it stood, what followed a no, how many ways in were offered.

It is about what was offered and when, and says nothing about anybody. The seconds are this project's design.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Moment", "Told", "told"]

_WAITED: Final = 5.0
"""Seconds without a note after which it is said that an offer was left to stand."""
_STANDS: Final = 3.0
"""Seconds without a note after which it is said that a no was left to stand."""


class Moment(NamedTuple):
    """Something that happened, in seconds of the take: a way in was offered, or one was declined."""

    at: float
    kind: Literal["offer", "declined"]
    name: str


class Told(NamedTuple):
    """One thing that was done, by its kind, from when to when; ``number`` is of seconds, or ways in."""

    kind: Literal["no-other", "no-stands", "waited", "ways"]
    start: float
    end: float
    number: int = 0


def told(moments: Iterable[Moment], onsets: Iterable[float], length: float) -> list[Told]:
    """Say at most two things of how a guest was invited: first what followed a no, then time, then ways.

    Args:
        moments: what was offered (the first offer at 0) and declined, in order of time.
        onsets: when the learner began notes.
        length: seconds of the take.
    """
    happened, struck = sorted(moments), sorted(onsets)
    found = [
        *_after_no(happened, struck, length),
        *_waited(happened, struck, length),
        *_ways(happened, length),
    ]
    return found[:2]


def _after_no(happened: list[Moment], struck: list[float], length: float) -> list[Told]:
    for at, kind, name in happened:
        if kind == "declined":
            other = next(
                (one for one in happened if one.at > at and one.kind == "offer" and one.name != name), None
            )
            if other:
                return [Told("no-other", at, other.at)]
            quiet = next((onset for onset in struck if onset > at), length)
            if quiet - at >= _STANDS:
                return [Told("no-stands", at, quiet)]
    return []


def _waited(happened: list[Moment], struck: list[float], length: float) -> list[Told]:
    """Find the longest time from an offer on in which nothing was played, and nothing else was offered."""
    offers = [one.at for one in happened if one.kind == "offer"]
    rests = [
        (min((other for other in (*struck, *offers) if other > at), default=length), at) for at in offers
    ]
    end, at = max(rests, key=lambda rest: rest[0] - rest[1], default=(0.0, 0.0))
    return [Told("waited", at, end, int(end - at))] if end - at >= _WAITED else []


def _ways(happened: list[Moment], length: float) -> list[Told]:
    names = {one.name for one in happened if one.kind == "offer"}
    return [Told("ways", 0.0, length, len(names))] if len(names) > 1 else []

"""Things that can be there in music, each found by a function of its own.

Where the lines are drawn (how long is long, how soft is soft) is this project's own choice, made for
noticing what is there. None of it measures a player, and nothing is inferred about the person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.strengths import (
    beside,
    echo,
    form,
    idea,
    line,
    little,
    loudness,
    pulse,
    rest,
    time,
    together,
    tone,
    turns,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtlearn.music.seen import Played, Strength

__all__ = ["found"]

_OWN: Final[tuple[Callable[[Played], Strength | None], ...]] = (
    *(*pulse.ALL, *time.ALL, *rest.ALL, *form.ALL),
    *(*tone.ALL, *line.ALL, *loudness.ALL, *idea.ALL),
)
_BETWEEN: Final[tuple[Callable[[Played], Strength | None], ...]] = (*echo.ALL, *turns.ALL)


def found(played: Played) -> Iterator[Strength]:
    """Give every strength that is there; there is always one at the least."""
    few = len(played.mine) <= little.FEW
    if few:
        yield from little.found(played)
    else:
        where = (played.mine[0].onset, played.mine[0].offset)
        length = max(note.offset for note in played.mine) - played.mine[0].onset
        yield played.strength("played", 0.05, where, length=length, pitch=played.mine[0].pitch)
    for look in _looks(played, few=few):
        strength = look(played)
        if strength is not None:
            yield strength


def _looks(played: Played, *, few: bool) -> Iterator[Callable[[Played], Strength | None]]:
    if not few:
        yield from _OWN
    if played.mine and played.theirs:
        yield from _BETWEEN
        if not few and not played.leads:
            yield from (*together.ALL, *beside.ALL)

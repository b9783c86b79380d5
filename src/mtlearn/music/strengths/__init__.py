"""Things that can be there in music, each found by a function of its own: in time, in tone, in the duo.

Where the lines are drawn (how long is long, how soft is soft) is this project's own choice, made for
noticing what is there. None of it measures a player, and nothing is inferred about the person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.strengths import duo, little, time, tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtlearn.music.seen import Played, Strength

__all__ = ["found"]

_ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (*time.ALL, *tone.ALL, *duo.ALL)


def found(played: Played) -> Iterator[Strength]:
    """Give every strength that is there; there is always one at the least."""
    if len(played.mine) <= little.FEW:
        yield little.found(played)
        return
    yield played.strength(
        "played",
        0.05,
        (played.mine[0].onset, played.mine[0].offset),
        length=played.mine[-1].offset - played.mine[0].onset,
        pitch=played.mine[0].pitch,
    )
    for look in _ALL:
        strength = look(played)
        if strength is not None:
            yield strength

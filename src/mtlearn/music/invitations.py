"""One thing to try next: an invitation that changes one thing, and never what was just praised."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtlearn.music.seen import Observation
from mtlearn.music.strengths.little import FEW

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mtlearn.music.seen import Played

__all__ = ["INVITATIONS", "invitation"]

INVITATIONS: Final[dict[str, frozenset[str]]] = {
    "try-one-note": frozenset(),
    "try-neighbour": frozenset(),
    "try-few": frozenset({"few-notes"}),
    "try-silence": frozenset({"room", "returns", "few-notes", "room-for-partner"}),
    "try-partner": frozenset({"taken-up"}),
    "try-soft": frozenset({"dynamics", "swell", "ending-soft"}),
    "try-register": frozenset({"range"}),
    "try-long-note": frozenset({"long-notes", "ending-long"}),
    "try-rhythm": frozenset({"rhythm"}),
    "try-motif": frozenset({"motif"}),
    "try-ending": frozenset({"ending-long", "ending-soft"}),
    "try-dial": frozenset(),
}
"""Each invitation, and the strengths after which it would only say the same again."""


def invitation(played: Played, praised: Collection[str], without: Collection[str] = ()) -> Observation:
    """Choose what to try next: what this take has room for, was not just praised, and is not ``without``."""
    chosen = next(
        kind for kind in _fitting(played) if not INVITATIONS[kind] & set(praised) and kind not in without
    )
    return Observation(chosen, None, 0.0, played.length, {})


def _fitting(played: Played) -> Iterator[str]:
    """Give the invitations that fit this take, the most fitting first; the last two always fit."""
    mine = played.mine
    if len(mine) <= FEW:
        yield "try-neighbour" if mine else "try-one-note"
        return
    velocities = sorted(note.velocity for note in mine)
    pitches = [note.pitch for note in mine]
    steps = [later.onset - earlier.onset for earlier, later in pairwise(mine)]
    fits = {
        "try-few": played.density > 3.5,  # noqa: PLR2004 - notes a second: many
        "try-partner": bool(played.turns),
        "try-silence": not played.silences and played.length > 10,  # noqa: PLR2004 - seconds
        "try-register": max(pitches) - min(pitches) <= 7,  # noqa: PLR2004 - within a fifth
        "try-soft": velocities[-1 - len(velocities) // 10] - velocities[len(velocities) // 10] < 15,  # noqa: PLR2004 - about even
        "try-long-note": max(note.duration for note in mine) < 1.5,  # noqa: PLR2004 - seconds
        "try-rhythm": max(steps) < 1.5 * max(0.1, min(steps)),
        "try-dial": len(mine) % 2 == 0,
        "try-motif": len(mine) >= 12,  # noqa: PLR2004 - enough to choose three from
        "try-ending": True,
    }
    yield from (kind for kind, does in fits.items() if does)
    yield "try-dial"
    yield "try-neighbour"

"""How each player's playing moves in relation to the other's: towards it, away from it, or not at all.

After facts ``camii-affirmative``, ``camii-contradictive``, ``camii-neutral``, ``camii-solo``,
``camii-window``, ``camii-partner-rule``, ``camii-role-rules`` and ``camii-per-feature``, each side of
playing for itself: a move is *towards* when it goes to the other's value, *away* when it goes from it, and
*still* when it is less than 1 % of the player's own range a second. Where only one plays there is none.
Over 2.5 seconds to each side, near the other: mostly towards is *after*, mostly away is *first*, the two
within 20 points of one another, or mostly still, is *together*; far from the other: mostly towards is
*nearing*, else *own way*.

Our own words, since they are said of music and not of a person: the source calls these follower, leader,
partner, approach and resister, and a follower of 95 % and more dependent, which is not told apart here.
Ours too: a move is measured over a second; the source's border between near and far comes from a trained
classifier and was not published in what was read, so that near is here within a quarter of the range of
both players.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mtlearn.music.timeline import density, dynamics, register
from mtlearn.music.timeline.window import WINDOW, frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.music.note import Duo
    from mtlearn.music.timeline.change import Side
    from mtlearn.music.timeline.window import Array, Frames

__all__ = ["Move", "Relation", "Stretch", "relation"]

Move = Literal["towards", "away", "still"]
Stretch = Literal["together", "first", "after", "nearing", "own-way"]
_STEP: Final = 0.1
_MOST: Final = 36_000
"""Steps at most: an hour. Longer playing is looked at in longer steps."""
_SECOND: Final = 1.0
_NEUTRAL: Final = 0.01
_EACH_SIDE: Final = 2.5
_BALANCED: Final = 0.2
_NEAR: Final = 0.25
_HALF: Final = 0.5
_MEASURES: Final[dict[Side, Callable[[Frames], Array]]] = {
    "velocity": dynamics.mean_velocity,
    "density": density.density,
    "pitch": register.mean_pitch,
}
_MOVES: Final[tuple[Move | None, ...]] = (None, "towards", "away", "still")
_STRETCHES: Final[tuple[Stretch | None, ...]] = (None, "together", "first", "after", "nearing", "own-way")


@dataclass(frozen=True)
class Relation:
    """One side of playing: at each time asked for, each player's move and the kind of stretch around it.

    None where only one plays, or neither.
    """

    mine: tuple[Move | None, ...]
    partner: tuple[Move | None, ...]
    mine_in: tuple[Stretch | None, ...]
    partner_in: tuple[Stretch | None, ...]


def relation(duo: Duo, side: Side, times: tuple[float, ...], window: float = WINDOW) -> Relation:
    """Say how both players move in relation to one another, at the given times."""
    import numpy as np  # noqa: PLC0415 - a tenth of a second, only once something has been played

    if not times:
        return Relation((), (), (), ())
    last = max(times)
    step = max(_STEP, last / _MOST)
    grid = np.arange(1, round(last / step) + 1) * step
    mine, partner = (
        _MEASURES[side](frames(notes, grid.tolist(), window)) for notes in (duo.mine, duo.partner)
    )
    at = np.clip(np.rint(np.asarray(times) / step).astype(int) - 1, 0, len(grid) - 1)
    back, aside = max(1, round(_SECOND / step)), max(1, round(_EACH_SIDE / step))
    near = _near(mine, partner)
    moves = _moves(mine, partner, back), _moves(partner, mine, back)
    stretches = [_stretches(move, near, aside) for move in moves]
    own, other = (tuple(_MOVES[code] for code in move[at].tolist()) for move in moves)
    own_in, other_in = (tuple(_STRETCHES[code] for code in found[at].tolist()) for found in stretches)
    return Relation(own, other, own_in, other_in)


def _moves(own: Array, other: Array, back: int) -> Array:
    """Say at each step: 0 nothing, 1 towards the other, 2 away, 3 still."""
    import numpy as np  # noqa: PLC0415 - the same

    before = np.concatenate([np.full(min(back, len(own)), np.nan), own[: max(0, len(own) - back)]])
    moved, apart = own - before, other - own
    played = own[~np.isnan(own)]
    width = float(played.max() - played.min()) if len(played) else 0.0
    still = np.abs(moved) <= _NEUTRAL * width
    code = np.where(still, 3, np.where(moved * apart > 0, 1, 2))
    return np.where(np.isnan(moved) | np.isnan(apart), 0, code)


def _near(mine: Array, partner: Array) -> Array:
    """Say at each step whether the two lie within a quarter of the range of both."""
    import numpy as np  # noqa: PLC0415 - the same

    both = np.concatenate([mine, partner])
    both = both[~np.isnan(both)]
    width = float(both.max() - both.min()) if len(both) else 0.0
    return np.nan_to_num(np.abs(mine - partner), nan=np.inf) <= _NEAR * width


def _stretches(moves: Array, near: Array, aside: int) -> Array:
    """Say at each step what kind of stretch lies around it, as a place in `_STRETCHES`."""
    import numpy as np  # noqa: PLC0415 - the same

    def around(what: Array) -> Array:
        along = np.concatenate([[0], np.cumsum(what)])
        here = np.arange(len(what))
        return along[np.minimum(len(what), here + aside + 1)] - along[np.maximum(0, here - aside)]

    known = around(moves > 0)
    shares = [around(moves == code) / np.maximum(1, known) for code in (1, 2, 3)]
    towards, away, still = shares
    close = around(near & (moves > 0)) > _HALF * known
    balanced = (np.abs(towards - away) <= _BALANCED) | (still > _HALF)
    by = np.where(balanced, 1, np.where(away > towards, 2, 3))
    far = np.where((towards > away) & (towards > still), 4, 5)
    enough = known > _HALF * around(np.ones(len(moves)))
    return np.where(enough & (moves > 0), np.where(close, by, far), 0)

"""Where each beat falls when a player's tempo breathes: a row of beats that follows the onsets.

The way of Ellis, "Beat tracking by dynamic programming" (Journal of New Music Research, 2007), written anew:
the row of beats that meets most onsets while each step stays near the pulse's period.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mtlearn.music.pulse import STEP, onset_curve, struck

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["beats"]

_TIGHT: Final = 60.0
"""How dearly a step away from the period is paid for: at 60, a step 10 % off costs about one onset."""
_AFTER: Final = 0.1


def beats(onsets: Sequence[float], period: float) -> tuple[float, ...]:
    """Lay beats some ``period`` seconds apart along onsets (seconds), from about the first to the last."""
    import numpy as np  # noqa: PLC0415 - only once something has been played

    first = min(onsets)
    met = onset_curve([onset - first + _AFTER for onset in struck(onsets)])
    near, far = max(1, round(period / STEP * 0.6)), round(period / STEP * 1.6)
    back = np.arange(near, far + 1)
    price = _TIGHT * np.log(back * STEP / period) ** 2
    best = met.copy()
    came_from = np.full(len(met), -1)
    for here in range(near, len(met)):
        reach = min(len(back), here - near + 1)
        options = best[here - back[:reach]] - price[:reach]
        chosen = int(options.argmax())
        if options[chosen] > 0:
            best[here] += options[chosen]
            came_from[here] = here - back[chosen]
    tail = max(0, len(met) - round(period / STEP) - 1)
    at = tail + int(best[tail:].argmax())
    found = []
    while at >= 0:
        found.append(at * STEP + first - _AFTER)
        at = int(came_from[at])
    found.reverse()
    return tuple(_from_the_first(found, first, period))


def _from_the_first(found: list[float], first: float, period: float) -> list[float]:
    """Go on backwards with even beats until one is at the first onset or before it."""
    early = math.ceil((found[0] - first - period * 0.25) / period)
    return [found[0] - period * n for n in range(early, 0, -1)] + found

"""How many notes a second somebody plays just now.

Onsets in a window of six seconds, divided by its length, as in the Music Therapy Toolbox (facts,
``mttb-note-density``, ``mttb-window-6s``). Ours: until six seconds have gone since the first note, the
window is as long as that, and two seconds at the least; otherwise everybody would seem to begin sparsely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.music.hearing.dynamics import WINDOW, gone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.move import Move

__all__ = ["density"]

_SHORTEST: Final = 2.0


def density(onsets: Sequence[Move], now: float, first: float | None) -> float:
    """Count notes that began per second; ``first`` is when the very first one did, in seconds."""
    if first is None:
        return 0.0
    return (len(onsets) - gone(onsets, now)) / min(WINDOW, max(_SHORTEST, now - first))

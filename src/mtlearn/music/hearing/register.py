"""Where on the keyboard somebody plays just now: lowest, mean and highest tone of the last six seconds.

The mean MIDI pitch of the window is the Music Therapy Toolbox's feature (facts, ``mttb-mean-pitch``); lowest
and highest are this project's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.music.hearing.dynamics import WINDOW
from mtlearn.music.hearing.heard import Register

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.move import Move

__all__ = ["register"]


def register(onsets: Sequence[Move], now: float) -> Register | None:
    """Give the lowest, mean and highest pitch of the notes that began in the last six seconds."""
    pitches = [move.pitch for move in onsets if now - move.time < WINDOW]
    if not pitches:
        return None
    return Register(min(pitches), sum(pitches) / len(pitches), max(pitches))

"""What is there when little was played: a silence, one tone, two or three."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtlearn.music.seen import Played, Strength

__all__ = ["FEW", "found"]

FEW: Final = 3
_RINGS: Final = 1.0


def found(played: Played) -> Strength:
    """Say what is there in a silence or in up to three tones."""
    mine = played.mine
    if not mine:
        return played.strength("silence", 1.0, (0.0, played.length))
    where = (mine[0].onset, max(note.offset for note in mine))
    if len(mine) > 1:
        return played.strength("first-notes", 1.0, where, count=len(mine))
    if mine[0].duration >= _RINGS:
        return played.strength("one-note-rings", 1.0, where, pitch=mine[0].pitch, length=mine[0].duration)
    return played.strength("one-note", 1.0, where, pitch=mine[0].pitch)

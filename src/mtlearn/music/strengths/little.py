"""What is there when little was played: a silence, one tone, two or three."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.music.seen import Played, Strength

__all__ = ["FEW", "found"]

FEW: Final = 3
_RINGS: Final = 1.5


def found(played: Played) -> Iterator[Strength]:
    """Say what is there in a silence or in up to three tones; the first that may be said is said."""
    mine, theirs = played.mine, played.theirs
    if not mine and theirs:
        yield played.strength("only-partner", 1.0, (theirs[0].onset, max(note.offset for note in theirs)))
        return
    if not mine:
        yield played.strength("silence-together", 1.0, (0.0, played.length))
        yield played.strength("silence", 0.9, (0.0, played.length))
        return
    where = (mine[0].onset, max(note.offset for note in mine))
    if len(mine) > 1:
        yield played.strength("first-notes", 1.0, where, count=len(mine))
        return
    if mine[0].duration >= _RINGS:
        yield played.strength("one-note-rings", 1.0, where, pitch=mine[0].pitch, length=mine[0].duration)
    yield played.strength("one-note", 0.9, where, pitch=mine[0].pitch)

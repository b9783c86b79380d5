"""A piece brought from elsewhere, made into a duo: who is the learner, and who the partner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtlearn.music.general_midi import voice_of
from mtlearn.music.note import Duo, Note

if TYPE_CHECKING:
    from mtlearn.music.note import Phrase
    from mtlearn.music.piece import Part, Piece

__all__ = ["Brought", "as_duo"]

_SHORTEST = 0.03


@dataclass(frozen=True)
class Brought:
    """A duo, and how it came about.

    Args:
        duo: what both play.
        mine: the name of the part that became the learner's; may be empty.
        partner: the names of the parts that became the partner's; the first is first.
        voices: the voices that come nearest to both.
        drums: how many drum parts were left out.
        ours: whether the file was made here and says itself who played what.
        cut: whether the piece was longer, and ends where a take ends.
    """

    duo: Duo
    mine: str
    partner: tuple[str, ...]
    voices: tuple[str, str]
    drums: int
    ours: bool
    cut: bool


def as_duo(piece: Piece, longest: float) -> Brought:
    """Make a duo of a piece: as the file says; else the first part is mine, the others the partner's.

    Drum parts are left out, since pads have no drums. What begins after ``longest`` seconds is left out too,
    and what sounds then ends.
    """
    tones = [part for part in piece.parts if not part.drums]
    ours = any(part.role for part in tones)
    mine = [part for part in tones if part.role == "mine"] if ours else tones[:1]
    partner = [part for part in tones if part.role != "mine"] if ours else tones[1:]
    duo = Duo(_within(mine, longest), _within(partner, longest))
    return Brought(
        duo,
        mine[0].name if mine else "",
        tuple(part.name for part in partner),
        (_voice(mine, "piano"), _voice(partner, "vibraphone")),
        drums=len(piece.parts) - len(tones),
        ours=ours,
        cut=any(note.offset > longest for part in tones for note in part.notes),
    )


def _within(parts: list[Part], longest: float) -> Phrase:
    return tuple(
        sorted(
            Note(
                note.onset,
                max(_SHORTEST, min(note.duration, longest - note.onset)),
                note.pitch,
                note.velocity,
            )
            for part in parts
            for note in part.notes
            if note.onset < longest
        )
    )


def _voice(parts: list[Part], usual: str) -> str:
    return (parts[0].voice or voice_of(parts[0].program)) if parts else usual

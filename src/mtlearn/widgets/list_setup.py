"""What a learner has put together in a song list: its places, and how its pieces are to be played."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from mtlearn.errors import MusicError
from mtlearn.music.moods import CHARACTERS, Piece, piece_for
from mtlearn.music.scale import SCALES
from mtlearn.widgets.choices import tones
from mtlearn.widgets.setup import Setup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["AS_IT_IS", "FADES", "LENGTHS", "MOST", "PERCENTS", "SEED", "Item", "ListSetup"]

_KINDS: Final = ("piece", "own")
MOST: Final = 30
_WORD: Final = 40
_TITLE: Final = 120
LENGTHS: Final = (20, 30, 40)
PERCENTS: Final = (80, 90, 100, 110, 120)
FADES: Final = range(7)
"""Seconds over which one piece may pass over into the next."""
AS_IT_IS: Final = "as-it-is"


class Item(NamedTuple):
    """One place in the list: the learner's word for it, and a piece of the course's, or a song of their own.

    ``kind`` is "piece" or "own"; ``piece`` names the course's piece, ``title`` the learner's song.
    """

    kind: str
    word: str
    piece: str = ""
    title: str = ""


def _as_item(row: object) -> Item:
    if not isinstance(row, (list, tuple)) or len(row) != len(Item._fields):
        message = f"A place in the list has {', '.join(Item._fields)}; got {row!r}."
        raise MusicError(message)
    kind, word, piece, title = (str(part) for part in row)
    if kind not in _KINDS or (kind == "piece" and piece not in CHARACTERS) or (kind == "own" and not title):
        message = f"A place in the list is one of the course's pieces, or a song with a title; got {row!r}."
        raise MusicError(message)
    return Item(kind, word.strip()[:_WORD], piece if kind == "piece" else "", title.strip()[:_TITLE])


SEED: Final = 1
"""The same word is always the same piece."""


class ListSetup(Setup, frozen=True):
    """What a learner has chosen and put together.

    ``seconds`` is about how long each piece is; ``percent`` its tempo in hundredths of its own; ``scale`` and
    ``voice`` are "as-it-is", or take the place of each piece's own; ``fade`` is over how many seconds one
    piece passes over into the next.
    """

    items: tuple[tuple[str, str, str, str], ...] = ()
    seconds: int = 20
    percent: int = 100
    fade: int = 3
    scale: str = AS_IT_IS
    voice: str = AS_IT_IS

    def possible(self) -> Mapping[str, Sequence[object]]:
        """Say what each choice can be."""
        return {
            "seconds": LENGTHS,
            "percent": PERCENTS,
            "fade": FADES,
            "scale": (AS_IT_IS, *SCALES),
            "voice": (AS_IT_IS, *tones()),
        }

    def changed(self, name: str, value: object) -> ListSetup:
        """Give the same with one choice changed, or with another list.

        Raises:
            MusicError: it cannot be that.
        """
        if name != "items":
            return super().changed(name, value)
        if not isinstance(value, (list, tuple)) or len(value) > MOST:
            message = f"A list has {MOST} places at most."
            raise MusicError(message)
        return msgspec.structs.replace(self, items=tuple(tuple(_as_item(row)) for row in value))

    def piece(self, item: Item, seed: int) -> Piece:
        """Give the course's piece for a place in the list, as it is to be played."""
        return piece_for(
            item.piece,
            self.seconds,
            percent=self.percent,
            scale="" if self.scale == AS_IT_IS else self.scale,
            voice="" if self.voice == AS_IT_IS else self.voice,
            seed=seed,
        )

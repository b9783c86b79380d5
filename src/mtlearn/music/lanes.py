"""What two players played as rows one can read: who, in which bar, when, which tone, how long, how strong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from mtlearn.music.names import pitch_name

if TYPE_CHECKING:
    from mtlearn.language import Language
    from mtlearn.music.bars import Bars
    from mtlearn.music.note import Duo

__all__ = ["Row", "rows"]


class Row(NamedTuple):
    """One tone, for a table that a screen reader can go through; times in seconds."""

    who: Literal["mine", "partner"]
    bar: int
    time: float
    pitch: str
    duration: float
    velocity: int


def rows(duo: Duo, bars: Bars, lang: Language, most: int | None = None) -> tuple[Row, ...]:
    """Give the tones of both players in order of time, the learner's before the partner's at the same time.

    ``most`` is the most rows to give; the rest of a long take is left out.
    """
    whose: tuple[Literal["mine", "partner"], ...] = ("mine", "partner")
    found = [
        Row(
            who,
            bars.bar_of(note.onset),
            note.onset,
            pitch_name(note.pitch, lang),
            note.duration,
            note.velocity,
        )
        for who, phrase in zip(whose, duo, strict=True)
        for note in phrase
    ]
    return tuple(sorted(found, key=lambda row: (row.time, row.who))[:most])

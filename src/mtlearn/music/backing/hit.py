"""What is written before it is played: one stroke in beats, a chord strummed or struck, a drum's pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Hit", "pattern", "struck", "strummed"]

_TOUCHES: Final = {"X": 78, "x": 68, "o": 58, ".": 47}
_STRING: Final = 0.009


class Hit(NamedTuple):
    """One stroke as it is written: its part, the beat it falls on, its length in beats, pitch and velocity.

    ``after`` is seconds it comes after the beat (a strum's later strings); ``lazy`` means late on purpose.
    """

    part: str
    beat: float
    length: float
    pitch: int
    velocity: int
    after: float = 0.0
    lazy: bool = False


def struck(part: str, beat: float, length: float, layout: Sequence[int], velocity: int) -> Iterator[Hit]:
    """Strike all tones of a chord together, the top one a little stronger."""
    for pitch in layout:
        yield Hit(part, beat, length, pitch, velocity + (3 if pitch == layout[-1] else 0))


def strummed(  # noqa: PLR0913 - what a strum is made of
    part: str, beat: float, length: float, layout: Sequence[int], velocity: int, *, up: bool = False
) -> Iterator[Hit]:
    """Strum a chord, string after string: downwards from the lowest, or upwards over the highest three."""
    strings = layout[:-4:-1] if up else layout
    for place, pitch in enumerate(strings):
        yield Hit(part, beat, length, pitch, velocity - 2 * place, place * _STRING * (0.7 if up else 1.0))


def pattern(  # noqa: PLR0913 - what a pattern is made of
    part: str,
    pitch: int,
    written: str,
    step: float,
    *,
    start: float = 0.0,
    swing: float = 0.0,
    lazy: bool = False,
) -> Iterator[Hit]:
    """Read a drum's pattern: ``X`` strong, ``x`` usual, ``o`` soft, ``.`` barely there, ``-`` nothing.

    ``step`` is the beats of one sign; ``swing`` (0 to 1/3 of a pair's length) makes every second one late.
    """
    signs = [sign for sign in written if sign != " "]
    for place, sign in enumerate(signs):
        if sign in _TOUCHES:
            late = 2 * step * swing if place % 2 else 0.0
            yield Hit(part, start + place * step + late, step, pitch, _TOUCHES[sign], 0.0, lazy)

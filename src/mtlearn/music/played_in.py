"""A melody played in over music that goes round, laid to the bars it was heard in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["played_in"]

_EARLY: Final = 0.25
"""How far (in beats) before a bar a tone may begin and still be meant for it."""
_MANY: Final = 400
"""Tones of a melody that are kept."""


def played_in(
    rows: Sequence[Sequence[float]],
    heard: Mapping[int, tuple[float, float]],
    whole: int,
    beats: int,
    *,
    dotted: bool = False,
) -> tuple[tuple[float, float, int], ...]:
    """Lay played tones to the bars they were heard in, to the nearest half beat: onset, length, pitch.

    In 6/8 it is the nearest third of a beat. Of the times round, the fullest counts, and of those the last;
    of tones that begin together, the highest is the melody.

    Args:
        rows: ``[onset, duration, pitch, velocity]`` in seconds.
        heard: by its number, when each bar began to be heard, and how long it was, in seconds.
        whole: bars in a round.
        beats: beats in a bar.
        dotted: whether a beat is three parts.
    """
    parts = 3 if dotted else 2
    found: dict[int, dict[float, tuple[float, int]]] = {}
    for onset, duration, pitch, _ in rows:
        for number, (start, length) in heard.items():
            beat = length / beats
            if not start - beat * _EARLY <= onset < start + length - beat * _EARLY:
                continue
            turn, bar = divmod(number, whole)
            at = round(bar * beats + round((onset - start) / beat * parts) / parts, 4)
            lasts = round(max(1 / parts, round(duration / beat * parts) / parts), 4)
            tones = found.setdefault(turn, {})
            if at not in tones or tones[at][1] < pitch:
                tones[at] = (lasts, int(pitch))
            break
    if not found:
        return ()
    last = found[max(found, key=lambda turn: (len(found[turn]), turn))]
    return tuple((at, lasts, pitch) for at, (lasts, pitch) in sorted(last.items()))[:_MANY]

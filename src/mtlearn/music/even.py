"""Where playing is even: the longest stretch of strokes that lie on a grid of beats or parts of beats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.sounding import Span  # noqa: TC001 - a NamedTuple's field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtlearn.music.bars import Bars
    from mtlearn.music.stroke import Stroke

__all__ = ["Stretch", "even_stretch", "off_grid"]

_RUN: Final = 8
"""Strokes on an even grid, the fewest that are called a steady pulse ..."""
_FINE_RUN: Final = 16
"""... and where the grid is so fine (thirds and quarters of a beat) that some fall on it by chance."""
_PARTS: Final = (1, 2, 3, 4)
_OFF: Final = 0.045
"""How far (seconds) a stroke may lie from its place on the grid, and ..."""
_OFF_PART: Final = 0.2
"""... how far as a share of the grid's own steps."""
_DRIFT: Final = 0.08
"""How much a beat may differ from the stretch's first one, as a share of it."""
_PAUSE: Final = 4.0
_BEATS: Final = 3.0
"""Beats in a row without a stroke, after which thirds and quarters are no longer parts of that beat."""
_EDGE: Final = 0.001
_FINER: Final = 1.2
"""How much longer a stretch on a finer grid is, where it is taken instead."""


class Stretch(NamedTuple):
    """Even strokes: the first and the last, parts a beat is divided into, beats a minute, when."""

    first: int
    last: int
    parts: int
    tempo: float
    span: Span

    @property
    def strokes(self) -> int:
        """How many strokes there are in it."""
        return self.last - self.first + 1


class _Place(NamedTuple):
    """A moment, where it lies in beats, and how long the beat is there."""

    moment: float
    position: float
    beat: float


def even_stretch(strokes: Sequence[Stroke], bars: Bars) -> Stretch | None:
    """Find the longest stretch in which strokes lie on an even grid; None where there is none."""
    if not bars.steady:
        return None
    places = [_place(stroke.onset, bars) for stroke in strokes]
    best: Stretch | None = None
    for parts in _PARTS:
        for first, last in _runs(places, parts):
            count = last - first + 1
            if count < (_FINE_RUN if parts > 2 else _RUN) or (best and count <= _FINER * best.strokes):  # noqa: PLR2004 - halves
                continue
            beats = places[last].position - places[first].position
            begins, ends = places[first].moment, places[last].moment
            tempo = 60 * beats / (ends - begins)
            following = strokes[last + 1].onset - _EDGE if last + 1 < len(strokes) else ends + 60 / tempo
            rings = min(ends + 60 / tempo, strokes[last].offset, following)
            best = Stretch(first, last, parts, tempo, (begins, max(ends, rings)))
    return best


def off_grid(moment: float, bars: Bars, parts: int) -> float:
    """Say how far (seconds) a moment lies from the nearest place of the grid."""
    return _off(_place(moment, bars), parts)


def _place(moment: float, bars: Bars) -> _Place:
    position = bars.position(moment)
    whole = int(position // 1)
    return _Place(moment, position, bars.moment(whole + 1) - bars.moment(whole))


def _off(place: _Place, parts: int) -> float:
    fine = place.position * parts
    return abs(fine - round(fine)) / parts * place.beat


def _runs(places: Sequence[_Place], parts: int) -> Iterator[tuple[int, int]]:
    """Give the first and the last of each run of strokes that are on the grid, at one tempo."""
    first, beat, struck = 0, 0.0, 0.0
    for number, place in enumerate(places):
        on = _off(place, parts) <= min(_OFF, _OFF_PART * place.beat / parts)
        if parts <= 2 or _off(place, 1) <= _OFF:  # noqa: PLR2004 - halves
            struck = place.position
        goes_on = number > first and place.moment - places[number - 1].moment <= _PAUSE
        if on and goes_on and abs(place.beat - beat) <= _DRIFT * beat and place.position - struck <= _BEATS:
            continue
        if number - first > 1:
            yield first, number - 1
        first, beat = (number, place.beat) if on else (number + 1, place.beat)
        struck = place.position
    if len(places) - first > 1:
        yield first, len(places) - 1

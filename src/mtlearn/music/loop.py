"""Music that goes round, bar after bar, and changes only at bar lines; pure, with the time coming in.

Bars are planned some seconds ahead, since whoever plays them may be busy for a moment. What changes takes
back what is planned from the next bar line that can still be met, and the music goes on there without a gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.music.backing.bar import Bar, Stroke

__all__ = ["AHEAD", "SOON", "Laid", "Loop", "Turn"]

AHEAD: Final = 6.0
"""Seconds that are planned at the least."""
SOON: Final = 0.25
"""Seconds before it sounds that a bar is given out at the latest: it has a way to go."""
_SAME: Final = 0.001
_T = TypeVar("_T")


class Laid(NamedTuple, Generic[_T]):
    """A bar with its place: when it begins (seconds), its number, and what it is a bar of."""

    start: float
    number: int
    bar: Bar
    what: _T

    @property
    def end(self) -> float:
        """When it ends."""
        return self.start + self.bar.length

    def strokes(self) -> list[Stroke]:
        """Give what sounds in it, with onsets in seconds of the music."""
        return [stroke._replace(onset=self.start + stroke.onset) for stroke in self.bar.strokes]


class Turn(NamedTuple):
    """What a change takes: it counts from ``at``, a bar line.

    What is planned from ``cancel`` on is to be taken back; ``again`` are strokes of bars that stay, to be
    planned anew because they come after ``cancel``: a stroke may come a little before its bar.
    """

    at: float
    cancel: float
    again: list[Stroke]


class Loop(Generic[_T]):
    """Plans bars ahead.

    Args:
        make: makes one bar of something, the first being 0, or None where the music is over.
    """

    def __init__(self, make: Callable[[_T, int], Bar | None]) -> None:
        self._make = make
        self._bars: list[Laid[_T]] = []
        self._next: tuple[float, int, _T] | None = None
        self._ended = False

    @property
    def begun(self) -> bool:
        """Whether there is music."""
        return self._next is not None

    @property
    def number(self) -> int:
        """The number of the bar that would be planned next."""
        return self._next[1] if self._next else 0

    @property
    def bars(self) -> list[Laid[_T]]:
        """The bars that are planned or have just been."""
        return list(self._bars)

    @property
    def next_at(self) -> float | None:
        """When that bar begins, in seconds; None where there is no music."""
        return self._next[0] if self._next else None

    def begin(self, what: _T, at: float, number: int = 0) -> None:
        """Begin at a moment, with the first bar or a later one; what was planned is forgotten."""
        self._bars.clear()
        self._ended = False
        self._next = (at, number, what)

    def plan(self, now: float) -> list[Laid[_T]]:
        """Give the bars that are to be planned now, each of them once; call it some times a second.

        Where nobody called for so long that a bar would come too late, the bars missed are passed over, and
        the music goes on at the next bar line that can be met.
        """
        found: list[Laid[_T]] = []
        if self._next is None:
            return found
        self._bars = [one for one in self._bars if one.end > now - AHEAD]
        while not self._ended and self._next[0] < now + AHEAD:
            at, number, what = self._next
            bar = self._make(what, number)
            if bar is None:
                self._ended = True
                break
            one = Laid(at, number, bar, what)
            self._next = (one.end, number + 1, what)
            if at >= now + SOON - _SAME or (number == 0 and at >= now):
                found.append(one)
                self._bars.append(one)
        return found

    def change(self, what: _T, now: float, number: int | None = None) -> Turn | None:
        """Let something else be played from the next bar line on; None where nothing is played.

        It goes on with the bar that would have come, or with the bar of this number.
        """
        if self._next is None:
            return None
        cut = next((i for i, one in enumerate(self._bars) if one.start >= now + SOON), len(self._bars))
        dropped, self._bars = self._bars[cut:], self._bars[:cut]
        at, coming = (dropped[0].start, dropped[0].number) if dropped else self._next[:2]
        self._next = (at, coming if number is None else number, what)
        self._ended = False
        if not dropped:
            return Turn(at, at, [])
        cancel = min([at, *(stroke.onset for stroke in dropped[0].strokes())]) - _SAME
        kept = self._bars[-1].strokes() if self._bars else []
        return Turn(at, cancel, [stroke for stroke in kept if stroke.onset >= cancel])

    def heard(self, now: float) -> Laid[_T] | None:
        """Give the bar that is heard at a moment."""
        return next((one for one in self._bars if one.start <= now < one.end), None)

    def is_over(self, now: float) -> bool:
        """Say whether the music has come to its end and its last bar has been heard."""
        return self._ended and all(one.end <= now for one in self._bars)

    def stop(self) -> None:
        """Plan nothing more."""
        self._bars.clear()
        self._next = None

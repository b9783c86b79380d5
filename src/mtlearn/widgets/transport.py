"""The course of the music to play over: which bar comes when, planned ahead, changed only at bar lines.

It holds no clock and makes no sound. Time comes in as seconds of the take, and out come bars laid in time.
So much is always planned that the kernel may be busy for seconds; where it was busy for longer, the music
is silent until the next bar line that can still be met, and goes on there as if it had played all along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from mtlearn.music.backing.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtlearn.music.backing.bar import Bar, Stroke

__all__ = ["AHEAD", "COUNT_IN", "SOON", "Change", "Laid", "Music", "Score", "Stretch", "Transport", "laid"]

AHEAD: Final = 6.0
"""Seconds that are planned at the least, or two bars where those are longer."""
SOON: Final = 0.25
"""Seconds before it sounds that a bar is given out at the latest: it has a way to go."""
COUNT_IN: Final = -1
"""The number of the bar that counts in."""
_SAME: Final = 0.001
_SEAM: Final = 0.01
_LEAST_BARS: Final = 2


class Music(Protocol):
    """What makes the bars: :mod:`mtlearn.music.backing`."""

    def bar(self, setting: Setting, number: int, *, coming_from: Bar | None = None) -> Bar:
        """Make one bar, the first being 0; ``coming_from`` is a bar of other music that it follows."""

    def count_in(self, setting: Setting) -> Bar:
        """Make the bar that counts in."""


class Score(NamedTuple):
    """What is to be played: the music's setting, how loud (0 to 1), and which parts are left out."""

    setting: Setting
    level: float = 1.0
    without: tuple[str, ...] = ()

    def strokes(self, bar: Bar) -> Iterator[Stroke]:
        """Give the strokes of a bar that are to sound, as loud as they are to be."""
        for stroke in bar.strokes:
            if stroke.part not in self.without:
                yield stroke._replace(velocity=min(127, max(1, round(stroke.velocity * self.level))))


class Stretch(NamedTuple):
    """From a moment of the take on, bars of a score from a number on; no score is silence."""

    at: float
    number: int = 0
    score: Score | None = None

    def as_data(self) -> dict[str, object]:
        """Write it as the log keeps it."""
        if self.score is None:
            return {"at": round(self.at, 4)}
        setting, level, without = self.score
        return {
            "at": round(self.at, 4),
            "number": self.number,
            "setting": setting._asdict(),
            "level": level,
            "without": list(without),
        }

    @classmethod
    def of(cls, data: dict[str, object]) -> Stretch:
        """Read what the log holds.

        Raises:
            KeyError, TypeError, ValueError: it is not what :meth:`as_data` writes.
        """
        at = float(str(data["at"]))
        if "setting" not in data:
            return cls(at)
        told = data["setting"]
        if not isinstance(told, dict):
            message = f"A setting must be named values; got {told!r}."
            raise TypeError(message)
        parts = data.get("without")
        without = tuple(map(str, parts)) if isinstance(parts, list) else ()
        score = Score(Setting(**told).checked(), float(str(data.get("level", 1))), without)
        return cls(at, int(str(data.get("number", 0))), score)


class Laid(NamedTuple):
    """A bar with its place: when it begins (seconds of the take), its number, and what it is a bar of."""

    start: float
    number: int
    bar: Bar
    score: Score

    @property
    def end(self) -> float:
        """When it ends."""
        return self.start + self.bar.length

    def strokes(self) -> list[Stroke]:
        """Give what sounds in it, with onsets in seconds of the take."""
        return [stroke._replace(onset=self.start + stroke.onset) for stroke in self.score.strokes(self.bar)]


class Change(NamedTuple):
    """What a change takes: from ``at``, a bar line, it counts.

    What is planned from ``cancel`` on is to be taken back; ``again`` are strokes of bars that stay, to be
    planned anew since they come after ``cancel``: a stroke may come a little before its bar.
    """

    at: float
    cancel: float
    again: list[Stroke]


class Transport:
    """Plans bars ahead in one take.

    Args:
        music: what makes the bars.
    """

    def __init__(self, music: Music) -> None:
        self._music = music
        self._bars: list[Laid] = []
        self._next: Stretch | None = None
        self._fresh: list[Stretch] = []

    @property
    def playing(self) -> Score | None:
        """What is planned to be played last."""
        return self._next.score if self._next else None

    def begin(self, score: Score, at: float, *, counted: bool) -> None:
        """Begin with a score at a moment, counted in or not."""
        self._go_on(Stretch(at, COUNT_IN if counted else 0, score))

    def plan(self, now: float) -> list[Laid]:
        """Give the bars that are to be planned now, each of them once; call it some times a second."""
        if self._next is None or self._next.score is None:
            return []
        self._bars = [one for one in self._bars if one.end > now - AHEAD]
        self._catch_up(now)
        found: list[Laid] = []
        while True:
            at, number, score = self._next
            length = found[-1].bar.length if found else 0.0
            if score is None or at >= now + max(AHEAD, _LEAST_BARS * length):
                return found
            one = _next(self._music, self._next, self._bars[-1] if self._bars else None)
            found.append(one)
            self._bars.append(one)
            self._next = Stretch(one.end, number + 1, score)

    def change(self, score: Score | None, now: float) -> Change:
        """Let something else be played from the next bar line on that can be met; None is nothing.

        The same style goes on with the bar that would have come; another begins with its first.
        """
        self._catch_up(now)
        last = self._next
        if last is None or last.score is None:  # out of silence there is no bar line to wait for
            at = max(now + SOON, last.at if last else 0.0)
            self._go_on(Stretch(at, 0, score))
            return Change(at, at, [])
        cut = next((i for i, one in enumerate(self._bars) if one.start >= now + SOON), len(self._bars))
        dropped, self._bars = self._bars[cut:], self._bars[:cut]
        at, number = dropped[0][:2] if dropped else last[:2]
        was = dropped[0].score if dropped else last.score
        if score and number != COUNT_IN and was.setting.style != score.setting.style:
            number = 0
        self._go_on(Stretch(at, number, score))
        if not dropped:
            return Change(at, at, [])
        cancel = min([at, *(stroke.onset for stroke in dropped[0].strokes())]) - _SAME
        kept = self._bars[-1].strokes() if self._bars else []
        return Change(at, cancel, [stroke for stroke in kept if stroke.onset >= cancel])

    def stop(self) -> None:
        """Plan nothing more, and forget what was planned."""
        self._bars.clear()
        self._next = None

    def bar_lines(self) -> list[Laid]:
        """Give the bars that are planned or have just been."""
        return list(self._bars)

    def fresh(self) -> list[Stretch]:
        """Give the stretches begun since last asked, for the log."""
        found, self._fresh = self._fresh, []
        return found

    def _go_on(self, stretch: Stretch) -> None:
        self._next = stretch
        self._fresh.append(stretch)

    def _catch_up(self, now: float) -> None:
        """Pass over bars that would come too late: better silence to the next bar line than a pile."""
        at, number, score = self._next or Stretch(now)
        if score is None or at >= now + SOON:
            return
        self._go_on(Stretch(at))
        while at < now + SOON:
            at += _made(self._music, score, number).length
            number += 1
        self._go_on(Stretch(at, number, score))


def _made(music: Music, score: Score, number: int, before: Bar | None = None) -> Bar:
    if number == COUNT_IN:
        return music.count_in(score.setting)
    return music.bar(score.setting, number, coming_from=before)


def _next(music: Music, stretch: Stretch, before: Laid | None) -> Laid:
    """Make the first bar of a stretch; where it follows other music without a rest, it leads on from it."""
    at, number, score = stretch
    assert score is not None  # noqa: S101 - nobody asks for a bar of silence
    follows = before is not None and before.number != COUNT_IN and abs(before.end - at) < _SEAM
    changes = before is not None and before.score.setting != score.setting
    return Laid(
        at, number, _made(music, score, number, before.bar if before and follows and changes else None), score
    )


def laid(music: Music, stretches: Iterable[Stretch], until: float) -> Iterator[Laid]:
    """Give, in order, the bars a take was played over, from its stretches: the same as were planned.

    Args:
        music: what makes the bars.
        stretches: as the log keeps them; a later one takes the place of what was planned after it begins.
        until: when the take ended; the last bar may go on beyond it.
    """
    kept: list[Stretch] = []
    for stretch in stretches:
        while kept and kept[-1].at >= stretch.at - _SAME:
            kept.pop()
        kept.append(stretch)
    before: Laid | None = None
    for index, stretch in enumerate(kept):
        end = min(until, kept[index + 1].at) if index + 1 < len(kept) else until
        following = stretch
        while following.score and following.at < end - _SAME:
            before = _next(music, following, before)
            yield before
            following = Stretch(before.end, before.number + 1, before.score)

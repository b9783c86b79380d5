"""Something that is there in what was played, and where: what feedback is made of."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.even import Stretch, even_stretch
from mtlearn.music.sounding import Span, phrases, rests, sounding
from mtlearn.music.stroke import Stroke, strokes

if TYPE_CHECKING:
    from mtlearn.music.bars import Bars
    from mtlearn.music.note import Duo, Phrase
    from mtlearn.music.timeline.echoes import Echo

__all__ = ["Observation", "Played", "Span", "Strength"]

_BREATH: Final = 1.2
"""Seconds of silence that part one of the learner's phrases from the next."""
_THEIR_BREATH: Final = 0.7
"""Seconds of silence that part one of the partner's phrases from the next."""
_LATEST: Final = 0.3
"""How long after a tone of the learner's (seconds) a mirroring partner's tone may begin."""
_NEAR: Final = 5
"""How far from the learner's tone (semitones, or a whole octave) a mirroring partner strays."""
_MOSTLY: Final = 0.7


class Observation(NamedTuple):
    """One thing that is there, named by its kind; ``content/feedback.yaml`` has the words for each kind.

    ``bars`` are the first and last bar that show it (None where nothing was played, and for what there is
    to try); ``start`` and ``end`` say the same in seconds. ``values`` fill the words: numbers, MIDI
    pitches, spans in seconds.
    """

    kind: str
    bars: tuple[int, int] | None
    start: float
    end: float
    values: dict[str, float | Span]


class Strength(NamedTuple):
    """An observation, and how clearly it is there, 0 to 1: for ordering alone, never shown."""

    clearness: float
    observation: Observation


@dataclass(frozen=True)
class Played:
    """A take as one listens to it: strokes, phrases and rests of both players.

    ``led`` says that the learner leads and the partner follows by its nature, as a mirror does; None where
    nobody said, and then it is heard from the notes.
    """

    duo: Duo
    bars: Bars
    led: bool | None = None

    @property
    def mine(self) -> Phrase:
        """The learner's notes."""
        return self.duo.mine

    @property
    def theirs(self) -> Phrase:
        """The partner's notes."""
        return self.duo.partner

    @property
    def length(self) -> float:
        """Seconds from the start until the last note ends."""
        return self.bars.length

    @property
    def density(self) -> float:
        """The learner's notes a second, from the first to the last."""
        return len(self.mine) / max(1.0, self.mine[-1].onset - self.mine[0].onset) if self.mine else 0.0

    @cached_property
    def typical(self) -> float:
        """The learner's middle duration, in seconds."""
        return median(note.duration for note in self.mine) if self.mine else 0.0

    @cached_property
    def strokes(self) -> tuple[Stroke, ...]:
        """The learner's strokes: tones struck together are one."""
        return strokes(self.mine)

    @cached_property
    def their_strokes(self) -> tuple[Stroke, ...]:
        """The partner's strokes."""
        return strokes(self.theirs)

    @cached_property
    def sounding(self) -> tuple[Span, ...]:
        """When the learner sounds."""
        return sounding(self.mine)

    @cached_property
    def their_sounding(self) -> tuple[Span, ...]:
        """When the partner sounds."""
        return sounding(self.theirs)

    @cached_property
    def silences(self) -> tuple[Span, ...]:
        """Where the learner rests for a breath or more, between tones."""
        return rests(self.sounding, _BREATH)

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """The learner's notes, parted by silences."""
        return phrases(self.mine, _BREATH)

    @cached_property
    def their_phrases(self) -> tuple[Phrase, ...]:
        """The partner's notes, parted by its silences."""
        return phrases(self.theirs, _THEIR_BREATH)

    @cached_property
    def turns(self) -> tuple[Phrase, ...]:
        """What the partner played while the learner began no tone, from first to last, phrase by phrase."""
        return tuple(
            phrase
            for phrase in self.their_phrases
            if not self.begins(phrase[0].onset - _LATEST, max(note.offset for note in phrase) - _LATEST / 2)
        )

    @cached_property
    def even(self) -> Stretch | None:
        """The longest stretch in which the learner's strokes are even."""
        return even_stretch(self.strokes, self.bars)

    @cached_property
    def echoes(self) -> tuple[Echo, ...]:
        """What each took up of the other's."""
        from mtlearn.music.timeline.echoes import echoes  # noqa: PLC0415 - only where two have played

        return echoes(self.duo) if self.mine and self.theirs else ()

    @cached_property
    def leads(self) -> bool:
        """Whether the partner follows, tone for tone: then its timing and its strength are the learner's."""
        if self.led is not None:
            return self.led
        near = sum(
            any(
                abs(mine.pitch - note.pitch) <= _NEAR or abs(mine.pitch - note.pitch) == 12  # noqa: PLR2004 - an octave
                for mine in self.between(note.onset - _LATEST, note.onset + 0.001)
            )
            for note in self.theirs
        )
        return near >= _MOSTLY * max(1, len(self.theirs))

    def between(self, start: float, end: float, whose: Phrase | None = None) -> Phrase:
        """Give the learner's notes (or those of ``whose``) that begin from ``start`` on, before ``end``."""
        notes = self.mine if whose is None else whose
        return notes[bisect_left(notes, (start,)) : bisect_left(notes, (end,))]

    def begins(self, start: float, end: float) -> bool:
        """Whether the learner begins a tone in a span."""
        return bool(self.between(start, end))

    def apart(self, one: Span, other: Span) -> bool:
        """Whether two places are told apart when they are said, in bars or by the clock."""
        if self.bars.steady:
            return self.bars.across(*one) != self.bars.across(*other)
        return int(one[0] + 0.5) != int(other[0] + 0.5)

    def strength(self, kind: str, clearness: float, where: Span, **values: float | Span) -> Strength:
        """Name something that is there, how clearly, and where in seconds."""
        return Strength(min(1.0, clearness), self.observation(kind, where, **values))

    def observation(self, kind: str, where: Span, **values: float | Span) -> Observation:
        """Name something, with the bars it lies in."""
        start = min(max(0.0, where[0]), self.length)
        end = min(max(start, where[1]), self.length)
        bars = self.bars.across(start, end) if self.length else None
        return Observation(kind, bars, start, end, values)

"""Something that is there in what was played, and where: what feedback is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from mtlearn.music.bars import Bars
    from mtlearn.music.note import Duo, Note, Phrase

__all__ = ["Observation", "Played", "Span", "Strength"]

_BREATH: Final = 1.2
"""Seconds of silence that part one phrase from the next."""
_OWN: Final = 0.4
"""A partner's tone this long (seconds) after the learner's last one ended is of its own, not an answer."""

Span = tuple[float, float]
"""From when to when, in seconds."""


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
    """A take as one listens to it: phrases, silences, and the partner's own turns."""

    duo: Duo
    bars: Bars

    @property
    def mine(self) -> Phrase:
        """The learner's notes."""
        return self.duo.mine

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
    def silences(self) -> tuple[Span, ...]:
        """Where the learner lets it be silent for a breath or more, between tones."""
        found, sounds_until = [], 0.0
        for number, note in enumerate(self.mine):
            if number and note.onset - sounds_until >= _BREATH:
                found.append((sounds_until, note.onset))
            sounds_until = max(sounds_until, note.offset)
        return tuple(found)

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """The learner's notes, parted by silences."""
        begins = [end for _, end in self.silences]
        edges = [-1.0, *begins, float("inf")]
        return tuple(
            phrase
            for first, last in pairwise(edges)
            if (phrase := tuple(note for note in self.mine if first <= note.onset < last))
        )

    @cached_property
    def turns(self) -> tuple[Phrase, ...]:
        """What the partner played of its own while the learner was silent, turn by turn."""
        own = [note for note in self.duo.partner if self._is_own(note)]
        turns: list[list[Note]] = []
        for note in own:
            if turns and note.onset - turns[-1][-1].offset < _BREATH:
                turns[-1].append(note)
            else:
                turns.append([note])
        return tuple(tuple(turn) for turn in turns)

    def strength(self, kind: str, clearness: float, where: Span, **values: float | Span) -> Strength:
        """Name something that is there, how clearly, and where in seconds."""
        return Strength(min(1.0, clearness), self.observation(kind, where, **values))

    def observation(self, kind: str, where: Span, **values: float | Span) -> Observation:
        """Name something, with the bars it lies in."""
        start = min(max(0.0, where[0]), self.length)
        end = min(max(start, where[1]), self.length)
        bars = self.bars.across(start, end) if self.length else None
        return Observation(kind, bars, start, end, values)

    def _is_own(self, note: Note) -> bool:
        return any(start + _OWN <= note.onset < end for start, end in (*self.silences, self._afterwards))

    @cached_property
    def _afterwards(self) -> Span:
        return (max((note.offset for note in self.mine), default=float("inf")), float("inf"))

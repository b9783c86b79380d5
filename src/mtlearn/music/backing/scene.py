"""What a player sees when a bar comes: the chords in it, the one after it, where in the round it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtlearn.music.backing.chord import STEPS

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from mtlearn.music.backing.harmony import Moment
    from mtlearn.music.backing.setting import Setting

__all__ = ["Scene"]

_PHRASE: Final = 4


@dataclass(frozen=True)
class Scene:
    """One bar before it is played.

    Args:
        setting: what is played.
        number: which bar, from 0, for ever.
        bars: how many bars a round has.
        moments: the chords of this bar.
        coming: the first chord of the next bar; after the last of a round it is the first of a round.
        beats: beats in the bar.
        chance: this bar's own chance.
    """

    setting: Setting
    number: int
    bars: int
    moments: tuple[Moment, ...]
    coming: Moment
    beats: float
    chance: random.Random

    @property
    def first(self) -> Moment:
        """The chord the bar begins with."""
        return self.moments[0]

    @property
    def last(self) -> Moment:
        """The chord the bar ends with."""
        return self.moments[-1]

    @property
    def ends_phrase(self) -> bool:
        """Whether this is a fourth bar: a place for a small fill."""
        return self.number % self.bars % _PHRASE == _PHRASE - 1

    @property
    def ends_round(self) -> bool:
        """Whether this is the last bar of a round: a place for a fill."""
        return self.number % self.bars == self.bars - 1

    @property
    def changes(self) -> bool:
        """Whether the next bar begins with another chord."""
        return self.coming.chord != self.last.chord

    @property
    def scale(self) -> frozenset[int]:
        """The pitch classes of key and mode."""
        return frozenset((self.setting.tonic + step) % 12 for step in STEPS[self.setting.mode])

    def spans(self) -> Iterator[tuple[Moment, float]]:
        """Give each chord of the bar and how many beats it lasts."""
        ends = [moment.beat for moment in self.moments[1:]] + [self.beats]
        for moment, end in zip(self.moments, ends, strict=True):
            yield moment, end - moment.beat

    def at(self, beat: float) -> Moment:
        """Give the chord that stands at a beat; from the bar's end on, the coming one."""
        if beat >= self.beats:
            return self.coming
        return [moment for moment in self.moments if moment.beat <= beat][-1]

    def perhaps(self, share: float) -> bool:
        """Draw whether something is done that is done this often."""
        return self.chance.random() < share

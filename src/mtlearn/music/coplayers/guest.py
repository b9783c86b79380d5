"""A guest: somebody who comes for the first time, is offered a way in, and takes it up, waits, or says no.

Which ways in suit is drawn anew for every meeting: one the guest takes up readily, one with time, and one not
today. Just being there is never declined. A no stands for as long as that offer does. Time counts while there
is room, and not while the other plays loudly or much. All numbers are this project's own design, in music
alone: no finding, and nothing about what a person feels.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from mtlearn.errors import MusicError
from mtlearn.music.coplayers.coplayer import CoPlayer
from mtlearn.music.coplayers.phrase import Tone
from mtlearn.music.coplayers.ways.way import Remark
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.coplayers.ways.way import Scene
    from mtlearn.music.hearing.heard import Heard
    from mtlearn.music.move import Move

__all__ = ["OFFERS", "SAYS_NO", "Guest", "Openness", "openness"]

Openness = Literal["readily", "with-time", "not-today", "always"]
_INTO_MUSIC: Final = ("listen", "sound", "song")
OFFERS: Final = (*_INTO_MUSIC, "quiet")
"""The ways in: listening together, a sound each, a song, and just being there."""
SAYS_NO: Final = 4.0
"""Seconds of room after which a guest says no to what is not for today."""
_NEEDS: Final[dict[Openness, float]] = {"readily": 6.0, "with-time": 13.0, "always": 10.0}
"""Seconds of room before a way in is taken up."""
_TURNS: Final[dict[Openness, int]] = {"readily": 1, "with-time": 3}
"""For a sound each: how many times the other has played something and then left room."""
_ROOM: Final = 1.0
_LOUD: Final = 88.0
_MUCH: Final = 2.6
_ALONE: Final = 8.0
"""Seconds of silence after which, whatever was offered, the guest may play one soft tone unasked."""
_SOFT: Final = 38.0
_WITH_MUSIC: Final = frozenset({"listen", "song"})
"""The ways in where music sounds that nobody in the room plays: that is invitation enough."""
_BREATH: Final = 5.0
_OVERRUN: Final = 0.3
_STEP: Final = 0.5
"""No more than so many seconds are counted at once."""


def openness(seed: int) -> dict[str, Openness]:
    """Say how open a guest is to each way in, at the meeting with this seed."""
    chance = random.Random(f"way in {seed}")  # noqa: S311 - play, nothing secret
    drawn: list[Openness] = chance.sample(["readily", "with-time", "not-today"], 3)
    return {**dict(zip(_INTO_MUSIC, drawn, strict=True)), "quiet": "always"}


class Guest(CoPlayer):
    """Somebody to offer a way in to; once it is taken up, a co-player in a way of their own.

    Args:
        way: one of the ways of playing (:mod:`mtlearn.music.coplayers.ways`).
        pitches: the tones there are, the lowest being the scale's first.
        seed: what all chance is drawn from, which ways in suit among it.
        offer: the way in that is offered first, one of ``OFFERS``.
        tempo: beats per minute; the guest's own where none is given.

    Raises:
        MusicError: there is no such way of playing or way in, or there are no tones.
    """

    def __init__(
        self, way: str, pitches: Sequence[int], seed: int, offer: str, tempo: float | None = None
    ) -> None:
        super().__init__(way, pitches, seed, tempo)
        self._open = openness(seed)
        self._asked = False
        self._since: float | None = None
        self.take_offer(offer)

    @property
    def declines(self) -> bool:
        """Whether the guest has said no to what is offered now."""
        return self._open[self.offer] == "not-today" and self._room >= SAYS_NO

    def take_offer(self, offer: str) -> None:
        """Be offered a way in; what is being played is played to its end.

        Raises:
            MusicError: there is no such way in.
        """
        if offer not in OFFERS:
            message = f"There is no way in called {offer!r}. There is: {', '.join(OFFERS)}."
            raise MusicError(message)
        self.offer = offer
        self._room, self._turns, self._turned = 0.0, 0, -1.0
        self._joined = False

    def wait(self, now: float) -> list[Move]:
        """Give what the guest plays of their own accord; called some ten times a second."""
        heard = self._ear.at(max(self._now, now))
        self._count(max(self._now, now), heard)
        return super().wait(now)

    def plan(self, now: float) -> Plan:
        """Say what the guest is about to do: considers the offer, says no to it, or plays."""
        if self.declines and now >= self._ends:
            return Plan("declines")
        return super().plan(now) if self._joined or now < self._ends else Plan("considers")

    def _ready(self, scene: Scene) -> bool:
        self._asked = False
        if self._joined:
            plays_along = self.offer in _WITH_MUSIC and scene.now >= self._ends + _BREATH
            return super()._ready(scene) or (plays_along and scene.levels["overrun"] < _OVERRUN)
        quiet = scene.now if scene.heard.silence is None else scene.heard.silence
        self._asked = quiet >= _ALONE and scene.now >= self._ends + _ALONE
        return self._asked

    def _remark(self, scene: Scene) -> Remark:
        if not self._asked:
            return super()._remark(scene)
        tone = Tone(0.0, 2.5, self._chance.randrange(len(scene.pitches)))
        return Remark([tone], replace(self._way.playing(scene), velocity=_SOFT), 2.0)

    def _count(self, now: float, heard: Heard) -> None:
        """Let time pass: count it where there is room, and take the offer up when there has been enough."""
        passed = 0.0 if self._since is None else min(_STEP, now - self._since)
        self._since = now
        crowded = heard.velocity is not None and (heard.velocity > _LOUD or heard.density > _MUCH)
        if not crowded:
            self._room += passed
            self._turn(heard)
        how = self._open[self.offer]
        if self._joined or how == "not-today":
            return
        if self.offer == "sound":
            self._joined = self._turns >= _TURNS[how]
        else:
            self._joined = self._room >= _NEEDS[how]

    def _turn(self, heard: Heard) -> None:
        """Count a turn of the other's: something was played, and then there was room."""
        said = heard.phrase
        if said is None or not said.notes or heard.silence is None or heard.silence < _ROOM:
            return
        if said.notes[-1].offset > self._turned:
            self._turned = said.notes[-1].offset
            self._turns += 1

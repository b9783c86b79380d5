"""A co-player: a simulated person to accompany, who plays in a way of their own and answers what is done.

Each is a way of playing, never a diagnosis. Being met, left room, overrun or given ground changes, over
seconds, how it plays (``meeting.py``, ``ways/``); with a learner who is silent it goes on in its own way. The
same seed and the same moves give the same playing.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from mtlearn.errors import MusicError
from mtlearn.music.coplayers.echo import echoes
from mtlearn.music.coplayers.hand import AHEAD, Hand
from mtlearn.music.coplayers.idea import heard_idea, nearest
from mtlearn.music.coplayers.meeting import Meeting, Own
from mtlearn.music.coplayers.performing import performed
from mtlearn.music.coplayers.ways import BY_NAME
from mtlearn.music.coplayers.ways.way import Scene
from mtlearn.music.hearing.ear import Ear
from mtlearn.music.partner.stance import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.coplayers.idea import Idea
    from mtlearn.music.coplayers.ways.way import Remark
    from mtlearn.music.hearing.heard import Beat, Heard, Metre
    from mtlearn.music.move import Move
    from mtlearn.music.note import Note

__all__ = ["WAYS", "CoPlayer", "own_tempo"]

WAYS: Final = tuple(BY_NAME)
"""The ways of playing by name."""
_FIRST: Final = 1.0
_WINDOW: Final = 6.0
_LINE: Final = 16
"""Notes of the other's phrase, from its end, among which an idea is looked for."""


def own_tempo(way: str) -> float:
    """Say in which tempo a way of playing is at home, in beats per minute; each person is near it."""
    return BY_NAME[way].usual.tempo


class CoPlayer:
    """Somebody to accompany. A take asks the same of it as of any partner.

    Args:
        way: one of ``WAYS``.
        pitches: the tones there are, the lowest being the scale's first.
        seed: what all chance is drawn from.
        tempo: beats per minute; this person's own, near the way's (:func:`own_tempo`), where none is given.

    Raises:
        MusicError: there is no such way of playing, or there are no tones.
    """

    def __init__(self, way: str, pitches: Sequence[int], seed: int, tempo: float | None = None) -> None:
        if way not in BY_NAME:
            message = f"There is no way of playing {way!r}. The ways are: {', '.join(WAYS)}."
            raise MusicError(message)
        self.way = way
        self.closeness = 1.0
        self._pitches = _laid_out(pitches)
        self._chance = random.Random(f"{way} {seed}")  # noqa: S311 - play, nothing secret
        self._way = BY_NAME[way](self._chance, tempo)
        self._ear = Ear()
        self._meeting = Meeting()
        self._hand = Hand()
        self._now = 0.0
        self._at = _FIRST * self._chance.uniform(0.6, 1.2)
        self._ends = 0.0
        self._played: list[Note] = []
        self._said = 0.0
        self._theirs: tuple[Idea, int] | None = None
        self._stopped = False

    @property
    def closeness(self) -> float:
        """How readily it lets itself be met: 1 as its way is, 0 plays as if alone."""
        return self._closeness

    @closeness.setter
    def closeness(self, value: float) -> None:
        self._closeness = min(1.0, max(0.0, float(value)))

    @property
    def tempo(self) -> float:
        """Beats per minute of its own playing; may be set while playing, to None for its own again."""
        return self._way.base.tempo

    @tempo.setter
    def tempo(self, value: float | None) -> None:
        self._way.take_tempo(value)

    @property
    def levels(self) -> dict[str, float]:
        """How it is met just now: ``met``, ``room``, ``overrun``, ``ground``, each from 0 to 1."""
        return {name: level * self.closeness for name, level in self._meeting.levels.items()}

    @property
    def idea(self) -> Idea:
        """The idea it comes back to, in steps of the scale and beats."""
        return self._way.idea

    def give(self, beat: Beat | None, metre: Metre | None = None) -> None:
        """Be told the beat of the music played over, where there is one."""
        self._ear.give(beat, metre)

    def hear(self, move: Move) -> list[Move]:
        """Hear one move of the learner's; what comes of it comes when it is asked next, a moment later."""
        self._now = max(self._now, move.time)
        self._ear.hear(move._replace(time=self._now))
        if move.sounding:
            self._meeting.strike(self._now)
        return []

    def wait(self, now: float) -> list[Move]:
        """Give what it plays of its own accord; called some ten times a second."""
        self._now = now = max(self._now, now)
        heard = self._ear.at(now)
        self._listen(heard)
        self._meeting.update(now, heard, self._own(now))
        if self._stopped:
            return []
        scene = self._scene(heard)
        if self._hand.coming and self._way.yields(scene):
            return self._broken_off(scene)
        if not self._hand.coming and now + AHEAD >= self._ends and self._ready(scene):
            self._begin(scene)
        return self._hand.due(now)

    def tune(self, pitches: Sequence[int], now: float) -> list[Move]:
        """Play on in other tones, with the same idea; give what ends at once.

        Raises:
            MusicError: there are no tones.
        """
        own = self._pitches = _laid_out(pitches)
        if self._theirs:
            idea, place = self._theirs
            self._theirs = idea, min(place, len(own) - 1)
        return self._hand.retune(max(now, self._now), lambda pitch: own[nearest(pitch, own)])

    def stop(self, now: float) -> list[Move]:
        """Let go of everything, and play no more."""
        self._stopped = True
        return self._hand.stop(max(now, self._now))

    def plan(self, now: float) -> Plan:
        """Say what it is about to do: it plays on, takes a breath, or waits for something."""
        if now < self._ends:
            tempo = round(self._way.base.tempo)
            return Plan("plays", self._ends, {"tones": float(len(self._hand.coming)), "tempo": float(tempo)})
        if self._way.away(self._scene(self._ear.at(max(now, self._now)))):
            return Plan("waits")
        return Plan("breathes", max(now, self._at))

    def _ready(self, scene: Scene) -> bool:
        """Say whether a phrase begins now."""
        return self._way.ready(scene)

    def _remark(self, scene: Scene) -> Remark:
        """Make what is played next."""
        return self._way.remark(scene)

    def _begin(self, scene: Scene) -> None:
        remark = self._remark(scene)
        start = self._way.start(scene, max(self._now + 0.02, min(self._at, self._now + AHEAD)))
        notes = performed(remark.tones, remark.playing, self._pitches, start, self._chance)
        self._hand.plan(notes)
        self._played = [note for note in self._played if note.onset > start - _WINDOW] + notes
        self._ends = max((note.offset for note in notes), default=start)
        self._at = self._ends + remark.breath

    def _broken_off(self, scene: Scene) -> list[Move]:
        """Leave the phrase where it is, and take a breath; give what ends."""
        ends = self._hand.drop(self._now)
        self._played = [note for note in self._played if note.onset <= self._now]
        self._ends = max((move.time for move in ends), default=self._now)
        self._at = self._ends + self._way.breath(self._way.playing(scene), scene)
        return ends

    def _scene(self, heard: Heard) -> Scene:
        return Scene(
            now=self._now,
            at=self._at,
            heard=heard,
            levels=self.levels,
            pitches=self._pitches,
            echoed=self._meeting.echoed(self._now) and self.closeness > 0,
            theirs=self._theirs,
            beat=self._beat(heard),
        )

    def _beat(self, heard: Heard) -> Beat | None:
        """Give the beat of the music played over, else the other's own, where there is one."""
        if heard.beat is not None and heard.beat.given:
            return heard.beat
        return self._meeting.beat(self._now, heard) if self.closeness else None

    def _listen(self, heard: Heard) -> None:
        """Read the other's phrase as an idea, whenever it has grown by a tone; know one's own again."""
        said = heard.phrase
        if said is None or not said.notes or said.notes[-1].offset <= self._said:
            return
        self._said = said.notes[-1].offset
        self._theirs = (
            heard_idea(said.notes[-_LINE:], self._pitches, 60 / self._way.base.tempo) or self._theirs
        )
        if self._theirs and echoes(self.idea, self._theirs[0]):
            self._meeting.echo(self._now)

    def _own(self, now: float) -> Own:
        """Say how it plays itself: over the last seconds, and as it is when it has not played."""
        base = self._way.base
        recent = [note for note in self._played if now - _WINDOW < note.onset <= now]
        count = len(recent)
        middle = self._pitches[round(base.register * (len(self._pitches) - 1))]
        return Own(
            velocity=sum(note.velocity for note in recent) / count if recent else base.velocity,
            density=count / _WINDOW,
            pitch=sum(note.pitch for note in recent) / count if recent else middle,
            tempo=base.tempo,
            speaking=now < self._ends,
        )


def _laid_out(pitches: Sequence[int]) -> tuple[int, ...]:
    if not pitches:
        message = "A co-player needs at least one tone to play."
        raise MusicError(message)
    return tuple(sorted(set(pitches)))

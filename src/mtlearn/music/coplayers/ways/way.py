"""What every way of playing has in common: phrases with breaths, in pairs that ask and answer.

A way says how it plays left to itself, by how much that changes as it is met, left room, overrun or given
ground, and what it does that no other does. It is a way of playing, and says nothing about anybody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final

from mtlearn.music.coplayers.hand import AHEAD
from mtlearn.music.coplayers.idea import Idea, invented
from mtlearn.music.coplayers.phrase import Tone, ended, phrase
from mtlearn.music.coplayers.playing import Playing, answered, span

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from mtlearn.music.hearing.heard import Beat, Heard

__all__ = ["Remark", "Scene", "Way"]

_FORM: Final = ("a", "a", "b", "a")
"""Which of two ideas each phrase is made of; after two rounds the second is exchanged."""

_FALLS_IN: Final = 0.5
"""How much ground there must be for phrases to begin on the beat."""


@dataclass(frozen=True)
class Scene:
    """What a way knows when it is asked.

    Args:
        now: the moment, in seconds.
        at: when the next phrase may begin, its breath being over.
        heard: what is heard of the other.
        levels: met, room, overrun, ground, each from 0 to 1.
        echoed: whether an idea of its own has just come back.
        theirs: the other's last phrase as an idea, and the place of its first tone.
        pitches: the tones there are.
        beat: the beat of the music played over, else the other's own, where there is one.
    """

    now: float
    at: float
    heard: Heard
    levels: Mapping[str, float]
    pitches: tuple[int, ...]
    echoed: bool = False
    theirs: tuple[Idea, int] | None = None
    beat: Beat | None = None

    @property
    def ground(self) -> float:
        """How much of a beat there is to play to: all of it, where music is played over."""
        if self.beat is None:
            return 0.0
        return 1.0 if self.beat.given else self.levels["ground"]


@dataclass(frozen=True)
class Remark:
    """What is played next: its tones, how, and the breath after it in seconds."""

    tones: list[Tone]
    playing: Playing
    breath: float


class Way:
    """A way of playing; one of these belongs to one co-player.

    Args:
        chance: what all it draws is drawn from.
        tempo: beats per minute, where somebody else has chosen it.
    """

    usual: ClassVar[Playing]
    answers: ClassVar[Mapping[str, Mapping[str, float]]] = {}
    sizes: ClassVar[tuple[int, ...]] = (3, 4)
    """How many tones its ideas have."""
    grounds: ClassVar[float] = 0.6
    """How far its tempo goes towards a pulse it is given, 0 to 1."""

    def __init__(self, chance: random.Random, tempo: float | None = None) -> None:
        self.chance = chance
        base = self.usual
        self._own_tempo = base.tempo * chance.uniform(0.95, 1.05)
        register = min(1.0, max(0.0, base.register + chance.uniform(-0.06, 0.06)))
        self.base = replace(base, tempo=tempo or self._own_tempo, register=register)
        self.ideas = {name: invented(chance, chance.choice(self.sizes)) for name in ("a", "b")}
        self.phrases = 0

    @property
    def idea(self) -> Idea:
        """The idea it comes back to."""
        return self.ideas["a"]

    def take_tempo(self, tempo: float | None) -> None:
        """Play in another tempo from the next phrase on: beats per minute, None for its own."""
        self.base = replace(self.base, tempo=tempo or self._own_tempo)

    def playing(self, scene: Scene) -> Playing:
        """Say how it plays just now."""
        return self.grounded(answered(self.base, self.answers, scene.levels), scene)

    def grounded(self, playing: Playing, scene: Scene) -> Playing:
        """Go towards the beat there is, or twice or half of it; to that of music played over, all the way."""
        if scene.beat is None:
            return playing
        ground = 1.0 if scene.beat.given else scene.ground * self.grounds
        tempo = scene.beat.tempo
        while tempo < playing.tempo / 1.42:
            tempo *= 2
        while tempo > playing.tempo * 1.42:
            tempo /= 2
        return replace(playing, tempo=playing.tempo + ground * (tempo - playing.tempo))

    def ready(self, scene: Scene) -> bool:
        """Say whether it begins a phrase now."""
        return scene.now + AHEAD >= scene.at

    def start(self, scene: Scene, at: float) -> float:
        """Say when a phrase begins that might at a moment: on the next half beat, where there is one."""
        if scene.beat is None or scene.ground < _FALLS_IN:
            return at
        half = scene.beat.period / 2
        return at + (scene.beat.next - at) % half

    def yields(self, _scene: Scene) -> bool:
        """Say whether it breaks off what it plays."""
        return False

    def away(self, _scene: Scene) -> bool:
        """Say whether it waits for something, and not only for the end of a breath."""
        return False

    def remark(self, scene: Scene) -> Remark:
        """Make what is played next."""
        playing = self.playing(scene)
        idea = self.ideas[_FORM[self.phrases % len(_FORM)]]
        closed = self.phrases % 2 == 1
        self.phrases += 1
        if self.phrases % (2 * len(_FORM)) == 0:
            self.ideas["b"] = invented(self.chance, self.chance.choice(self.sizes))
        return Remark(self.line(idea, playing, scene, closed=closed), playing, self.breath(playing, scene))

    def line(self, idea: Idea, playing: Playing, scene: Scene, *, closed: bool) -> list[Tone]:
        """Make a phrase of an idea, about as long as it plays just now."""
        count = max(1, round(self.chance.gauss(playing.tones, 0.15 * playing.tones)))
        low, high = span(playing, len(scene.pitches))
        start = (low + high) // 2 + self.chance.choice((-1, 0, 0, 1)) - closed
        tones = phrase(idea, start, count, (low, high), self.chance)
        return ended(tones, scene.pitches, (low, high), closed=closed)

    def breath(self, playing: Playing, _scene: Scene) -> float:
        """Say how long a breath it takes after this phrase, in seconds."""
        return playing.breath * self.chance.uniform(0.8, 1.25)

"""The partner: an ear, a musician, one way of answering at a time, and a dial for how closely it follows.

It is told each move of the learner's and asked some ten times a second whether there is something of its
own to play. Which way it answers can be changed while playing: the beat goes on, what sounds rings out, and
strength and register move gradually (facts, ``transitions``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtlearn.errors import MusicError
from mtlearn.music.hearing.ear import Ear
from mtlearn.music.partner.accompanying import Accompanying
from mtlearn.music.partner.centring import Centring
from mtlearn.music.partner.frameworking import Frameworking
from mtlearn.music.partner.free_floating import FreeFloating
from mtlearn.music.partner.grounding import Grounding
from mtlearn.music.partner.imitating import Imitating
from mtlearn.music.partner.incorporating import Incorporating
from mtlearn.music.partner.matching import Matching
from mtlearn.music.partner.mirroring import Mirror
from mtlearn.music.partner.musician import Musician
from mtlearn.music.partner.pacing import Pacing
from mtlearn.music.partner.playing import Playing
from mtlearn.music.partner.shaping import Shaping
from mtlearn.music.partner.stance import Plan
from mtlearn.music.partner.synchronising import Synchronising
from mtlearn.music.partner.tones import Tones
from mtlearn.music.partner.turn_taking import TurnTaking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtlearn.music.changes import Changes
    from mtlearn.music.hearing.heard import Beat, Heard, Metre
    from mtlearn.music.move import Move
    from mtlearn.music.partner.stance import Stance

__all__ = ["MIRRORING", "STANCES", "Partner", "needs_tones"]

MIRRORING: Final = "mirroring"
_PLAYED: Final[Mapping[str, type[Playing]]] = {
    "imitating": Imitating,
    "synchronising": Synchronising,
    "matching": Matching,
    "rhythmic-grounding": Grounding,
    "tonal-centring": Centring,
    "accompanying": Accompanying,
    "turn-taking-dialogue": TurnTaking,
    "free-floating-dialogue": FreeFloating,
    "incorporating": Incorporating,
    "pacing": Pacing,
    "shaping": Shaping,
    "frameworking": Frameworking,
}
STANCES: Final = (MIRRORING, *_PLAYED)
"""The ways of answering by name, each as in the facts it follows."""
_MINUTE: Final = 60.0


def needs_tones(stance: str) -> bool:
    """Say whether a stance makes no sense where the learner plays drums.

    Raises:
        MusicError: there is no such stance.
    """
    _check(stance)
    return stance != MIRRORING and _PLAYED[stance].needs_tones


class Partner:
    """A partner to play with. The same seed, moves and moments of asking give the same answers.

    Args:
        stance: its way of answering, one of ``STANCES``.
        closeness: how closely it follows: 1 as closely as the stance can, 0 as freely.
        pitches: the learner's keys, the ground tone first; on drums the drums in their order.
        seed: what its chance is drawn from.
        tempo: beats a minute the learner has chosen; a beat it offers where none is heard is made of it.
        drums: whether the learner plays drums: then the partner plays them too.

    Raises:
        MusicError: there is no such stance, or there are no pitches.
    """

    def __init__(  # noqa: PLR0913 - what a partner is made of
        self,
        stance: str,
        closeness: float,
        pitches: Sequence[int],
        seed: int,
        *,
        tempo: float | None = None,
        drums: bool = False,
    ) -> None:
        _check(stance)
        self._ear = Ear()
        self._pitches, self._seed = tuple(pitches), seed
        beat = _MINUTE / tempo if tempo else None
        self._me = Musician(Tones(pitches, drums=drums), closeness, seed, beat)
        self._now = 0.0
        self._stopped = False
        self.stance = stance
        self._answers = self._made(stance)

    @staticmethod
    def stances() -> tuple[str, ...]:
        """Name the ways of answering, in order."""
        return STANCES

    @property
    def closeness(self) -> float:
        """How closely it follows, 0 to 1; may be set while playing."""
        return self._me.closeness

    @closeness.setter
    def closeness(self, value: float) -> None:
        self._me.closeness = value
        self._answers.closeness = self._me.closeness

    @property
    def heard(self) -> Heard:
        """What it hears, as of when it was last asked."""
        return self._ear.at(self._now)

    def give(self, beat: Beat | None, metre: Metre | None = None) -> None:
        """Be told the beat of the music played over; None where there is none any more."""
        self._ear.give(beat, metre)

    @property
    def tempo(self) -> float | None:
        """Beats a minute the learner has chosen; may be set while playing."""
        return _MINUTE / self._me.beat if self._me.beat else None

    @tempo.setter
    def tempo(self, value: float | None) -> None:
        self._me.beat = _MINUTE / value if value else None

    def give_changes(self, changes: Changes) -> None:
        """Be told the chords of the music played over, so that its own are the same; drums have none."""
        self._ear.give_changes(() if self._me.tones.drums else changes)

    def hear(self, move: Move) -> list[Move]:
        """Hear one move of the learner's and answer it at once."""
        self._now, self._stopped = max(self._now, move.time), False
        self._ear.hear(move)
        return sorted(self._answers.hear(move, self._ear.at(self._now)))

    def wait(self, now: float) -> list[Move]:
        """Give what is due of its own accord; call it some ten times a second."""
        self._now = max(self._now, now)
        return [] if self._stopped else sorted(self._answers.wait(now, self.heard))

    def stop(self, now: float) -> list[Move]:
        """End everything that sounds; it begins again when the learner does."""
        self._now, self._stopped = max(self._now, now), True
        return sorted(self._answers.stop(now) + self._me.hand.let_go(now))

    def plan(self, now: float) -> Plan:
        """Say what it is about to do."""
        return Plan("waits") if self._stopped else self._answers.plan(now)

    def change(self, stance: str, now: float) -> list[Move]:
        """Answer in another way from now on, without breaking contact; give what ends at once.

        Raises:
            MusicError: there is no such stance.
        """
        _check(stance)
        if stance == self.stance:
            return []
        ends: list[Move] = []
        if isinstance(self._answers, Mirror):
            ends = self._answers.stop(now)
            self._me.hand.keep_off(self._answers.free_from)
        self._me.change(now)
        if stance == MIRRORING:
            ends = self._me.hand.let_go(now)
        self.stance = stance
        self._answers = self._made(stance)
        return sorted(ends)

    def tune(self, pitches: Sequence[int], now: float) -> list[Move]:
        """Play with other tones from now on, and keep what it hears, remembers and means; give what ends.

        Raises:
            MusicError: there are no pitches.
        """
        self._now = max(self._now, now)
        self._me.tune(Tones(pitches, drums=self._me.tones.drums), self._now)
        self._pitches = tuple(pitches)
        return sorted(self._answers.tune(self._pitches, self._now, self.heard))

    def _made(self, stance: str) -> Stance:
        if stance == MIRRORING:
            mirror = Mirror(self.closeness, self._pitches, self._seed)
            mirror.keep_off(self._me.hand.free_from)
            return mirror
        if self._me.tones.drums and needs_tones(stance):
            return _Without(self._me)
        return _PLAYED[stance](self._me)


class _Without(Playing):
    """What is left of a stance that needs tones where there are none: it listens, and says so."""

    def plan(self, _now: float) -> Plan:
        return Plan("needs-tones")


def _check(stance: str) -> None:
    if stance not in STANCES:
        message = f"There is no stance called {stance!r}. The stances are: {', '.join(STANCES)}."
        raise MusicError(message)

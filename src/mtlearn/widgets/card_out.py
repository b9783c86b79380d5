"""The sound card's side of playing together: the learner's notes at once, the partner's at their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtlearn.sound.channels import LEARNER, PARTNER

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from mtlearn.errors import SoundError
    from mtlearn.music.move import Move
    from mtlearn.sound.card import SoundCard
    from mtlearn.sound.event import Event
    from mtlearn.sound.fading import Fade
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.session import Session

__all__ = ["CardOut"]


class CardOut:
    """A sound card that is open, with the voices of a take.

    Raises:
        SoundError: it would not open (from the constructor), or went away (from any method).
    """

    def __init__(
        self, choices: Choices, lost: Callable[[SoundError], None], card: Callable[[], SoundCard]
    ) -> None:
        self._card = card()
        self._lost = lost
        self.take_up(choices)

    @property
    def alive(self) -> bool:
        """Whether sound still comes out."""
        return self._card.alive

    def take_up(self, choices: Choices) -> None:
        """Take up the voices that were chosen, and be told from now on when the card goes away."""
        self._card.on_lost = self._lost
        for channel, voice in ((LEARNER, choices.mine), (PARTNER, choices.second)):
            self._card.set_voice(channel, voice)

    def learner(self, move: Move) -> None:
        """Sound, or end, a note of the learner's, now."""
        if move.sounding:
            self._card.note_on(LEARNER, move.pitch, move.velocity)
        else:
            self._card.note_off(LEARNER, move.pitch)

    def partner(self, moves: Iterable[Move], session: Session) -> None:
        """Sound the partner's notes when they are due."""
        for move in moves:
            at = session.kernel_time(move.time)
            if move.sounding:
                self._card.note_on(PARTNER, move.pitch, move.velocity, at=at)
            else:
                self._card.note_off(PARTNER, move.pitch, at=at)

    def dress(self, voices: Mapping[int, str]) -> None:
        """Give channels their voices."""
        for channel, voice in voices.items():
            self._card.set_voice(channel, voice)

    def cancel(self, channels: Collection[int], after: float) -> None:
        """Take back what is planned on some channels from a time on."""
        self._card.cancel(channels, after)

    @property
    def device(self) -> str:
        """The name of the device it sounds through."""
        return self._card.status.device

    @property
    def latency(self) -> float:
        """Seconds from a call to sound, as the card tells of it."""
        return self._card.status.latency

    def fade(self, fades: Iterable[Fade], start: float) -> None:
        """Let channels come in or go out."""
        self._card.fade(fades, start)

    def play(self, events: list[Event], start: float) -> None:
        """Play what was played before."""
        self._card.play(events, start)

    def silence(self) -> None:
        """End everything that sounds or is planned."""
        self._card.silence()

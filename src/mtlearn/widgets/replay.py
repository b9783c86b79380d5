"""What sounds when a take is heard again: whole or a stretch of it, both players or one of them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from mtlearn.sound.channels import LEARNER, PARTNER
from mtlearn.sound.event import Event
from mtlearn.widgets.choices import Choices
from mtlearn.widgets.komp import ensemble, heard_again
from mtlearn.widgets.outcome import duo, stretches

if TYPE_CHECKING:
    from mtlearn.learner.record import Take
    from mtlearn.music.note import Duo
    from mtlearn.widgets.komp import Ensemble

__all__ = ["again", "events"]

_LATER: Final = 64
"""From this channel on, a player goes on in another voice that was chosen while playing."""


def events(played: Duo, who: str = "both", span: tuple[float, float] = (0.0, math.inf)) -> list[Event]:
    """Give what sounds when a duo, or one of the two, is heard again, from where the span begins."""
    begins, ends = span
    return sorted(
        Event(note.onset - begins, channel, note.pitch, note.velocity, note.duration)
        for channel, name, notes in ((LEARNER, "mine", played.mine), (PARTNER, "partner", played.partner))
        if who in {"both", name}
        for note in notes
        if begins - 0.01 <= note.onset < ends
    )


def again(
    take: Take, who: str = "both", span: tuple[float, float] = (0.0, math.inf), music: Ensemble | None = None
) -> tuple[list[Event], dict[int, str]]:
    """Give what sounds when a take is heard again, and the voice of each channel.

    ``who`` is "both" (all that sounded), "mine", "partner" or "backing".
    """
    played = duo(take)
    found, voices = _voiced(take, events(played, who, span) if who != "backing" else [], span[0])
    if who in {"both", "backing"} and take.backing:
        until = min(span[1], max(played.length, take.length))
        under, more = heard_again(stretches(take), (span[0], until), music or ensemble())
        found, voices = sorted([*found, *under]), {**voices, **more}
    return found, voices


def _voiced(take: Take, found: list[Event], begins: float) -> tuple[list[Event], dict[int, str]]:
    """Give each note the voice its player had then; one chosen while playing has its own channel."""
    first, settings = Choices.of(take.settings), dict(take.settings)
    voices = {LEARNER: first.mine, PARTNER: first.second}
    since: list[tuple[float, dict[int, int]]] = [(-math.inf, {LEARNER: LEARNER, PARTNER: PARTNER})]
    for at, changed in take.changes:
        settings |= changed
        chosen = Choices.of(settings)
        seats = dict(since[-1][1])
        for player, voice in ((LEARNER, chosen.mine), (PARTNER, chosen.second)):
            if voices[seats[player]] != voice:
                seats[player] = _LATER + len(voices)
                voices[seats[player]] = voice
        since.append((at, seats))
    return [
        event._replace(
            channel=next(seats for at, seats in reversed(since) if at <= event.time + begins + 1e-6)[
                event.channel
            ]
        )
        for event in found
    ], voices

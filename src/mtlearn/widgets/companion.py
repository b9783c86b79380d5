"""Who plays along in a take: nobody, a partner in a stance, a simulated person, a guest, or one who calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from mtlearn.music.changes import changes_of
from mtlearn.music.coplayers.coplayer import CoPlayer, own_tempo
from mtlearn.music.coplayers.guest import Guest
from mtlearn.music.hearing.heard import Beat, Metre
from mtlearn.music.partner.calling import OWN_TEMPO, Calling
from mtlearn.music.partner.partner import Partner as Answering
from mtlearn.widgets.instrument import scale_of, tones_of
from mtlearn.widgets.session import Alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtlearn.music.changes import Changes
    from mtlearn.music.move import Move
    from mtlearn.widgets.choices import Choices
    from mtlearn.widgets.session import Partner
    from mtlearn.widgets.transport import Laid

__all__ = ["attune", "beat_of", "changed", "companion", "give_music", "tuned"]


@runtime_checkable
class _InTime(Protocol):
    """Somebody who can be told the beat of the music played over."""

    def give(self, beat: Beat | None, metre: Metre | None = None) -> None:
        """Be told the beat; None where there is none any more."""


@runtime_checkable
class _OverChords(Protocol):
    """Somebody who can be told the chords of the music played over."""

    def give_changes(self, changes: Changes) -> None:
        """Be told which chord stands when, as far as it is planned."""


@runtime_checkable
class _Tunable(Protocol):
    """Somebody who plays tones, and can go on in others."""

    def tune(self, pitches: Sequence[int], now: float) -> list[Move]:
        """Play with other tones from now on; give what ends at once."""


def companion(choices: Choices, seed: int) -> Partner:
    """Give the one who plays along as it was chosen."""
    pitches = tones_of(choices)
    match choices.who:
        case "partner":
            closeness, tempo = choices.closeness / 100, float(choices.tempo)
            return Answering(choices.stance, closeness, pitches, seed, tempo=tempo, drums=choices.on_drums)
        case "coplayer":
            return CoPlayer(choices.way, scale_of(choices), seed, _tempo(choices))
        case "guest":
            return Guest(choices.way, scale_of(choices), seed, choices.offer, _tempo(choices))
        case "caller":
            return Calling(pitches, seed, _tempo(choices))
        case _:
            return Alone()


def _tempo(choices: Choices) -> float | None:
    """Give the tempo chosen for who plays along; None where it is the one they are at home in anyway.

    Then each has their own, near it.
    """
    own = own_tempo(choices.way) if choices.is_person else OWN_TEMPO
    return None if choices.tempo == round(own) else float(choices.tempo)


def changed(other: Partner, choices: Choices, now: float) -> list[Move] | None:
    """Let the one who plays along answer in another stance, and give what ends; None where it has none."""
    if not isinstance(other, Answering) or choices.who != "partner":
        return None
    return other.change(choices.stance, now)


def tuned(other: Partner, choices: Choices, now: float) -> list[Move]:
    """Let the one who plays along go on in the tones the learner now has, and give what ends."""
    if not isinstance(other, _Tunable):
        return []
    return other.tune(scale_of(choices) if choices.is_person else tones_of(choices), now)


def attune(other: Partner, choices: Choices) -> None:
    """Tell who plays along what was chosen anew: how closely to follow, a tempo, or what is offered."""
    other.closeness = choices.closeness / 100
    if isinstance(other, Answering):
        other.tempo = float(choices.tempo)
    elif isinstance(other, CoPlayer | Calling):
        other.tempo = _tempo(choices)
    if isinstance(other, Guest) and other.offer != choices.offer:
        other.take_offer(choices.offer)


def give_music(other: Partner, bars: Sequence[Laid], now: float) -> None:
    """Tell the one who plays along the beat and the chords of the music played over, as they can be told.

    Args:
        other: who plays along.
        bars: the bars as they are planned, in order.
        now: seconds of the take.
    """
    if isinstance(other, _InTime):
        other.give(*(beat_of(bars, now) or (None, None)))
    if isinstance(other, _OverChords):
        other.give_changes(changes_of((one.start, one.bar) for one in bars))


def beat_of(bars: Iterable[Laid], now: float) -> tuple[Beat, Metre] | None:
    """Say where the beat of the music played over is: that of the bar now, or of the next; None is none.

    Args:
        bars: the bars as they are planned, in order.
        now: seconds of the take.
    """
    laid = next((one for one in bars if one.end > now and one.bar.beats), None)
    if laid is None:
        return None
    period = laid.bar.length / len(laid.bar.beats)
    coming = next((laid.start + beat for beat in laid.bar.beats if laid.start + beat >= now), laid.end)
    return Beat(period, coming, 1.0, given=True), Metre(len(laid.bar.beats), laid.end, 1.0)

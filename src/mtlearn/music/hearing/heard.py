"""What is heard in somebody's playing at one moment: plain data, None where there is nothing to say.

Times are seconds on the player's clock. Nothing here looks ahead: what is heard at ``now`` rests on what
was played up to ``now``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mtlearn.music.changes import standing

if TYPE_CHECKING:
    from mtlearn.music.changes import Changes
    from mtlearn.music.note import Phrase

__all__ = ["Beat", "Heard", "HeardPhrase", "Metre", "Mode", "Motif", "Register"]


class Beat(NamedTuple):
    """A steady pulse: seconds from beat to beat, when the next one comes, how clear it is (0 to 1).

    ``given`` says that the beat is that of the music played over, and was not heard.
    """

    period: float
    next: float
    clarity: float
    given: bool = False

    @property
    def tempo(self) -> float:
        """Beats per minute."""
        return 60 / self.period


class Metre(NamedTuple):
    """How many beats a bar has, when the next bar begins, and how clear that is (0 to 1)."""

    beats: int
    next_bar: float
    clarity: float


class Register(NamedTuple):
    """The lowest, mean and highest MIDI pitch of the last seconds."""

    low: int
    mean: float
    high: int


class Mode(NamedTuple):
    """A tonal centre (pitch class, 0 is C) with the name of its scale (``music/scale.py``), and how clear."""

    tonic: int
    scale: str
    clarity: float


class Motif(NamedTuple):
    """A short idea that has come back: its notes as last played, and how often it was heard."""

    notes: Phrase
    times: int


class HeardPhrase(NamedTuple):
    """The phrase now being played, or the last one: its notes that have ended, and whether it is over.

    ``ending`` is how surely it is over at this moment, 0 to 1; ``ended`` is when its last note ended, once
    it is held to be over.
    """

    notes: Phrase
    begins: float
    ending: float
    ended: float | None


@dataclass(frozen=True)
class Heard:
    """All that is heard at one moment.

    Args:
        now: the moment.
        beat: the pulse, or None where there is no steady one: no guess is made.
        metre: the bar, where there is one.
        velocity: the mean MIDI velocity of the last seconds.
        density: notes that began per second, over the last seconds.
        register: where the notes lie.
        silence: seconds since the last note ended; 0 while one sounds, and None where none was played.
        phrase: the phrase being played, or the last one.
        mode: the tonal centre and its scale.
        motif: an idea that has come back.
        sounding: the pitches now held.
        recent: the notes that ended in the last seconds, in order of onset.
        swell: how fast it grows louder (above 0) or softer (below 0), in velocities a second.
        changes: the chords of the music played over, as far as they are known; told, and not heard.
    """

    now: float
    beat: Beat | None = None
    metre: Metre | None = None
    velocity: float | None = None
    density: float = 0.0
    register: Register | None = None
    silence: float | None = None
    phrase: HeardPhrase | None = None
    mode: Mode | None = None
    motif: Motif | None = None
    sounding: frozenset[int] = frozenset()
    recent: Phrase = ()
    swell: float | None = None
    changes: Changes = ()

    def over(self, moment: float) -> tuple[int, ...]:
        """Give the classes of the chord that stands in the music played over; none where there is none."""
        chord = standing(self.changes, moment)
        return chord.classes if chord else ()

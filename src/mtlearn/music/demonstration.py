"""A demonstration to hear before one plays: a simulated learner and the course's own partner, or a co-player.

Each is ten to some twenty seconds long in its own tempo, and the same from the same seed. The learner plays a
tune written for it; the partner is the one the exercise has, and answers as it would answer anybody. Where
the learner is the one who accompanies, a co-player plays, and a simulated learner goes along.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtlearn.errors import MusicError
from mtlearn.music.coplayers.coplayer import CoPlayer
from mtlearn.music.coplayers.coplayer import own_tempo as way_tempo
from mtlearn.music.coplayers.learner import SimulatedLearner
from mtlearn.music.coplayers.manners import MANNERS
from mtlearn.music.coplayers.together import Player, duo
from mtlearn.music.demonstrations.cast import ACCOMPANIED, EXERCISES, STANCES, Shown
from mtlearn.music.demonstrations.tunes import TUNES, laid
from mtlearn.music.note import Duo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtlearn.music.note import Phrase

__all__ = ["DEMONSTRATIONS", "demonstration", "own_tempo"]

_STANCE: Final = "stance:"
_LONGEST: Final = 24.0
_RINGS: Final = 1.2
_GAP: Final = 0.9
_BREATH: Final = 0.35
_TOUCH: Final = 0.2


DEMONSTRATIONS: Final = (
    *EXERCISES,
    *(_STANCE + name for name in STANCES),
    *ACCOMPANIED,
)
"""The names of all demonstrations."""


def own_tempo(exercise: str) -> float:
    """Say in which tempo an example is at home, in beats per minute: its tune's, or its co-player's."""
    if exercise in ACCOMPANIED:
        return way_tempo(ACCOMPANIED[exercise][0])
    return TUNES[_cast(exercise).tune].tempo


def _cast(exercise: str) -> Shown:
    return STANCES[exercise.removeprefix(_STANCE)] if exercise.startswith(_STANCE) else EXERCISES[exercise]


def demonstration(exercise: str, pitches: Sequence[int], seed: int, tempo: float | None = None) -> Duo:
    """Play the example of an exercise, a stance (``stance:<name>``) or a co-player (``coplayer:<way>``).

    ``match:<way>``, ``ground:<way>`` and ``accompany:<way>`` have the places changed: the co-player plays,
    and the learner does what the exercise is about.

    Args:
        exercise: one of ``DEMONSTRATIONS``.
        pitches: the learner's tones, the ground tone first.
        seed: what all chance is drawn from.
        tempo: beats per minute; its own (:func:`own_tempo`) where none is given. A slower one lasts longer.

    Raises:
        MusicError: there is no such demonstration, or there are no tones.
    """
    if exercise not in DEMONSTRATIONS:
        message = f"There is no demonstration {exercise!r}. There are: {', '.join(DEMONSTRATIONS)}."
        raise MusicError(message)
    longest = _LONGEST * max(1.0, own_tempo(exercise) / tempo if tempo else 1.0)
    if exercise in ACCOMPANIED:
        return _accompanied(*ACCOMPANIED[exercise], pitches, seed, tempo, longest)
    return _shown(_cast(exercise), pitches, seed, tempo, longest)


def _shown(shown: Shown, pitches: Sequence[int], seed: int, tempo: float | None, longest: float) -> Duo:
    tune = TUNES[shown.tune]
    tempo = tempo or tune.tempo
    manner = "taking turns" if shown.turns else "melody"
    learner = SimulatedLearner(manner, pitches, seed, tempo, melody=laid(tune, pitches))
    if shown.stance is None:
        other = SimulatedLearner("silent", pitches, seed)
        return duo(other, learner, longest, seed)
    partner = _partner(shown.stance, shown.closeness, pitches, seed, tempo)
    both = duo(partner, learner, longest, seed)
    over = max((note.offset for note in both.mine), default=0.0)
    last = _answered(both) if shown.turns else over + _TOUCH
    return Duo(both.mine, _until(both.partner, last, max(over, last) + _RINGS))


def _accompanied(  # noqa: PLR0913, PLR0917 - who plays, with what, how quickly and for how long
    way: str, other: str, pitches: Sequence[int], seed: int, tempo: float | None, longest: float
) -> Duo:
    coplayer = CoPlayer(way, pitches, seed, tempo)
    learner: Player
    if other in MANNERS:
        learner = SimulatedLearner(other, pitches, seed)
    else:
        learner = _partner(other, 1.0, pitches, seed)
    both = duo(coplayer, learner, longest, seed)
    end = _breath(both.partner, longest)
    return Duo(_until(both.mine, end, end + _RINGS), _until(both.partner, end, end + _RINGS))


def _partner(
    stance: str, closeness: float, pitches: Sequence[int], seed: int, tempo: float | None = None
) -> Player:
    from mtlearn.music.partner.partner import Partner  # noqa: PLC0415 - all its stances, only when one is heard

    return Partner(stance, closeness, pitches, seed, tempo=tempo)


def _breath(notes: Phrase, longest: float) -> float:
    """Find the last breath after two thirds of the time, so that the example does not end in mid-phrase."""
    gaps = [
        (later.onset - one.offset, one.offset)
        for one, later in pairwise(notes)
        if 2 * longest / 3 < one.offset < longest - 1
    ]
    wide = [at for gap, at in gaps if gap > _BREATH]
    return wide[-1] if wide else max(gaps, default=(0.0, longest))[1]


def _answered(both: Duo) -> float:
    """Say when the partner's answer to the last phrase ends; where there is none, when that phrase does."""
    over = end = max((note.offset for note in both.mine), default=0.0)
    for note in both.partner:
        if note.onset > over + _TOUCH and (end == over or note.onset - end < _GAP):
            end = max(end, note.offset)
    return end


def _until(notes: Phrase, last: float, end: float) -> Phrase:
    """Keep what begins until one moment, sounding until another at the latest."""
    return tuple(
        note._replace(duration=min(note.duration, end - note.onset)) for note in notes if note.onset <= last
    )

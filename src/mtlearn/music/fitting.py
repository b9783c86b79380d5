"""What a take has room for: when each invitation fits what was played."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.music.note import Phrase
    from mtlearn.music.seen import Played

__all__ = ["FITS"]

_MANY: Final = 3.5
"""Tones a second that are many."""
_SOME: Final = 1.0
"""Tones a second from which on there are times when somebody plays much."""
_FIFTH: Final = 7
_EVEN: Final = 15
_LONG: Final = 1.5
_A_WHILE: Final = 10.0
_ENOUGH: Final = 12


def _any(_played: Played) -> bool:
    return True


def _with_partner(played: Played) -> bool:
    return bool(played.theirs)


def _many(played: Played) -> bool:
    return played.density > _MANY


def _turns(played: Played) -> bool:
    return bool(played.turns)


def _no_rest(played: Played) -> bool:
    return not played.silences and played.length > _A_WHILE


def _narrow(played: Played) -> bool:
    pitches = [note.pitch for note in played.mine]
    return max(pitches) - min(pitches) <= _FIFTH


def _even_loud(played: Played) -> bool:
    velocities = sorted(note.velocity for note in played.mine)
    tenth = len(velocities) // 10
    return velocities[-1 - tenth] - velocities[tenth] < _EVEN


def _short(played: Played) -> bool:
    return max(note.duration for note in played.mine) < _LONG


def _even_steps(played: Played) -> bool:
    steps = [later.onset - earlier.onset for earlier, later in pairwise(played.mine)]
    return max(steps) < 1.5 * max(0.1, min(steps))


def _every_other(played: Played) -> bool:
    return len(played.mine) % 2 == 0


def _enough(played: Played) -> bool:
    return len(played.mine) >= _ENOUGH


def _several_tones(played: Played) -> bool:
    return len({note.pitch for note in played.mine}) > 2  # noqa: PLR2004 - more than the two it asks for


def _into_phrases(played: Played) -> bool:
    """The learner begins tones inside the partner's phrases more often than not."""
    phrases = [phrase for phrase in played.their_phrases if len(phrase) > 1]
    return len([phrase for phrase in phrases if phrase not in played.turns]) * 2 > len(phrases)


def _talkative(played: Played) -> bool:
    return bool(played.theirs) and _mean_size(played.phrases) > _mean_size(played.their_phrases)


def _as_loud(played: Played) -> bool:
    return bool(played.theirs) and _loudness(played.mine) > _loudness(played.theirs) - 8


def _busier(played: Played) -> bool:
    return bool(played.theirs) and len(played.mine) > 1.2 * len(played.theirs)


def _into_their_playing(played: Played) -> bool:
    """The learner plays more than the partner, who plays something as well."""
    return _busier(played) and len(played.theirs) > _SOME * played.length


def _as_high(played: Played) -> bool:
    return bool(played.theirs) and _height(played.mine) > _height(played.theirs) - _FIFTH


def _mean_size(phrases: tuple[Phrase, ...]) -> float:
    return sum(map(len, phrases)) / max(1, len(phrases))


def _loudness(notes: Phrase) -> float:
    return sum(note.velocity for note in notes) / len(notes)


def _height(notes: Phrase) -> float:
    return sum(note.pitch for note in notes) / len(notes)


FITS: Final[dict[str, Callable[[Played], bool]]] = {
    "try-few": _many,
    "try-partner": _turns,
    "try-silence": _no_rest,
    "try-register": _narrow,
    "try-soft": _even_loud,
    "try-long-note": _short,
    "try-rhythm": _even_steps,
    "try-dial": _every_other,
    "try-motif": _enough,
    "try-ending": _any,
    "try-two-tones": _several_tones,
    "try-whole": _into_phrases,
    "try-last-two": _with_partner,
    "try-echo-change": _with_partner,
    "try-echo-octave": _with_partner,
    "try-echo-softer": _as_loud,
    "try-short-answer": _talkative,
    "try-leave-open": _with_partner,
    "try-softer-than": _as_loud,
    "try-their-strength": _with_partner,
    "try-as-many": _busier,
    "try-one-thing-along": _with_partner,
    "try-one-tone-pulse": _with_partner,
    "try-below": _as_high,
    "try-keep-pattern": _with_partner,
    "try-space-when-busy": _into_their_playing,
    "try-chord-rings": _short,
    "try-word-rhythm": _any,
    "try-leave-out-beat": _many,
    "try-same-place": _any,
    "try-one-sound": _several_tones,
    "try-again": _any,
}
"""For each invitation to somebody who played more than a few tones: whether it fits."""

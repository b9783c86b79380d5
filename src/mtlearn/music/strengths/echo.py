"""What goes from one to the other: tones taken up, exactly or changed, by the learner and by the partner.

What an echo is, and when it is no chance, ``timeline/echoes.py`` says; an echo of the ups and downs alone is
not named here, since it is no more than likeness.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtlearn.music.seen import Played, Strength
    from mtlearn.music.timeline.echoes import Echo

__all__ = ["ALL"]

_SOON: Final = 4.0
_OCTAVE: Final = 12
_NEARNESS: Final = {"echo-same": 2, "echo-octave": 1, "echo-changed": 0}


def echoed(played: Played) -> Strength | None:
    """The learner gives back what the partner played: the same, in another octave, or changed."""
    found = [(kind, echo) for echo in played.echoes if echo.by == "mine" and (kind := _kind(echo))]
    found = [(kind, echo) for kind, echo in found if played.apart(echo.source, echo.answer)]
    if not found:
        return None
    kind, echo = max(found, key=lambda one: (_NEARNESS[one[0]] + one[1].tones, one[1].answer))
    clearness = 0.8 + 0.01 * min(10, echo.tones)
    return played.strength(kind, clearness, echo.answer, there=echo.source, count=echo.tones)


def taken_by_partner(played: Played) -> Strength | None:
    """The partner takes up tones of the learner's, some time after they were played."""
    found = [
        echo
        for echo in played.echoes
        if echo.by == "partner"
        and _kind(echo) in {"echo-same", "echo-octave"}
        and played.apart(echo.source, echo.answer)
    ]
    if not found:
        return None
    echo = max(found, key=lambda one: (one.tones, one.answer))
    clearness = 0.58 + 0.01 * min(10, echo.tones)
    return played.strength("partner-echoed", clearness, echo.answer, there=echo.source, count=echo.tones)


def taken_up(played: Played) -> Strength | None:
    """The learner begins, soon after the partner's turn, with a tone of that turn."""
    for turn in reversed(played.turns):
        ended = max(note.offset for note in turn)
        after = played.between(turn[-1].onset + 0.05, ended + _SOON)
        if len(turn) > 1 and after and after[0].pitch in {note.pitch for note in turn}:
            there, where = (turn[0].onset, ended), (after[0].onset, after[0].offset)
            return played.strength("taken-up", 0.7, where, there=there, pitch=after[0].pitch)
    return None


def _kind(echo: Echo) -> str | None:
    if echo.kind == "exact":
        return "echo-same"
    if echo.kind == "moved" and echo.shift % _OCTAVE == 0:
        return "echo-octave"
    return "echo-changed" if echo.kind in {"moved", "stretched"} else None


ALL: Final[tuple[Callable[[Played], Strength | None], ...]] = (echoed, taken_by_partner, taken_up)

"""One thing to try next: an invitation that changes one thing, and never what was just praised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.fitting import FITS
from mtlearn.music.seen import Observation
from mtlearn.music.strengths.little import FEW

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mtlearn.music.seen import Played

__all__ = [
    "ABOUT_LIKE_SOUNDS",
    "ABOUT_PARTNER",
    "ABOUT_TONES",
    "FOR_AIM",
    "INVITATIONS",
    "Invitation",
    "invitation",
]


class Invitation(NamedTuple):
    """Something to try.

    Args:
        after: the strengths after which it would only say the same again.
        tones: whether it speaks of pitch or of holding a tone, and is no use on drums.
        partner: whether it needs a partner.
    """

    after: frozenset[str] = frozenset()
    tones: bool = False
    partner: bool = False


def _after(kinds: str, *, tones: bool = False, partner: bool = False) -> Invitation:
    return Invitation(frozenset(kinds.split()), tones, partner)


_ECHOES: Final = "echo-same echo-octave echo-changed"
_RESTS: Final = "room rest-together returns few-notes sudden-silence before-last"
_GROUNDS: Final = "ground pulse-under"

INVITATIONS: Final[dict[str, Invitation]] = {
    "try-one-note": _after("one-note one-note-rings first-notes one-tone"),
    "try-neighbour": _after(""),
    "try-again": _after(""),
    "try-few": _after("few-notes few-tones"),
    "try-silence": _after(f"{_RESTS} room-for-partner"),
    "try-soft": _after("dynamics swell fade ending-soft softer-than-partner softened-together"),
    "try-register": _after("range low-with-high leap climbs descends echo-octave", tones=True),
    "try-long-note": _after("long-notes ending-long touch one-note-rings", tones=True),
    "try-rhythm": _after("rhythm close-and-open one-tone"),
    "try-motif": _after("motif motif-moved pattern comes-round repeated few-tones"),
    "try-ending": _after("ending-long ending-soft before-last ended-together comes-round same-tone"),
    "try-two-tones": _after("few-tones one-tone repeated pattern"),
    "try-dial": _after("", partner=True),
    "try-partner": _after(f"taken-up answered {_ECHOES}", partner=True),
    "try-one-after": _after(f"answered taken-up {_ECHOES}", partner=True),
    "try-one-with": _after(f"{_GROUNDS} one-tone shared-pulse", partner=True),
    "try-whole": _after("answered room-for-partner in-between to-and-fro", partner=True),
    "try-last-two": _after(f"taken-up {_ECHOES}", partner=True),
    "try-echo-change": _after("echo-changed", partner=True),
    "try-echo-octave": _after("echo-octave", tones=True, partner=True),
    "try-echo-softer": _after("softer-than-partner dynamics fade ending-soft", partner=True),
    "try-short-answer": _after("few-notes few-tones as-many", partner=True),
    "try-leave-open": _after("room-for-partner in-between to-and-fro rest-together", partner=True),
    "try-softer-than": _after("softer-than-partner softened-together near-in-strength", partner=True),
    "try-their-strength": _after(
        "near-in-strength grew-together softened-together softer-than-partner", partner=True
    ),
    "try-as-many": _after("as-many few-notes close-and-open", partner=True),
    "try-one-thing-along": _after(
        "tempo-together grew-together softened-together near-in-strength shared-pulse", partner=True
    ),
    "try-one-tone-pulse": _after(f"one-tone repeated few-tones {_GROUNDS}", partner=True),
    "try-below": _after("ground descends", tones=True, partner=True),
    "try-keep-pattern": _after("motif motif-moved pattern repeated one-tone few-tones stayed", partner=True),
    "try-space-when-busy": _after(f"in-between room-for-partner {_RESTS}", partner=True),
    "try-chord-rings": _after("long-notes ending-long chords touch", tones=True),
    "try-word-rhythm": _after("rhythm one-tone repeated"),
    "try-leave-out-beat": _after(_RESTS),
    "try-same-place": _after("repeated pattern steady shared-pulse one-tone few-notes"),
    "try-one-sound": _after("one-tone few-tones repeated dynamics"),
}
"""Each invitation by name; ``content/feedback.yaml`` has the words."""

ABOUT_LIKE_SOUNDS: Final = frozenset(
    {"try-last-two", "try-echo-change", "try-echo-octave", "try-echo-softer", "try-partner", "try-as-many"}
)
"""What there is no way of doing where one plays drums and the other tones."""
ABOUT_TONES: Final = frozenset(kind for kind, it in INVITATIONS.items() if it.tones)
ABOUT_PARTNER: Final = frozenset(kind for kind, it in INVITATIONS.items() if it.partner)

FOR_AIM: Final[dict[str, tuple[str, ...]]] = {
    "first-sounds": ("try-long-note", "try-silence", "try-register", "try-soft", "try-ending"),
    "mirror": (
        *("try-few", "try-partner", "try-silence", "try-register", "try-soft", "try-long-note"),
        *("try-rhythm", "try-dial", "try-motif", "try-ending"),
    ),
    "echo": (
        *("try-whole", "try-last-two", "try-echo-change", "try-echo-octave", "try-echo-softer"),
        "try-short-answer",
    ),
    "echoed": (
        *("try-leave-open", "try-few", "try-motif", "try-silence", "try-rhythm", "try-soft"),
        *("try-long-note", "try-register", "try-dial"),
    ),
    "match": ("try-as-many", "try-their-strength", "try-one-thing-along", "try-softer-than"),
    "matched": (
        "try-few",
        "try-soft",
        "try-rhythm",
        "try-silence",
        "try-dial",
        "try-long-note",
        "try-ending",
    ),
    "ground": ("try-one-tone-pulse", "try-below", "try-softer-than", "try-keep-pattern", "try-few"),
    "grounded": ("try-rhythm", "try-silence", "try-few", "try-register", "try-motif", "try-ending"),
    "dialogue": (
        *("try-whole", "try-short-answer", "try-last-two", "try-leave-open", "try-echo-change"),
        "try-one-thing-along",
    ),
    "accompany": (
        *(
            "try-few",
            "try-space-when-busy",
            "try-softer-than",
            "try-below",
            "try-two-tones",
            "try-keep-pattern",
        ),
        *("try-one-tone-pulse", "try-one-thing-along"),
    ),
    "accompanied": ("try-motif", "try-silence", "try-register", "try-soft", "try-long-note", "try-ending"),
    "first-meeting": (
        *("try-leave-open", "try-few", "try-softer-than", "try-short-answer", "try-silence", "try-soft"),
        *("try-last-two", "try-long-note"),
    ),
    "two-chords": ("try-chord-rings", "try-word-rhythm", "try-ending", "try-silence"),
    "groove": ("try-leave-out-beat", "try-same-place", "try-one-sound", "try-soft"),
}
"""For each aim the invitations that belong to it, the nearest first."""
_NEAREST: Final = 3
"""From among how many fitting ones the take itself chooses, so that not all takes are given the same."""
_MAKE_ROOM: Final = frozenset(
    {"try-as-many", "try-few", "try-space-when-busy", "try-softer-than", "try-leave-open", "try-short-answer"}
)
"""What leaves the other room: first of all, where the learner is the one who goes along, and filled it."""
_GOES_ALONG: Final = frozenset({"match", "ground", "accompany", "first-meeting"})
_FILLED: Final = 2
"""Who plays more than so many times as many tones as the other has filled the room."""
_ANYWHERE: Final = (
    *("try-few", "try-partner", "try-silence", "try-register", "try-soft", "try-long-note", "try-rhythm"),
    *("try-dial", "try-motif", "try-ending"),
)
_LITTLE: Final[dict[str, tuple[str, ...]]] = {
    "echo": ("try-one-after",),
    "dialogue": ("try-one-after",),
    "match": ("try-one-with",),
    "ground": ("try-one-with",),
    "accompany": ("try-one-with",),
    "first-meeting": ("try-one-after",),
}
"""What there is to try where little was played, for some aims."""


def invitation(
    played: Played, praised: Collection[str], without: Collection[str] = (), aim: str | None = None
) -> Observation:
    """Choose what to try next: what this take has room for, was not just praised, and is not ``without``."""
    fitting = [
        kind
        for kind in _fitting(played, aim)
        if not INVITATIONS[kind].after & set(praised) and kind not in without
    ]
    if aim in _GOES_ALONG and 0 < _FILLED * len(played.theirs) < len(played.mine):
        fitting = [kind for kind in fitting if kind in _MAKE_ROOM] or fitting
    nearest = fitting[: _NEAREST if len(played.mine) > FEW else 1] or ["try-again"]
    chosen = nearest[len(played.mine) % len(nearest)]
    return Observation(chosen, None, 0.0, played.length, {})


def _fitting(played: Played, aim: str | None) -> Iterator[str]:
    """Give the invitations that fit this take, the most fitting first."""
    if len(played.mine) <= FEW:
        yield from _LITTLE.get(aim or "", ()) if played.theirs else ()
        yield "try-neighbour" if played.mine else "try-one-note"
        return
    for kind in dict.fromkeys((*FOR_AIM.get(aim or "", ()), *_ANYWHERE)):
        if FITS[kind](played) and (played.theirs or not INVITATIONS[kind].partner):
            yield kind

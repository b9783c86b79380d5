"""What an exercise is for, and which strengths belong to it: these are named first where they are there.

In some exercises the two can change places. Whoever is accompanied is about something else than whoever
accompanies, so there is an aim for each.
"""

from __future__ import annotations

from typing import Final, Literal

__all__ = ["AIMS", "FOLLOWED", "Aim", "aim_of"]

Aim = Literal[
    "first-sounds",
    "mirror",
    "echo",
    "echoed",
    "match",
    "matched",
    "ground",
    "grounded",
    "dialogue",
    "accompany",
    "accompanied",
    "first-meeting",
    "two-chords",
    "groove",
]

AIMS: Final[dict[str, tuple[str, ...]]] = {
    "first-sounds": ("one-tone", "long-notes", "room", "few-notes", "beginning", "ending-long", "home-note"),
    "mirror": ("taken-up", "room-for-partner", "partner-echoed", "to-and-fro", "began-alone"),
    "echo": ("echo-same", "echo-octave", "echo-changed", "taken-up", "answered", "to-and-fro"),
    "echoed": ("partner-echoed", "room-for-partner", "to-and-fro", "beginning", "few-notes", "began-alone"),
    "match": (
        *("tempo-together", "grew-together", "softened-together", "near-in-strength"),
        *("shared-pulse", "as-many", "ended-together", "rest-together"),
    ),
    "matched": (
        *("shared-pulse", "grew-together", "softened-together", "tempo-together", "rest-together"),
        *("dynamics", "close-and-open", "rhythm", "swell", "fade", "touch"),
    ),
    "ground": (
        "ground",
        "pulse-under",
        "shared-pulse",
        "tempo-together",
        "softer-than-partner",
        "pattern",
        "repeated",
    ),
    "grounded": ("rhythm", "close-and-open", "leap", "range", "arch", "sudden-silence", "returns", "touch"),
    "dialogue": (
        *("to-and-fro", "answered", "in-between", "echo-same", "echo-octave", "echo-changed", "taken-up"),
        *("partner-echoed", "room-for-partner"),
    ),
    "accompany": (
        *("shared-pulse", "ground", "softer-than-partner", "tempo-together", "grew-together"),
        *("softened-together", "in-between", "room-for-partner", "ended-together", "pulse-under"),
    ),
    "accompanied": ("motif", "motif-moved", "arch", "comes-round", "range", "swell", "room", "ending-long"),
    "first-meeting": (
        *("room-for-partner", "rest-together", "silence-together", "only-partner", "answered", "to-and-fro"),
        *("softer-than-partner", "began-alone", "in-between", "few-notes", "room", "beginning"),
    ),
    "two-chords": ("chords", "steady", "comes-round", "pattern", "motif", "ending-long"),
    "groove": ("pattern", "shared-pulse", "steady", "motif", "repeated", "pulse-under", "stayed", "accent"),
}
"""For each aim the strengths that belong to it, the nearest first."""

FOLLOWED: Final = frozenset({"first-sounds", "mirror"})
"""Aims in which the partner follows the learner by its nature."""
_PLACES_CHANGED: Final = {
    "echo": "echoed",
    "match": "matched",
    "ground": "grounded",
    "accompany": "accompanied",
}


def aim_of(exercise: str, who: str) -> str | None:
    """Say what a take is about, given the exercise and who the other was; None where there is no one aim.

    A ``partner`` goes along with the learner, who then does not do what the exercise is called, but has it
    done for them.
    """
    aim = _PLACES_CHANGED.get(exercise, exercise) if who == "partner" else exercise
    return aim if aim in AIMS else None

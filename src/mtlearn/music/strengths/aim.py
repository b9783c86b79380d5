"""What an exercise is for, and which strengths belong to it: these are named first where they are there."""

from __future__ import annotations

from typing import Final, Literal

__all__ = ["AIMS", "FOLLOWED", "Aim"]

Aim = Literal[
    "first-sounds",
    "mirror",
    "echo",
    "match",
    "ground",
    "dialogue",
    "accompany",
    "first-meeting",
    "two-chords",
    "groove",
]

AIMS: Final[dict[str, tuple[str, ...]]] = {
    "first-sounds": ("one-tone", "long-notes", "room", "few-notes", "beginning", "ending-long", "home-note"),
    "mirror": ("taken-up", "room-for-partner", "partner-echoed", "to-and-fro", "began-alone"),
    "echo": ("echo-same", "echo-octave", "echo-changed", "taken-up", "answered", "to-and-fro"),
    "match": (
        *("tempo-together", "grew-together", "softened-together", "near-in-strength"),
        *("shared-pulse", "as-many", "ended-together", "rest-together"),
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
    "dialogue": (
        *("to-and-fro", "answered", "in-between", "echo-same", "echo-octave", "echo-changed", "taken-up"),
        *("partner-echoed", "room-for-partner"),
    ),
    "accompany": (
        *("shared-pulse", "ground", "softer-than-partner", "tempo-together", "grew-together"),
        *("softened-together", "in-between", "room-for-partner", "ended-together", "pulse-under"),
    ),
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

"""Who plays with whom in each demonstration, and what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mtlearn.music.coplayers.coplayer import WAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ACCOMPANIED", "EXERCISES", "STANCES", "Shown"]


class Shown(NamedTuple):
    """Which tune the learner plays, in which stance the partner answers, and how closely.

    ``turns`` says that the learner waits for an answer after each phrase.
    """

    tune: str
    stance: str | None
    closeness: float = 1.0
    turns: bool = False


STANCES: Final[Mapping[str, Shown]] = {
    "mirroring": Shown("three gestures", "mirroring"),
    "imitating": Shown("three calls", "imitating", turns=True),
    "synchronising": Shown("three gestures", "synchronising"),
    "matching": Shown("soft, then lively", "matching"),
    "rhythmic-grounding": Shown("over a pulse", "rhythmic-grounding"),
    "tonal-centring": Shown("phrases with air", "tonal-centring"),
    "accompanying": Shown("song", "accompanying"),
    "turn-taking-dialogue": Shown("questions", "turn-taking-dialogue", 0.6, turns=True),
    "free-floating-dialogue": Shown("phrases with air", "free-floating-dialogue", 0.6),
    "incorporating": Shown("a motif", "incorporating", 0.7, turns=True),
    "pacing": Shown("soft, then lively", "pacing"),
    "shaping": Shown("phrases with air", "shaping"),
    "frameworking": Shown("song", "frameworking"),
}
EXERCISES: Final[Mapping[str, Shown]] = {
    "first-sounds": Shown("single tones", None),
    "mirror": STANCES["mirroring"],
    "echo": STANCES["imitating"],
    "match": STANCES["matching"],
    "ground": STANCES["rhythmic-grounding"],
    "dialogue": STANCES["turn-taking-dialogue"],
    "accompany": STANCES["accompanying"],
    "over": Shown("song", None),
    "partner": STANCES["mirroring"],
}
_GOES_ALONG: Final[Mapping[str, str]] = {
    "match:sparse": "sparse",
    "match:waiting": "inviting",
    "accompany:waiting": "inviting",
}
"""Where the partner's stance would have too little to go by in so short a time."""
ACCOMPANIED: Final[Mapping[str, tuple[str, str]]] = {
    "first-meeting": ("waiting", "inviting"),
    "coplayer:hesitant": ("hesitant", "answering"),
    "coplayer:hurried": ("hurried", "grounding"),
    "coplayer:sparse": ("sparse", "sparse"),
    "coplayer:bursting": ("bursting", "grounding"),
    "coplayer:repeating": ("repeating", "answering"),
    "coplayer:drifting": ("drifting", "answering"),
    "coplayer:waiting": ("waiting", "inviting"),
    "coplayer:playful": ("playful", "answering"),
    **{
        f"{exercise}:{way}": (way, _GOES_ALONG.get(f"{exercise}:{way}", goes_along))
        for exercise, goes_along in (
            ("match", "matching"),
            ("ground", "grounding"),
            ("accompany", "accompanying"),
        )
        for way in WAYS
    },
}
"""A co-player's way, and who goes along: a simulated learner in a manner, or the partner in a stance."""

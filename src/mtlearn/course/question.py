"""What can be asked where something is chosen, put in order or brought together: each type as it is written.

What must hold of an item by itself is said when it is read, so that a mistake comes with its file and line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import msgspec

from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Asked",
    "AudioIdentification",
    "HotSpot",
    "Matching",
    "MultipleResponse",
    "Option",
    "Ordering",
    "Pair",
    "SingleChoice",
    "Sound",
    "Step",
    "TrueFalse",
    "one_right",
    "own_ids",
]

STATEMENT: Final = "statement"
"""What a remark on the statement itself goes by, in a true-false item."""


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="type"):
    """What every item has: its name, what it is about, what is asked, and the claims it stands on."""

    id: str
    objective: str
    prompt: Text
    claims: tuple[str, ...] = ()


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that can be chosen, whether it holds, and why."""

    id: str
    text: Text
    feedback: Text
    right: bool = False


class SingleChoice(Asked, frozen=True, tag="single-choice"):
    """One option holds."""

    options: tuple[Option, ...]


class MultipleResponse(Asked, frozen=True, tag="multiple-response"):
    """Some options hold; all of them are asked for."""

    options: tuple[Option, ...]


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of an ordering, and why it stands where it stands."""

    id: str
    text: Text
    feedback: Text


class Ordering(Asked, frozen=True, tag="ordering"):
    """Steps, written here in the order that holds."""

    steps: tuple[Step, ...]


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A left side and the right side that belongs to it, and why."""

    id: str
    left: Text
    right: Text
    feedback: Text


class Matching(Asked, frozen=True, tag="matching"):
    """Pairs to be brought together."""

    pairs: tuple[Pair, ...]


class TrueFalse(Asked, frozen=True, tag="true-false"):
    """A statement, as the prompt: does it hold, and for which reason? ``feedback`` says why or why not."""

    holds: bool
    feedback: Text
    reasons: tuple[Option, ...]

    def __post_init__(self) -> None:
        """Have one reason that is right.

        Raises:
            ValueError: there is another number of them, or too little to choose among.
        """
        if any(reason.id == STATEMENT for reason in self.reasons):
            message = f"{self.id}: {STATEMENT!r} is the statement's own name; call the reason something else"
            raise ValueError(message)
        one_right(self.id, "reason", self.reasons)


class HotSpot(Asked, frozen=True, tag="hot-spot"):
    """A text in which one sentence is to be marked; the spots in order make up the text."""

    spots: tuple[Option, ...]

    def __post_init__(self) -> None:
        """Have one sentence that is the one meant.

        Raises:
            ValueError: there is another number of them, or too little to choose among.
        """
        one_right(self.id, "spot", self.spots)


class Sound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is heard in an audio identification: the course's partner answers one of its co-players.

    ``stance`` and ``coplayer`` are named as in :mod:`mtlearn.music.partner` and
    :mod:`mtlearn.music.coplayers`; ``closeness`` is how closely the partner follows, from 0 to 1; the same
    ``seed`` sounds the same. ``seconds`` is about how long they play.
    """

    stance: Literal[
        "mirroring", "imitating", "synchronising", "matching", "rhythmic-grounding", "tonal-centring",
        "accompanying", "turn-taking-dialogue", "free-floating-dialogue", "incorporating", "pacing",
        "shaping", "frameworking",
    ]  # fmt: skip
    coplayer: Literal[
        "hesitant", "hurried", "sparse", "bursting", "repeating", "drifting", "waiting", "playful"
    ]
    seed: int
    seconds: float = 16.0
    closeness: float = 1.0

    def __post_init__(self) -> None:
        """Keep to what can be listened to in one go.

        Raises:
            ValueError: it is too short, too long, or closer than close.
        """
        if not 5 <= self.seconds <= 40:  # noqa: PLR2004 - said in the message
            message = f"seconds should be from 5 to 40; it is {self.seconds:g}"
            raise ValueError(message)
        if not 0 <= self.closeness <= 1:
            message = f"closeness should be from 0 to 1; it is {self.closeness:g}"
            raise ValueError(message)


class AudioIdentification(Asked, frozen=True, tag="audio-identification"):
    """Something to listen to, and what is heard in it: one option holds."""

    sound: Sound
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        """Have one option that is right.

        Raises:
            ValueError: there is another number of them, or too little to choose among.
        """
        one_right(self.id, "option", self.options)


def own_ids(item: str, kind: str, ids: Sequence[str]) -> None:
    """See that each part has an id of its own.

    Raises:
        ValueError: an id stands twice.
    """
    for name in ids:
        if ids.count(name) > 1:
            message = f"{item}: two {kind}s are called {name!r}; give each an id of its own"
            raise ValueError(message)


def one_right(item: str, kind: str, options: Sequence[Option]) -> None:
    """See that exactly one of at least two options holds.

    Raises:
        ValueError: it is otherwise; says what there is.
    """
    own_ids(item, kind, [option.id for option in options])
    if len(options) < 2:  # noqa: PLR2004 - one is no choice
        message = f"{item}: there should be at least two {kind}s to choose among; there is {len(options)}"
        raise ValueError(message)
    right = [option.id for option in options if option.right]
    if len(right) != 1:
        message = f"{item}: exactly one {kind} should be right; right are {', '.join(right) or 'none'}"
        raise ValueError(message)

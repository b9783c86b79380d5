"""A scene with an invented person: decisions that carry trust, room, initiative and safety onward.

The state is never shown while the scene runs; the debrief shows it and ties each choice to the
approach. No ending is a failure. Some moments can be answered by playing: then what was played, by plain
musical features, is one of the moment's choices, and each of them can be said in words instead.
"""

from __future__ import annotations

import operator
import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from mtlearn.course.plays import Heard, Plays, hears
from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

__all__ = ["Choice", "Ending", "Moment", "Person", "Scene", "State", "Step", "Variant", "Walk", "walk"]

Quality = Literal["trust", "room", "initiative", "safety"]
Condition = str
"""Such as ``trust >= 2`` or ``room < 0 and safety >= 1``; an empty one always holds."""

_TERM = re.compile(r"\s*(trust|room|initiative|safety)\s*(>=|<=|>|<|==)\s*(-?\d+)\s*")
_COMPARES: Final[dict[str, Callable[[int, int], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
}
_MARK: Final = "@"
"""What stands between a choice and the take it was answered with, in the log."""


@cache
def _terms(condition: Condition) -> tuple[tuple[str, Callable[[int, int], bool], int], ...]:
    found = []
    for term in condition.split(" and ") if condition.strip() else ():
        read = _TERM.fullmatch(term)
        if not read:
            message = f"{term!r} is not a condition; write for example 'trust >= 2 and room > 0'."
            raise ValueError(message)
        found.append((read[1], _COMPARES[read[2]], int(read[3])))
    return tuple(found)


class State(msgspec.Struct, frozen=True):
    """What the choices so far have done to the situation, each in steps around its start, 0."""

    trust: int = 0
    room: int = 0
    initiative: int = 0
    safety: int = 0

    def after(self, effects: dict[Quality, int]) -> State:
        """Give the state once a choice has had its effects."""
        get = effects.get
        return State(
            self.trust + get("trust", 0),
            self.room + get("room", 0),
            self.initiative + get("initiative", 0),
            self.safety + get("safety", 0),
        )

    def meets(self, condition: Condition) -> bool:
        """Say whether a condition holds now.

        Raises:
            ValueError: the condition is not of the form ``quality op number [and …]``.
        """
        return all(compares(getattr(self, name), bound) for name, compares, bound in _terms(condition))


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The person in the scene: a first name, said to be invented."""

    name: str
    note: Text


class Variant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is told instead, or where it goes instead, when a condition holds. The first that holds counts."""

    when: Condition
    text: Text | None = None
    goto: str | None = None


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something the learner can do or say, what happens then, and what it has to do with the approach.

    Where a moment can be answered by playing, ``heard`` says of what playing this is the outcome; a choice
    without it can only be made in words.
    """

    id: str
    text: Text
    response: Text
    debrief: Text
    goto: str
    effects: dict[Quality, int] = {}
    branches: tuple[Variant, ...] = ()
    offered_when: Condition = ""
    claims: tuple[str, ...] = ()
    heard: Heard | None = None

    def leads_to(self, state: State) -> str:
        """Name the moment or ending this choice leads to, in the state it has itself brought about."""
        return next((b.goto for b in self.branches if b.goto and state.meets(b.when)), self.goto)


class Moment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A moment that asks for a decision. What came before can change how it is told.

    Where it ``plays``, it can be answered by playing; each outcome can be said in words as well.
    """

    id: str
    text: Text
    choices: tuple[Choice, ...]
    variants: tuple[Variant, ...] = ()
    plays: Plays | None = None

    def told(self, state: State) -> Text:
        """Give the words for this moment in this state."""
        return next((v.text for v in self.variants if v.text and state.meets(v.when)), self.text)

    def offered(self, state: State) -> tuple[Choice, ...]:
        """Give the choices that are open in this state."""
        return tuple(choice for choice in self.choices if state.meets(choice.offered_when))

    def answered(self, state: State, features: Collection[str]) -> Choice | None:
        """Give the choice that playing with these features comes to; the first that holds counts."""
        offered = (choice for choice in self.offered(state) if choice.heard is not None)
        return next((choice for choice in offered if hears(choice.heard or "", features)), None)


class Ending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a scene can come to rest. None of them is a failure.

    ``early`` says that the person in the scene ends the meeting, which may be sooner than other ways.
    """

    id: str
    text: Text
    early: bool = False


class Scene(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole scene: a person, a setting, moments and endings.

    ``decisions`` is how many every way has at least, but for one that the person ends early; ``widest`` is
    how far from its start a quality can come, on any way (where it is 0, nobody has said).
    """

    id: str
    title: Text
    person: Person
    setting: Text
    start: str
    moments: tuple[Moment, ...]
    endings: tuple[Ending, ...]
    qualities: dict[Quality, Text]
    closing: Text
    decisions: int = 0
    widest: int = 0

    @property
    def is_played(self) -> bool:
        """Whether it can be answered by playing somewhere."""
        return any(moment.plays for moment in self.moments)

    def moment(self, name: str) -> Moment | None:
        """Find a moment by its id; an ending is none."""
        return next((m for m in self.moments if m.id == name), None)

    def ending(self, name: str) -> Ending | None:
        """Find an ending by its id."""
        return next((e for e in self.endings if e.id == name), None)


class Step(msgspec.Struct, frozen=True):
    """One decision made: where, what, the state before and after, and the take it was answered in."""

    moment: Moment
    choice: Choice
    before: State
    after: State
    take: str = ""

    @property
    def saved(self) -> str:
        """How it stands in the log: the choice, and the take where it was played."""
        return f"{self.choice.id}{_MARK}{self.take}" if self.take else self.choice.id


class Walk(msgspec.Struct, frozen=True):
    """A way through a scene so far: the steps taken, the state now, and where it stands."""

    steps: tuple[Step, ...]
    state: State
    at: str

    @property
    def choices(self) -> tuple[str, ...]:
        """The choices made, in order, each by its id and the take it was played in: all that needs saving."""
        return tuple(step.saved for step in self.steps)


def walk(scene: Scene, choices: Sequence[str]) -> Walk:
    """Walk a scene by the choices made, as they stand in the log, from the start.

    Choices that are not open where the walk stands end it there, so that an answer saved before the
    scene was rewritten still opens as far as it goes.
    """
    steps: list[Step] = []
    state, at = State(), scene.start
    for saved in choices:
        name, _, take = saved.partition(_MARK)
        moment = scene.moment(at)
        choice = next((c for c in moment.offered(state) if c.id == name), None) if moment else None
        if moment is None or choice is None:
            break
        after = state.after(choice.effects)
        steps.append(Step(moment, choice, state, after, take))
        state, at = after, choice.leads_to(after)
    return Walk(tuple(steps), state, at)

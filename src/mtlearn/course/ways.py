"""All ways through a scene at once: what can be told, chosen and reached, and in how many decisions.

Ways that come to the same moment in the same state go on alike, so that they are followed as one: a case
with a million ways is walked in a second.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mtlearn.course.plays import audible, hears
from mtlearn.course.scene import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.course.scene import Moment, Scene

__all__ = ["LONGEST", "Ways", "unheard", "ways"]

LONGEST: Final = 40
"""Decisions after which a way is taken to go in a circle."""


@dataclass(frozen=True)
class Ways:
    """What the ways through a scene come to.

    ``told`` names each moment with the place of the words told there (-1 is its own text, else a variant),
    ``taken`` each moment with a choice, ``followed`` each choice with the place of a branch (-1 is its own
    goal). ``endings`` says of each in how few and in how many decisions it is reached; ``fewest`` is the
    fewest choices open at each moment, ``widest`` how far from its start any quality came.
    """

    told: set[tuple[str, int]] = field(default_factory=set)
    taken: set[tuple[str, str]] = field(default_factory=set)
    followed: set[tuple[str, str, int]] = field(default_factory=set)
    endings: dict[str, tuple[int, int]] = field(default_factory=dict)
    fewest: dict[str, int] = field(default_factory=dict)
    widest: dict[str, int] = field(default_factory=dict)
    circling: set[str] = field(default_factory=set)


def ways(scene: Scene) -> Ways:
    """Follow every way through a scene, each outcome of playing among them.

    Raises:
        ValueError: a condition cannot be read.
    """
    found = Ways()
    moments = {moment.id: moment for moment in scene.moments}
    standing = {(scene.start, State())}
    for decisions in range(LONGEST + 1):
        if not standing:
            return found
        for name in {name for name, _ in standing} - set(moments):
            fewest, _ = found.endings.get(name, (decisions, decisions))
            found.endings[name] = (fewest, decisions)
        after: set[tuple[str, State]] = set()
        for name, state in standing:
            if moment := moments.get(name):
                after.update(_decided(moment, state, found))
        standing = after
    found.circling.update(name for name, _ in standing)
    return found


def unheard(moment: Moment) -> tuple[set[str], bool]:
    """Say which outcomes no playing comes to, others being heard first; and whether some has no outcome.

    Raises:
        ValueError: a condition cannot be read.
    """
    outcomes = [choice for choice in moment.choices if choice.heard is not None]
    reached: set[str] = set()
    lost = False
    for features in audible():
        heard = [choice for choice in outcomes if hears(choice.heard or "", features)]
        sure = next((at for at, choice in enumerate(heard) if not choice.offered_when), None)
        lost |= sure is None
        reached.update(choice.id for choice in heard[: None if sure is None else sure + 1])
    return {choice.id for choice in outcomes} - reached, lost


def _decided(moment: Moment, state: State, found: Ways) -> Iterator[tuple[str, State]]:
    """Give where each choice that is open leads, and write down what was seen on the way."""
    told = next((at for at, one in enumerate(moment.variants) if one.text and state.meets(one.when)), -1)
    found.told.add((moment.id, told))
    offered = [one for one in moment.choices if not one.offered_when or state.meets(one.offered_when)]
    found.fewest[moment.id] = min(len(offered), found.fewest.get(moment.id, len(offered)))
    for choice in offered:
        after = state.after(choice.effects)
        branch, goal = -1, choice.goto
        for at, one in enumerate(choice.branches):
            if one.goto and after.meets(one.when):
                branch, goal = at, one.goto
                break
        found.taken.add((moment.id, choice.id))
        found.followed.add((moment.id, choice.id, branch))
        for quality in choice.effects:
            found.widest[quality] = max(found.widest.get(quality, 0), abs(getattr(after, quality)))
        yield goal, after

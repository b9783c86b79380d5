"""The planner: nine steps towards a service, each with questions and what others have found."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from mtlearn.course.loading import CONTENT, load
from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["LONGEST", "PLACE", "Plan", "Planner", "PlannerStep", "fields", "is_too_long", "planner", "whole"]

PLACE: Final = "place"
"""The field that names the place; every other field is a step, by its id."""
LONGEST: Final = 20_000
"""Characters in one field: some eight pages. Each save writes the field anew, so there has to be a limit."""


class PlannerStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step: a question or two, a sentence of help, what others have found, and what was not found."""

    id: str
    title: Text
    questions: tuple[Text, ...]
    help: Text
    claims: tuple[str, ...] = ()
    nothing: Text | None = None


class Planner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All there is to fill in."""

    title: Text
    place: Text
    place_help: Text
    steps: tuple[PlannerStep, ...]


class Plan(NamedTuple):
    """What a learner has written: the name of the place, and the words of each step by its id."""

    place: str
    written: Mapping[str, str]


@cache
def planner(content: Path = CONTENT) -> Planner:
    """Read the planner.

    Raises:
        ContentError: ``planner.yaml`` is missing or damaged.
    """
    return load(content / "planner.yaml", Planner)


def fields(about: Planner) -> tuple[str, ...]:
    """Name every field that can be written in."""
    return (PLACE, *(step.id for step in about.steps))


def is_too_long(text: str) -> bool:
    """Say whether a text is longer than a field holds, counted as the page counts (UTF-16)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST


def whole(text: str) -> str:
    """Give a text with no half characters and one kind of line end, so that it can be kept and sent.

    Half of a pair of surrogates is no character; JSON may bring one, and no file can hold it.
    """
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return joined.replace("\r\n", "\n").replace("\r", "\n")

"""Quiz items of nine types, and the judging of an answer: feedback on every option, always.

How each type is written stands in :mod:`mtlearn.course.question` and :mod:`mtlearn.course.typed`.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import msgspec

from mtlearn.course.question import (
    STATEMENT,
    AudioIdentification,
    HotSpot,
    Matching,
    MultipleResponse,
    Option,
    Ordering,
    Pair,
    SingleChoice,
    Sound,
    Step,
    TrueFalse,
)
from mtlearn.course.typed import VALUE, Accepted, Blank, Gap, Numeric, is_accepted, numbers
from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "KINDS",
    "Accepted",
    "Answer",
    "AudioIdentification",
    "Blank",
    "Gap",
    "HotSpot",
    "Item",
    "Matching",
    "MultipleResponse",
    "Numeric",
    "Option",
    "Ordering",
    "Pair",
    "Remark",
    "SingleChoice",
    "Sound",
    "Step",
    "TrueFalse",
    "Verdict",
    "feedbacks",
    "is_complete",
    "judge",
    "options_of",
    "parts",
    "shuffled",
]

KINDS: Final = (
    SingleChoice,
    MultipleResponse,
    Ordering,
    Matching,
    TrueFalse,
    Gap,
    Numeric,
    HotSpot,
    AudioIdentification,
)
Item = (
    SingleChoice
    | MultipleResponse
    | Ordering
    | Matching
    | TrueFalse
    | Gap
    | Numeric
    | HotSpot
    | AudioIdentification
)
Answer = tuple[str, ...]
"""Ids where something is chosen: the option or spot; the options; the steps in the order given; for a
matching, the ids of the right sides in the order of ``Matching.pairs``; for a true-false, ``"true"`` or
``"false"`` and the reason. Where it is typed, what was typed: each gap in order, or the number."""

_TYPED_AT_MOST: Final = 200


class Remark(msgspec.Struct, frozen=True):
    """Feedback on one part: did the answer treat it as it is, and why.

    A true-false item has one on the statement first (``"statement"``), a numeric one has one (``"value"``).
    """

    id: str
    right: bool
    feedback: Text


class Verdict(msgspec.Struct, frozen=True):
    """The judging of one answer: whether all of it holds, and a remark on every part."""

    right: bool
    remarks: tuple[Remark, ...]


def options_of(item: Item) -> tuple[Option, ...]:
    """Give what can be chosen among, some of which holds; nothing for types that are answered otherwise."""
    match item:
        case SingleChoice() | MultipleResponse() | AudioIdentification():
            return item.options
        case TrueFalse():
            return item.reasons
        case HotSpot():
            return item.spots
        case _:
            return ()


def feedbacks(item: Item) -> tuple[tuple[str, Text], ...]:
    """Give every part's name and its feedback, as written."""
    match item:
        case Ordering():
            return tuple((step.id, step.feedback) for step in item.steps)
        case Matching():
            return tuple((pair.id, pair.feedback) for pair in item.pairs)
        case Gap():
            return tuple((gap.id, gap.feedback) for gap in item.gaps)
        case Numeric():
            return ((VALUE, item.feedback),)
        case TrueFalse():
            return (
                (STATEMENT, item.feedback),
                *((reason.id, reason.feedback) for reason in item.reasons),
            )
        case _:
            return tuple((option.id, option.feedback) for option in options_of(item))


def parts(item: Item) -> tuple[str, ...]:
    """Give the ids of an item's options, steps, pairs, reasons, spots or gaps, as written."""
    return tuple(
        name for name, _ in feedbacks(item) if not (isinstance(item, TrueFalse) and name == STATEMENT)
    )


def is_complete(item: Item, answer: Sequence[str]) -> bool:
    """Say whether an answer can be judged: ids the item has, each once, and as many as it takes.

    What is typed must be there, and a number must be readable.
    """
    known = parts(item)
    match item:
        case Gap():
            return len(answer) == len(known) and all(0 < len(t.strip()) <= _TYPED_AT_MOST for t in answer)
        case Numeric():
            return len(answer) == 1 and len(answer[0]) <= _TYPED_AT_MOST and bool(numbers(answer[0]))
        case TrueFalse():
            return len(answer) == 2 and answer[0] in {"true", "false"} and answer[1] in known  # noqa: PLR2004
        case _:
            return _is_of_ids(item, answer, set(known))


def _is_of_ids(item: Item, answer: Sequence[str], known: set[str]) -> bool:
    if len(set(answer)) != len(answer) or not set(answer) <= known:
        return False
    match item:
        case MultipleResponse():
            return len(answer) >= 1
        case Ordering() | Matching():
            return len(answer) == len(known)
        case _:
            return len(answer) == 1


def judge(item: Item, answer: Sequence[str]) -> Verdict:
    """Judge an answer; every option, step, pair or gap gets its feedback, chosen or not.

    Raises:
        ValueError: the answer is not complete (see :func:`is_complete`).
    """
    if not is_complete(item, answer):
        message = (
            f"An answer to {item.id!r} must name {', '.join(parts(item))}, each at most once; got {answer!r}."
        )
        raise ValueError(message)
    seen = _seen(item, answer)
    remarks = tuple(
        Remark(name, right, feedback) for (name, feedback), right in zip(feedbacks(item), seen, strict=True)
    )
    return Verdict(all(seen), remarks)


def _seen(item: Item, answer: Sequence[str]) -> list[bool]:
    """Say for each part, in the order of :func:`feedbacks`, whether it was seen as it is."""
    match item:
        case Ordering() | Matching():
            return [name == given for name, given in zip(parts(item), answer, strict=True)]
        case Gap():
            return [is_accepted(gap, typed) for gap, typed in zip(item.gaps, answer, strict=True)]
        case Numeric():
            return [item.holds(answer[0])]
        case TrueFalse():
            statement = (answer[0] == "true") == item.holds
            return [statement, *((reason.id == answer[1]) == reason.right for reason in item.reasons)]
        case _:
            return [(option.id in answer) == option.right for option in options_of(item)]


def shuffled(ids: Iterable[str], seed: str) -> tuple[str, ...]:
    """Mix ids so that their place gives nothing away; the same seed always mixes the same way.

    An ordering of two or more is never left in the order it was written in.
    """
    written = list(ids)
    mixed = list(written)
    chance = random.Random(seed)  # noqa: S311 - mixing options, nothing secret
    chance.shuffle(mixed)
    if mixed == written and len(mixed) > 1:
        mixed.append(mixed.pop(0))
    return tuple(mixed)

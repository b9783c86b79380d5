"""Quiz items of four types, and the judging of an answer: feedback on every option, always."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import msgspec

from mtlearn.language import Text  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "Answer",
    "Item",
    "Matching",
    "MultipleResponse",
    "Option",
    "Ordering",
    "Pair",
    "Remark",
    "SingleChoice",
    "Step",
    "Verdict",
    "is_complete",
    "judge",
    "parts",
    "shuffled",
]


class _Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="type"):
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


class SingleChoice(_Asked, frozen=True, tag="single-choice"):
    """One option holds."""

    options: tuple[Option, ...]


class MultipleResponse(_Asked, frozen=True, tag="multiple-response"):
    """Some options hold; all of them are asked for."""

    options: tuple[Option, ...]


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of an ordering, and why it stands where it stands."""

    id: str
    text: Text
    feedback: Text


class Ordering(_Asked, frozen=True, tag="ordering"):
    """Steps, written here in the order that holds."""

    steps: tuple[Step, ...]


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A left side and the right side that belongs to it, and why."""

    id: str
    left: Text
    right: Text
    feedback: Text


class Matching(_Asked, frozen=True, tag="matching"):
    """Pairs to be brought together."""

    pairs: tuple[Pair, ...]


Item = SingleChoice | MultipleResponse | Ordering | Matching
Answer = tuple[str, ...]
"""Ids, whatever the type: the option chosen; the options chosen; the steps in the order given;
or, for a matching, the ids of the right sides in the order of ``Matching.pairs``."""


class Remark(msgspec.Struct, frozen=True):
    """Feedback on one option, step or pair: did the answer treat it as it is, and why."""

    id: str
    right: bool
    feedback: Text


class Verdict(msgspec.Struct, frozen=True):
    """The judging of one answer: whether all of it holds, and a remark on every part."""

    right: bool
    remarks: tuple[Remark, ...]


def parts(item: Item) -> tuple[str, ...]:
    """Give the ids of an item's options, steps or pairs, as written."""
    match item:
        case SingleChoice() | MultipleResponse():
            return tuple(option.id for option in item.options)
        case Ordering():
            return tuple(step.id for step in item.steps)
        case Matching():
            return tuple(pair.id for pair in item.pairs)


def is_complete(item: Item, answer: Sequence[str]) -> bool:
    """Say whether an answer can be judged: ids the item has, each once, and as many as it takes."""
    known = set(parts(item))
    if len(set(answer)) != len(answer) or not set(answer) <= known:
        return False
    match item:
        case SingleChoice():
            return len(answer) == 1
        case MultipleResponse():
            return len(answer) >= 1
        case Ordering() | Matching():
            return len(answer) == len(known)


def judge(item: Item, answer: Sequence[str]) -> Verdict:
    """Judge an answer; every option, step or pair gets its feedback, chosen or not.

    Raises:
        ValueError: the answer is not complete (see :func:`is_complete`).
    """
    if not is_complete(item, answer):
        message = (
            f"An answer to {item.id!r} must name {', '.join(parts(item))}, each at most once; got {answer!r}."
        )
        raise ValueError(message)
    match item:
        case SingleChoice() | MultipleResponse():
            remarks = tuple(
                Remark(option.id, (option.id in answer) == option.right, option.feedback)
                for option in item.options
            )
        case Ordering():
            remarks = tuple(
                Remark(step.id, step.id == given, step.feedback)
                for step, given in zip(item.steps, answer, strict=True)
            )
        case Matching():
            remarks = tuple(
                Remark(pair.id, pair.id == given, pair.feedback)
                for pair, given in zip(item.pairs, answer, strict=True)
            )
    return Verdict(all(remark.right for remark in remarks), remarks)


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

"""Items are judged the same whatever order they are shown in, and every part always gets its feedback."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.course.item import (
    Matching,
    MultipleResponse,
    Option,
    Ordering,
    Pair,
    SingleChoice,
    Step,
    is_complete,
    judge,
    parts,
    shuffled,
)
from mtlearn.course.lesson import items
from mtlearn.language import Text

if TYPE_CHECKING:
    from mtlearn.course.item import Item


def text(word: str) -> Text:
    return Text(nb=word, en=word)


SINGLE = SingleChoice(
    id="one",
    objective="brew",
    prompt=text("?"),
    options=(
        Option("a", text("A"), text("why a"), right=True),
        Option("b", text("B"), text("why b")),
        Option("c", text("C"), text("why c")),
    ),
)
MULTIPLE = MultipleResponse(
    id="several",
    objective="brew",
    prompt=text("?"),
    options=(
        Option("a", text("A"), text("why a"), right=True),
        Option("b", text("B"), text("why b")),
        Option("c", text("C"), text("why c"), right=True),
    ),
)
ORDERING = Ordering(
    id="order",
    objective="brew",
    prompt=text("?"),
    steps=tuple(Step(name, text(name), text(f"why {name}")) for name in "abcd"),
)
MATCHING = Matching(
    id="match",
    objective="brew",
    prompt=text("?"),
    pairs=tuple(Pair(name, text(name), text(name.upper()), text(f"why {name}")) for name in "abc"),
)
ALL = [SINGLE, MULTIPLE, ORDERING, MATCHING]
WRITTEN = {item.id: item for item in items("little-lesson", Path(__file__).parents[1] / "little-course")}


@pytest.mark.parametrize(
    ("item", "answer", "right", "remarks"),
    [
        (SINGLE, "a", True, [True, True, True]),
        (SINGLE, "b", False, [False, False, True]),
        (MULTIPLE, "ac", True, [True, True, True]),
        (MULTIPLE, "ca", True, [True, True, True]),
        (MULTIPLE, "a", False, [True, True, False]),
        (MULTIPLE, "abc", False, [True, False, True]),
        (ORDERING, "abcd", True, [True] * 4),
        (ORDERING, "bacd", False, [False, False, True, True]),
        (MATCHING, "abc", True, [True] * 3),
        (MATCHING, "acb", False, [True, False, False]),
    ],
)
def test_each_type_judges_every_part(item: Item, answer: str, right: bool, remarks: list[bool]) -> None:  # noqa: FBT001 - a table
    """An answer holds when all its parts do; each part says for itself whether it was seen as it is."""
    verdict = judge(item, tuple(answer))
    assert right == verdict.right
    assert remarks == [remark.right for remark in verdict.remarks]
    assert list(parts(item)) == [remark.id for remark in verdict.remarks]
    assert all(remark.feedback.en for remark in verdict.remarks)


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        (SINGLE, ""),
        (SINGLE, "ab"),
        (SINGLE, "z"),
        (MULTIPLE, ""),
        (MULTIPLE, "aa"),
        (ORDERING, "abc"),
        (ORDERING, "abca"),
        (MATCHING, "aab"),
        (MATCHING, "ab"),
    ],
)
def test_an_answer_with_gaps_is_not_judged(item: Item, answer: str) -> None:
    """Too few, too many, twice the same, or unknown: nothing is judged, and the error says what is asked."""
    assert not is_complete(item, tuple(answer))
    with pytest.raises(ValueError, match="must name"):
        judge(item, tuple(answer))


@given(st.lists(st.text(min_size=1), unique=True), st.text())
def test_mixing_keeps_every_part_and_comes_out_the_same_again(ids: list[str], seed: str) -> None:
    """The same seed always mixes the same way, nothing is lost, and the written order never stays."""
    mixed = shuffled(ids, seed)
    assert sorted(ids) == sorted(mixed)
    assert mixed == shuffled(ids, seed)
    assert len(ids) < 2 or tuple(ids) != mixed


@given(st.sampled_from(ALL), st.data())
def test_any_complete_answer_can_be_judged(item: Item, data: st.DataObject) -> None:
    """Whatever can be given as an answer gets a verdict that agrees with its remarks."""
    answer = tuple(data.draw(st.permutations(parts(item))))
    if isinstance(item, SingleChoice):
        answer = answer[:1]
    verdict = judge(item, answer)
    assert all(remark.right for remark in verdict.remarks) == verdict.right


@pytest.mark.parametrize(
    ("name", "answer", "remarks"),
    [
        ("lid", ("false", "warm"), [True, True, True, True]),
        ("lid", ("true", "warm"), [False, True, True, True]),
        ("lid", ("false", "air"), [True, False, False, True]),
        ("fill", ("Vannet", "teblader "), [True, True]),
        ("fill", ("melken", "tea-leaves"), [False, True]),
        ("minutes", ("3,5",), [True]),
        ("minutes", ("4 minutter",), [True]),
        ("minutes", ("4.01",), [False]),
        ("where", ("pour-it",), [True, True, True]),
        ("where", ("sat",), [True, False, False]),
        ("heard", ("same",), [True, True, True]),
        ("heard", ("echo",), [False, False, True]),
    ],
)
def test_the_newer_types_judge_every_part_too(
    name: str, answer: tuple[str, ...], remarks: list[bool]
) -> None:
    """A statement has a remark of its own before its reasons; what is typed has one a gap or number."""
    verdict = judge(WRITTEN[name], answer)
    assert remarks == [remark.right for remark in verdict.remarks]
    assert all(remarks) == verdict.right
    assert all(remark.feedback.nb and remark.feedback.en for remark in verdict.remarks)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("lid", ("warm",)),
        ("lid", ("maybe", "warm")),
        ("lid", ("true", "steam")),
        ("fill", ("vann",)),
        ("fill", ("vann", "  ")),
        ("fill", ("vann", "x" * 201)),
        ("minutes", ("noen",)),
        ("minutes", ("3 eller 4",)),
        ("minutes", ("3", "4")),
        ("where", ("sat", "cup-out")),
        ("heard", ()),
    ],
)
def test_what_is_not_all_there_is_not_judged(name: str, answer: tuple[str, ...]) -> None:
    """A gap left open, a number that cannot be read, half a true-false: nothing is judged."""
    assert not is_complete(WRITTEN[name], answer)

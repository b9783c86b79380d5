"""A slip in a newer type of item is said with its file and line, and what belongs there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from mtlearn.course.item import Item, Sound
from mtlearn.course.loading import load
from mtlearn.errors import ContentError
from mtlearn.music.coplayers.coplayer import WAYS
from mtlearn.music.partner.partner import STANCES

QUIZ = Path(__file__).parents[1] / "little-course" / "little-lesson" / "quiz.yaml"


@pytest.mark.parametrize(
    ("item", "old", "new", "expected"),
    [
        ("lid", "id: warm, right: true", "id: warm", "exactly one reason should be right; right are none"),
        ("lid", "{id: air,", "{id: air, right: true,", "right are warm, air"),
        ("lid", "{id: air,", "{id: warm,", "two reasons are called 'warm'"),
        ("lid", "{id: air,", "{id: statement,", "'statement' is the statement's own name"),
        ("lid", "  holds: false\n", "", "missing required field `holds`"),
        ("lid", "holds: false", "holds: sometimes", "Expected `bool`"),
        ("fill", "{water}, så", "{tea}, så", "the text in nb has the gap 'tea', which is not under gaps"),
        ("fill", "The {leaves} draw", "They draw", "the gap 'leaves' does not stand in the text in en"),
        ("fill", "The {leaves}", "The {water}", "two gaps are called 'water'"),
        ("fill", "en: [water]", "en: []", "the gap 'water' should accept at least one word in en"),
        ("fill", "en: [water]", "de: [wasser]", "unknown field `de`"),
        ("minutes", "tolerance: 0.5", "tolerance: -1", "tolerance should be 0 or more; it is -1"),
        ("minutes", "value: 3.5", "value: .inf", "should be numbers"),
        ("where", "id: pour-it, right: true", "id: pour-it", "exactly one spot should be right"),
        ("heard", "stance: mirroring", "stance: healing", "Invalid enum value 'healing'"),
        ("heard", "seconds: 8", "seconds: 300", "seconds should be from 5 to 40; it is 300"),
        ("heard", "seconds: 8", "closeness: 2", "closeness should be from 0 to 1; it is 2"),
        ("heard", "{id: echo,", "{id: echo, right: true,", "exactly one option should be right"),
    ],
)
def test_a_slip_is_said_with_its_line(tmp_path: Path, item: str, old: str, new: str, expected: str) -> None:
    """The line is in the item that is damaged."""
    before, mark, after = QUIZ.read_text(encoding="utf-8").partition(f"  id: {item}\n")
    assert old in after
    path = tmp_path / "quiz.yaml"
    path.write_text(before + mark + after.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=re.escape(expected)) as caught:
        load(path, tuple[Item, ...])
    first = before.count("\n")
    assert first <= (caught.value.line or 0) <= first + 12


def test_what_can_be_heard_is_what_the_players_can_play() -> None:
    """The course's content may name any stance and any co-player there is, and no other."""
    hints = get_type_hints(Sound)
    assert tuple(STANCES) == get_args(hints["stance"])
    assert tuple(WAYS) == get_args(hints["coplayer"])

"""A scene carries what was chosen onward: in how it is told, what is offered and where it leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.course.lesson import scene
from mtlearn.course.scene import State, walk

SCENE = scene("little-lesson", Path(__file__).parents[1] / "little-course")


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("", True),
        ("  ", True),
        ("trust >= 2", True),
        ("trust > 2", False),
        ("room < 0", True),
        ("room == -1", True),
        ("trust<=2 and room<0", True),
        ("trust >= 2 and safety > 0", False),
    ],
)
def test_conditions_read_the_state(condition: str, holds: bool) -> None:  # noqa: FBT001 - a table
    """A condition is a few comparisons, all of which must hold."""
    assert holds == State(trust=2, room=-1).meets(condition)


@pytest.mark.parametrize(
    "condition", ["trust", "hope > 1", "trust => 2", "trust > 1 or room > 1", "trust > x"]
)
def test_a_condition_that_cannot_be_read_says_how_to_write_one(condition: str) -> None:
    """An author's slip is named with an example beside it."""
    with pytest.raises(ValueError, match="write for example"):
        State().meets(condition)


def test_a_choice_changes_how_the_next_moment_is_told_and_what_it_offers() -> None:
    """After pouring without asking it is silent at the table, and one may ask again."""
    way = walk(SCENE, ["pour"])
    table = SCENE.moment(way.at)
    assert table is not None
    assert "You sit silently at the table." == table.told(way.state).en
    assert ["wait", "talk", "again"] == [choice.id for choice in table.offered(way.state)]
    asked = walk(SCENE, ["ask"])
    assert "You sit at the table." == table.told(asked.state).en
    assert ["wait", "talk"] == [choice.id for choice in table.offered(asked.state)]


def test_the_same_choice_leads_elsewhere_in_another_state() -> None:
    """Talking about the weather ends differently when there is room."""
    assert "hum" == walk(SCENE, ["ask", "talk"]).at
    assert "later" == walk(SCENE, ["pour", "talk"]).at


def test_a_walk_keeps_the_state_before_and_after_each_step() -> None:
    """The debrief can say what each choice did, because each step holds both states."""
    way = walk(SCENE, ["ask", "wait"])
    assert ("ask", "wait") == way.choices
    assert [State(), State(trust=1, room=2)] == [step.before for step in way.steps]
    assert State(trust=1, room=2, initiative=1, safety=1) == way.state == way.steps[-1].after


def test_a_walk_may_come_back_to_a_moment() -> None:
    """Asking again opens the door again, with the state carried along."""
    way = walk(SCENE, ["pour", "again", "ask"])
    assert "table" == way.at
    assert State(trust=1, initiative=-1) == way.state


def test_choices_the_scene_no_longer_has_end_the_walk_where_they_stand() -> None:
    """An answer saved before the scene was rewritten opens as far as it goes."""
    assert ("ask",) == walk(SCENE, ["ask", "dance", "wait"]).choices
    assert () == walk(SCENE, ["wait"]).choices
    assert ("ask", "wait") == walk(SCENE, ["ask", "wait", "wait"]).choices


@given(st.lists(st.sampled_from(["ask", "pour", "wait", "talk", "again"]), max_size=12))
def test_every_walk_stands_somewhere(choices: list[str]) -> None:
    """Whatever was chosen, the scene is at a moment or an ending, and replaying it leads there too."""
    way = walk(SCENE, choices)
    assert (SCENE.moment(way.at) is None) != (SCENE.ending(way.at) is None)
    assert way == walk(SCENE, way.choices)

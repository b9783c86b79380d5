"""All ways through a scene, followed together, come to what they come to one by one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mtlearn.course.lesson import scene
from mtlearn.course.scene import walk
from mtlearn.course.ways import ways

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtlearn.course.scene import Scene, Walk

LITTLE = scene("little-lesson", Path(__file__).parents[1] / "little-course")


def one_by_one(shown: Scene, choices: tuple[str, ...] = ()) -> Iterator[Walk]:
    """Walk every way to its end, each by itself."""
    way = walk(shown, choices)
    moment = shown.moment(way.at)
    if moment is None:
        yield way
        return
    for choice in moment.offered(way.state):
        yield from one_by_one(shown, (*choices, choice.id))


def test_a_scene_followed_all_at_once_is_the_scene_walked_way_by_way() -> None:
    """The same endings in as many decisions, the same choices taken, the same distance from the start."""
    shown = scene("safety")
    found, walks = ways(shown), list(one_by_one(shown))

    assert len(walks) > 1000
    counts = {(way.at, len(way.steps)) for way in walks}
    endings = {name: sorted(n for at, n in counts if at == name) for name, _ in counts}
    assert {name: (counts[0], counts[-1]) for name, counts in endings.items()} == found.endings
    assert {(step.moment.id, step.choice.id) for way in walks for step in way.steps} == found.taken
    states = [step.after for way in walks for step in way.steps]
    assert {name: max(abs(getattr(state, name)) for state in states) for name in found.widest} == found.widest


def test_a_scene_that_can_go_round_for_ever_is_said_to_circle() -> None:
    """Pouring and asking again leads back to the door, as often as one likes."""
    assert {"door", "table"} & ways(LITTLE).circling
    assert {"hum", "later"} == set(ways(LITTLE).endings)

"""An idea that comes back is known again, moved and varied, and other tunes are not taken for it."""

from __future__ import annotations

import random

import pytest

from mtlearn.music.coplayers.echo import echoes
from mtlearn.music.coplayers.idea import Idea, drawn_out, invented, turned

IDEA = Idea((0, 2, 1, -1), (0.5, 0.5, 1.0, 2.0))


@pytest.mark.parametrize(
    "heard",
    [
        IDEA,
        drawn_out(IDEA, 2),
        Idea(IDEA.steps, (0.5, 0.75, 1.0, 1.0)),
        Idea((0, 2, 1), (0.5, 0.5, 3.0)),
        Idea((0, 1, 3, 2, 0), (1.0, *IDEA.beats)),
    ],
)
def test_it_is_known_again(heard: Idea) -> None:
    """As it was, slower, uneven, without its end, with a tone before it."""
    assert echoes(IDEA, heard)


@pytest.mark.parametrize(
    "heard", [turned(IDEA), Idea((0, 2), (0.5, 0.5)), Idea(IDEA.steps, (2.0, 0.25, 2.0, 0.25))]
)
def test_something_else_is_not_taken_for_it(heard: Idea) -> None:
    """Upside down, two tones only, or in quite another rhythm."""
    assert not echoes(IDEA, heard)


def test_a_longer_idea_may_come_back_wider() -> None:
    """Of five tones, four in a row are enough, and their steps may differ by one."""
    longer = Idea((0, 1, 3, 2, 0), (1.0, 0.5, 0.5, 1.0, 1.0))
    assert echoes(longer, Idea((0, 2, 3, 1, 0), longer.beats))
    assert not echoes(longer, Idea((0, 3, 4, 1, 0), longer.beats))


def test_two_tones_can_not_be_echoed() -> None:
    """Too little to know it by."""
    assert not echoes(Idea((0, 1), (1.0, 1.0)), IDEA)


def test_ideas_drawn_by_chance_are_seldom_taken_for_one_another() -> None:
    """Among ideas of four tones and more, fewer than one in eight."""
    chance = random.Random(1)  # noqa: S311 - play
    pairs = [(invented(chance, chance.choice((4, 5))), invented(chance, 5)) for _ in range(400)]
    assert sum(echoes(one, other) for one, other in pairs if one != other) < 50

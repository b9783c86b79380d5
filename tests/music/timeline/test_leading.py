"""Who moved first is found where it is so, and nothing is said where it is not clear."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.music.note import Duo, Note, Phrase
from mtlearn.music.timeline.change import changes
from mtlearn.music.timeline.leading import followings, mostly_first

Turn = tuple[float, float, float, float]
"""When, and from then on how much stronger, how much higher, how many times as dense."""
TURNS: list[Turn] = [
    (15, 25, 0, 1),
    (35, 0, 9, 1),
    (50, -25, 0, 1),
    (70, 0, -9, 1),
    (85, 0, 0, 2),
    (105, 0, 0, 0.5),
]


def player(seed: int, turns: list[Turn], jitter: float = 0.3) -> Phrase:
    """Two minutes of playing that wavers as people do, and changes as told."""
    chance = random.Random(seed)  # noqa: S311 - music, not secrets
    time, notes = 0.0, []
    while time < 120:
        strength, height, dense = 60.0, 64.0, 1.0
        for at, stronger, higher, denser in turns:
            if time >= at:
                strength, height, dense = strength + stronger, height + higher, dense * denser
        velocity = min(127, max(1, round(chance.gauss(strength, 7))))
        notes.append(Note(time, 0.2, round(chance.gauss(height, 3)), velocity))
        time += 0.4 / dense * max(0.2, chance.gauss(1, jitter))
    return tuple(notes)


def later(turns: list[Turn], by: float) -> list[Turn]:
    return [(at + by, *rest) for at, *rest in turns]  # type: ignore[misc]


@pytest.mark.parametrize("seed", range(6))
def test_who_goes_before_in_loudness_register_and_density_is_found(seed: int) -> None:
    """The partner does all I do two and a half seconds later: who was first is found, and when."""
    found = followings(Duo(player(seed, TURNS), player(seed + 50, later(TURNS, 2.5))))
    assert mostly_first(found) == "mine"
    assert "partner" not in {one.first for one in found}
    sure = [one for one in found if one.first == "mine"]
    assert len(sure) >= 4
    for one in sure:
        assert min(abs(one.start - at) for at, *_ in TURNS) < 2
        assert 1 < one.end - one.start < 5


def test_what_came_at_the_same_time_is_together() -> None:
    """Where both become stronger at once nobody is first."""
    found = followings(Duo(player(1, TURNS[:1]), player(2, TURNS[:1])))
    assert [("velocity", True, None)] == [(one.side, one.up, one.first) for one in found]


def test_steady_playing_changes_nothing() -> None:
    """Two who waver and do not change: in eighty minutes next to nothing is found."""
    pairs = [followings(Duo(player(seed, []), player(seed + 1000, []))) for seed in range(40)]
    assert sum(len(found) for found in pairs) <= 4


def test_two_who_do_not_hear_one_another_have_nobody_first() -> None:
    """Both change by chance: who mostly moved first is not said, but in a few of a hundred."""
    said = 0
    for seed in range(60):
        chance = random.Random(seed)  # noqa: S311 - music, not secrets
        turns = [
            [(chance.uniform(10, 110), chance.choice([-25, 25]), 0, 1) for _ in range(5)] for _ in range(2)
        ]
        found = followings(Duo(player(seed, sorted(turns[0])), player(seed + 1000, sorted(turns[1]))))  # type: ignore[arg-type]
        said += mostly_first(found) is not None
    assert said <= 4


def test_a_change_is_where_it_was_and_how_large() -> None:
    """Even playing that becomes 30 stronger at 10 s, and an octave higher at 20 s."""
    notes = tuple(Note(n * 0.5, 0.3, 60 if n < 40 else 72, 50 if n < 20 else 80) for n in range(60))
    assert [(10.0, 30.0)] == [(one.at, one.by) for one in changes(notes, "velocity")]
    assert [(20.0, 12.0)] == [(one.at, one.by) for one in changes(notes, "pitch")]
    assert () == changes(notes, "density")


few = st.lists(
    st.builds(Note, st.floats(0, 30), st.floats(0, 2), st.integers(0, 127), st.integers(1, 127)), max_size=60
).map(lambda notes: tuple(sorted(notes)))


@settings(max_examples=100, deadline=None)
@given(few, few)
def test_changing_places_changes_who_was_first(mine: Phrase, partner: Phrase) -> None:
    """Nothing else depends on who is called me."""
    other = {"mine": "partner", "partner": "mine", None: None}
    swapped = [one._replace(first=other[one.first]) for one in followings(Duo(partner, mine))]  # type: ignore[arg-type]
    assert list(followings(Duo(mine, partner))) == swapped

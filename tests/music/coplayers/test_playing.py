"""How somebody plays is moved by what the other does, by shares and within bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.coplayers.playing import Playing, answered, span
from mtlearn.music.coplayers.ways import BY_NAME

USUAL = Playing(tempo=80, velocity=60, tones=4, breath=2.0)


def test_at_level_nought_nothing_changes() -> None:
    """Left to itself it plays as it does."""
    assert USUAL == answered(USUAL, {"met": {"tones": 1.0}}, {"met": 0.0})


def test_each_side_moves_by_its_share() -> None:
    """Half met, with a share of one: half as many tones again."""
    found = answered(USUAL, {"met": {"tones": 1.0}, "overrun": {"breath": 0.5}}, {"met": 0.5, "overrun": 1.0})
    assert pytest.approx(6.0) == found.tones
    assert pytest.approx(3.0) == found.breath
    assert USUAL.tempo == found.tempo


@given(
    st.sampled_from(tuple(BY_NAME)),
    st.fixed_dictionaries({name: st.floats(0, 1) for name in ("met", "room", "overrun", "ground")}),
)
def test_whatever_happens_it_stays_within_bounds(way: str, levels: dict[str, float]) -> None:
    """No way is driven anywhere: between a third and somewhat more than double of what it was."""
    base = BY_NAME[way].usual
    found = answered(base, BY_NAME[way].answers, levels)
    for side in ("tempo", "tones", "breath", "reach", "held"):
        assert 0.34 * getattr(base, side) <= getattr(found, side) <= 2.21 * getattr(base, side)
    assert 20 <= found.velocity <= 122
    assert 0 <= found.register <= 1


@given(st.floats(0, 1), st.floats(0, 20), st.integers(1, 30))
def test_the_span_lies_among_the_tones_there_are(register: float, reach: float, count: int) -> None:
    """Both ends are tones that can be played."""
    low, high = span(Playing(80, 60, 4, 2, register=register, reach=reach), count)
    assert 0 <= low <= high <= count - 1

"""Bars are played in the order a musician plays them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.reading.repeats import Signs, played

ONE, TWO, THREE = (frozenset({n}) for n in (1, 2, 3))
BOTH = frozenset({1, 2})


@pytest.mark.parametrize(
    ("bars", "expected"),
    [
        ([Signs()] * 3, "abc"),
        ([Signs(), Signs(times=2), Signs()], "ababc"),
        ([Signs(), Signs(begins=True), Signs(times=3), Signs()], "abcbcbcd"),
        ([Signs(begins=True), Signs(times=2, endings=ONE), Signs(endings=TWO), Signs()], "abacd"),
        ([Signs(), Signs(times=2, endings=BOTH), Signs(endings=THREE), Signs()], "ababacd"),
        (
            [
                *(Signs(begins=True), Signs(times=2, endings=ONE), Signs(endings=TWO)),
                *(Signs(begins=True), Signs(times=2, endings=ONE), Signs(times=2, endings=TWO), Signs()),
            ],
            "abacdedfg",
        ),
        ([Signs(), Signs(times=2, endings=ONE), Signs(endings=TWO), Signs(), Signs(times=2)], "abacdede"),
    ],
)
def test_repeats_and_endings(bars: list[Signs], expected: str) -> None:
    """Plain repeats, repeats with endings, one strain after another."""
    order = played(bars, 100)
    assert order is not None
    assert expected == "".join("abcdefg"[at] for at in order)


@given(
    st.lists(
        st.builds(Signs, st.booleans(), st.integers(0, 4), st.frozensets(st.integers(1, 3), max_size=2)),
        max_size=30,
    )
)
def test_it_always_comes_to_an_end(bars: list[Signs]) -> None:
    """Whatever the signs, every bar outside endings is played, or there are too many."""
    order = played(bars, 10_000)
    assert order is None or {at for at, one in enumerate(bars) if not one.endings} <= set(order)

"""A groove in layers: from sparse to dense, without a seam, with taps drawn softly to the grid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.backing.setting import Setting
from mtlearn.music.layers import BEATS, DENSITIES, LAYERS, OWN, Groove, Layer, Tap, bar, drawn, steps

SETTING = Setting("modal-vamp", 60, "dorian", 92, 4)


def groove(*on: str, density: int = 0, **how: object) -> Groove:
    layers = tuple(Layer(name, on=name in on, density=density) for name in LAYERS)
    return Groove(SETTING, layers=layers, **{"scale": "minor-pentatonic", **how})  # type: ignore[arg-type] # as Groove has them


@pytest.mark.parametrize("name", LAYERS)
def test_each_layer_goes_from_sparse_to_dense(name: str) -> None:
    """Each step has more strokes than the one before, in the first bar and in both."""
    for bars in (1, 2):
        counts = []
        for density in range(DENSITIES):
            made = groove(name, density=density, bars=bars)
            counts.append(sum(len(bar(made, number).strokes) for number in range(bars)))
        assert sorted(set(counts)) == counts


@given(st.sets(st.sampled_from(LAYERS)), st.integers(0, 3), st.integers(1, 2), st.integers(0, 7))
def test_only_the_layers_that_play_are_heard(on: set[str], density: int, bars: int, number: int) -> None:
    """Every bar has its length to the frame, its strokes inside it, and is the same when asked again."""
    made = groove(*on, density=density, bars=bars)
    found = bar(made, number)
    assert found == bar(made, number)
    assert pytest.approx(BEATS * 60 / 92) == found.length
    assert {stroke.part for stroke in found.strokes} <= on
    assert all(-0.03 <= stroke.onset < found.length for stroke in found.strokes)
    if on and number % bars == 0:
        assert found.strokes


def test_the_next_time_round_the_hands_play_it_otherwise() -> None:
    """The same pattern, a little early or late: no loop is a copy of the one before."""
    made = groove(*LAYERS, density=1)
    one, other = bar(made, 2), bar(made, 4)
    assert [stroke.pitch for stroke in one.strokes].sort() == [
        stroke.pitch for stroke in other.strokes
    ].sort()
    assert one.strokes != other.strokes


def test_a_layer_can_be_softer_without_leaving() -> None:
    """The level counts for its own strokes alone."""
    loud = {s.part: s.velocity for s in bar(groove("low", "shaker"), 0).strokes}
    layers = tuple(Layer(n, on=n in {"low", "shaker"}, level=50 if n == "low" else 100) for n in LAYERS)
    soft = {s.part: s.velocity for s in bar(groove()._replace(layers=layers), 0).strokes}
    assert soft["low"] < loud["low"]
    assert soft["shaker"] == loud["shaker"]


@given(st.floats(0, 7.999), st.integers(0, 100))
def test_taps_are_drawn_towards_the_grid_as_far_as_one_wants(place: float, pull: int) -> None:
    """At 0 they stay as played, at 100 they lie on a sixteenth; on the way they come nearer, never past."""
    found = drawn(place, pull, 8)
    off = abs(place / 0.25 - round(place / 0.25))
    after = abs(found / 0.25 - round(found / 0.25))
    assert 0 <= found < 8
    assert after <= off + 1e-6
    assert pytest.approx(place) == drawn(place, 0, 8)
    nearest = drawn(place, 100, 8) / 0.25
    assert pytest.approx(round(nearest), abs=1e-6) == nearest


def test_what_was_tapped_plays_in_its_own_bar() -> None:
    """A tap near the end of the loop that is drawn to its beginning plays there."""
    made = groove(taps=(Tap(1.1, 60, 80), Tap(5.0, 64, 80), Tap(7.97, 67, 80)), pull=100)
    first, second = bar(made, 0), bar(made, 1)
    assert [67, 60] == [stroke.pitch for stroke in first.strokes]
    assert [64] == [stroke.pitch for stroke in second.strokes]
    assert {OWN} == {stroke.part for stroke in (*first.strokes, *second.strokes)}
    assert frozenset({0, 2, 10}) == steps(made, made.own)

"""A groove in layers: from sparse to dense, without a seam, with taps drawn softly to the grid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.backing.metre import METRES, SIGNATURES, Signature, beat_length
from mtlearn.music.backing.setting import Setting
from mtlearn.music.groove_patterns import DRUMS, TONES
from mtlearn.music.layers import DENSITIES, LAYERS, OWN, Groove, Layer, Tap, bar, steps

SETTING = Setting("modal-vamp", 60, "dorian", 92, 4)


def groove(*on: str, density: int = 0, **how: object) -> Groove:
    layers = tuple(Layer(name, on=name in on, density=density) for name in LAYERS)
    return Groove(SETTING, layers=layers, **{"scale": "minor-pentatonic", **how})  # type: ignore[arg-type] # as Groove has them


def test_a_loop_can_have_each_metre_the_music_to_play_over_has() -> None:
    """Every layer is written in each of them, bar by bar in sixteenths."""
    assert ((4, 4), (3, 4), (6, 8)) == SIGNATURES
    assert set(SIGNATURES) == {one for one in METRES.values() if one} == set(DRUMS) == set(TONES)
    for metre in SIGNATURES:
        assert set(LAYERS) == {*DRUMS[metre], *TONES[metre]}
        written = [one for rows in DRUMS[metre].values() for row in rows for _, one in row]
        written += [one for rows in TONES[metre].values() for one, _ in rows]
        for one in written:
            assert [metre[0] * 16 // metre[1]] * 2 == [len(part) for part in one.split(" ")]


@pytest.mark.parametrize("metre", SIGNATURES)
@pytest.mark.parametrize("name", LAYERS)
def test_each_layer_goes_from_sparse_to_dense(name: str, metre: Signature) -> None:
    """Each step has more strokes than the one before, in the first bar and in both."""
    for bars in (1, 2):
        counts = []
        for density in range(DENSITIES):
            made = groove(name, density=density, bars=bars, metre=metre)
            counts.append(sum(len(bar(made, number).strokes) for number in range(bars)))
        assert sorted(set(counts)) == counts


@given(
    st.sets(st.sampled_from(LAYERS)),
    st.integers(0, 3),
    st.integers(1, 2),
    st.integers(0, 7),
    st.sampled_from(SIGNATURES),
)
def test_only_the_layers_that_play_are_heard(
    on: set[str], density: int, bars: int, number: int, metre: Signature
) -> None:
    """Every bar has its length to the frame, its strokes inside it, and is the same when asked again."""
    made = groove(*on, density=density, bars=bars, metre=metre)
    found = bar(made, number)
    assert found == bar(made, number)
    beats = {(4, 4): 4, (3, 4): 3, (6, 8): 2}[metre]
    assert pytest.approx(beats * 60 / 92) == found.length
    assert [pytest.approx(one * 60 / 92) for one in range(beats)] == list(found.beats)
    assert beats * bars == made.length
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


@pytest.mark.parametrize("metre", SIGNATURES)
@pytest.mark.parametrize("bars", [1, 2])
def test_a_loop_is_as_long_as_its_bars_and_comes_round(bars: int, metre: Signature) -> None:
    """Its eighths are all counted, and the bar after the last has the strokes of the first."""
    made = groove(*LAYERS, density=2, bars=bars, metre=metre)
    whole = sum(bar(made, number).length for number in range(bars))
    assert pytest.approx(bars * metre[0] * 8 / metre[1] * beat_length(SETTING) / made.split) == whole
    first, again = bar(made, 0), bar(made, bars)
    assert sorted((s.part, s.pitch) for s in first.strokes) == sorted(
        (s.part, s.pitch) for s in again.strokes
    )
    assert max(max(steps(made, layer), default=0) for layer in made.layers) < made.length * made.split


@pytest.mark.parametrize("density", range(DENSITIES - 1))
@pytest.mark.parametrize(
    ("name", "metre"), [*(("low", metre) for metre in SIGNATURES), ("bass", (3, 4)), ("bass", (6, 8))]
)
def test_the_ground_shows_the_metre(name: str, metre: Signature, density: int) -> None:
    """Low drum and bass begin each bar, and play more on beats than between; the densest goes across."""
    made = groove(name, density=density, metre=metre)
    (layer,) = (one for one in made.layers if one.on)
    size = made.beats * made.split
    counts = [0] * size
    for place in steps(made, layer):
        counts[place % size] += 1
    assert counts[0] == max(counts) == 2
    beats = [counts[place] for place in range(0, size, made.split)]
    between = [counts[place] for place in range(size) if place % made.split]
    assert sum(beats) / len(beats) > sum(between) / len(between)


def test_in_three_the_hands_answer_on_two_and_three_and_in_six_eighths_all_sways_in_two() -> None:
    """The low drum has the one, in every metre and density."""
    waltz, sway = groove(*LAYERS, density=1, metre=(3, 4)), groove(*LAYERS, density=1, metre=(6, 8))
    hands, low = waltz.layers[1], waltz.layers[0]
    assert {2, 4, 8, 10} <= steps(waltz, hands)
    assert 0 not in steps(waltz, hands)
    assert {0, 3, 6, 9} == steps(sway, sway.layers[0])
    assert {0, 6} <= steps(waltz, low)
    for metre in SIGNATURES:
        for density in range(DENSITIES):
            made = groove(*LAYERS, density=density, metre=metre)
            assert {0, made.beats * made.split} <= steps(made, made.layers[0])


def test_what_plays_as_quickly_is_as_strong_in_any_metre() -> None:
    """Strength hangs on how quick the eighths are, and the beat of six eighths has three."""
    four = groove("shaker", density=2)._replace(setting=SETTING._replace(tempo=90))
    six = groove("shaker", density=2, metre=(6, 8))._replace(setting=SETTING._replace(tempo=60))
    loud = [[s.velocity for n in range(8) for s in bar(made, n).strokes] for made in (four, six)]
    first = [max(row) for row in loud]
    assert abs(first[0] - first[1]) <= 4


@given(st.floats(0, 3.999), st.integers(0, 100), st.sampled_from(SIGNATURES))
def test_taps_are_drawn_towards_the_grid_as_far_as_one_wants(
    place: float, pull: int, metre: Signature
) -> None:
    """At 0 they stay as played, at 100 they lie on a sixteenth; on the way they come nearer, never past."""
    made = groove(pull=pull, metre=metre)
    sixteenth = 1 / 6 if metre == (6, 8) else 1 / 4
    found = made.drawn(place)
    off = abs(place / sixteenth - round(place / sixteenth))
    after = abs(found / sixteenth - round(found / sixteenth))
    assert 0 <= found < made.length
    assert after <= off + 1e-6
    assert pytest.approx(place) == made._replace(pull=0).drawn(place)
    nearest = made._replace(pull=100).drawn(place) / sixteenth
    assert pytest.approx(round(nearest), abs=1e-6) == nearest


def test_what_was_tapped_plays_in_its_own_bar() -> None:
    """A tap near the end of the loop that is drawn to its beginning plays there."""
    made = groove(taps=(Tap(1.1, 60, 80), Tap(5.0, 64, 80), Tap(7.97, 67, 80)), pull=100)
    first, second = bar(made, 0), bar(made, 1)
    assert [67, 60] == [stroke.pitch for stroke in first.strokes]
    assert [64] == [stroke.pitch for stroke in second.strokes]
    assert {OWN} == {stroke.part for stroke in (*first.strokes, *second.strokes)}
    assert frozenset({0, 2, 10}) == steps(made, made.own)

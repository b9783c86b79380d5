"""How much room a groove leaves, and who joins where there is some."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.backing.metre import SIGNATURES, Signature
from mtlearn.music.backing.setting import Setting
from mtlearn.music.layers import LAYERS, Groove, Layer, bar
from mtlearn.music.room import MOST_OTHERS, joins, room

SETTING = Setting("modal-vamp", 60, "dorian", 92, 4)


def groove(*on: str, density: int = 0, metre: Signature = (4, 4)) -> Groove:
    layers = tuple(Layer(name, on=name in on, density=density) for name in LAYERS)
    return Groove(SETTING, layers=layers, scale="minor-pentatonic", metre=metre)


@given(st.sets(st.sampled_from(LAYERS)), st.integers(0, 3), st.sampled_from(SIGNATURES))
def test_room_is_counted_from_what_is_heard(on: set[str], density: int, metre: Signature) -> None:
    """On each eighth there are as many layers as begin a tone there when the loop is played evenly."""
    made = groove(*on, density=density, metre=metre)
    found = room(made)
    heard: dict[int, set[str]] = defaultdict(set)
    eighth = 60 / 92 / (3 if metre == (6, 8) else 2)
    count = {(4, 4): 8}.get(metre, 6)
    for number in range(2):
        for stroke in bar(made, number).strokes:
            place = round(stroke.onset / (eighth / 2)) // 2  # sixteenths belong to the eighth they follow
            heard[number * count + place].add(stroke.part)
    assert tuple(len(heard[place]) for place in range(2 * count)) == found.counts
    assert found.silent <= found.open <= 2 * count


def test_somebody_joins_where_there_is_room_and_leaves_one_place_empty() -> None:
    """They come to a loop that plays and is sparse; never to a full one, never on the last empty layer."""
    assert None is joins(groove(), [], 1)
    sparse = groove("low", "shaker")
    assert joins(sparse, [], 1) in {"hands", "bass", "chord", "bells"}
    assert joins(sparse, [], 1) == joins(sparse, [], 1)
    assert None is joins(groove("low", "hands", "shaker", "bass", density=3), [], 1)
    assert None is joins(groove(*LAYERS[:-1]), [], 1)
    assert None is joins(sparse, ["bass", "chord", "bells"][:MOST_OTHERS], 1)

"""A melody played in over music that goes round, laid to its bars."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.played_in import played_in

HEARD = {number: (2.0 * number + 1.0, 2.0) for number in range(8)}
"""Eight bars of four beats, half a second each, from the first second on; a round is four of them."""


def test_tones_near_a_beat_stand_on_it() -> None:
    """A little early or late is where it was meant; a tone just before the bar line belongs after it."""
    rows = [[1.04, 0.5, 60, 80], [1.77, 0.2, 62, 80], [2.96, 0.9, 64, 80]]
    assert ((0.0, 1.0, 60), (1.5, 0.5, 62), (4.0, 2.0, 64)) == played_in(rows, HEARD, 4, 4)


def test_the_fullest_time_round_is_the_melody_and_of_equals_the_last() -> None:
    """Somebody who tries twice keeps what they came to."""
    rows = [[1.0, 0.5, 60, 80], [9.0, 0.5, 67, 80]]
    assert ((0.0, 1.0, 67),) == played_in(rows, HEARD, 4, 4)
    assert ((0.0, 1.0, 60), (1.0, 1.0, 62)) == played_in([*rows, [1.5, 0.5, 62, 80]], HEARD, 4, 4)


def test_of_tones_struck_together_the_highest_is_sung() -> None:
    """A melody is one tone at a time."""
    assert ((0.0, 1.0, 67),) == played_in([[1.0, 0.5, 67, 80], [1.02, 0.5, 60, 80]], HEARD, 4, 4)


def test_in_six_eight_a_beat_has_three_parts() -> None:
    """Tones are laid to eighths."""
    heard = {0: (0.0, 2.4)}
    assert ((0.6667, 0.3333, 60),) == played_in([[0.82, 0.3, 60, 80]], heard, 4, 2, dotted=True)


@given(
    st.lists(
        st.tuples(st.floats(0, 30), st.floats(0.01, 5), st.integers(0, 127), st.integers(1, 127)), max_size=40
    )
)
def test_whatever_is_played_lies_in_the_round_in_order(rows: list[tuple[float, float, int, int]]) -> None:
    """Each tone at its own place, none outside the round, none without length."""
    found = played_in(rows, HEARD, 4, 4)
    places = [at for at, _, _ in found]
    assert sorted(set(places)) == places
    assert all(0 <= at < 16 and lasts > 0 for at, lasts, _ in found)

"""The drone is an open fifth on the tonic, low and still heard from a small loudspeaker."""

from __future__ import annotations

import pytest

from mtlearn.music.drone import drone


@pytest.mark.parametrize("tonic", range(36, 85))
def test_the_drone_is_the_tonic_and_its_fifth_below_the_learners_hands(tonic: int) -> None:
    root, fifth = drone(tonic)
    assert root % 12 == tonic % 12
    assert fifth - root == 7
    assert 43 <= root <= 54


def test_on_c_it_is_c3_and_g3() -> None:
    assert drone(60) == (48, 55)

"""How loud it is, recent notes most, and whether it grows."""

from __future__ import annotations

import pytest

from mtlearn.music.hearing.dynamics import swell, velocity
from mtlearn.music.move import Move


def struck(*rows: tuple[float, int]) -> list[Move]:
    return [Move(time, sounding=True, pitch=60, velocity=loud) for time, loud in rows]


def test_recent_notes_count_most() -> None:
    """Weights fall from 1 now to 0 six seconds back: 1 and one half here."""
    assert 80.0 == pytest.approx(velocity(struck((3.0, 40), (6.0, 100)), 6.0))


def test_nothing_played_has_no_loudness() -> None:
    """An empty window gives no value, as published, and not nought."""
    assert None is velocity([], 3.0)
    assert None is velocity(struck((0.0, 64)), 6.0)


@pytest.mark.parametrize(("step", "expected"), [(10, 10.0), (0, 0.0), (-5, -5.0)])
def test_growing_louder_is_heard_as_velocities_a_second(step: int, expected: float) -> None:
    """A straight rise of ten a second is ten."""
    assert expected == swell(struck(*((float(n), 60 + step * n) for n in range(5))), 4.0)


def test_a_chord_neither_grows_nor_fades() -> None:
    """Four tones struck together say nothing of where it goes."""
    assert None is swell(struck((1.0, 20), (1.0, 40), (1.01, 60), (1.01, 80)), 1.5)

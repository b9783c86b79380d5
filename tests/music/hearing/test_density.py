"""Notes a second, over the last six."""

from __future__ import annotations

from mtlearn.music.hearing.density import density
from mtlearn.music.move import Move


def struck(*times: float) -> list[Move]:
    return [Move(time, sounding=True, pitch=60, velocity=64) for time in times]


def test_density_is_onsets_divided_by_the_window() -> None:
    """Twelve notes in six seconds are two a second; older ones are not counted."""
    times = [n / 2 for n in range(40)]
    assert 2.0 == density(struck(*times), 19.5, 0.0)


def test_somebody_who_has_just_begun_does_not_seem_sparse() -> None:
    """After three seconds the window is three seconds long."""
    assert 2.0 == density(struck(0.0, 0.5, 1.0, 1.5, 2.0, 2.5), 3.0, 0.0)


def test_one_note_alone_is_not_dense() -> None:
    """The window is two seconds at the least."""
    assert 0.5 == density(struck(1.0), 1.0, 1.0)
    assert 0.0 == density([], 1.0, None)

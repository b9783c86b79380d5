"""Soft and strong, growing, softening, an accent: named where the strengths are so."""

from __future__ import annotations

from .takes import Rows, row, seen, sure


def strong(*velocities: int, step: float = 0.5) -> Rows:
    """Tones of these strengths, evenly."""
    return [(1 + n * step, 0.4, 60 + n % 3, velocity) for n, velocity in enumerate(velocities)]


def test_soft_and_strong_are_named_with_their_places() -> None:
    """The soft place lies where it is soft."""
    mine = [(1 + n * 0.7 + n % 3 * 0.09, 0.5, 60 + n % 4, 30 if n < 6 else 100) for n in range(12)]
    one = sure("dynamics", mine)
    assert one.start < 5 < one.values["there"][0]  # type: ignore[operator,index] - a span
    assert seen("dynamics", row(*[60, 62] * 8)) is None


def test_one_loud_tone_is_not_strong_playing() -> None:
    """Three in a row are listened to, not one."""
    assert seen("dynamics", strong(60, 60, 60, 60, 100, 60, 60, 60, 60)) is None


def test_growing_and_softening_are_counted_tone_for_tone() -> None:
    """Each is stronger, or softer, than the one before; to stay as one is does not grow."""
    assert 6 == sure("swell", strong(60, 50, 57, 64, 71, 80, 90, 60)).values["count"]
    assert seen("swell", strong(50, 50, 50, 50, 90)) is None
    assert 6 == sure("fade", strong(60, 95, 88, 76, 65, 57, 50, 80)).values["count"]
    assert seen("fade", strong(60, 95, 88, 76, 65, 57, 50)) is None, "that is an ending"


def test_an_accent_stands_out_of_even_strength() -> None:
    """Out of uneven strength it is no surprise."""
    assert 4.0 == sure("accent", strong(60, 62, 60, 61, 60, 62, 100, 60)).start
    assert seen("accent", strong(60, 90, 60, 90, 60, 90, 120, 60)) is None
    assert seen("accent", strong(60, 62, 60, 61, 60, 62, 80, 60)) is None

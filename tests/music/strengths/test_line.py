"""Lines, arches, slow climbs and leaps: named where the tones really go so."""

from __future__ import annotations

import pytest

from .takes import chord, row, seen, sure


@pytest.mark.parametrize(
    ("pitches", "kind"), [((60, 62, 64, 67, 69, 72), "line-up"), ((72, 69, 67, 64, 62, 60), "line-down")]
)
def test_a_line_is_named_by_its_direction_and_counted(pitches: tuple[int, ...], kind: str) -> None:
    """Six tones, all one way."""
    one = sure(kind, row(*pitches))
    assert 6 == one.values["count"]
    other = {"line-up": "line-down", "line-down": "line-up"}[kind]
    assert seen(other, row(*pitches)) is None


def test_a_repeated_tone_a_breath_or_a_chord_ends_a_line() -> None:
    """Four and two tones are no five."""
    assert seen("line-up", row(60, 62, 64, 65, 65, 67)) is None
    assert seen("line-up", [*row(60, 62, 64, 65), *row(67, 69, start=6.0)]) is None
    assert seen("line-up", [*row(60, 62, 64, 65), *chord(3.0, 55, 67), *row(69, 71, start=3.5)]) is None
    assert seen("line-up", [(1 + n * 0.005, 1.0, 60 + n, 70) for n in range(6)]) is None


def test_an_arch_goes_up_to_its_top_and_down_again() -> None:
    """Two steps each way at the least, and a third high."""
    one = sure("arch", row(60, 62, 65, 69, 67, 64, 62))
    assert {"pitch": 69, "count": 7} == one.values
    assert seen("arch", row(60, 62, 65, 69, 72)) is None
    assert seen("arch", row(69, 65, 62, 65, 69)) is None
    assert seen("arch", row(60, 61, 62, 61, 60)) is None


def test_a_slow_climb_points_at_where_it_begins_and_ends() -> None:
    """Each fifth above the one before; a single high tone at the end is no climb."""
    up = [60 + n // 2 + (n % 2) * 2 for n in range(40)]
    one = sure("climbs", row(*up))
    assert one.start > one.values["there"][0]  # type: ignore[index] - a span
    assert seen("descends", row(*up)) is None
    assert sure("descends", row(*up[::-1]))
    assert seen("climbs", row(*[60, 62] * 20, 90)) is None


def test_a_leap_surprises_after_tones_that_lie_close() -> None:
    """Among leaps it would be one more."""
    one = sure("leap", row(60, 62, 60, 62, 64, 62, 60, 79))
    assert {"pitch": 60, "to": 79} == one.values
    assert seen("leap", row(60, 72, 60, 72, 60, 72, 60, 79)) is None
    assert seen("leap", row(60, 62, 60, 62, 64, 62, 60, 67)) is None

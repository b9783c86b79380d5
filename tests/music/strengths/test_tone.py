"""Range, low with high, chords, a home, few tones or many: with the pitches and counts there are."""

from __future__ import annotations

from .takes import chord, row, seen, sure


def test_range_points_at_the_lowest_and_the_highest_tone() -> None:
    """With their names, each at its place."""
    one = sure("range", row(60, 48, 64, 67, 72, 76, 64, 60, step=1.5))
    assert {"low": 48, "high": 76, "there": (2.5, 2.9)} == one.values
    assert 8.5 == one.start
    assert seen("range", row(60, 62, 64, 67, 72, 64, 60, step=1.5)) is None


def test_low_with_high_sound_in_one_stroke() -> None:
    """Twice at the least; one after the other is not together."""
    mine = [*chord(1.0, 40, 72), *row(60, 62, start=3.0), *chord(5.0, 43, 76)]
    assert (43, 76) == tuple(sure("low-with-high", mine).values[name] for name in ("low", "high"))
    assert seen("low-with-high", row(40, 72, 43, 76, 40, 72)) is None
    assert seen("low-with-high", mine[:-2]) is None


def test_the_fullest_chord_is_counted() -> None:
    """Tones one after the other are no chord; nor is one tone struck twice at once."""
    mine = [*chord(1.0, 60, 64), *chord(3.0, 60, 64, 67, 71), *row(60, 62, start=5.0)]
    one = sure("chords", mine)
    assert 4 == one.values["count"]
    assert 3.0 == one.start
    assert seen("chords", row(60, 64, 67, 72, 60)) is None
    assert seen("chords", [*chord(1.0, 60, 60), *chord(3.0, 62, 62), *row(60, 62, start=5.0)]) is None


def test_a_cluster_is_counted_too() -> None:
    """One full stroke is enough."""
    assert 6 == sure("chords", chord(1.0, 60, 61, 62, 63, 64, 65)).values["count"]


def test_a_home_is_left_and_come_back_to() -> None:
    """Three returns; the same tone struck on and on is none."""
    one = sure("home-note", row(60, 62, 60, 64, 60, 65, 60, 67))
    assert {"pitch": 60, "count": 3} == one.values
    assert seen("home-note", row(60, 60, 60, 60, 60, 62, 64)) is None


def test_one_tone_few_tones_and_many_are_counted() -> None:
    """Each count is that of different pitches, or of strokes on the one."""
    assert {"pitch": 60, "count": 7} == sure("one-tone", row(*[60] * 7)).values
    assert 3 == sure("few-tones", row(*[60, 62, 64, 62] * 4)).values["count"]
    assert 9 == sure("many-tones", row(*range(60, 69), 60)).values["count"]
    assert seen("few-tones", row(60, 62, 64, 62)) is None
    assert seen("many-tones", row(*[60, 62, 64, 65, 67] * 4)) is None
    assert seen("one-tone", row(60, 60, 60, 62)) is None

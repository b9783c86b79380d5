"""Rests are named where nobody sounds; waiting, coming back and a sudden stop where they are."""

from __future__ import annotations

import pytest

from .takes import row, seen, sure


def test_room_is_named_where_it_is_and_how_long() -> None:
    """From the end of one tone to the beginning of the next."""
    one = sure("room", [*row(60, 62, 64, 65), *row(60, 64, 62, 60, start=6.5)])
    assert (2.9, 6.5) == pytest.approx((one.start, one.end))
    assert 3.6 == pytest.approx(one.values["length"])


def test_a_rest_the_partner_sounds_in_is_no_room() -> None:
    """Neither where it begins a tone there, nor where one of its tones rings through."""
    mine = [*row(60, 62, 64, 65), *row(60, 64, 62, 60, start=6.5)]
    assert seen("room", mine, row(60, 62, start=3.8, step=1.4, length=1.3)) is None
    assert seen("room", mine, [(2.6, 3.8, 60, 70)]) is None


def test_with_a_partner_of_its_own_will_a_rest_of_both_is_one_together() -> None:
    """And is not called the learner's alone."""
    mine = [*row(60, 62, 64, 65), *row(60, 64, 62, 60, start=6.5)]
    partner = row(84, 86, 88, start=1.2, step=0.4)
    assert (2.9, 6.5) == pytest.approx(sure("rest-together", mine, partner, led=False)[2:4])
    assert seen("room", mine, partner, led=False) is None
    assert seen("rest-together", mine, partner, led=True) is None


def test_a_rest_before_the_other_has_begun_is_ones_own() -> None:
    """Nobody who is not there yet leaves it room."""
    mine = [*row(60, 62, 64, 65), *row(60, 64, 62, start=8.0)]
    assert seen("rest-together", mine, row(72, 74, start=8.5), led=False) is None
    assert seen("room", mine, row(72, 74, start=8.5), led=False)


def test_silence_before_the_first_and_after_the_last_tone_is_no_rest() -> None:
    """The partner may play on; the learner's music is over."""
    assert seen("room", row(60, 62, 64, 65, start=9.0)) is None
    assert seen("rest-together", row(60, 62, 64, 65), row(84, 86, start=12.0, step=4.0), led=False) is None


def test_coming_back_is_named_after_four_seconds() -> None:
    """It points at what is played after the rest."""
    one = sure("returns", [*row(60, 62, 64, 65), *row(60, 64, 62, start=8.0)])
    assert (8.0, 9.4) == pytest.approx((one.start, one.end))
    assert 5.1 == pytest.approx(one.values["length"])
    assert seen("returns", [*row(60, 62, 64, 65), *row(60, 64, 62, start=6.0)]) is None


def test_waiting_before_the_last_tone_is_named_where_it_is_longer_than_usual() -> None:
    """Among rests as long as it, it is nothing special."""
    one = sure("before-last", [*row(60, 62, 64, 65, 67, 69), (6.0, 1.0, 72, 70)])
    assert 6.0 - 3.9 == pytest.approx(one.values["length"])
    assert 6.0 == one.start
    assert seen("before-last", row(60, 62, 64, 65, 67, 69, 72, step=2.5)) is None
    assert seen("before-last", row(60, 62, 64, 65, 67, 69, 72)) is None


def test_a_sudden_silence_comes_after_close_playing() -> None:
    """And not after slow playing."""
    busy, after = row(*[60, 62] * 10, step=0.25, length=0.2), row(64, 65, start=9.0)
    one = sure("sudden-silence", [*busy, *after])
    assert (5.95, 9.0) == pytest.approx((one.start, one.end))
    assert seen("sudden-silence", [*row(*[60, 62] * 4, step=1.0), *row(64, 65, start=12.0)]) is None

"""A beginning, an ending, staying and coming round: named where they are so."""

from __future__ import annotations

import pytest

from .takes import Rows, row, seen, sure


def test_a_short_first_phrase_with_air_after_it_is_a_beginning() -> None:
    """Where the partner steps into that air, it does not stand by itself."""
    mine = [*row(60, 62, 64), *row(60, 64, 62, 60, start=5.0)]
    assert (1.0, 2.4) == pytest.approx(sure("beginning", mine)[2:4])
    assert seen("beginning", mine, row(72, 74, start=3.2)) is None
    assert seen("beginning", row(*[60, 62] * 10)) is None


def test_beginning_alone_is_named_where_the_partner_comes_later() -> None:
    """With two strokes or more before it does."""
    assert (1.0, 2.0) == pytest.approx(
        sure("began-alone", row(60, 62, 64, 65), row(72, 74, start=3.0), led=False)[2:4], abs=1
    )
    assert seen("began-alone", row(60, 62, 64, 65), row(72, 74, start=1.2)) is None
    assert seen("began-alone", row(60, 62, 64, 65, start=3.0), row(72, 74, start=1.2)) is None


@pytest.mark.parametrize(
    ("tail", "kind"),
    [
        ([(5.0, 2.2, 60, 60)], "ending-long"),
        ([(5.0, 0.4, 60, 60), (5.5, 0.4, 62, 50), (6.0, 0.4, 60, 40), (6.5, 0.4, 60, 28)], "ending-soft"),
    ],
)
def test_an_ending_rings_or_grows_softer(tail: Rows, kind: str) -> None:
    """A last tone like all others is neither."""
    assert sure(kind, [*row(60, 62, 64, 62, 67, 64, 60), *tail]).end >= tail[-1][0]
    assert seen(kind, row(60, 62, 64, 62, 67, 64, 60, 62, 64)) is None


def test_softer_at_once_is_not_softer_and_softer() -> None:
    """One step down is no fall, however deep it is."""
    mine = [*row(60, 62, 64, 62, 67), *row(60, 62, 64, start=3.5, velocity=30)]
    assert seen("ending-soft", mine) is None


def test_staying_is_a_minute_and_several_phrases() -> None:
    """With its length, and as many phrases as were played."""
    mine = [one for n in range(12) for one in row(60, 62, 64, 65, start=1 + 6.0 * n, step=1.0, length=0.9)]
    one = sure("stayed", mine)
    assert 12 == one.values["count"]
    assert 69.9 == pytest.approx(one.values["length"])
    assert seen("stayed", mine[:30]) is None


def test_three_tones_and_a_minute_of_silence_is_not_staying() -> None:
    """Away for longer than a third of the time is not being in the music."""
    mine = [*row(60, 62, 64, 65), *row(60, 62, start=40.0), *row(60, 62, start=70.0)]
    assert seen("stayed", mine) is None


def test_the_first_three_tones_at_the_end_are_the_beginning_come_round() -> None:
    """In the middle they are not."""
    other = row(69, 67, 72, 74, 76, 71, start=5.0, step=0.7)
    one = sure("comes-round", [*row(60, 64, 62), *other, *row(60, 64, 62, start=12.0)])
    assert (12.0, 13.4) == pytest.approx((one.start, one.end))
    assert (1.0, 2.4) == pytest.approx(one.values["there"])
    assert (
        seen("comes-round", [*row(60, 64, 62), *row(60, 64, 62, start=4.0), *row(*range(66, 80), start=9.0)])
        is None
    )


def test_the_same_tone_first_and_last_is_named_by_its_pitch() -> None:
    """Where one of the two is a chord, or they differ, it is not."""
    mine = row(60, 64, 62, 67, 69, 65, 64, 66, 62, 60, step=0.7)
    assert 60 == sure("same-tone", mine).values["pitch"]
    assert seen("same-tone", mine[:-1]) is None
    assert seen("same-tone", [(1.0, 0.4, 55, 70), *mine]) is None

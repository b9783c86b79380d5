"""Turns: leaving a phrase whole, answering it, to and fro, in between, going on."""

from __future__ import annotations

import pytest

from .takes import Rows, row, seen, sure

MINE = row(60, 62, 64, 65)
TURN = row(72, 74, 76, start=4.5)


def test_room_for_the_partner_is_the_whole_of_its_turn() -> None:
    """Where the learner plays into it, or holds a tone through it, the partner is not alone."""
    after = row(60, 62, start=9.0)
    assert (4.5, 5.9) == pytest.approx(sure("room-for-partner", [*MINE, *after], TURN)[2:4])
    assert seen("room-for-partner", [*MINE, (5.0, 0.2, 60, 70), *after], TURN) is None
    assert seen("room-for-partner", [*MINE, (3.5, 4.0, 60, 70), *after], TURN) is None


def test_an_answer_comes_after_the_whole_phrase_and_soon() -> None:
    """Both places are pointed at."""
    one = sure("answered", [*MINE, *row(60, 62, 64, start=6.6)], TURN)
    assert (6.6, 8.0) == pytest.approx((one.start, one.end))
    assert (4.5, 5.9) == pytest.approx(one.values["there"])
    assert seen("answered", [*MINE, *row(60, 62, 64, start=5.2)], TURN) is None
    assert seen("answered", [*MINE, *row(60, 62, 64, start=12.0)], TURN) is None


def test_what_goes_on_and_on_is_no_answer() -> None:
    """It begins as one, and half a minute later is something else."""
    assert seen("answered", row(*[60, 62, 64, 67] * 4, start=6.6), TURN)
    assert seen("answered", row(*[60, 62, 64, 67] * 15, start=6.6), TURN) is None


def alternating(times: int) -> tuple[Rows, Rows]:
    mine = [one for n in range(times) for one in row(60, 62, 64, start=1 + 5.0 * n)]
    partner = [one for n in range(times) for one in row(72, 71, 69, start=3.4 + 5.0 * n)]
    return mine, partner


def test_to_and_fro_counts_the_learners_turns() -> None:
    """Three of six; two turns are a call and an answer only."""
    one = sure("to-and-fro", *alternating(3))
    assert 3 == one.values["count"]
    assert (1.0, 14.8) == pytest.approx((one.start, one.end))
    assert seen("to-and-fro", *alternating(1)) is None


def test_playing_at_once_is_not_taking_turns() -> None:
    """All through each other."""
    assert seen("to-and-fro", row(*[60, 62] * 12), row(*[72, 74] * 12, start=1.2), led=False) is None


def test_in_between_are_the_partners_rests() -> None:
    """Twice, at two places; with tones inside its phrases too, it is something else."""
    partner = [one for n in range(3) for one in row(72, 74, 76, start=1 + 4.0 * n)]
    mine = [*row(60, 62, start=3.0), *row(60, 62, start=7.0)]
    one = sure("in-between", mine, partner)
    assert 7.0 == one.start
    assert (3.0, 3.9) == pytest.approx(one.values["there"])
    assert seen("in-between", [*mine, *row(60, 62, start=5.2), *row(60, start=9.4)], partner) is None


def test_going_on_is_named_where_the_partner_comes_in_midway() -> None:
    """Where the learner stops then, it is not; nor of a partner that follows by its nature."""
    mine, comes = row(*[60, 62, 64] * 8), row(84, 86, 88, start=6.2)
    one = sure("went-on", mine, comes, led=False)
    assert (6.2, 6.6) == pytest.approx(one.values["there"])
    assert seen("went-on", row(*[60, 62, 64] * 3), row(84, 86, 88, start=5.6), led=False) is None
    assert seen("went-on", mine, comes, led=True) is None

"""Echoes are named by who took up what: the same, in another octave, changed, or one tone of it."""

from __future__ import annotations

import pytest

from .takes import Rows, row, seen, sure

CALL = (60, 67, 63, 68, 61)
OTHER = row(50, 53, 51, 56, 50, 57, start=0.5, step=1.1)


def answer(*pitches: int, step: float = 0.4) -> Rows:
    return [*OTHER, *row(*pitches, start=13.0, step=step)]


def call() -> Rows:
    return row(*CALL, start=9.0, step=0.4)


@pytest.mark.parametrize(
    ("mine", "kind"),
    [
        (answer(*CALL), "echo-same"),
        (answer(*(pitch - 12 for pitch in CALL)), "echo-octave"),
        (answer(*(pitch + 5 for pitch in CALL)), "echo-changed"),
        (answer(*CALL, step=0.8), "echo-changed"),
    ],
)
def test_an_echo_points_at_both_and_counts_the_tones(mine: Rows, kind: str) -> None:
    """What was played, and what came back."""
    one = sure(kind, mine, call())
    assert 5 == one.values["count"]
    assert 9.0 == one.values["there"][0]  # type: ignore[index] - a span
    assert 13.0 == one.start


def test_other_tones_and_tones_long_after_are_no_echo() -> None:
    """Nor is what the learner had played before the partner did."""
    for kind in ("echo-same", "echo-octave", "echo-changed"):
        assert seen(kind, answer(60, 59, 66, 61, 70), call()) is None
        assert seen(kind, [*OTHER, *row(*CALL, start=25.0, step=0.4)], call()) is None
        assert (
            seen(kind, [*row(*CALL, start=3.0, step=0.4), *row(*CALL, start=13.0, step=0.4)], call()) is None
        )


def test_what_the_partner_takes_up_is_said_to_be_the_partners_doing() -> None:
    """The learner called, the partner answered."""
    one = sure("partner-echoed", call(), answer(*CALL))
    assert 5 == one.values["count"]
    assert 13.0 == one.start
    assert seen("echo-same", call(), answer(*CALL)) is None


def test_a_partner_that_mirrors_at_once_does_not_echo() -> None:
    """Tones played together are nobody's echo."""
    mine = [*call(), *row(50, 53, 51, start=12.0)]
    later = [(onset + 0.05, length, pitch, velocity) for onset, length, pitch, velocity in mine]
    assert seen("partner-echoed", mine, later) is None
    assert seen("echo-same", mine, later) is None


def test_taking_up_begins_with_a_tone_of_the_partners_turn() -> None:
    """The first tone, soon afterwards."""
    mine, turn = row(60, 62, 64, 65), row(67, 69, start=4.5)
    one = sure("taken-up", [*mine, *row(69, 74, 76, 77, start=7.0, step=0.61)], turn)
    assert 69 == one.values["pitch"]
    assert seen("taken-up", [*mine, *row(70, 69, 67, start=7.0)], turn) is None
    assert seen("taken-up", [*mine, *row(69, 67, start=11.0)], turn) is None

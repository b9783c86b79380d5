"""A silence, one tone and three are named as what they are."""

from __future__ import annotations

import pytest

from .takes import Rows, row, seen, sure, timed


def test_a_silence_is_named_alone_and_with_a_partner_who_waits() -> None:
    """Both can be said of it; who knows that there is no partner passes over the one."""
    assert sure("silence-together", []).bars is None
    assert sure("silence", []).bars is None


def test_where_the_partner_alone_played_that_is_named_with_its_place() -> None:
    """The silence is not called silence then."""
    partner = row(60, 62, 64, start=2.0)
    assert (2.0, 3.4) == pytest.approx(sure("only-partner", [], partner)[2:4])
    assert seen("silence", [], partner) is None
    assert seen("silence-together", [], partner) is None


@pytest.mark.parametrize(
    ("mine", "kind", "values"),
    [
        (timed(2.0, length=0.3), "one-note", {"pitch": 60}),
        (timed(2.0, length=2.5), "one-note-rings", {"pitch": 60, "length": 2.5}),
        (timed(2.0, 3.0), "first-notes", {"count": 2}),
        (timed(2.0, 3.0, 9.0), "first-notes", {"count": 3}),
    ],
)
def test_one_to_three_tones_are_counted(mine: Rows, kind: str, values: dict[str, float]) -> None:
    """The count, the tone and how long it rings are those that were played."""
    assert values == sure(kind, mine).values
    assert 2.0 == sure(kind, mine).start


def test_a_short_tone_is_not_said_to_ring() -> None:
    """Nothing of length is said of a touch."""
    assert seen("one-note-rings", timed(2.0, length=0.9)) is None


def test_four_tones_are_no_longer_little() -> None:
    """From four tones on, something is said of how they are played."""
    assert seen("first-notes", row(60, 62, 64, 65)) is None
    assert 60 == sure("played", row(60, 62, 64, 65)).values["pitch"]

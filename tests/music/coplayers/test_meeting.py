"""Being met, left room, overrun and given ground are told apart by what is played, over some seconds."""

from __future__ import annotations

import pytest

from mtlearn.music.coplayers.meeting import Meeting, Own, regular
from mtlearn.music.hearing.ear import Ear
from mtlearn.music.hearing.heard import Beat
from mtlearn.music.move import Move

Row = tuple[float, float, int, int]
LENGTH = 20.0


def levels(
    rows: list[Row], *, velocity: float = 60, density: float = 1.5, given: bool = False
) -> dict[str, float]:
    """Play rows to somebody who plays three seconds and breathes two, and say how they were met."""
    ear, meeting = Ear(), Meeting()
    if given:
        ear.give(Beat(0.5, 0.0, 1.0))
    moves = sorted(
        Move(onset + length * ends, not ends, pitch, loud)
        for onset, length, pitch, loud in rows
        for ends in (False, True)
    )
    for tick in range(round(LENGTH * 10)):
        now = tick / 10
        while moves and moves[0].time <= now:
            move = moves.pop(0)
            ear.hear(move)
            if move.sounding:
                meeting.strike(move.time)
        meeting.update(now, ear.at(now), Own(velocity, density, 66, 90, speaking=now % 5 < 3))
    return meeting.levels


def test_silence_is_nothing_at_all() -> None:
    """With a learner who does not play, no level rises: it is not room that is left, and not being met."""
    assert {"met": 0.0, "room": 0.0, "overrun": 0.0, "ground": 0.0} == levels([])


def test_playing_alike_is_being_met() -> None:
    """As loud, as dense, in the same register."""
    found = levels([(n * 0.7 + 0.2 * (n % 3), 0.5, 64 + n % 4, 60) for n in range(28)])
    assert found["met"] > 0.8
    assert found["overrun"] < 0.1


def test_playing_only_in_the_phrases_leaves_room_in_the_breaths() -> None:
    """Who plays along and is silent in the breath leaves room; who plays in every breath does not."""
    along = [(start + n * 0.6, 0.4, 62, 55) for start in (0, 5, 10, 15) for n in range(4)]
    within = [(start + 3 + n * 0.5, 0.5, 62, 55) for start in (0, 5, 10, 15) for n in range(4)]
    assert levels(along)["room"] > 0.65
    assert levels(within)["room"] < 0.5 * levels(along)["room"]


def test_loud_and_dense_playing_over_phrases_overruns() -> None:
    """Both much louder and much denser; the same loudness from somebody loud does not."""
    rows = [(n * 0.15, 0.14, 60 + n % 12, 112) for n in range(130)]
    assert levels(rows)["overrun"] > 0.9
    assert levels(rows)["met"] < 0.1
    assert levels(rows, velocity=110, density=6)["overrun"] < 0.1


def test_an_even_soft_pulse_is_ground() -> None:
    """Even and not loud is; loud or uneven is not, and nor is the beat of music played over."""
    even = [(n * 0.6, 0.4, 60, 55) for n in range(33)]
    assert levels(even)["ground"] > 0.9
    assert levels([(onset, length, pitch, 100) for onset, length, pitch, _ in even])["ground"] < 0.1
    uneven = [(n * 0.6 + (n * 7 % 5) * 0.11, 0.3, 60, 55) for n in range(33)]
    assert levels(uneven)["ground"] < 0.3
    assert levels(uneven, given=True)["ground"] < 0.3


def test_an_echo_is_being_met() -> None:
    """An idea of one's own that comes back counts for some seconds."""
    meeting = Meeting()
    meeting.echo(3.0)
    assert meeting.echoed(5.0)
    assert not meeting.echoed(12.0)


@pytest.mark.parametrize(
    ("onsets", "period"),
    [
        ([0, 0.5, 1.0, 1.5, 2.0], 0.5),
        ([0, 0.5, 1.4, 1.6, 2.0], None),
        ([0, 1], None),
        ([0, 5, 10, 15, 20], None),
    ],
)
def test_even_strokes_are_a_beat(onsets: list[float], period: float | None) -> None:
    """At least five, evenly, from a quarter to two seconds apart."""
    assert period == regular(onsets)

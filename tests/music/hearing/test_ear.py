"""The ear joins all that is heard, and hears no more than was played."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mtlearn.music.hearing.ear import Ear
from mtlearn.music.hearing.heard import Beat, Heard, Metre, Register
from mtlearn.music.move import Move
from mtlearn.music.note import Note

MOVES = st.lists(
    st.tuples(
        st.one_of(st.just(0.0), st.floats(0, 3)), st.booleans(), st.integers(0, 127), st.integers(1, 127)
    ),
    max_size=60,
).map(
    lambda rows: [
        Move(sum(row[0] for row in rows[: place + 1]), sounding, pitch, velocity)
        for place, (_, sounding, pitch, velocity) in enumerate(rows)
    ]
)
FEW_KEYS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.02, 0.25, 0.5, 1.5]), st.booleans(), st.integers(60, 63)), max_size=80
).map(
    lambda rows: [
        Move(sum(row[0] for row in rows[: place + 1]), sounding, pitch, 64)
        for place, (_, sounding, pitch) in enumerate(rows)
    ]
)


def told(moves: list[Move]) -> Ear:
    ear = Ear()
    for move in moves:
        ear.hear(move)
    return ear


def test_before_anything_is_played_there_is_nothing_to_say() -> None:
    """Nothing heard is None, not zero: only the density is nought."""
    assert Heard(2.0) == Ear().at(2.0)


def test_a_tone_and_then_silence_are_heard_as_that() -> None:
    """One tone: where it lies, how loud it is, that it sounds, and then for how long it has not."""
    ear = told([Move(1.0, True, 60, 80)])  # noqa: FBT003 - a record
    held = ear.at(1.5)
    assert (frozenset({60}), 0.0, 80.0, Register(60, 60.0, 60)) == (
        held.sounding,
        held.silence,
        held.velocity,
        held.register,
    )
    ear.hear(Move(2.0, False, 60, 0))  # noqa: FBT003 - a record
    after = ear.at(3.5)
    assert (frozenset(), 1.5, (Note(1.0, 1.0, 60, 80),)) == (after.sounding, after.silence, after.recent)


def test_what_lies_more_than_six_seconds_back_is_not_counted() -> None:
    """The last seconds are six, as published; the phrase is remembered for longer."""
    ear = told([Move(0.0, True, 60, 80), Move(0.5, False, 60, 0)])  # noqa: FBT003 - records
    later = ear.at(20.0)
    assert (None, None, 0.0, ()) == (later.velocity, later.register, later.density, later.recent)
    assert later.phrase is not None
    assert (Note(0.0, 0.5, 60, 80),) == later.phrase.notes


def test_the_beat_of_the_music_played_over_is_taken_as_given() -> None:
    """It is told once and goes on from there, and so does its bar."""
    ear = Ear()
    ear.give(Beat(0.5, 10.0, 1.0), Metre(4, 10.0, 1.0))
    heard = ear.at(11.2)
    assert Beat(0.5, 11.5, 1.0, given=True) == heard.beat
    assert Metre(4, 12.0, 1.0) == heard.metre
    ear.give(None)
    assert None is ear.at(11.2).beat


@settings(deadline=None)
@example(
    [Move(0.0, True, 0, 127), Move(1.0, False, 0, 1), Move(2.5, False, 0, 1)]  # noqa: FBT003 - a record
)
@given(st.one_of(MOVES, FEW_KEYS))
def test_anything_at_all_can_be_played(moves: list[Move]) -> None:
    """Keys struck twice, ends without beginnings, many at one moment: something true is heard each time."""
    ear = Ear()
    for move in moves:
        ear.hear(move)
        heard = ear.at(move.time)
        assert heard.density >= 0
        assert heard.velocity is None or 1 <= heard.velocity <= 127
        assert heard.silence is None or heard.silence >= 0
        assert heard.phrase is None or 0 <= heard.phrase.ending <= 1
        assert heard.mode is None or 0 <= heard.mode.clarity <= 1
        assert heard.motif is None or (3 <= len(heard.motif.notes) <= 8 and heard.motif.times >= 2)


@settings(deadline=None)
@given(FEW_KEYS, st.integers(0, 80))
def test_what_is_heard_rests_on_what_was_played_so_far(moves: list[Move], count: int) -> None:
    """What comes later changes nothing, and neither does being asked often in between."""
    first = moves[:count]
    now = first[-1].time if first else 0.0
    asked_once = told(first).at(now)
    busy = Ear()
    for move, following in pairwise([*first, Move(now, sounding=False, pitch=0, velocity=0)]):
        busy.hear(move)
        busy.at(move.time)
        busy.at((move.time + following.time) / 2)
    assert asked_once == busy.at(now)
    for move in moves[count:]:
        busy.hear(move)
    assert asked_once == told(first).at(now)


def test_a_long_evening_is_not_all_remembered() -> None:
    """However much is played, what is kept stays within bounds."""
    ear = Ear()
    for count in range(1_000):
        ear.hear(Move(count * 0.2, True, 48 + count * 7 % 25, 70))  # noqa: FBT003 - a record
        ear.hear(Move(count * 0.2 + 0.1, False, 48 + count * 7 % 25, 0))  # noqa: FBT003 - a record
    kept = [len(ear._onsets), len(ear._ended), len(ear._phrase._notes), len(ear._ideas._tones)]
    assert max(kept) <= 128

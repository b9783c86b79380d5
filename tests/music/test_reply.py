"""An answer in music is heard by plain features of two players beside each other, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.note import Duo, Note
from mtlearn.music.reply import FEATURES, reply

LENGTH = 16.0
THEIRS = tuple(Note(1.0 + beat, 0.6, 60 + 2 * (beat % 3), 70) for beat in (0, 1, 2, 6, 7, 8))
"""Two phrases of three tones, a second apart, the second one five seconds into the take."""


def mine(*onsets: float, velocity: int = 70, duration: float = 0.4, pitch: int = 72) -> tuple[Note, ...]:
    return tuple(Note(onset, duration, pitch, velocity) for onset in onsets)


def heard(notes: tuple[Note, ...]) -> set[str]:
    return set(reply(Duo(notes, THEIRS), LENGTH))


def test_playing_nothing_leaves_room_and_waits() -> None:
    """Silence is an answer with features of its own."""
    assert {"nothing", "room", "waited"} == heard(())


@pytest.mark.parametrize(
    ("velocity", "expected"), [(60, {"softer"}), (61, set()), (79, set()), (80, {"stronger"})]
)
def test_ten_steps_of_strength_are_heard(velocity: int, expected: set[str]) -> None:
    """Less than that is neither softer nor stronger."""
    assert expected == heard(mine(5.0, velocity=velocity)) & {"softer", "stronger"}


def test_room_is_half_of_the_time_in_breaths() -> None:
    """A few tones leave it, even ones all along do not; short pauses are part of the playing."""
    assert "room" in heard(mine(2.0, 9.0))
    assert "room" not in heard(mine(*(0.2 + n for n in range(16))))
    assert "room" in heard(mine(*(0.2 + n for n in range(7))))


def test_who_begins_when_the_first_phrase_is_over_has_waited() -> None:
    """The phrase is over with the end of its last tone."""
    assert "waited" in heard(mine(3.6))
    assert "waited" not in heard(mine(3.0))


def test_strokes_that_fall_together_join_the_pulse_and_others_do_not() -> None:
    """Half of them or more, and more than by chance; four are the fewest."""
    assert "pulse" in heard(mine(1.05, 2.05, 2.95, 7.0))
    assert "pulse" not in heard(mine(1.5, 2.5, 3.5, 7.5))
    assert "pulse" not in heard(mine(1.0, 2.0, 3.0))
    everywhere = Duo(
        mine(*(0.35 + 0.8 * n for n in range(18))), tuple(Note(n / 5, 0.1, 60, 70) for n in range(80))
    )
    assert "pulse" not in reply(everywhere, LENGTH)


def test_tones_that_come_back_are_a_motif_taken_up() -> None:
    """The same steps and rhythm, afterwards."""
    tune = (60, 67, 62, 69, 64)
    called = tuple(Note(1.0 + 0.5 * n, 0.4, pitch, 70) for n, pitch in enumerate(tune))
    again = tuple(note._replace(onset=note.onset + 4.0) for note in called)
    assert "motif" in reply(Duo(again, called), LENGTH)
    assert "motif" not in reply(Duo(mine(5.0, 5.5, 6.0), called), LENGTH)


NOTES = st.lists(
    st.builds(
        Note, st.floats(0, 15.9), st.floats(0.03, 3), st.integers(36, 96), st.integers(1, 127)
    ), max_size=20,
).map(lambda notes: tuple(sorted(notes)))  # fmt: skip


@given(NOTES, NOTES)
def test_any_two_who_play_are_heard_by_features_that_go_together(
    one: tuple[Note, ...], other: tuple[Note, ...]
) -> None:
    """Softer and stronger never both; nothing only where nothing was played."""
    features = reply(Duo(one, other), LENGTH)
    assert features <= set(FEATURES)
    assert not {"softer", "stronger"} <= features
    assert ("nothing" in features) == (not one)

"""Feedback names what was there, first and always, where it was; then one thing to try. Never a lack."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.music.bars import bars
from mtlearn.music.invitations import INVITATIONS
from mtlearn.music.note import Duo, phrase
from mtlearn.music.observation import (
    ABOUT_LIKE_SOUNDS,
    ABOUT_PARTNER,
    ABOUT_TONES,
    Feedback,
    Observation,
    observe,
)
from mtlearn.music.strengths.aim import AIMS
from mtlearn.music.strengths.kind import KINDS

from .plausible import STYLES, take

Rows = list[tuple[float, float, int, int]]


def feedback(mine: Rows, partner: Rows | None = None) -> Feedback:
    duo = Duo(phrase(mine), phrase(partner or []))
    return observe(duo, bars(duo))


def kinds(found: Feedback) -> list[str]:
    return [observation.kind for observation in found.strengths]


def seen(found: Feedback, kind: str) -> Observation:
    return next(observation for observation in found.strengths if observation.kind == kind)


def row(
    *pitches: int, start: float = 1.0, step: float = 0.5, length: float = 0.4, velocity: int = 70
) -> Rows:
    return [(start + n * step, length, pitch, velocity) for n, pitch in enumerate(pitches)]


def test_silence_is_met_and_one_tone_is_invited() -> None:
    found = feedback([])
    assert kinds(found) == ["silence-together"]
    assert found.strengths[0].bars is None
    assert found.next_step.kind == "try-one-note"


@pytest.mark.parametrize(
    ("mine", "kind"),
    [
        ([(2.0, 0.3, 60, 70)], "one-note"),
        ([(2.0, 2.5, 60, 70)], "one-note-rings"),
        ([(2.0, 0.3, 60, 70), (3.0, 0.3, 62, 70), (9.0, 0.3, 62, 70)], "first-notes"),
    ],
)
def test_one_to_three_tones_are_named_as_what_they_are(mine: Rows, kind: str) -> None:
    found = feedback(mine)
    assert kinds(found) == [kind]
    assert found.strengths[0].start == 2.0
    assert found.next_step.kind == "try-neighbour"


def test_an_even_pulse_is_named_with_its_tempo() -> None:
    steady = seen(feedback(row(*[60, 62, 64, 67] * 6)), "steady")
    assert steady.values["tempo"] == 120
    assert steady.bars is not None
    assert 1 <= steady.bars[0] <= steady.bars[1] <= 6


def test_soft_and_strong_are_named_with_their_places() -> None:
    mine = [(1 + n * 0.7 + n % 3 * 0.09, 0.5, 60 + n % 4, 30 if n < 6 else 100) for n in range(12)]
    found = seen(feedback(mine), "dynamics")
    assert found.start < 5 < found.values["there"][0]  # type: ignore[index] - a span


def test_room_is_named_where_it_is_and_how_long() -> None:
    mine = [*row(60, 62, 64, 65), *row(60, 64, 62, 60, start=6.5)]
    found = seen(feedback(mine), "room")
    assert (found.start, found.end) == pytest.approx((2.9, 6.5))
    assert found.values["length"] == pytest.approx(3.6)


def test_a_silence_the_partner_plays_in_is_room_for_the_partner() -> None:
    mine = [*row(60, 62, 64, 65), *row(72, 74, 76, 77, start=9.0, step=0.61)]
    partner = row(60, 62, 64, start=4.5)
    found = feedback(mine, partner)
    assert "answered" in kinds(found)
    assert "room" not in kinds(found)


def test_taking_up_the_partners_own_turn_is_named_before_leaving_it_room() -> None:
    mine = [*row(60, 62, 64, 65), *row(69, 74, 76, 77, start=7.0, step=0.61)]
    found = feedback(mine, row(67, 69, start=4.5))
    assert seen(found, "taken-up").values["pitch"] == 69
    assert "room-for-partner" not in kinds(found)


def test_an_answer_that_mirrors_is_not_a_turn_of_the_partners_own() -> None:
    mine = [*row(60, 62, 64, 65), *row(60, 62, 64, 65, start=9.0)]
    assert {"taken-up", "room-for-partner"}.isdisjoint(kinds(feedback(mine, mine)))


def test_an_ending_is_named_when_the_last_tone_rings() -> None:
    mine = [*row(60, 62, 64, 62, step=0.71), (4.6, 2.2, 60, 60)]
    assert {"ending-long", "long-notes"} & set(kinds(feedback(mine)))


@pytest.mark.parametrize(
    ("pitches", "kind"), [((60, 62, 64, 67, 69, 72), "line-up"), ((72, 69, 67, 64, 62, 60), "line-down")]
)
def test_a_line_is_named_by_its_direction(pitches: tuple[int, ...], kind: str) -> None:
    mine = [(1 + n * n * 0.14, 0.1, pitch, 70) for n, pitch in enumerate(pitches)]
    assert kind in kinds(feedback(mine))


def test_a_long_take_gets_at_most_four_and_a_short_one_at_most_three() -> None:
    long = [(1 + n * 0.5, 0.4 + n % 7 * 0.1, 55 + n * 7 % 24, 30 + n * 11 % 90) for n in range(100)]
    assert len(kinds(feedback(long))) == 4
    assert len(kinds(feedback(long[:30]))) <= 3


def test_the_next_step_differs_from_take_to_take() -> None:
    takes = [
        row(*[60, 62] * 20),
        row(*[60, 72, 79, 55] * 10, step=0.2),
        [(1 + n * 1.9, 1.7, 60 + n * 5 % 24, 20 + n * 13 % 100) for n in range(20)],
        [(1 + n * 0.6, 0.3, 60 + n * 5 % 24, 20 + n * 13 % 100) for n in range(20)],
    ]
    assert len({feedback(take).next_step.kind for take in takes}) >= 3


takes = st.lists(
    st.tuples(st.floats(0, 90), st.floats(0, 8), st.integers(0, 127), st.integers(1, 127)), max_size=60
)


@settings(max_examples=300, deadline=None)
@given(takes, takes)
def test_any_take_has_strengths_inside_it_and_one_next_step(mine: Rows, partner: Rows) -> None:
    duo = Duo(phrase(mine), phrase(partner))
    laid = bars(duo)
    found = observe(duo, laid)
    assert 1 <= len(found.strengths) <= 4
    assert len(set(kinds(found))) == len(found.strengths)
    for observation in (*found.strengths, found.next_step):
        assert 0 <= observation.start <= observation.end <= duo.length
        if observation.bars is not None:
            first, last = observation.bars
            assert 1 <= first <= last <= laid.count
        for value in observation.values.values():
            if isinstance(value, tuple):
                assert 0 <= value[0] <= value[1] <= duo.length + 1e-9
    assert found.next_step.bars is None, "it points forward, not at anything played"
    assert not INVITATIONS[found.next_step.kind].after & set(kinds(found))
    assert found == observe(duo, laid), "the same take is always seen the same way"


CALL = row(72, 69, 74, 70, 76, start=9.0, step=0.4)
FIRST = row(50, 53, 51, 56, 50, 57, start=0.5, step=1.1)
ANSWER = row(72, 69, 74, 70, 76, start=13.0, step=0.4)


def test_what_belongs_to_the_aim_is_named_first() -> None:
    """The same take, looked at for an echo and for a dialogue."""
    duo = Duo(phrase([*FIRST, *ANSWER]), phrase(CALL))
    laid = bars(duo)
    assert "echo-same" == observe(duo, laid, aim="echo").strengths[0].kind
    first = [observe(duo, laid, aim=aim).strengths[0].kind for aim in ("echo", "dialogue", "first-sounds")]
    assert first[1] in AIMS["dialogue"]
    assert first[2] in AIMS["first-sounds"]


def test_an_aim_that_is_not_known_is_passed_over() -> None:
    """A later course may have others."""
    duo = Duo(phrase([*FIRST, *ANSWER]), phrase(CALL))
    laid = bars(duo)
    assert observe(duo, laid) == observe(duo, laid, aim="something of a later course")


def test_in_mirroring_what_the_partner_does_is_not_the_learners_meeting_it() -> None:
    """Of a partner that follows by its nature, a shared pulse is not told as something found together."""
    pulse = row(*[60, 64, 67, 64] * 8)
    duo = Duo(phrase(pulse), phrase([(onset + 0.02, *rest) for onset, *rest in pulse]))
    laid = bars(duo)
    for aim in (None, "mirror"):
        assert "shared-pulse" not in [one.kind for one in observe(duo, laid, aim=aim).strengths]


def test_what_is_without_is_never_said() -> None:
    """Neither of drums what is of tones, nor of a partner where there is none."""
    for seed in range(40):
        duo = take("chords", seed)
        found = observe(duo, bars(duo), ABOUT_TONES | ABOUT_PARTNER)
        said = {one.kind for one in (*found.strengths, found.next_step)}
        assert not said & (ABOUT_TONES | ABOUT_PARTNER)
        assert found.strengths


def test_a_strength_is_said_once_and_from_several_sides() -> None:
    """No two that say nearly the same, and no more than two of one side where no aim asks for it."""
    for style in STYLES:
        for seed in range(8):
            duo = take(style, seed)
            told = [KINDS[one.kind] for one in observe(duo, bars(duo)).strengths]
            says = [word for one in told for word in one.says.split()]
            assert len(set(says)) == len(says)
            assert all(sum(one.side == side for one in told) <= 2 for side in {one.side for one in told})


def test_drums_are_not_held_against_tones() -> None:
    """Key 60 is a bongo for the one and middle C for the other: no echo, and no count of both."""
    duo = Duo(phrase([*FIRST, *ANSWER]), phrase(CALL))
    found = observe(duo, bars(duo), ABOUT_TONES | ABOUT_LIKE_SOUNDS, "echo")
    assert "echo-same" not in kinds(found)
    assert "answered" in kinds(found)

"""A player's beats move towards the other's as the published models say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.partner.timekeeper import CLOSEST, FREEST, Timekeeper


def beside(keeper: Timekeeper, onsets: list[float]) -> list[float]:
    """Give the asynchrony at each of the other's onsets, one at each of the keeper's beats."""
    return [asynchrony for onset in onsets if (asynchrony := keeper.hear(onset)) is not None]


def test_phase_correction_alone_makes_up_a_part_of_what_is_left_each_time() -> None:
    """In closed form: a (1 - alpha)^n, with alpha one half and nothing else."""
    keeper = Timekeeper(0.5, 1.1, alpha=0.5, beta=0.0, anticipation=0.0)
    heard = beside(keeper, [1 + n / 2 for n in range(6)])
    assert [0.1, 0.05, 0.025, 0.0125, 0.00625, 0.003125] == pytest.approx(heard)
    assert 0.5 == keeper.period


def test_a_new_tempo_is_reached_as_the_recursion_says() -> None:
    """With asynchronies large enough to be noticed in full, both corrections are linear, step by step."""
    alpha, beta, theirs = 0.3, 0.25, 0.44
    keeper = Timekeeper(0.5, 0.0, alpha=alpha, beta=beta, anticipation=0.0)
    expected, asynchrony, period = [], 0.0, 0.5
    for _ in range(4):
        expected.append(asynchrony)
        period -= beta * asynchrony
        asynchrony += period - alpha * asynchrony - theirs
    assert expected == pytest.approx(beside(keeper, [n * theirs for n in range(4)]))


def test_without_correction_the_beats_go_on_by_themselves() -> None:
    """It hears the other drift away, and does nothing."""
    keeper = Timekeeper(0.5, 0.0, alpha=0.0, beta=0.0, anticipation=0.0)
    assert [0.0, 0.01, 0.02, 0.03] == pytest.approx(beside(keeper, [n * 0.49 for n in range(4)]))
    assert 2.0 == keeper.next_beat(1.9)


def test_a_small_unsteadiness_does_not_change_the_tempo() -> None:
    """Two hundredths of a beat, where seven are noticed: next to nothing of it is."""
    keeper = Timekeeper(0.5, 1.0, alpha=0.5, beta=0.5)
    keeper.hear(1.01)
    assert 0.5 + 0.5 * 0.01 * (2 / 7) ** 6 == pytest.approx(keeper.period)


def test_a_second_asynchrony_to_the_same_side_is_noticed_as_one_slip_is_not() -> None:
    """Four hundredths of a beat: once, to and fro, and twice to the same side."""
    once, fro, same = (Timekeeper(0.5, 1.0, alpha=0.0, beta=0.5, anticipation=0.0) for _ in range(3))
    for keeper in (once, fro, same):
        keeper.hear(1.02)
    slip = 0.5 + 0.5 * 0.02 * (4 / 7) ** 6
    assert slip == pytest.approx(once.period)
    fro.hear(fro.next_beat(1.1) - 0.02)
    fro.next_beat(1.6)
    assert abs(fro.period - 0.5) < 0.001
    same.hear(same.next_beat(1.1) + 0.0201)
    assert same.period == pytest.approx(slip + 0.5 * 0.0201, abs=2e-4)


def test_two_slips_with_a_beat_between_that_has_no_stroke_are_not_two_in_a_row() -> None:
    keeper = Timekeeper(0.5, 1.0, alpha=0.0, beta=0.5, anticipation=0.0)
    keeper.hear(1.02)
    keeper.hear(keeper.next_beat(1.6) + 0.0201)
    assert abs(keeper.period - 0.5) < 0.001


def test_what_was_noticed_is_still_attended_to_a_beat_later() -> None:
    """After a tenth, a fiftieth is made up for by three quarters of what it would be at once."""
    keeper = Timekeeper(0.5, 1.0, alpha=0.0, beta=0.5, anticipation=0.0)
    keeper.hear(1.05)
    assert 0.525 == pytest.approx(keeper.period)
    keeper.hear(keeper.next_beat(1.1) + 0.01)
    assert 0.525 + 0.5 * 0.75 * 0.01 == pytest.approx(keeper.period)


def test_the_tempo_changes_by_no_more_than_it_may_in_a_beat() -> None:
    """A tenth too soon, at two hundredths a beat; the beat itself moves by its part of that all the same."""
    keeper = Timekeeper(0.5, 1.0, alpha=0.5, beta=0.5)
    keeper.most = 0.02
    keeper.hear(1.05)
    assert 0.51 == pytest.approx(keeper.period)
    assert 1.0 + 0.51 + 0.025 == pytest.approx(keeper.next_beat(1.1))


def test_a_beat_settled_ahead_of_its_time_is_what_a_stroke_is_heard_against() -> None:
    """Whether the stroke comes before it or after, and in another tempo too."""
    early, late = Timekeeper(0.5, 1.0, alpha=0.5, beta=0.0), Timekeeper(0.5, 1.0, alpha=0.5, beta=0.0)
    for keeper in (early, late):
        keeper.settle(1.02)
        keeper.go_on(0.52)
        assert 1.54 == pytest.approx(keeper.next_beat(1.1))
    assert 0.06 == pytest.approx(early.hear(0.96))
    assert 1.51 == pytest.approx(early.next_beat(1.1))
    assert -0.06 == pytest.approx(late.hear(1.08))
    assert 1.57 == pytest.approx(late.next_beat(1.1))


@pytest.mark.parametrize("change", [0.9, 1.1])
@pytest.mark.parametrize("period", [0.43, 0.6, 1.2])
def test_four_beats_after_a_step_of_the_tempo_they_are_together(period: float, change: float) -> None:
    """A tenth faster or slower, the other giving no way: then four hundredths of a beat at the most."""
    keeper = Timekeeper.following(1.0, period, 0.0)
    steady = [n * period for n in range(8)]
    changed = [steady[-1] + n * period * change for n in range(1, 12)]
    heard = beside(keeper, steady + changed)[8:]
    assert max(abs(asynchrony) for asynchrony in heard[3:]) < 0.04 * period


def test_what_drifts_is_followed_more_closely_with_foresight() -> None:
    """Where each beat is two hundredths shorter than the one before, anticipation halves the lateness."""
    onsets = [0.0]
    for n in range(24):
        onsets.append(onsets[-1] + 0.6 * 0.98 ** max(0, n - 8))
    without = beside(Timekeeper(0.6, 0.0, anticipation=0.0), onsets)
    with_it = beside(Timekeeper(0.6, 0.0, anticipation=1.0), onsets)
    assert sum(with_it[-8:]) < 0.5 * sum(without[-8:])


def test_tones_between_the_beats_and_second_tones_move_nothing() -> None:
    """An off-beat, and the rest of a chord, are not taken for an early or a late beat."""
    keeper = Timekeeper(0.5, 1.0)
    assert None is keeper.hear(0.75)
    assert 0.0 == keeper.hear(1.0)
    assert None is keeper.hear(1.02)
    assert 1.5 == keeper.next_beat(1.1)


def test_a_tone_before_my_beat_is_made_up_for_at_the_one_after() -> None:
    """My beat may be on its way already, so it comes as it was said to."""
    keeper = Timekeeper(0.5, 1.0, alpha=0.5, beta=0.0)
    assert 0.04 == pytest.approx(keeper.hear(0.96))
    assert 1.0 == keeper.next_beat(0.97)
    assert 1.48 == pytest.approx(keeper.next_beat(1.01))


def test_a_beat_left_out_leaves_the_keeper_as_it_was() -> None:
    """Silence is no asynchrony."""
    keeper = Timekeeper(0.5, 1.0)
    keeper.hear(1.0)
    assert 0.0 == pytest.approx(keeper.hear(3.5))
    assert 4.0 == pytest.approx(keeper.next_beat(3.6))


def test_the_dial_goes_from_freest_to_closest() -> None:
    """How closely I follow is the part corrected, within the range found in people."""
    freest, closest = Timekeeper.following(0.0, 0.5, 0.0), Timekeeper.following(1.0, 0.5, 0.0)
    assert (*FREEST, 0.0) == (freest.alpha, freest.beta, freest.anticipation)
    assert CLOSEST == (closest.alpha, closest.beta)
    closest.follow(-3)
    assert FREEST == (closest.alpha, closest.beta)


@pytest.mark.parametrize("closeness", [0.0, 0.3, 0.6, 1.0])
@pytest.mark.parametrize("gives_way", [0.0, 0.25, 0.5])
def test_two_who_correct_do_not_swing_to_and_fro(closeness: float, gives_way: float) -> None:
    """After a step of the tempo less than a third is overshot, and next to nothing swings back."""
    keeper = Timekeeper.following(closeness, 0.6, 0.0)
    onset, heard = 0.0, []
    for beat in range(40):
        asynchrony = keeper.hear(onset)
        assert asynchrony is not None
        heard.append(asynchrony)
        onset += (0.6 if beat < 8 else 0.54) + gives_way * asynchrony
    after = heard[heard.index(max(heard)) :]
    assert min(after) > -max(heard) / 3
    back = after[after.index(min(after)) :]
    assert max(back) - max(0.0, min(back)) < max(heard) / 20


@given(st.floats(0.25, 1.5), st.floats(0, 1), st.lists(st.floats(0.0, 2.0), min_size=1, max_size=60))
def test_beats_never_go_back_and_never_run_away(period: float, closeness: float, waits: list[float]) -> None:
    """Whatever is struck, the next beat is never in the past, and the tempo stays within reach."""
    keeper = Timekeeper.following(closeness, period, 0.0)
    now = before = 0.0
    for wait in waits:
        now += wait
        keeper.hear(now)
        coming = keeper.next_beat(now)
        assert now <= coming
        assert before <= coming
        assert 0.2 * period < keeper.period < 5 * period
        before = coming

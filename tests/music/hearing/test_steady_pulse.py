"""When even strokes are a pulse at once, and what is none."""

from __future__ import annotations

import random

import pytest

from mtlearn.music.hearing.steady_pulse import Pulse, SteadyPulse


def _heard(times: list[float], *said: list[float]) -> Pulse | None:
    """Let strokes be heard, with the weight, ground and leaning of each."""
    pulse = SteadyPulse()
    found = None
    for index, time in enumerate(sorted(times)):
        pulse.strike(time, *(said[index] for said in (said or ([0.0] * len(times),))))
        found = pulse.pulse()
    return found


@pytest.mark.parametrize("period", [0.42, 0.6, 0.9, 1.2])
def test_three_even_strokes_are_a_pulse(period: float) -> None:
    """At the beginning three are enough, and the next is where it should be; two are not."""
    found = _heard([1 + beat * period for beat in range(3)])
    assert found is not None
    assert period == pytest.approx(found.period)
    assert 1 + 3 * period == pytest.approx(found.after(1 + 2.2 * period))
    assert _heard([1, 1 + period]) is None


def test_slips_of_the_hand_are_evened_out() -> None:
    """With 30 ms of noise the next beat is said to within 30 ms after a dozen."""
    for seed in range(20):
        chance = random.Random(seed)  # noqa: S311 - music, not secrets
        found = _heard([1 + beat * 0.7 + chance.gauss(0, 0.03) for beat in range(16)])
        assert found is not None
        assert 1 + 16 * 0.7 == pytest.approx(found.after(1 + 15.5 * 0.7), abs=0.05)


def test_heavier_strokes_are_the_beat_of_an_even_layer() -> None:
    """Where every other stroke is a bass, or has one and is louder, the beat is twice as long, and on it."""
    times = [1 + beat * 0.5 for beat in range(17)]
    weights = [0.7 if beat % 2 == 0 else 0.0 for beat in range(17)]
    found = _heard(times, weights, weights)
    assert found is not None
    assert found.period == pytest.approx(1.0)
    assert found.after(9.2) == pytest.approx(10.0)


def test_a_bass_under_every_other_beat_of_a_tune_leaves_the_beat_to_the_tune() -> None:
    """Two beats to a bar, and a bass on the first: the tune's strokes are beats, not halves of them."""
    times = [1 + beat * 0.5 for beat in range(17)]
    found = _heard(times, [0.7 if beat % 2 == 0 else 0.0 for beat in range(17)])
    assert found is not None
    assert found.period == pytest.approx(0.5)


def test_what_strokes_sound_like_tells_halves_from_beats() -> None:
    """Where every other stroke is louder and sounds like a beat, it is one; neither is enough by itself."""
    times = [1 + beat * 0.5 for beat in range(17)]
    even, odd = [0.0] * 17, [0.7 * (beat % 2 == 0) for beat in range(17)]
    likely = [2.0 * (-1) ** beat for beat in range(17)]
    for grounds, leanings, period in ((odd, likely, 1.0), (even, likely, 0.5), (odd, even, 0.5)):
        found = _heard(times, even, grounds, leanings)
        assert found is not None
        assert period == pytest.approx(found.period)


def test_bars_of_four_beats_are_no_bars_of_two() -> None:
    """A bass on every fourth stroke is a bar of beats; on every eighth it is one of halves of them."""
    times = [1 + beat * 0.5 for beat in range(33)]
    grounds = [0.7 * (beat % 2 == 0) for beat in range(33)]
    leanings = [2.0 * (-1) ** beat for beat in range(33)]
    for every, period in ((4, 0.5), (8, 1.0)):
        found = _heard(times, [1.0 * (beat % every == 0) for beat in range(33)], grounds, leanings)
        assert found is not None
        assert period == pytest.approx(found.period)


def test_hands_that_come_one_after_the_other_are_no_layer_between() -> None:
    """A bass 55 ms after each beat of a tune, and a quick note after every other: the beat is the tune's."""
    beats = [1 + beat * 0.5 for beat in range(17)]
    found = _heard([*beats, *(beat + 0.055 for beat in beats), *(beat + 0.25 for beat in beats[:-1:2])])
    assert found is not None
    assert 0.5 == pytest.approx(found.period)
    assert _heard([*beats, *(beat + 0.12 for beat in beats), *(beat + 0.3 for beat in beats)]) is None


def test_a_pulse_is_heard_again_in_each_phrase() -> None:
    """Phrases of eight tones with two seconds of rest: a pulse is said at the end of every one of them."""
    pulse, at = SteadyPulse(), 1.0
    for _ in range(5):
        for length in (0.5, 0.5, 0.25, 0.25, 0.5, 0.5, 0.5, 1.0):
            pulse.strike(at, 0.0)
            found = pulse.pulse()
            at += length
        assert found is not None
        assert found.period == pytest.approx(0.5)
        at += 2.0


def test_a_quick_layer_has_its_beat_where_it_is_heavier() -> None:
    """Strokes too quick for beats are even too; with a bass under every other, that is the beat."""
    weights = [0.7 if beat % 2 == 0 else 0.0 for beat in range(24)]
    found = _heard([1 + beat * 0.22 for beat in range(24)], weights)
    assert found is not None
    assert found.period == pytest.approx(0.44)
    assert _heard([1 + beat * 0.22 for beat in range(24)]) is None


def test_strokes_between_do_not_lead_a_pulse_astray() -> None:
    """Where some beats have sixteenths in them, those nearest by chance are not taken for the beat."""
    for seed in range(20):
        chance = random.Random(seed)  # noqa: S311 - music, not secrets
        places = [
            beat + part
            for beat in range(40)
            for part in ((0,), (0, 0.5), (0,), (0, 0.25, 0.5, 0.75))[beat % 4]
        ]
        pulse = SteadyPulse()
        for place in places:
            pulse.strike(1 + place * 0.55 + chance.gauss(0, 0.03), 0.0)
            found = pulse.pulse()
            if place % 1 == 0 and place > 12:
                assert found is not None
                assert found.period == pytest.approx(0.55, rel=0.025), (seed, place)


def test_two_layers_that_are_always_there_are_left_to_others() -> None:
    """Eighths in an even stream have no layer that stands alone."""
    assert _heard([1 + beat * 0.3 for beat in range(40)]) is None


def test_rubato_is_no_steady_pulse() -> None:
    """A tempo that swings by a fifth is not even."""
    times, now = [], 1.0
    for beat in range(24):
        times.append(now)
        now += 0.7 * (1 + 0.2 * (-1) ** (beat // 2))
    assert _heard(times) is None

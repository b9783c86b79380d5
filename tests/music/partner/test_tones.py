"""The partner's tones are the learner's, over all octaves; on drums they are the learner's drums."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.music.partner.line import onward, roughness
from mtlearn.music.partner.tones import HIGHEST, LOWEST, Tones
from mtlearn.music.scale import SCALES, pitches

SCALE_AND_TONIC = st.tuples(st.sampled_from(SCALES), st.integers(40, 70), st.integers(1, 15))


@settings(deadline=None)  # music21 is read the first time
@given(SCALE_AND_TONIC, st.integers(0, 127), st.integers(-40, 40), st.floats(0, 127))
def test_whatever_is_asked_the_answer_is_a_tone_of_the_scale(
    chosen: tuple[str, int, int], pitch: int, steps: int, centre: float
) -> None:
    keys = pitches(*chosen)
    tones = Tones(keys)
    classes = {key % 12 for key in keys}
    found = [
        tones.nearest(pitch),
        tones.step(pitch, steps),
        tones.toward(pitch, centre),
        tones.fifth(pitch),
        tones.root(pitch % 12, 33),
        *tones.between(centre - 3, centre + 3),
    ]
    assert all(LOWEST <= one <= HIGHEST and one % 12 in classes for one in found)


def test_a_step_goes_to_the_next_tone_and_turns_back_at_the_end() -> None:
    tones = Tones(pitches("major-pentatonic", 60, 5))
    assert 62 == tones.step(60, 1)
    assert 57 == tones.step(60, -1)
    assert 72 == tones.step(60, 5)
    assert tones.ladder[-2] == tones.step(tones.ladder[-1], 1)


def test_on_drums_a_step_is_the_next_drum_and_registers_mean_nothing() -> None:
    drums = Tones((41, 43, 64, 63), drums=True)
    assert 64 == drums.step(43, 1)
    assert 64 == drums.toward(64, 20.0)
    assert 41 == drums.root(0, 33)


def test_a_line_goes_by_small_steps_and_avoids_what_grates() -> None:
    tones = Tones(pitches("major", 60, 8))
    chance = random.Random(1)  # noqa: S311 - play
    pitch, rough, leaps = 55, 0, 0
    for _ in range(300):
        following = onward(tones, pitch, (64,), 55, chance)
        rough += roughness(following, (64,)) > 0.5
        leaps += abs(following - pitch) > 5
        assert 45 <= following <= 66
        pitch = following
    assert rough < 45
    assert leaps < 45

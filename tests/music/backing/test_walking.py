"""A walking bass steps from root to root, and its last tone leads into the next bar, round after round."""

from __future__ import annotations

import itertools

import pytest

from mtlearn.music.backing import bar, bars
from mtlearn.music.backing.harmony import harmony
from mtlearn.music.backing.setting import MODES, Setting


def line(setting: Setting, count: int) -> list[int]:
    """Give the tones on the beats of the first bars."""
    found = []
    for number in range(count):
        one = bar(setting, number)
        bass = [stroke for stroke in one.strokes if stroke.part == "bass"]
        found += [
            min(bass, key=lambda stroke, beat=beat: abs(stroke.onset - beat)).pitch  # type: ignore[misc]
            for beat in one.beats
        ]
    return found


@pytest.mark.parametrize("mode", MODES)
def test_every_bar_begins_on_the_root_and_is_led_into(mode: str) -> None:
    """A semitone, a scale step, or a fifth above or a fourth below leads in; also across the seam."""
    for tonic in range(12):
        setting = Setting("walking-bass", tonic, mode, seed=tonic)
        tones = line(setting, 2 * bars(setting) + 1)
        roots = [one[0].bass for one in harmony("walking-bass", tonic, mode)]
        for number in range(2 * bars(setting)):
            assert roots[number % len(roots)] == tones[4 * number]
            assert tones[4 * number + 4] - tones[4 * number + 3] in {-7, -2, -1, 1, 2, 5}


def test_it_walks_and_does_not_leap_or_stand() -> None:
    """Within the bar no step is wider than a sixth; no tone comes twice in a row on the beats."""
    for tonic, mode in itertools.product(range(12), MODES):
        tones = line(Setting("walking-bass", tonic, mode, tempo=120), 16)
        steps = [abs(after - before) for before, after in itertools.pairwise(tones)]
        assert max(steps) <= 9
        assert 0 < min(steps)
        assert sum(step <= 4 for step in steps) >= 0.7 * len(steps)

"""Numbers as sound: sides, widths and certainty are heard as what they are."""

from __future__ import annotations

from itertools import pairwise

import pytest

from mtlearn.music.sonification import STILL, semitones, sounded, steps


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 0), (-0.02, -1), (0.07, 1), (-0.66, -7), (-0.55, -6), (1.82, 18)]
)
def test_a_tenth_of_a_deviation_is_a_semitone_and_what_is_not_nought_never_sounds_as_it(
    value: float, expected: int
) -> None:
    """An interval that just reaches over to the other side is heard to do so."""
    assert expected == semitones(value)


def test_the_walk_goes_through_the_interval_and_back() -> None:
    """From the low end to the high one, each semitone once each way, the turning point once."""
    assert (-1, 0, 1, 2, 1, 0, -1) == steps(-0.02, 0.2)


def test_the_still_note_lies_under_all_that_is_heard() -> None:
    """It begins first, ends last, and is the only one at its pitch where the interval lies to one side."""
    still, *others = sounded(-0.66, (-1.23, -0.10), 3)
    assert (0.0, STILL, "still") == (still.time, still.pitch, still.part)
    assert max(tone.time + tone.duration for tone in others) < still.duration
    assert all(tone.pitch < STILL for tone in others)
    assert {STILL - 12, STILL - 1} == {others[1].pitch, max(tone.pitch for tone in others)}


def test_a_wide_interval_takes_longer_and_an_unsure_one_trembles() -> None:
    """The same time a step; more strokes a step the less sure it is, on the same pitches."""
    narrow, wide = (sounded(0.0, (-end, end), 3)[0].duration for end in (0.2, 0.8))
    assert wide - narrow == pytest.approx(0.26 * 24)
    sure, low, least = (sounded(0.4, (0.2, 0.6), steadiness) for steadiness in (3, 2, 1))
    walks = [[tone.pitch for tone in tones if tone.part == "walk"] for tones in (sure, low, least)]
    assert [9, 18, 27] == [len(walk) for walk in walks]
    assert set(walks[0]) == set(walks[1]) == set(walks[2])


def test_notes_of_one_pitch_do_not_run_into_each_other() -> None:
    """Each stroke of the walk ends before the next begins, and none is struck as hard as can be."""
    tones = [tone for tone in sounded(0.47, (0.24, 0.71), 1) if tone.part != "still"]
    for tone, later in pairwise(tones):
        assert tone.time + tone.duration <= later.time + 1e-6
    assert all(60 <= tone.velocity < 120 for tone in tones)

"""Each measure against numbers worked out by hand, or by a slow calculation written down here."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mtlearn.music.note import Duo, Note, phrase
from mtlearn.music.timeline import timeline
from mtlearn.music.timeline.articulation import silence
from mtlearn.music.timeline.dissonance import roughness
from mtlearn.music.timeline.tonality import Centre
from mtlearn.music.timeline.window import frames

if TYPE_CHECKING:
    from mtlearn.music.note import Phrase
    from mtlearn.music.timeline.strand import Strand
    from mtlearn.music.timeline.window import Series

EVEN = phrase([n * 0.5, 0.4, 60, 80] for n in range(20))
"""A tone every half second from 0 to 9.5."""


def mine(notes: Phrase) -> Strand:
    return timeline(Duo(notes, ())).mine


def at(second: int, values: Series) -> float:
    """Give the value of the window that ends so many seconds in."""
    found = values[second - 1]
    assert found is not None
    return found


def test_windows_end_every_second_and_look_six_seconds_back() -> None:
    """Twenty tones over 9.9 seconds: ten windows; the eighth holds the tones after 2 s, up to 8 s."""
    cut = frames(EVEN, timeline(Duo(EVEN, ())).times)
    assert list(range(1, 11)) == cut.times.tolist()
    assert (5, 17) == (cut.first[7], cut.last[7])
    assert [1, 2, 3, 4, 5, 6, 6, 6, 6, 6] == cut.spans.tolist()


def test_density_is_tones_a_second() -> None:
    """Twelve tones in six seconds are two a second; in the first second there are three, at 0, 0.5 and 1."""
    found = mine(EVEN)
    assert pytest.approx(2.0) == at(8, found.density)
    assert pytest.approx(3.0) == at(1, found.density)


def test_weighted_density_counts_the_newest_most() -> None:
    """Tones at 2.5, 3 … 8 weigh 1/12, 2/12 … 12/12: 6.5 together, twice that over six is 13/6."""
    assert pytest.approx(13 / 6) == at(8, mine(EVEN).weighted_density)
    newest = mine(phrase([[0.0, 0.1, 60, 80], [8.0, 0.2, 60, 80]]))
    assert pytest.approx(2 / 6) == at(8, newest.weighted_density)
    assert pytest.approx(1 / 6) == at(8, newest.density)


def test_register_strength_and_length_are_means_of_the_window() -> None:
    """Pitches 60, 64, 70: mean 64 2/3; squares of what is left add up to 50 2/3, half is 25 1/3."""
    found = mine(phrase([[0.5, 0.3, 60, 50], [1.5, 0.6, 64, 70], [2.5, 0.9, 70, 99]]))
    assert pytest.approx(194 / 3) == at(3, found.pitch)
    assert pytest.approx(math.sqrt(76 / 3)) == at(3, found.spread)
    assert pytest.approx(73.0) == at(3, found.velocity)
    assert pytest.approx(0.6) == at(3, found.duration)
    assert 0.0 == at(1, found.spread)


def test_articulation_is_the_share_of_short_gaps() -> None:
    """Tones of 0.4 s and eleven gaps of 0.1 s: 1.1 / (4.8 + 1.1); bound playing has none."""
    assert pytest.approx(1.1 / 5.9) == at(8, mine(EVEN).articulation)
    bound = mine(phrase([n * 0.5, 0.6, 60, 80] for n in range(20)))
    assert 0.0 == at(8, bound.articulation)


def test_long_pauses_and_lone_tones_say_nothing_of_articulation() -> None:
    """A pause of more than two seconds counts on neither side; one tone alone is neither bound nor short."""
    found = mine(phrase([[0.0, 1.0, 60, 80], [1.5, 0.5, 60, 80], [5.0, 1.0, 60, 80]]))
    assert pytest.approx(0.5 / (0.5 + 2.5)) == at(5, found.articulation)
    assert found.articulation[0] is None


def test_silence_leaves_out_the_beginning_of_each_pause() -> None:
    """Twenty seconds; sounding 3-4 and 10-15 (held for 8, five count): pauses 3, 6, 5; 1 + 4 + 3 of 20."""
    notes = phrase([[3.0, 1.0, 60, 80], [10.0, 8.0, 62, 80]])
    assert pytest.approx(8 / 20) == silence(notes, 20.0)
    assert silence((), 20.0) is None


def slow_likeness(onsets: list[float], seconds: float, lag: int) -> float:
    """Do as the definition says, sample by sample, for one delay."""
    length = round(seconds * 100) + 20
    curve = [
        sum(
            math.exp(-0.5 * ((place - 10 - round(onset * 100)) / 2) ** 2)
            for onset in onsets
            if abs(place - 10 - round(onset * 100)) <= 10
        )
        for place in range(length)
    ]
    whole = sum(value * value for value in curve) / length
    return sum(a * b for a, b in zip(curve, curve[lag:], strict=False)) / (length - lag) / whole


def test_an_even_pulse_is_clear_and_its_period_is_its_beat() -> None:
    """Eleven of twelve tones meet the next one; 620 samples against 570: 11/12 of 620/570, at 0.5 s."""
    found = mine(EVEN)
    assert pytest.approx(11 / 12 * 620 / 570, abs=1e-3) == at(8, found.clarity)
    assert pytest.approx(0.5) == at(8, found.period)


def test_pulse_clarity_is_the_highest_of_the_slow_autocorrelation() -> None:
    """Uneven playing gives what the definition gives, worked out sample by sample."""
    onsets = [0.3, 0.81, 1.4, 1.85, 2.5, 2.93, 3.6, 4.1, 4.44, 5.2, 5.71]
    found = mine(phrase([onset, 0.2, 60, 80] for onset in onsets))
    slow = {lag: slow_likeness(onsets, 6.0, lag) for lag in range(20, 151)}
    best = max(slow, key=slow.__getitem__)
    assert pytest.approx(slow[best]) == at(6, found.clarity)
    assert pytest.approx(best / 100) == at(6, found.period)


def test_one_tone_has_no_pulse() -> None:
    """As published, one onset has clarity 0; it has no period."""
    found = mine(phrase([[0.5, 0.2, 60, 80]]))
    assert (0.0,) == found.clarity
    assert (None,) == found.period


def test_a_common_pulse_is_where_both_have_it() -> None:
    """0.4 s and 0.6 s meet in 1.2 s: every third and every second tone; each alone has its own."""
    one = phrase([n * 0.4, 0.1, 60, 80] for n in range(1, 31))
    other = phrase([n * 0.6, 0.1, 60, 80] for n in range(1, 21))
    found = timeline(Duo(one, other))
    assert pytest.approx(0.4) == at(8, found.mine.period)
    assert pytest.approx(0.6) == at(8, found.partner.period)
    assert pytest.approx(1.2) == at(8, found.common.period)
    both = (12 / 15 * 620 / 500) * (8 / 10 * 620 / 500)
    assert pytest.approx(both, abs=2e-3) == at(8, found.common.clarity)


def test_a_scale_in_c_lies_around_c() -> None:
    """Equal tones of C major, correlated with its profile by numpy's own function."""
    notes = phrase([n * 0.5, 0.5, pitch, 80] for n, pitch in enumerate([60, 62, 64, 65, 67, 69, 71]))
    found = mine(notes)
    c_major = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88]
    held = [1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1]
    assert pytest.approx(np.corrcoef(c_major, held)[0, 1]) == at(4, found.majorness)
    assert at(4, found.tonal) == at(4, found.majorness)
    assert Centre(0, minor=False) == found.centres[3]


def test_a_minor_triad_is_nearer_to_minor() -> None:
    """A, C and E lie around A minor, and say so."""
    found = mine(phrase([n * 0.4, 0.4, pitch, 80] for n, pitch in enumerate([57, 60, 64, 57])))
    assert at(2, found.minorness) > at(2, found.majorness)
    assert Centre(9, minor=True) == found.centres[1]


def test_no_centre_is_named_where_nothing_points_to_one() -> None:
    """Two tones are too few, and all twelve point nowhere."""
    assert (None,) == mine(phrase([[0.1, 0.2, 60, 80], [0.5, 0.2, 67, 80]])).centres
    all_twelve = mine(phrase([0.1, 0.5, 60 + n, 80] for n in range(12)))
    assert (None,) == all_twelve.centres
    assert (None,) == all_twelve.tonal


def test_roughness_is_sethares_curve_over_six_partials() -> None:
    """Two tones, pair of partials by pair of partials, with the constants as published."""
    low, high = 261.6255653, 277.1826310
    total = 0.0
    for one in range(1, 7):
        for other in range(1, 7):
            a, b = low * one, high * other
            scaled = abs(a - b) * 0.24 / (0.021 * min(a, b) + 19)
            strength = 0.8 ** (one - 1) * 0.8 ** (other - 1)
            total += strength * (math.exp(-3.5 * scaled) - math.exp(-5.75 * scaled))
    assert pytest.approx(total, rel=1e-6) == roughness(60, 61)
    assert roughness(61, 60) == roughness(60, 61)
    assert roughness(60, 67) < roughness(60, 66) < roughness(60, 61)


def test_dissonance_is_remembered_for_a_second_and_fades() -> None:
    """The unit is a semitone struck at once, over two tones a half; half a second later e^-0.5 of it."""
    at_once = mine((Note(0.5, 0.3, 60, 127), Note(0.5, 0.3, 61, 127)))
    later = mine((Note(0.1, 0.3, 60, 127), Note(0.6, 0.3, 61, 127)))
    long_after = mine((Note(0.1, 0.3, 60, 127), Note(1.9, 0.3, 61, 127)))
    assert pytest.approx(0.5) == at(1, at_once.dissonance)
    assert pytest.approx(0.5 * math.exp(-0.5)) == at(1, later.dissonance)
    assert 0.0 == at(2, long_after.dissonance)

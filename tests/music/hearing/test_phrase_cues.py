"""What speaks for a tone being the last of its phrase."""

from __future__ import annotations

import pytest

from mtlearn.music.hearing.phrase_cues import WEIGHTS, LastTone, cues, leaning

EVEN = [(0.4, 0.5)] * 8
PLAIN = LastTone(0.4, 3.0, 7, 2, 5, EVEN, ())


def test_a_phrase_of_eight_beats_is_a_multiple_of_four_and_of_eight() -> None:
    """Golden: the last tone begins after seven middle waits and lasts one."""
    found = cues(LastTone(0.4, 3.5, 8, -2, 0, EVEN, (3.5,)))
    expected = {
        "any": 1.0, "few": 0.0, "longer": 0.0, "tonic": 1.0, "falls": 1.0, "as-long": 1.0,
        "as-the-last": 1.0, "shorter": 0.0, "beyond": 0.0, "fours": 1.0, "eights": 1.0,
    }  # fmt: skip
    assert expected == pytest.approx(found)


@pytest.mark.parametrize(
    "tone",
    [
        PLAIN._replace(sounded=0.8),
        PLAIN._replace(degree=0),
        PLAIN._replace(step=-2),
        PLAIN._replace(lengths=(3.0,)),
        PLAIN._replace(onset=3.5),
    ],
    ids=["longer", "on the tonic", "after a step down", "as long as before", "eight beats"],
)
def test_each_of_these_speaks_for_an_end(tone: LastTone) -> None:
    """Beside the same tone without it."""
    assert leaning(tone) > leaning(PLAIN)


def test_the_first_tones_and_a_phrase_shorter_than_all_before_speak_against_an_end() -> None:
    """A phrase has hardly begun."""
    assert leaning(PLAIN._replace(place=1)) < leaning(PLAIN)
    assert leaning(PLAIN._replace(lengths=(6.0, 7.0))) < leaning(PLAIN)


def test_every_cue_has_a_weight() -> None:
    """And a tone about which nothing is known has two: that it is one, and its place."""
    assert {"any", "few"} == set(cues(LastTone(0.4, 0.0, 1, 1, None, (), ())))
    assert set(cues(LastTone(0.4, 3.5, 8, 0, 1, EVEN, (3.5,)))) <= set(WEIGHTS)

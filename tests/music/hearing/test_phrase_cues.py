"""What speaks for a tone being the last of its phrase."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import product

import pytest

from mtlearn.music.hearing.phrase_cues import NAMES, Earlier, LastTone, cues, leaning

WAITS = [0.5] * 12
ONSETS = tuple(0.5 * n for n in range(8))
TUNE = (60, 62, 64, 65, 67, 65, 64, 62)
PLAIN = LastTone(0.4, 0.5, 3.5, 8, 2, ONSETS, TUNE, WAITS, ())
BEFORE = Earlier(ONSETS, (67, 65, 64, 65, 62, 64, 62, 60), 8, 3.5, 0.9)


def test_a_phrase_of_eight_beats_is_as_long_as_one_before_and_a_multiple_of_four_and_of_eight() -> None:
    """Golden: the last tone begins after seven middle waits and takes one."""
    found = cues(PLAIN._replace(earlier=(BEFORE,)))
    expected = {
        "longer": 0.0, "longest": 0.0, "than-before": 0.0, "as-long": 1.0, "as-the-last": 1.0, "mostly": 1.0,
        "same-rhythm": 1.0, "rhythm-went-on": 0.0, "tonic": 0.0, "other": 1.0, "place": 8.0, "seconds": 2.0,
        "beats": 3.0, "bars-4": 1.0, "bars-8": 1.0, "bars-16": -1.0, "step": -2.0, "phrases": 1.0,
        "as-many": 1.0,
    }  # fmt: skip
    assert expected == pytest.approx({name: found[name] for name in expected})


def test_every_cue_has_a_value_even_of_a_tone_about_which_nothing_is_known() -> None:
    """So that each tree comes to a leaf."""
    alone = LastTone(0.4, 0.5, 0.0, 1, None, (0.0,), (60,), (), ())
    assert set(NAMES) == set(cues(alone)) == set(cues(PLAIN._replace(earlier=(BEFORE,))))


def test_rhythm_and_tones_that_went_on_before_are_told_from_those_that_ended() -> None:
    """The first five tones of an earlier phrase, and then all of them."""
    five = PLAIN._replace(
        onset=2.0, place=5, onsets=ONSETS[:5], pitches=BEFORE.pitches[:5], earlier=(BEFORE,)
    )
    went_on, ended = cues(five), cues(PLAIN._replace(pitches=BEFORE.pitches, earlier=(BEFORE,)))
    assert (1.0, 1.0, 0.0, 0.0) == tuple(
        went_on[name] for name in ("rhythm-went-on", "tones-went-on", "same-rhythm", "same-tones")
    )
    assert (0.0, 0.0, 1.0, 1.0) == tuple(
        ended[name] for name in ("rhythm-went-on", "tones-went-on", "same-rhythm", "same-tones")
    )


@pytest.mark.parametrize(
    "tone",
    [
        PLAIN._replace(sounded=0.8, takes=1.0),
        PLAIN._replace(degree=0),
        PLAIN._replace(earlier=(BEFORE,)),
    ],
    ids=["longer", "on the tonic", "as long as before"],
)
def test_each_of_these_speaks_for_an_end(tone: LastTone) -> None:
    """Beside the same tone without it."""
    assert leaning(tone) > leaning(PLAIN)


def test_a_longer_tone_never_speaks_less_for_an_end() -> None:
    """Wherever it stands, from half as long as the others to four times as long.

    Compared in a phrase that reaches as far, whatever its last tone takes.
    """
    for degree, earlier in product((None, 0, 2, 7), ((), (BEFORE,))):
        found = [
            leaning(
                PLAIN._replace(
                    sounded=0.8 * takes, takes=takes, onset=4 - takes, degree=degree, earlier=earlier
                )
            )
            for takes in (0.25, 0.5, 1.0, 2.0)
        ]
        assert found[0] <= found[1] < found[2]
        assert found[3] > found[1]


def test_the_first_tones_of_a_phrase_speak_against_an_end() -> None:
    """A phrase has hardly begun."""
    begun = PLAIN._replace(onset=0.5, place=2, onsets=ONSETS[:2], pitches=TUNE[:2])
    assert leaning(begun) < leaning(PLAIN)


@pytest.mark.parametrize("takes", [0.25, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("degree", [None, 0, 2])
@pytest.mark.parametrize("earlier", [(), (BEFORE,)], ids=["first", "second"])
def test_trees_gone_down_at_once_say_what_they_say_one_by_one(
    takes: float, degree: int | None, earlier: tuple[Earlier, ...]
) -> None:
    """Each from its root to a leaf, as they stand in their file."""
    tone = PLAIN._replace(sounded=0.8 * takes, takes=takes, degree=degree, earlier=earlier)
    kept = json.loads((files("mtlearn.music.hearing") / "phrase_trees.json").read_text("utf-8"))
    values, odds = cues(tone), kept["start"]
    for tree in kept["trees"]:
        node = tree
        while isinstance(node, list):
            name, bound, below, above = node
            node = below if values[name] <= bound else above
        odds += node
    assert odds == pytest.approx(leaning(tone))

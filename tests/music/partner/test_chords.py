"""Chords are made of the learner's own tones, fit what was played, and lead from one to the next."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from mtlearn.music.note import Note
from mtlearn.music.partner.chords import chords, closest, fitting, weights
from mtlearn.music.partner.tones import Tones
from mtlearn.music.scale import SCALES, pitches


def test_in_a_major_scale_they_are_the_triads_but_for_the_diminished_one() -> None:
    found = chords(Tones(pitches("major", 60, 8)))
    assert ((0, 4, 7), (2, 5, 9), (4, 7, 11), (5, 9, 0), (7, 11, 2), (9, 0, 4), (11, 2, 7)) == found


def test_in_a_pentatonic_scale_a_fourth_or_a_sixth_stands_in() -> None:
    assert ((0, 4, 7), (2, 7, 9), (4, 7, 0), (7, 0, 2), (9, 0, 4)) == chords(
        Tones(pitches("major-pentatonic", 60, 8))
    )


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("count", [1, 2, 3, 10])
def test_every_scale_and_every_few_keys_have_chords_of_their_tones(scale: str, count: int) -> None:
    tones = Tones(pitches(scale, 57, count))
    laid = None
    for one in chords(tones):
        laid = closest(one, laid, 66)
        assert set(one) <= tones.classes
        assert {pitch % 12 for pitch in laid.layout} == set(one)
        assert laid.bass % 12 == one[0]
        assert laid.bass < 52


def test_what_was_played_is_held_by_the_chord_under_it() -> None:
    found = chords(Tones(pitches("major", 60, 8)))
    played = weights([Note(0, 1, 67, 70), Note(1, 1, 71, 70), Note(2, 1, 74, 70)], 0.0)
    assert (7, 11, 2) == fitting(found, played, None, random.Random(1), 0.0)  # noqa: S311 - play


def test_longer_and_later_tones_count_more() -> None:
    played = weights([Note(0, 0.2, 60, 70), Note(1, 2.0, 64, 70), Note(-3, 1, 67, 70)], 0.0)
    assert played[4] > played[0]
    assert 7 not in played


def test_voices_go_by_small_steps() -> None:
    found = chords(Tones(pitches("major", 60, 8)))
    laid = [closest(found[0], None, 67)]
    for place in (3, 4, 0, 5, 3, 1, 4, 0):
        laid.append(closest(found[place], laid[-1], 67))
    moved = [abs(b - a) for one, two in pairwise(laid) for a, b in zip(one.layout, two.layout, strict=True)]
    assert max(moved) <= 5
    assert sum(moved) / len(moved) < 2.3

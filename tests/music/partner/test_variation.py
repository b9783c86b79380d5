"""A motif can be moved, turned over, drawn out and brought home; what was its own stays."""

from __future__ import annotations

import random

from mtlearn.music.note import Note
from mtlearn.music.partner.tones import Tones
from mtlearn.music.partner.variation import away, developed, drawn, ended, turned

from .duet import KEYS

TONES = Tones(KEYS)
MOTIF = (Note(0, 0.4, 60, 70), Note(0.5, 0.2, 64, 72), Note(0.75, 0.2, 62, 71), Note(1.0, 0.9, 67, 74))


def test_a_step_away_it_keeps_rhythm_and_contour() -> None:
    moved = away(MOTIF, 1, TONES)
    assert [62, 67, 64, 69] == [note.pitch for note in moved]
    assert [note[:2] for note in MOTIF] == [note[:2] for note in moved]


def test_turned_over_it_falls_where_it_rose() -> None:
    assert [60, 55, 57, 52] == [note.pitch for note in turned(MOTIF, TONES)]


def test_drawn_out_it_lasts_longer_and_keeps_its_tones() -> None:
    slower = drawn(MOTIF, 1.5)
    assert [0, 0.75, 1.125, 1.5] == [note.onset for note in slower]
    assert [note.pitch for note in MOTIF] == [note.pitch for note in slower]


def test_it_ends_on_the_ground_tone_which_lasts() -> None:
    home = ended(MOTIF, TONES)[-1]
    assert 0 == home.pitch % 12
    assert home.duration > MOTIF[-1].duration


def test_three_statements_are_made_and_the_last_comes_home() -> None:
    for seed in range(20):
        found = developed(MOTIF, TONES, random.Random(seed), seed / 20)  # noqa: S311 - play
        assert 3 == len(found)
        assert 0 == found[-1][-1].pitch % 12
        assert all(len(statement) >= len(MOTIF) for statement in found)

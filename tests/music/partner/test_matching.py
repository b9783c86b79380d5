"""Matching: what fits the learner's tempo, strength, density and length, without being the same."""

from __future__ import annotations

import random
from itertools import pairwise
from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.note import Note
from mtlearn.music.partner.matching import figure
from mtlearn.music.partner.partner import Partner

from .duet import KEYS, phrased, together


def flowing(beat: float = 0.5, count: int = 60, velocity: int = 70) -> list[Note]:
    """Play quarters and eighths on and on."""
    found, at = [], 1.0
    for number in range(count):
        length = beat if number % 3 == 0 else beat / 2
        found.append(Note(at, 0.9 * length, KEYS[(number * 2) % 7], velocity + number % 4))
        at += length
    return found


def test_it_plays_as_much_and_as_strongly_as_the_learner() -> None:
    notes = flowing()
    theirs = [note for note in notes if note.onset > 8]
    own = [note for note in together(Partner("matching", 1, KEYS, 1), notes, 0) if note.onset > 8]
    assert 0.75 < len(own) / len(theirs) < 1.25
    assert abs(mean(note.velocity for note in own) - mean(note.velocity for note in theirs)) <= 12


def test_it_keeps_the_learners_pulse() -> None:
    notes = flowing(beat=0.6, count=80)
    own = [note for note in together(Partner("matching", 1, KEYS, 1), notes, 0) if note.onset > 12]
    places = [(note.onset - 1.0) / 0.15 for note in own]
    assert mean(abs(place - round(place)) < 0.27 for place in places) > 0.9


def test_it_lies_beside_the_learners_register_and_is_not_the_same() -> None:
    notes = flowing()
    own = together(Partner("matching", 1, KEYS, 1), notes, 0)
    away = abs(mean(note.pitch for note in own) - mean(note.pitch for note in notes))
    assert 6 < away < 19
    pairs = {(round(note.onset, 1), note.pitch) for note in notes}
    assert mean((round(note.onset, 1), note.pitch) in pairs for note in own) < 0.1


def test_where_the_learners_phrase_ends_its_own_does() -> None:
    notes = phrased(rest=6)
    own = together(Partner("matching", 1, KEYS, 1), notes)
    for one, two in pairwise(notes):
        if two.onset - one.offset > 2:
            assert not [note for note in own if one.offset + 0.6 < note.onset < two.onset]


def test_without_a_pulse_it_imposes_none() -> None:
    chance = random.Random(4)  # noqa: S311 - play
    notes, at = [], 1.0
    for number in range(50):
        wait = chance.choice((0.31, 0.47, 0.83, 1.21)) * chance.uniform(0.8, 1.25)
        notes.append(Note(at, 0.8 * wait, KEYS[number * 3 % 8], 66))
        at += wait
    own = together(Partner("matching", 1, KEYS, 1), notes, 0)
    waits = [b.onset - a.onset for a, b in pairwise(own)]
    middle = sorted(waits)[len(waits) // 2]
    assert len(own) > 15
    assert mean(abs(wait / middle - 1) < 0.1 for wait in waits) < 0.6


def test_chords_are_met_with_more_than_one_tone() -> None:
    notes = [Note(1 + n * 0.5, 0.4, KEYS[k], 70) for n in range(40) for k in (n % 4, n % 4 + 2, n % 4 + 4)]
    own = together(Partner("matching", 1, KEYS, 1), notes, 0)
    assert len(own) > 1.6 * len({note.onset for note in own})


def test_the_freer_the_dial_the_less_it_plays() -> None:
    counts = [
        sum(len(together(Partner("matching", closeness, KEYS, seed), flowing(), 0)) for seed in range(3))
        for closeness in (1, 0.5, 0)
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 1.3 * counts[-1] > 0


@given(st.integers(0, 10), st.integers(0, 8), st.sets(st.integers(0, 7)), st.integers(0, 9))
def test_a_figure_has_as_many_strokes_as_asked(count: int, off: int, theirs: set[int], seed: int) -> None:
    found = figure(count, off, frozenset(theirs), random.Random(seed))  # noqa: S311 - play
    assert min(count, 8) == len(found) == len(set(found))
    assert list(found) == sorted(found)
    assert all(0 <= place < 8 for place in found)

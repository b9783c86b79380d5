"""Imitating: the learner's phrase comes back after it is over, the same, or freer as the dial says."""

from __future__ import annotations

from statistics import mean

import pytest

from mtlearn.music.note import Note
from mtlearn.music.partner.answering import remembered
from mtlearn.music.partner.partner import Partner

from .duet import KEYS, answered, moves, phrased, together, tones

NOTES = phrased(rest=16)


def test_each_phrase_comes_back_tone_for_tone_after_it_is_over() -> None:
    echo = together(Partner("imitating", 1, KEYS, 1), NOTES, 8)
    assert [(note.pitch, note.velocity) for note in NOTES] == [(note.pitch, note.velocity) for note in echo]
    assert [note.duration for note in NOTES] == pytest.approx([note.duration for note in echo], abs=0.01)
    for number in range(0, len(NOTES), 8):
        assert echo[number].onset > NOTES[number + 7].offset, "afterwards, never during"
        waits = [echo[number + place].onset - echo[number].onset for place in range(8)]
        theirs = [NOTES[number + place].onset - NOTES[number].onset for place in range(8)]
        assert theirs == pytest.approx(waits, abs=0.01)


def test_with_a_beat_the_echo_stands_in_it_as_the_phrase_did() -> None:
    echo = together(Partner("imitating", 1, KEYS, 1), NOTES, 8)
    away = [(echo[number].onset - NOTES[number].onset) / 0.5 for number in range(8, len(NOTES), 8)]
    assert all(abs(beats - round(beats)) < 0.12 for beats in away)


def test_it_gives_way_when_the_learner_begins_again() -> None:
    first = phrased(1)
    again = first[-1].offset + 1.6
    played = [*first, Note(again, 3.0, 64, 80)]
    echo = tones(answered(Partner("imitating", 1, KEYS, 1), moves(played), again + 2.8))
    assert 1 <= len(echo) < 8
    assert all(note.onset < again + 0.21 and note.offset < again + 0.4 for note in echo)


def test_the_freer_the_dial_the_less_it_is_the_same() -> None:
    def same(closeness: float) -> float:
        shares = []
        for seed in range(6):
            echo = together(Partner("imitating", closeness, KEYS, seed), NOTES, 8)
            kept = sum(one.pitch == two.pitch for one, two in zip(NOTES, echo, strict=False))
            shares.append(kept / len(NOTES))
        return mean(shares)

    close, half, free = same(1), same(0.6), same(0)
    assert 1 == close > half > free


def test_of_a_long_phrase_it_keeps_the_end() -> None:
    long = tuple(Note(number * 0.3, 0.2, 60, 60) for number in range(100))
    kept = remembered(long)
    assert long[-len(kept) :] == kept
    assert len(kept) <= 20

"""Accompanying: bass and chords that fit the learner's melody, softer and lower."""

from __future__ import annotations

from collections import defaultdict
from statistics import mean

from mtlearn.music.note import Note
from mtlearn.music.partner.partner import Partner
from mtlearn.music.scale import pitches

from .duet import phrased, together

KEYS = pitches("major", 60, 12)


def arpeggios(beat: float = 0.55) -> list[Note]:
    """Play bar after bar the tones of one chord: C, F, G and A minor in turn, four bars of each."""
    chords = ((60, 64, 67, 72), (65, 69, 72, 77), (67, 71, 74, 79), (69, 72, 76, 81))
    return [
        Note(1 + (bar * 4 + place) * beat, 0.9 * beat, chords[bar // 4 % 4][place], 80)
        for bar in range(16)
        for place in range(4)
    ]


def test_its_chords_hold_what_the_learner_plays() -> None:
    notes = arpeggios()
    shares = []
    for seed in range(3):
        own = together(Partner("accompanying", 1, KEYS, seed), notes, 0)
        for note in notes[12:]:
            under = {one.pitch % 12 for one in own if one.onset <= note.onset + 0.1 < one.offset}
            if under:
                shares.append(note.pitch % 12 in under)
    assert mean(shares) > 0.6


def test_freely_its_chords_go_their_own_way() -> None:
    notes = arpeggios()

    def held(closeness: float) -> float:
        shares = []
        for seed in range(4):
            own = together(Partner("accompanying", closeness, KEYS, seed), notes, 0)
            for note in notes[12:]:
                under = {one.pitch % 12 for one in own if one.onset <= note.onset + 0.1 < one.offset}
                if under:
                    shares.append(note.pitch % 12 in under)
        return mean(shares)

    assert held(1) > held(0) + 0.05


def test_it_stays_softer_and_below() -> None:
    notes = arpeggios()
    own = together(Partner("accompanying", 1, KEYS, 1), notes, 0)
    assert 8 <= 80 - mean(note.velocity for note in own) <= 22
    assert max(note.velocity for note in own) < 80
    assert mean(note.pitch for note in notes) - mean(note.pitch for note in own) > 12


def test_a_chord_changes_at_most_every_bar() -> None:
    own = together(Partner("accompanying", 1, KEYS, 1), arpeggios(), 0)
    bass = defaultdict(set)
    for note in own:
        if note.pitch < 51:
            bass[int((note.onset - 1) / 2.2)].add(note.pitch % 12)
    assert mean(len(classes) <= 3 for classes in bass.values()) > 0.9


def test_where_the_learner_has_stopped_it_comes_home_and_waits() -> None:
    partner = Partner("accompanying", 1, KEYS, 1)
    notes = arpeggios()
    own = together(partner, notes, 20)
    last = [note for note in own if note.onset > own[-1].onset - 0.3]
    assert {0, 4, 7} == {note.pitch % 12 for note in last}
    assert own[-1].offset < notes[-1].offset + 12
    assert "waits" == partner.plan(notes[-1].offset + 20).kind


def test_with_no_beat_yet_it_lays_a_chord_where_a_phrase_begins() -> None:
    own = together(Partner("accompanying", 1, KEYS, 1), phrased(1), 0)
    first = [note for note in own if note.onset < 1.3]
    assert len(first) >= 3
    assert 1.0 == min(note.onset for note in first)

"""Shaping: a rise to the middle of the learner's phrase, a fall, and a longer, softer tone at its end."""

from __future__ import annotations

from itertools import pairwise
from statistics import mean

from mtlearn.music.note import Note
from mtlearn.music.partner.partner import Partner

from .duet import KEYS, phrased, together

NOTES = phrased(6, beat=0.6, rest=6)
SPANS = [(NOTES[place].onset, NOTES[place + 7].offset) for place in range(0, len(NOTES), 8)]


def test_each_phrase_is_closed_with_a_longer_softer_tone_and_then_a_rest() -> None:
    own = together(Partner("shaping", 1, KEYS, 1), NOTES, 6)
    for (begin, end), (following, _) in pairwise(SPANS[1:]):
        inside = [note for note in own if begin <= note.onset <= end]
        closing = [note for note in own if end < note.onset < following - 0.05]
        assert 1 == len(closing)
        assert closing[0].duration > mean(note.duration for note in inside)
        assert closing[0].velocity < mean(note.velocity for note in inside)
        assert closing[0].pitch % 12 in {0, 7}


def test_it_is_stronger_in_the_middle_than_at_the_ends() -> None:
    own = together(Partner("shaping", 1, KEYS, 1), NOTES, 6)
    swells = []
    for begin, end in SPANS[1:]:
        inside = [note for note in own if begin <= note.onset <= end]
        middle = [n for n in inside if 0.3 < (n.onset - begin) / (end - begin) < 0.75]
        swells.append(mean(n.velocity for n in middle) - inside[0].velocity)
    assert mean(swells) > 4


def test_it_plays_with_some_of_the_learners_strokes_just_below_them() -> None:
    own = together(Partner("shaping", 1, KEYS, 1), NOTES, 0)
    onsets = {note.onset: note.pitch for note in NOTES}
    with_them = [note for note in own if note.onset in onsets]
    assert 0.3 * len(NOTES) < len(with_them) < 0.95 * len(NOTES)
    assert all(0 < onsets[note.onset] - note.pitch <= 14 for note in with_them)


def test_a_phrase_without_an_end_is_offered_one() -> None:
    notes = [Note(1 + n * 0.5, 0.45, KEYS[(n * 3) % 7], 72) for n in range(60)]
    own = together(Partner("shaping", 1, KEYS, 1), notes, 0)
    assert [note for note in own if note.duration > 1.5 and note.velocity <= 72 - 15]


def test_it_stays_below_the_learners_strength() -> None:
    own = together(Partner("shaping", 0, KEYS, 1), NOTES, 6)
    assert max(note.velocity for note in own) <= 76

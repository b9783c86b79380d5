"""Tonal centring: a ground tone, held low and soft, or a few chords that go round."""

from __future__ import annotations

from mtlearn.music.partner.partner import Partner, needs_tones

from .duet import KEYS, phrased, together

NOTES = phrased(6)


def test_the_ground_tone_and_its_fifth_are_held_under_what_the_learner_plays() -> None:
    own = together(Partner("tonal-centring", 1, KEYS, 1), NOTES, 0)
    assert {0, 7} == {note.pitch % 12 for note in own}
    assert max(note.pitch for note in own) < 60
    covered = sum(any(one.onset <= note.onset < one.offset for one in own) for note in NOTES)
    assert covered > 0.85 * len(NOTES)


def test_it_is_soft_and_seldom_strikes() -> None:
    own = together(Partner("tonal-centring", 1, KEYS, 1), NOTES, 0)
    assert max(note.velocity for note in own) <= 76 - 15
    assert len({round(note.onset, 1) for note in own}) < len(NOTES) / 3


def test_freely_it_goes_round_chords_of_the_learners_tones() -> None:
    own = together(Partner("tonal-centring", 0, KEYS, 1), NOTES, 0)
    classes = {note.pitch % 12 for note in own}
    assert len(classes) > 2
    assert classes <= {key % 12 for key in KEYS}


def test_it_needs_tones() -> None:
    assert needs_tones("tonal-centring")

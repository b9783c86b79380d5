"""Synchronising: at the same time as the learner, with tones of its own."""

from __future__ import annotations

from statistics import mean

from mtlearn.music.partner.partner import Partner

from .duet import KEYS, phrased, together

NOTES = phrased()


def test_followed_closely_it_begins_and_ends_every_tone_with_the_learner() -> None:
    answers = together(Partner("synchronising", 1, KEYS, 1), NOTES)
    assert [note.onset for note in NOTES] == [note.onset for note in answers]
    assert all(abs(one.offset - two.offset) < 0.05 for one, two in zip(NOTES, answers, strict=True))


def test_its_tones_are_its_own_in_another_register_and_go_rather_the_other_way() -> None:
    answers = together(Partner("synchronising", 1, KEYS, 1), NOTES)
    assert not any(one.pitch == two.pitch for one, two in zip(NOTES, answers, strict=True))
    assert mean(note.pitch for note in NOTES) - mean(note.pitch for note in answers) > 9
    contrary = parallel = 0
    for place in range(1, len(NOTES)):
        theirs = NOTES[place].pitch - NOTES[place - 1].pitch
        own = answers[place].pitch - answers[place - 1].pitch
        contrary += theirs * own < 0
        parallel += theirs * own > 0
    assert contrary > 1.5 * parallel


def test_it_is_never_louder_than_the_learners_mean_by_more_than_a_step() -> None:
    answers = together(Partner("synchronising", 1, KEYS, 1), NOTES)
    assert max(note.velocity for note in answers) <= 76 + 2


def test_the_freer_the_dial_the_fewer_strokes_it_joins() -> None:
    counts = [
        sum(len(together(Partner("synchronising", closeness, KEYS, seed), NOTES)) for seed in range(4))
        for closeness in (1, 0.6, 0.2)
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 1.5 * counts[-1] > 0

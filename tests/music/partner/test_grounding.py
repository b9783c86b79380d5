"""Rhythmic grounding: a steady beat, low and soft, at the learner's own tempo."""

from __future__ import annotations

import random
from itertools import pairwise
from statistics import mean, pstdev

import pytest

from mtlearn.music.hearing.heard import Beat, Heard
from mtlearn.music.move import Move
from mtlearn.music.note import Note
from mtlearn.music.partner.grounding import Grounding
from mtlearn.music.partner.musician import Musician
from mtlearn.music.partner.partner import Partner
from mtlearn.music.partner.tones import Tones

from .duet import KEYS, phrased, together, tones

STEADY = [Note(1 + n * 0.6, 0.5, KEYS[(n * 3) % 8], 80) for n in range(50)]


def free(count: int = 40, seed: int = 3) -> list[Note]:
    """Play without a pulse."""
    chance = random.Random(seed)  # noqa: S311 - play
    found, at = [], 1.0
    for number in range(count):
        wait = chance.uniform(0.25, 1.4)
        found.append(Note(at, 0.7 * wait, KEYS[number % 7], 70))
        at += wait
    return found


def test_a_low_tone_or_two_come_on_every_beat_of_the_learners() -> None:
    own = [note for note in together(Partner("rhythmic-grounding", 1, KEYS, 1), STEADY, 0) if note.onset > 8]
    beats = [(note.onset - 1) / 0.6 for note in own]
    assert mean(abs(beat - round(beat)) < 0.12 for beat in beats) > 0.95
    assert 1 <= len({note.pitch for note in own}) <= 3
    assert max(note.pitch for note in own) < 60


def test_it_is_softer_than_the_learner_by_some_fifteen() -> None:
    own = [note for note in together(Partner("rhythmic-grounding", 1, KEYS, 1), STEADY, 0) if note.onset > 8]
    assert 10 <= 80 - mean(note.velocity for note in own) <= 18


def test_it_stays_regular_while_the_learner_plays_off_and_on() -> None:
    own = together(Partner("rhythmic-grounding", 1, KEYS, 1), phrased(beat=0.55, rest=3), 0)
    waits = [b.onset - a.onset for a, b in pairwise(own) if b.onset - a.onset < 1.4]
    assert pstdev(waits) / mean(waits) < 0.25


def unpulsed(beat: float | None = None) -> list[Note]:
    """Let grounding hear somebody whose playing has no beat."""
    stance = Grounding(Musician(Tones(KEYS), 1, 1, beat))
    stance.hear(Move(1.0, sounding=True, pitch=60, velocity=70), Heard(1.0, velocity=70, silence=0.0))
    given = []
    for tick in range(10, 150):
        given += stance.wait(tick / 10, Heard(tick / 10, velocity=70, silence=0.0))
    return tones(given + stance.stop(15.0))


def test_without_a_pulse_it_first_listens_and_then_offers_a_slow_soft_one() -> None:
    own = unpulsed()
    assert 7 < own[0].onset < 8
    assert 1 == len({note.pitch for note in own})
    assert [1.2] * (len(own) - 1) == pytest.approx([b.onset - a.onset for a, b in pairwise(own)])
    assert all(note.velocity <= 70 - 15 for note in own)


def test_the_slow_beat_is_made_of_the_tempo_the_learner_has_chosen() -> None:
    own = unpulsed(0.5)
    assert own[1].onset - own[0].onset == pytest.approx(1.0)


def test_from_its_own_slow_beat_it_goes_over_to_the_learners_once_there_is_one() -> None:
    stance = Grounding(Musician(Tones(KEYS), 1, 1))
    stance.hear(Move(1.0, sounding=True, pitch=60, velocity=70), Heard(1.0, velocity=70, silence=0.0))
    given = []
    for tick in range(10, 200):
        now = tick / 10
        beat = Beat(0.7, 0.35 + 0.7 * -(-(now - 0.35) // 0.7), 1.0) if now > 11 else None
        given += stance.wait(now, Heard(now, beat=beat, velocity=70, silence=0.0))
    late = [(note.onset - 0.35) / 0.7 for note in tones(given + stance.stop(20.0)) if note.onset > 12.5]
    assert len(late) >= 9
    assert all(abs(beat - round(beat)) < 0.05 for beat in late)


def test_a_given_beat_is_kept() -> None:
    partner = Partner("rhythmic-grounding", 1, KEYS, 1)
    partner.give(Beat(0.75, 0.2, 1.0, given=True))
    own = together(partner, free(), 0)
    beats = [(note.onset - 0.2) / 0.75 for note in own]
    assert all(abs(beat - round(beat)) < 1e-6 for beat in beats)


def test_the_freer_the_dial_the_more_beats_it_leaves_out() -> None:
    def on_beats(closeness: float) -> int:
        own = together(Partner("rhythmic-grounding", closeness, KEYS, 2), STEADY, 0)
        places = [(note.onset - 1) / 0.6 for note in own]
        return sum(abs(place - round(place)) < 0.15 for place in places)

    counts = [on_beats(closeness) for closeness in (1, 0.5, 0)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 1.4 * counts[-1] > 0


def test_on_drums_it_keeps_the_lowest_drum() -> None:
    drums = (41, 43, 64, 63)
    hits = [Note(1 + n * 0.5, 0.2, drums[n % 3 + 1], 80) for n in range(40)]
    own = together(Partner("rhythmic-grounding", 1, drums, 1, drums=True), hits, 0)
    assert {note.pitch for note in own} <= set(drums)
    assert mean(note.pitch == 41 for note in own) >= 0.4

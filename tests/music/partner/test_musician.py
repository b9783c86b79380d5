"""The musician stays when the way of answering changes: strength and register go over gradually."""

from __future__ import annotations

from itertools import pairwise

from mtlearn.music.hearing.heard import Heard
from mtlearn.music.partner.musician import Musician
from mtlearn.music.partner.partner import STANCES, Partner
from mtlearn.music.partner.tones import Tones

from .duet import KEYS, checked, moves, phrased, tones

HEARD = Heard(0.0, velocity=80)


def test_after_a_change_it_grows_louder_gradually_and_softer_at_once() -> None:
    me = Musician(Tones(KEYS), 1, 1)
    me.play(0.0, 0.5, 60, me.strength(HEARD, -30, 0.0))
    me.change(1.0)
    steps = [me.strength(HEARD, 0, 1.0 + seconds) for seconds in (0, 1, 2, 3, 4, 9)]
    assert 50 == steps[0]
    assert 80 == steps[-1]
    assert steps == sorted(steps)
    assert 60 == me.strength(HEARD, -20, 9.0)


def test_after_a_change_the_register_moves_one_octave_at_a_time() -> None:
    me = Musician(Tones(KEYS), 1, 1)
    me.play(0.0, 0.1, 84, 60)
    me.change(1.0)
    played = []
    for tick in range(12):
        me.play(1.0 + tick / 2, 0.2, 36, 60)
        played.append(me.pitch)
    assert 72 == played[0]
    assert 36 == played[-1]
    assert all(a - b in {0, 12} for a, b in pairwise(played))


def test_the_same_decision_is_always_the_same_and_another_seeds_is_another() -> None:
    one, two = Musician(Tones(KEYS), 1, 1), Musician(Tones(KEYS), 1, 2)
    assert one.chance("a", 1).random() == one.chance("a", 1).random() != two.chance("a", 1).random()


def test_going_through_all_ways_while_playing_keeps_contact() -> None:
    partner = Partner(STANCES[0], 1, KEYS, 5)
    notes = phrased(14, rest=2)
    out, queue = [], moves(notes)
    changes = {10 * place: stance for place, stance in enumerate(STANCES)}
    for tick in range(1, 10 * (len(STANCES) + 1)):
        now = tick / 1.0 / 1.0 * 0.5
        while queue and queue[0].time <= now:
            move = queue.pop(0)
            out += checked(partner.hear(move), move.time)
        if tick in changes:
            out += checked(partner.change(changes[tick], now), now)
            assert changes[tick] == partner.stance
        out += checked(partner.wait(now), now)
    found = tones(out + partner.stop(80))
    assert len(found) > 60
    assert partner.closeness == 1

"""A guest takes up a way in when there is room, in time, or says no; and a no stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtlearn.errors import MusicError
from mtlearn.music.coplayers.guest import OFFERS, Guest, openness
from mtlearn.music.coplayers.learner import SimulatedLearner
from mtlearn.music.coplayers.together import duo
from mtlearn.music.scale import pitches

if TYPE_CHECKING:
    from mtlearn.music.move import Move

SCALE = pitches("major-pentatonic", 60, 12)


def seed_where(offer: str, how: str) -> int:
    return next(seed for seed in range(100) if openness(seed)[offer] == how)


def rests(guest: Guest, until: float, start: float = 0.0) -> list[Move]:
    """Let time pass with nobody else playing, and give what the guest strikes."""
    moves = [move for tick in range(int(start * 10), int(until * 10)) for move in guest.wait(tick / 10)]
    return [move for move in moves if move.sounding]


def test_each_meeting_has_a_way_in_that_suits_one_that_takes_time_and_one_not_for_today() -> None:
    """Which is which differs from meeting to meeting, and just being there is always possible."""
    meetings = [openness(seed) for seed in range(60)]
    assert all(sorted(one.values()) == ["always", "not-today", "readily", "with-time"] for one in meetings)
    assert {"always"} == {one["quiet"] for one in meetings}
    for offer in OFFERS[:3]:
        assert 3 == len({one[offer] for one in meetings})


@pytest.mark.parametrize("way", ["waiting", "hesitant", "sparse"])
def test_music_to_listen_to_is_answered_after_a_while_though_nobody_plays(way: str) -> None:
    """Listening together is being together: the guest is quiet first, and plays once there was time."""
    guest = Guest(way, SCALE, seed_where("listen", "readily"), "listen")
    assert [] == rests(guest, 5)
    assert "considers" == guest.plan(5.0).kind
    assert 3 <= len(rests(guest, 25, 5))


def test_a_no_is_said_and_stands_and_one_soft_tone_may_come_all_the_same() -> None:
    """What is not for today is not taken up however long it is offered; another way in is a new question."""
    guest = Guest("sparse", SCALE, seed_where("song", "not-today"), "song")
    assert [] == rests(guest, 7)
    assert "declines" == guest.plan(7.0).kind
    alone = rests(guest, 40, 7)
    assert 1 <= len(alone) <= 4
    assert max(move.velocity for move in alone) < 60
    assert "declines" == guest.plan(40.0).kind
    guest.take_offer("quiet")
    assert "considers" == guest.plan(40.1).kind
    assert len(rests(guest, 80, 40)) > len(alone)


def test_a_sound_each_waits_for_a_sound() -> None:
    """The guest answers somebody who plays a little and leaves room, and not somebody who does not play."""
    seed = seed_where("sound", "readily")
    silent, inviting = SimulatedLearner("silent", SCALE, seed), SimulatedLearner("inviting", SCALE, seed)
    met = duo(Guest("waiting", SCALE, seed, "sound"), inviting, 30.0, seed)
    unmet = duo(Guest("waiting", SCALE, seed, "sound"), silent, 30.0, seed)
    assert met.partner[0].onset > met.mine[0].onset
    assert len(met.partner) > 2 * len(unmet.partner)


def test_loud_and_busy_playing_leaves_no_room_to_take_anything_up() -> None:
    """Time does not count for as long as the other plays loudly and much."""
    seed = seed_where("listen", "readily")
    over = duo(
        Guest("sparse", SCALE, seed, "listen"), SimulatedLearner("overrunning", SCALE, seed), 20.0, seed
    )
    quiet = duo(Guest("sparse", SCALE, seed, "listen"), SimulatedLearner("silent", SCALE, seed), 20.0, seed)
    assert len(over.partner) < len(quiet.partner)


def test_the_same_seed_and_the_same_moves_are_the_same_meeting() -> None:
    """Chance comes from outside."""
    first, second = (Guest("hesitant", SCALE, 5, "quiet") for _ in range(2))
    assert rests(first, 60) == rests(second, 60) != []


def test_what_is_no_way_in_is_named_with_those_there_are() -> None:
    """The error says what was asked for, and what there is."""
    with pytest.raises(MusicError, match=r"'test'.*listen, sound, song, quiet"):
        Guest("waiting", SCALE, 1, "test")

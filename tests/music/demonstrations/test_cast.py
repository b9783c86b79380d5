"""Everybody who is to play in a demonstration exists, and plays a tune that does."""

from __future__ import annotations

from mtlearn.music.coplayers.coplayer import WAYS
from mtlearn.music.coplayers.manners import MANNERS
from mtlearn.music.demonstrations.cast import ACCOMPANIED, EXERCISES, STANCES
from mtlearn.music.demonstrations.tunes import TUNES
from mtlearn.music.partner.partner import STANCES as ANSWERED


def test_each_stance_is_shown_in_itself() -> None:
    """The example of a stance is that stance, for every one the partner has."""
    assert set(ANSWERED) == set(STANCES)
    assert all(name == shown.stance for name, shown in STANCES.items())


def test_all_that_is_played_is_there() -> None:
    """Tunes, stances, ways and manners by the names they have; and no tune that nobody plays."""
    shown = [*STANCES.values(), *EXERCISES.values()]
    assert {one.tune for one in shown} == set(TUNES)
    assert {one.stance for one in shown if one.stance} <= set(ANSWERED)
    assert {way for way, _ in ACCOMPANIED.values()} == set(WAYS)
    assert {other for _, other in ACCOMPANIED.values()} <= {*MANNERS, *ANSWERED}

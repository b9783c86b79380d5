"""Over thousands of takes, plausible and odd, all strengths that are said are true, and there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtlearn.music.bars import Bars, bars
from mtlearn.music.invitations import INVITATIONS
from mtlearn.music.observation import observe
from mtlearn.music.seen import Played
from mtlearn.music.strengths import found
from mtlearn.music.strengths.aim import AIMS
from mtlearn.music.strengths.kind import KINDS

from .plausible import STYLES, take
from .recheck import TRUE

if TYPE_CHECKING:
    from mtlearn.music.note import Duo

SEEDS = 120
FEW = 25
HOW = (None, *AIMS)


def laid(duo: Duo, seed: int) -> Bars:
    """Lay bars by the pulse every third time (it takes longest), else by the clock."""
    return bars(duo) if seed % 3 == 0 else Bars((0.0, 1.0), steady=False, length=duo.length)


def test_every_kind_is_looked_up_again() -> None:
    """No strength is left out of the check."""
    assert set(KINDS) == set(TRUE)


@pytest.mark.parametrize("style", STYLES)
def test_whatever_is_seen_in_a_take_is_true_of_it(style: str) -> None:
    """All that is seen, and so all that is chosen; one to four are, with one invitation that fits."""
    for seed in range(SEEDS):
        duo, aim = take(style, seed), HOW[seed % len(HOW)]
        under = laid(duo, seed)
        played = Played(duo, under)
        for one in (strength.observation for strength in found(played)):
            assert TRUE[one.kind](one, duo), f"{style} {seed}: {one} in {duo}"
            places = [
                (one.start, one.end),
                *(value for value in one.values.values() if isinstance(value, tuple)),
            ]
            assert all(0 <= start <= end <= duo.length + 1e-9 for start, end in places), (
                f"{style} {seed}: {one}"
            )
        if seed % 2 == 0:
            feedback = observe(duo, under, aim=aim)
            kinds = [one.kind for one in feedback.strengths]
            step = INVITATIONS[feedback.next_step.kind]
            assert 1 <= len(kinds) == len(set(kinds)) <= 4, f"{style} {seed} {aim}: {kinds}"
            assert not step.after & set(kinds), f"{style} {seed} {aim}: {kinds} {feedback.next_step.kind}"
            assert duo.partner or not step.partner
            assert all(TRUE[one.kind](one, duo) for one in feedback.strengths)
        if seed % 12 == 0:
            assert feedback == observe(duo, under, aim=aim), "the same take is always seen the same way"


def test_every_kind_is_seen_somewhere_in_these_takes() -> None:
    """A kind that never comes up would not have been checked."""
    takes = [(take(style, seed), seed) for style in STYLES for seed in range(FEW)]
    seen = {one.observation.kind for duo, seed in takes for one in found(Played(duo, laid(duo, seed)))}
    assert set() == set(KINDS) - seen

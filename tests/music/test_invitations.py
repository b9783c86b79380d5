"""One thing to try: it belongs to the aim, fits what was played, and never says again what was said."""

from __future__ import annotations

import pytest

from mtlearn.music.bars import bars
from mtlearn.music.fitting import FITS
from mtlearn.music.invitations import FOR_AIM, INVITATIONS, invitation
from mtlearn.music.note import Duo, phrase
from mtlearn.music.seen import Played
from mtlearn.music.strengths.aim import AIMS, aim_of
from mtlearn.music.strengths.kind import KINDS

from .strengths.takes import Rows, played, row

HIGH = row(*[72, 74, 76, 79] * 6, step=0.6)


def chosen(mine: Rows, partner: Rows, aim: str | None, *praised: str) -> str:
    return invitation(played(mine, partner), praised, aim=aim).kind


def test_each_aim_has_invitations_of_its_own_that_there_are() -> None:
    """Every aim of the strengths, and nothing that has no words or no condition."""
    assert set(AIMS) == set(FOR_AIM)
    assert set() == {kind for kinds in FOR_AIM.values() for kind in kinds} - set(FITS)
    assert set() == set(FITS) - set(INVITATIONS)
    assert set() == {kind for one in INVITATIONS.values() for kind in one.after} - set(KINDS)


@pytest.mark.parametrize("aim", ["echo", "match", "ground", "dialogue", "accompany"])
def test_with_somebody_to_accompany_the_invitation_belongs_to_the_aim(aim: str) -> None:
    """Whatever the learner did."""
    for count in range(8, 20):
        assert chosen(row(*[60, 64, 67, 71, 62][: count % 5 + 1] * count), HIGH, aim) in FOR_AIM[aim]


def test_who_plays_into_the_partners_phrases_may_be_asked_to_leave_one_whole() -> None:
    """And who leaves them whole is not."""
    into = {chosen(row(*[60, 62, 64] * n, step=0.4), HIGH, "echo") for n in range(3, 9)}
    assert "try-whole" in into
    assert "try-whole" not in {chosen(row(*[60, 62] * n), HIGH, "echo", "answered") for n in range(3, 9)}


@pytest.mark.parametrize(
    ("mine", "partner", "aim", "kind"),
    [
        ([], HIGH, "echo", "try-one-after"),
        ([], HIGH, "ground", "try-one-with"),
        ([], [], "ground", "try-one-note"),
        (row(60), [], None, "try-neighbour"),
        (row(60, 62), HIGH, "dialogue", "try-one-after"),
    ],
)
def test_where_little_was_played_the_step_is_small(
    mine: Rows, partner: Rows, aim: str | None, kind: str
) -> None:
    """One tone, after the partner or with it, or one tone more."""
    assert kind == chosen(mine, partner, aim)


def test_nothing_about_the_partner_is_asked_where_nobody_else_played() -> None:
    """Even in an exercise that has one."""
    for aim in AIMS:
        assert not INVITATIONS[chosen(row(*[60, 64, 67] * 6), [], aim)].partner


def test_there_is_always_one_thing_to_try() -> None:
    """Whatever has been said, and whatever is passed over."""
    duo = Duo(phrase(row(*[60, 64, 67] * 6)), ())
    take = Played(duo, bars(duo))
    assert "try-again" == invitation(take, set(KINDS), set(INVITATIONS) - {"try-again"}).kind


@pytest.mark.parametrize("exercise", ["echo", "match", "ground", "accompany"])
def test_who_is_accompanied_is_not_asked_to_accompany(exercise: str) -> None:
    """With the places changed, what there is to try is about one's own playing, or how the other follows."""
    aim = aim_of(exercise, "partner")
    assert aim not in {None, exercise}
    assert exercise == aim_of(exercise, "coplayer")
    asked = {
        chosen(row(*[60, 64, 67, 71, 62][: n % 5 + 1] * n, step=0.2 + n / 50), HIGH, aim)
        for n in range(8, 40)
    }
    for_the_one_underneath = {kind for one in (exercise, "accompany") for kind in FOR_AIM[one]}
    assert set() == {kind for kind in asked if INVITATIONS[kind].partner} & for_the_one_underneath


def test_room_is_asked_for_where_somebody_hardly_plays() -> None:
    """Not: to play little while the other plays much, since the other never does."""
    few = row(72, 74, 76, 79, step=8)
    asked = {chosen(row(*[60, 64, 67] * n, step=0.2), few, "accompany") for n in range(40, 60)}
    assert "try-few" in asked
    assert "try-space-when-busy" not in asked


@pytest.mark.parametrize("aim", ["match", "ground", "accompany", "first-meeting"])
def test_who_goes_along_and_filled_the_room_is_asked_to_leave_some(aim: str) -> None:
    """Before all else: to play lower or a pattern would leave the other no more room than before."""
    some = row(72, 74, 76, 79, 76, 74, step=4)
    asked = {chosen(row(*[60, 64, 67] * n, step=0.2), some, aim) for n in range(40, 60)}
    makes_room = {"try-few", "try-as-many", "try-softer-than", "try-leave-open", "try-short-answer"}
    assert asked <= makes_room | {"try-space-when-busy"}

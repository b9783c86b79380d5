"""Each demonstration lets one hear what its exercise is about: measured in what both play."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING

import pytest

from mtlearn.errors import MusicError
from mtlearn.music.coplayers.coplayer import WAYS
from mtlearn.music.demonstration import DEMONSTRATIONS, demonstration
from mtlearn.music.partner.partner import STANCES
from mtlearn.music.scale import pitches

if TYPE_CHECKING:
    from mtlearn.music.note import Duo, Note, Phrase

SCALE = pitches("major-pentatonic", 60, 12)
SEEDS = (7, 1, 2, 3)
"""7 is the one that exercises play."""
ALONE = ("first-sounds", "over")


@cache
def heard(name: str, seed: int = 7) -> Duo:
    return demonstration(name, SCALE, seed)


def phrases(notes: Phrase) -> list[list[Note]]:
    found: list[list[Note]] = []
    for note in notes:
        if not found or note.onset - max(one.offset for one in found[-1]) > 0.6:
            found.append([])
        found[-1].append(note)
    return found


def overlap(both: Duo) -> float:
    return sum(
        max(0.0, min(a.offset, b.offset) - max(a.onset, b.onset)) for a in both.mine for b in both.partner
    )


@pytest.mark.parametrize("name", DEMONSTRATIONS)
def test_each_is_short_and_both_are_heard(name: str) -> None:
    """Ten to twenty-five seconds, beginning soon; two players where the exercise has two."""
    both = heard(name)
    assert 10 <= both.length <= 25
    assert min(note.onset for note in (*both.mine, *both.partner)) < 2
    assert len(both.mine) >= 6
    assert (name in ALONE) == (len(both.partner) == 0)


@pytest.mark.parametrize("name", DEMONSTRATIONS)
def test_the_same_seed_is_the_same_demonstration(name: str) -> None:
    """One can listen for something in it again."""
    assert heard(name) == demonstration(name, SCALE, 7)


@pytest.mark.parametrize(("index", "name"), list(enumerate(DEMONSTRATIONS)))
def test_it_can_be_played_in_other_scales(index: int, name: str) -> None:
    """The learner keeps to the tones there are, eight or more."""
    scale = ("minor-pentatonic", "dorian", "blues")[index % 3]
    tones = pitches(scale, 57, 8)
    both = demonstration(name, tones, 3)
    classes = {tone % 12 for tone in tones}
    assert {note.pitch % 12 for note in both.mine} <= classes
    assert 10 <= both.length <= 25


def test_every_stance_and_every_way_can_be_heard() -> None:
    """Nothing the partner or a co-player can do is without an example."""
    assert {f"stance:{name}" for name in STANCES} <= set(DEMONSTRATIONS)
    assert {f"coplayer:{way}" for way in WAYS} <= set(DEMONSTRATIONS)


@pytest.mark.parametrize("seed", SEEDS)
def test_mirror_is_the_same_at_the_same_time(seed: int) -> None:
    """Each tone has the same tone beside it, within a hundredth of a second."""
    both = heard("mirror", seed)
    assert len(both.mine) == len(both.partner)
    for mine, theirs in zip(both.mine, both.partner, strict=True):
        assert mine.pitch == theirs.pitch
        assert pytest.approx(mine.onset, abs=0.01) == theirs.onset


@pytest.mark.parametrize("seed", SEEDS)
def test_echo_is_the_same_afterwards(seed: int) -> None:
    """Each phrase is repeated, tone for tone, once it is over and before the next."""
    both = heard("echo", seed)
    calls, echoes = phrases(both.mine), phrases(both.partner)
    assert len(calls) == len(echoes) == 3
    for call, echo in zip(calls, echoes, strict=True):
        assert [note.pitch for note in call] == [note.pitch for note in echo]
        assert 0.1 < echo[0].onset - call[-1].offset < 2
    assert overlap(both) == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_match_is_as_loud_and_as_dense_but_not_the_same(seed: int) -> None:
    """In the soft part and in the lively one it is near in loudness and density; its line differs."""
    both = heard("match", seed)
    for begins, ends in ((3.0, 8.0), (11.5, 16.0)):
        mine, theirs = (
            [note for note in notes if begins <= note.onset < ends] for notes in (both.mine, both.partner)
        )
        loud = [fmean(note.velocity for note in notes) for notes in (mine, theirs)]
        assert pytest.approx(loud[0], abs=15) == loud[1]
        assert 0.5 <= len(theirs) / len(mine) <= 2
    assert {note.pitch for note in both.mine} != {note.pitch for note in both.partner}


@pytest.mark.parametrize("seed", SEEDS)
def test_ground_is_an_even_pulse_below(seed: int) -> None:
    """Four beats in five and more are evenly spaced; all lie lower than what the learner plays."""
    both = heard("ground", seed)
    onsets = sorted({round(note.onset, 2) for note in both.partner})
    gaps = [later - one for one, later in pairwise(onsets)]
    assert len(gaps) >= 12
    assert sum(abs(gap - median(gaps)) < 0.1 * median(gaps) for gap in gaps) >= 0.8 * len(gaps)
    assert max(note.pitch for note in both.partner) < min(note.pitch for note in both.mine)


@pytest.mark.parametrize("seed", SEEDS)
def test_dialogue_is_in_turns(seed: int) -> None:
    """Neither plays while the other does, and each learner's phrase has an answer after it."""
    both = heard("dialogue", seed)
    assert overlap(both) < 0.05 * both.length
    for call, later in pairwise([*phrases(both.mine), None]):
        until = later[0].onset if later else both.length
        assert any(call[-1].offset < note.onset < until for note in both.partner)


@pytest.mark.parametrize("seed", SEEDS)
def test_accompany_is_softer_and_below(seed: int) -> None:
    """The one who accompanies is softer and lower than the one in front."""
    both = heard("accompany", seed)
    assert fmean(note.velocity for note in both.partner) < fmean(note.velocity for note in both.mine)
    assert fmean(note.pitch for note in both.partner) < min(note.pitch for note in both.mine)


def test_first_sounds_leaves_air() -> None:
    """Few tones, and as much silence or ringing as playing."""
    both = heard("first-sounds")
    assert len(both.mine) / both.length < 0.6


def test_it_says_what_demonstrations_there_are() -> None:
    """An unknown one is a mistake of the caller's, and is named."""
    with pytest.raises(MusicError, match="first-sounds"):
        demonstration("juggling", SCALE, 1)

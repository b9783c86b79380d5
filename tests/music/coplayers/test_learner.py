"""A simulated learner plays in the manner asked for, from a seed, and unevenly as people do."""

from __future__ import annotations

from itertools import pairwise
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.errors import MusicError
from mtlearn.music.coplayers.learner import SimulatedLearner
from mtlearn.music.coplayers.manners import MANNERS
from mtlearn.music.coplayers.together import duo, notes
from mtlearn.music.move import Move
from mtlearn.music.scale import pitches

if TYPE_CHECKING:
    from mtlearn.music.note import Note

SCALE = pitches("major-pentatonic", 60, 12)
TUNE = [(0, 1, 60, 70), (1, 0.5, 64, 70), (1, 0.5, 67, 60), (2, 1, 72, 80), (4, 2, 69, 50)]


def played(manner: str, seed: int = 0, length: float = 20.0, **more: object) -> tuple[Note, ...]:
    learner = SimulatedLearner(manner, SCALE, seed, **more)  # type: ignore[arg-type]
    return notes(learner.moves(length), length)


def onsets(row: tuple[Note, ...]) -> list[float]:
    return [note.onset for note in row]


def gaps(row: tuple[Note, ...]) -> list[float]:
    return [later - one for one, later in pairwise(onsets(row))]


@pytest.mark.parametrize("manner", MANNERS)
def test_the_same_seed_plays_the_same(manner: str) -> None:
    """Chance comes from the seed alone, and another seed plays otherwise."""
    melody = {"melody": TUNE} if manner in {"melody", "taking turns"} else {}
    assert played(manner, 3, **melody) == played(manner, 3, **melody)
    if manner != "silent":
        assert played(manner, 3, **melody) != played(manner, 4, **melody)


@pytest.mark.parametrize("tempo", [60.0, 92.0, 132.0])
def test_steady_is_one_tone_to_a_beat(tempo: float) -> None:
    """Quarters at the tempo, with a spread of some hundredths of a second."""
    row = played("steady", 1, 60.0, tempo=tempo)
    assert pytest.approx(60 / tempo, rel=0.015) == fmean(gaps(row))
    assert 0.008 < pstdev(gaps(row)) < 0.035


def test_without_spread_the_pulse_is_exact() -> None:
    """Both levels can be set; with none, each beat falls where it is meant."""
    row = played("steady", 1, 20.0, tempo=120.0, timekeeper=0.0, hand=0.0)
    assert pytest.approx(0.0, abs=1e-9) == pstdev(gaps(row))


def test_the_tempo_can_step() -> None:
    """From the given second on, beats come closer."""
    row = played("steady", 1, 40.0, tempo=100.0, steps=[(20.0, 1.1)])
    before = [gap for note, gap in zip(row, gaps(row), strict=False) if note.onset < 19]
    after = [gap for note, gap in zip(row, gaps(row), strict=False) if note.onset > 21]
    assert pytest.approx(1.1, rel=0.02) == fmean(before) / fmean(after)


def test_coupled_people_stay_together() -> None:
    """Two who correct towards one another stay within some hundredths; two who do not drift apart."""
    apart = []
    for coupling in (0.0, 0.3):
        ends = []
        for seed in range(8):
            one = SimulatedLearner("steady", SCALE, seed, 100.0, coupling=coupling)
            other = SimulatedLearner("steady", SCALE, seed + 50, 100.0, coupling=coupling)
            both = duo(one, other, 60.0, seed)
            ends.append(
                fmean(abs(a - b) for a, b in zip(onsets(both.mine), onsets(both.partner), strict=False))
            )
        apart.append(fmean(ends))
    assert apart[1] < 0.03 < 2 * apart[1] < apart[0]


def test_manners_differ_as_their_names_say() -> None:
    """Dense is the densest, sparse the sparsest, overrunning the loudest; silent plays nothing."""
    heard = {
        manner: played(manner, 2, 30.0) for manner in MANNERS if manner not in {"melody", "taking turns"}
    }
    count = {manner: len(row) for manner, row in heard.items()}
    assert count["dense"] > 3 * count["free"] > 3 * count["sparse"] > count["silent"] == 0
    loud = {manner: fmean(note.velocity for note in row) for manner, row in heard.items() if row}
    assert "overrunning" == max(loud, key=loud.__getitem__)
    assert all(loud[soft] < 60 for soft in ("sparse", "leaving room", "inviting", "grounding"))
    assert max(note.pitch for note in heard["grounding"]) <= SCALE[0] + 7


def test_free_has_no_steady_pulse_and_breathes() -> None:
    """Phrases with a breath of most of a second and more between them."""
    row = played("free", 5, 60.0)
    rests = [later.onset - one.offset for one, later in pairwise(row)]
    assert 5 <= sum(rest > 0.85 for rest in rests) <= len(row) / 3


def test_a_melody_is_played_whole_with_a_persons_timing() -> None:
    """Every tone once, in beats where a tempo is given, else in seconds; chords nearly together."""
    row = played("melody", 1, 20.0, melody=TUNE, tempo=120.0)
    assert [60, 64, 67, 69, 72] == sorted(note.pitch for note in row)
    assert pytest.approx(2.0, abs=0.1) == row[-1].onset - row[0].onset
    assert abs(row[1].onset - row[2].onset) < 0.05
    slow = played("melody", 1, 20.0, melody=TUNE)
    assert pytest.approx(4.0, abs=0.15) == slow[-1].onset - slow[0].onset
    assert row[1].onset != row[2].onset


def test_a_melody_from_the_corpus_is_played_tone_for_tone() -> None:
    """A chorale's soprano: every pitch in order, each near its beat, and not all exactly on it."""
    from music21 import corpus  # noqa: PLC0415 - only here

    found = corpus.parse("bwv66.6").parts[0].flatten().notes
    rows = [(float(one.offset), float(one.quarterLength), one.pitch.midi, 66) for one in found]
    row = played("melody", 2, 40.0, melody=rows, tempo=96.0)
    assert [pitch for _, _, pitch, _ in rows] == [note.pitch for note in row]
    written = [later[0] - one[0] for one, later in pairwise(rows)]
    away = [gap - beats * 60 / 96 for gap, beats in zip(gaps(row), written, strict=True)]
    assert max(map(abs, away)) < 0.1
    assert 0.005 < pstdev(away) < 0.04


def test_taking_turns_waits_for_the_answer() -> None:
    """The second phrase of its melody comes once the other has answered the first and is done."""
    calls = [(0, 0.5, 64, 70), (0.5, 1, 67, 70), (4, 0.5, 72, 70), (4.5, 1, 69, 70)]
    both = duo(
        SimulatedLearner("answering", SCALE, 1),
        SimulatedLearner("taking turns", SCALE, 1, 100.0, melody=calls),
        12.0,
    )
    assert [64, 67, 72, 69] == [note.pitch for note in both.mine]
    first, later = both.mine[1].offset, both.mine[2].onset
    between = [note for note in both.partner if first < note.onset < later]
    assert len(between) == 2
    assert max(note.offset for note in between) + 0.6 < later


def test_answering_takes_up_what_was_played_and_leaves_room() -> None:
    """Its answer begins after the other has ended, in the other's shape and near the other's loudness."""
    tune = [(0, 0.5, 64, 40), (0.5, 0.5, 67, 44), (1.0, 0.5, 69, 42), (1.5, 1.0, 67, 40)]
    other = SimulatedLearner("melody", SCALE, 1, melody=tune)
    both = duo(SimulatedLearner("answering", SCALE, 1), other, 5.2)
    end = max(note.offset for note in both.mine)
    answer = [note for note in both.partner if note.onset > end]
    assert answer == list(both.partner)
    assert 0.3 < answer[0].onset - end < 0.8
    assert [64, 67, 69] == [note.pitch for note in answer[:3]]
    assert pytest.approx(42, abs=8) == fmean(note.velocity for note in answer)


def test_it_says_what_manners_there_are() -> None:
    """An unknown manner is a mistake of the caller's, and is named; so is a scale without tones."""
    with pytest.raises(MusicError, match="steady"):
        SimulatedLearner("hasty", SCALE, 1)
    with pytest.raises(MusicError, match="at least one tone"):
        SimulatedLearner("steady", [], 1)


MOVES = st.lists(
    st.builds(
        Move,
        time=st.floats(0, 8),
        sounding=st.booleans(),
        pitch=st.integers(0, 127),
        velocity=st.integers(1, 127),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(tuple(MANNERS)),
    MOVES,
    st.lists(st.integers(30, 100), min_size=1, max_size=15, unique=True),
    st.integers(),
)
def test_whatever_it_hears_it_plays_its_tones_and_ends_them(
    manner: str, moves: list[Move], tones: list[int], seed: int
) -> None:
    """No moves of another's break it; it plays tones it was given, and lets go of each."""
    learner = SimulatedLearner(manner, tones, seed, melody=[(0, 1, tones[0], 60)])
    given_out, now = [], 0.0
    for move in sorted(moves):
        while now < move.time:
            given_out += learner.wait(now)
            now += 0.1
        given_out += learner.hear(move)
    given_out += learner.stop(now)
    held = set()
    for move in sorted(given_out):
        assert move.pitch in tones
        assert 1 <= move.velocity <= 127
        (held.add if move.sounding else held.remove)(move.pitch)
    assert set() == held

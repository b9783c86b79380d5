"""Each co-player plays in its own way and answers being met, left room and overrun: measured over seeds."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from statistics import fmean, median, quantiles
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.errors import MusicError
from mtlearn.music.coplayers.coplayer import WAYS, CoPlayer, own_tempo
from mtlearn.music.coplayers.learner import SimulatedLearner
from mtlearn.music.coplayers.together import duo
from mtlearn.music.move import Move
from mtlearn.music.scale import pitches

if TYPE_CHECKING:
    from mtlearn.music.note import Duo, Note, Phrase

SCALE = pitches("major-pentatonic", 60, 12)
LENGTH = 50.0
SEEDS = range(4)
LEARNERS = {"silent": "silent", "met": "answering", "room": "leaving room", "overrun": "overrunning"}


class Measured(NamedTuple):
    """What was played, over all seeds: the means of each take's figures."""

    notes: float
    velocity: float
    loudest: float
    pitch: float
    range: float
    duration: float
    tones: float
    rest: float
    gap: float
    loud: float
    away: float
    kinds: float


@cache
def take(way: str, manner: str, seed: int, length: float = LENGTH) -> Duo:
    return duo(CoPlayer(way, SCALE, seed), SimulatedLearner(manner, SCALE, seed), length, seed)


@cache
def measured(way: str, manner: str = "silent") -> Measured:
    found = [_measured(take(way, manner, seed).partner) for seed in SEEDS]
    return Measured(*(fmean(values) for values in zip(*found, strict=True)))


def phrases(notes: Phrase) -> list[list[Note]]:
    """Part notes where there is more silence than within a phrase played so fast."""
    found: list[list[Note]] = []
    end = -9.0
    gaps = [later.onset - one.onset for one, later in pairwise(notes)] or [0.5]
    breath = min(0.6, max(0.3, 1.2 * median(gaps)))
    for note in notes:
        if note.onset - end > breath:
            found.append([])
        found[-1].append(note)
        end = max(end, note.offset)
    return found


def _measured(notes: Phrase) -> Measured:
    if not notes:
        return Measured(*[0.0] * 12)
    rows = phrases(notes)
    rests = [later[0].onset - max(note.offset for note in one) for one, later in pairwise(rows)] or [0.0]
    gaps = [later.onset - one.onset for one, later in pairwise(notes)] or [LENGTH]
    tones = [note.pitch for note in notes]
    return Measured(
        notes=len(notes),
        velocity=fmean(note.velocity for note in notes),
        loudest=max(note.velocity for note in notes),
        pitch=fmean(tones),
        range=max(tones) - min(tones),
        duration=fmean(note.duration for note in notes),
        tones=fmean(map(len, rows)),
        rest=fmean(rests),
        gap=median(gaps),
        loud=sum(note.velocity > 90 for note in notes),
        away=sum(rest for rest in rests if rest > 4),
        kinds=len({tuple(note.pitch for note in row) for row in rows}) / len(rows),
    )


def test_hesitant_plays_little_and_stops() -> None:
    """Short phrases with breaths longer than two seconds, not loud, slow from tone to tone."""
    found = measured("hesitant")
    assert found.tones < 3
    assert found.rest > 1.8
    assert found.velocity < 60
    assert found.gap > 0.9


def test_hurried_plays_fast_and_hardly_breathes() -> None:
    """Four tones a second and more while it plays, and the quicker towards the end of each phrase."""
    found = measured("hurried")
    assert found.gap < 0.25
    assert 0.2 < found.rest < 0.9
    assert found.notes == max(measured(way).notes for way in WAYS)
    first, second = [], []
    for row in phrases(take("hurried", "silent", 1).partner):
        gaps = [later.onset - one.onset for one, later in pairwise(row[:-1])]
        first += gaps[: len(gaps) // 2]
        second += gaps[len(gaps) // 2 :]
    assert fmean(second) < fmean(first)


def test_sparse_is_the_softest_and_rings() -> None:
    """Few tones, each long, and nobody plays softer."""
    found = measured("sparse")
    assert found.velocity == min(measured(way).velocity for way in WAYS)
    assert found.duration == max(measured(way).duration for way in WAYS)
    assert found.notes < 30


def test_bursting_is_calm_and_then_is_not() -> None:
    """Both calm and loud phrases in each take, the loud ones dense and wide."""
    for seed in SEEDS:
        rows = phrases(take("bursting", "silent", seed).partner)
        loud = [row for row in rows if fmean(note.velocity for note in row) > 88]
        calm = [row for row in rows if fmean(note.velocity for note in row) < 70]
        assert len(loud) >= 3
        assert len(calm) > len(loud)
        pace = [len(row) / (row[-1].offset - row[0].onset) for row in loud]
        assert fmean(pace) > 2 * fmean(len(row) / (row[-1].offset - row[0].onset) for row in calm)


def test_repeating_plays_one_motif() -> None:
    """Most phrases are the same tones; nobody else comes near that."""
    found = measured("repeating")
    assert found.kinds < 0.2
    assert all(measured(way).kinds > 2 * found.kinds for way in WAYS if way not in {"repeating", "waiting"})


def test_drifting_fades_goes_and_comes_back() -> None:
    """In each take a silence of more than four seconds, softer and higher before it than after."""
    for seed in SEEDS:
        rows = phrases(take("drifting", "silent", seed).partner)
        away = [(one, later) for one, later in pairwise(rows) if later[0].onset - one[-1].offset > 4]
        assert away
        assert all(
            fmean(note.velocity for note in before) < fmean(note.velocity for note in after)
            for before, after in away
        )
    assert measured("drifting").away > 6


def test_waiting_waits() -> None:
    """With nobody playing there is a single soft tone now and then, and no more."""
    found = measured("waiting")
    assert 2 <= found.notes <= 8
    assert found.tones == 1
    assert found.velocity < 45


def test_playful_is_short_and_leaps() -> None:
    """Short tones, a wide range, and leaps of a fifth and more all the time."""
    found = measured("playful")
    assert found.duration < 0.35
    notes = take("playful", "silent", 0).partner
    leaps = [abs(later.pitch - one.pitch) >= 7 for one, later in pairwise(notes)]
    assert fmean(leaps) > 0.2


DIRECTIONS = {
    "hesitant": (
        ("tones", "met", ">", "silent", 1.25),
        ("tones", "room", ">", "silent", 1.15),
        ("tones", "silent", ">", "overrun", 1.25),
        ("rest", "overrun", ">", "silent", 1.4),
    ),
    "hurried": (
        ("gap", "met", ">", "silent", 1.08),
        ("rest", "room", ">", "silent", 1.3),
        ("gap", "silent", ">", "overrun", 1.03),
        ("notes", "overrun", ">", "silent", 1.05),
    ),
    "sparse": (
        ("tones", "met", ">", "silent", 1.25),
        ("duration", "room", ">", "silent", 1.05),
        ("notes", "silent", ">", "overrun", 1.3),
        ("velocity", "silent", ">", "overrun", 1.1),
    ),
    "bursting": (
        ("loud", "silent", ">", "met", 1.2),
        ("loud", "silent", ">", "room", 1.2),
        ("loud", "overrun", ">", "silent", 1.2),
    ),
    "repeating": (
        ("kinds", "met", ">", "silent", 2.0),
        ("rest", "room", ">", "silent", 1.2),
        ("rest", "silent", ">", "overrun", 1.2),
    ),
    "drifting": (
        ("away", "silent", ">", "met", 3.0),
        ("away", "silent", ">", "room", 1.3),
        ("away", "overrun", ">", "silent", 1.1),
    ),
    "waiting": (
        ("notes", "met", ">", "silent", 4.0),
        ("notes", "room", ">", "silent", 4.0),
        ("notes", "silent", ">", "overrun", 1.5),
    ),
    "playful": (
        ("notes", "met", ">", "silent", 1.05),
        ("rest", "room", ">", "silent", 1.05),
        ("tones", "silent", ">", "overrun", 1.2),
        ("pitch", "overrun", ">", "silent", 1.02),
    ),
}


@pytest.mark.parametrize(
    ("way", "side", "more", "less", "times"),
    [
        (way, side, more, less, times)
        for way, rows in DIRECTIONS.items()
        for side, more, _, less, times in rows
    ],
)
def test_it_answers_what_the_learner_does(way: str, side: str, more: str, less: str, times: float) -> None:
    """What is said of each way: in one kind of company there is more of this than in the other."""
    high = getattr(measured(way, LEARNERS[more]), side)
    low = getattr(measured(way, LEARNERS[less]), side)
    assert high > times * low


def test_every_way_answers_being_met_left_room_and_overrun() -> None:
    """No way of playing is left out, and none stays the same whatever is done."""
    assert set(WAYS) == set(DIRECTIONS)
    for rows in DIRECTIONS.values():
        assert {"met", "room", "overrun", "silent"} == {name for _, a, _, b, _ in rows for name in (a, b)}


def test_bursting_settles_on_a_steady_soft_pulse_and_stays_itself() -> None:
    """Given ground it is loud far less; and in every take there still are bursts."""
    grounded = [take("bursting", "grounding", seed).partner for seed in SEEDS]
    alone = [take("bursting", "silent", seed).partner for seed in SEEDS]
    loud = [fmean(note.velocity > 80 for note in notes) for notes in grounded]
    assert fmean(loud) < 0.6 * fmean(fmean(note.velocity > 80 for note in notes) for notes in alone)
    assert all(share > 0.05 for share in loud)


def test_drifting_comes_back_when_its_idea_is_heard() -> None:
    """Its idea, played to it while it is away, brings it back within some two seconds."""
    back, alone = [], []
    for seed in SEEDS:
        notes = take("drifting", "silent", seed).partner
        gone = next(one.offset for one, later in pairwise(notes) if later.onset - one.offset > 5)
        alone.append(next(note.onset for note in notes if note.onset > gone) - gone)
        idea = CoPlayer("drifting", SCALE, seed).idea
        places = [5 + step for step in idea.steps]
        at, rows = gone + 1.0, []
        for place, beats in zip(places, idea.beats, strict=True):
            rows.append((at, 0.4 * beats, SCALE[place], 55))
            at += 0.6 * beats
        caller = Caller(rows)
        heard = duo(CoPlayer("drifting", SCALE, seed), caller, LENGTH, seed).partner
        over = rows[-1][0] + rows[-1][1]
        back.append(next(note.onset for note in heard if note.onset > over) - over)
    assert fmean(back) < 2.0
    assert fmean(back) < fmean(alone) / 2


class Caller:
    """Plays given notes at given times."""

    def __init__(self, rows: list[tuple[float, float, int, int]]) -> None:
        self.moves = sorted(
            Move(onset + length * ends, not ends, pitch, velocity)
            for onset, length, pitch, velocity in rows
            for ends in (False, True)
        )

    def hear(self, _move: Move) -> list[Move]:
        """Go on."""
        return []

    def wait(self, now: float) -> list[Move]:
        """Give what is due."""
        due = [move for move in self.moves if move.time <= now + 0.3]
        self.moves = self.moves[len(due) :]
        return due

    def stop(self, _now: float) -> list[Move]:
        """Hold nothing."""
        return []


@pytest.mark.parametrize("way", WAYS)
def test_the_same_seed_plays_the_same(way: str) -> None:
    """Chance comes from the seed alone; another seed is another person playing that way."""
    one, again, other = (
        duo(CoPlayer(way, SCALE, seed), SimulatedLearner("answering", SCALE, 1), 30.0) for seed in (3, 3, 4)
    )
    assert one == again
    assert one.partner != other.partner


@pytest.mark.parametrize("way", WAYS)
def test_a_tempo_can_be_chosen(way: str) -> None:
    """A slower tempo makes for longer times between tones."""
    company = "inviting" if way == "waiting" else "silent"
    gaps = []
    for tempo in (60.0, 120.0):
        notes = duo(CoPlayer(way, SCALE, 2, tempo), SimulatedLearner(company, SCALE, 2), 60.0).partner
        gaps.append(median(later.onset - one.onset for one, later in pairwise(notes)))
    assert gaps[0] > 1.3 * gaps[1]


def test_at_closeness_nought_it_plays_as_if_alone() -> None:
    """How readily it lets itself be met can be set, down to not at all."""
    player = CoPlayer("sparse", SCALE, 1)
    player.closeness = 0.0
    assert (
        duo(CoPlayer("sparse", SCALE, 1), SimulatedLearner("silent", SCALE, 1), 40.0).partner
        == duo(player, SimulatedLearner("overrunning", SCALE, 1), 40.0).partner
    )


def test_its_plan_is_what_it_does() -> None:
    """It says that it plays while it does, when its breath ends, and that it waits where it waits."""
    player = CoPlayer("repeating", SCALE, 1)
    assert "breathes" == player.plan(0.0).kind
    moves, now, plans = [], 0.0, []
    while now < 30:
        moves += player.wait(now)
        plans.append((now, player.plan(now)))
        now += 0.1
    onsets = [move.time for move in moves if move.sounding]
    assert {"plays", "breathes"} == {plan.kind for _, plan in plans}
    for moment, plan in plans[:200]:
        if plan.kind == "breathes":
            assert plan.at is not None
            coming = min(onset for onset in onsets if onset >= moment)
            assert pytest.approx(coming, abs=0.45) == plan.at
    assert "waits" == CoPlayer("waiting", SCALE, 1).plan(0.0).kind


def test_it_says_what_ways_there_are() -> None:
    """An unknown way is a mistake of the caller's, and is named; so is a scale without tones."""
    with pytest.raises(MusicError, match="hesitant"):
        CoPlayer("sad", SCALE, 1)
    with pytest.raises(MusicError, match="at least one tone"):
        CoPlayer("hesitant", [], 1)


MOVES = st.lists(
    st.builds(
        Move,
        time=st.floats(0, 25),
        sounding=st.booleans(),
        pitch=st.integers(0, 127),
        velocity=st.integers(1, 127),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(WAYS),
    MOVES,
    st.lists(st.integers(0, 127), min_size=1, max_size=20, unique=True),
    st.integers(),
    st.floats(0, 1),
)
def test_whatever_it_hears_it_plays_its_tones_and_ends_them(
    way: str, moves: list[Move], tones: list[int], seed: int, closeness: float
) -> None:
    """No moves break it; it plays tones it was given, never in the past, and lets go of each."""
    player = CoPlayer(way, tones, seed)
    player.closeness = closeness
    played, now = [], 0.0
    for move in sorted(moves):
        while now < move.time:
            given_out = player.wait(now)
            assert all(move.time >= now - 1e-9 for move in given_out)
            played += given_out
            player.plan(now)
            now += 0.1
        played += player.hear(move)
    played += player.stop(now)
    assert [] == player.wait(now + 1)
    held = set()
    for move in sorted(played):
        assert move.pitch in tones
        assert 1 <= move.velocity <= 127
        (held.add if move.sounding else held.remove)(move.pitch)
    assert set() == held


@pytest.mark.parametrize("way", WAYS)
def test_tuned_anew_they_keep_their_idea_and_how_they_are_met(way: str) -> None:
    """What is left of a phrase goes on in the new tones; then there are no others."""
    player = CoPlayer(way, SCALE, 3)
    given_out: list[Move] = []
    for tick in range(101):
        if tick % 5 == 0:
            player.hear(Move(tick / 10, tick % 10 == 0, 64, 60))
        given_out += player.wait(tick / 10)
    before = (player.idea, player.levels)
    new = pitches("minor", 61, 8)
    ends = player.tune(new, 10.0)
    assert before == (player.idea, player.levels)
    assert all(not move.sounding and 10 <= move.time <= 10.5 for move in ends)
    later = [move for tick in range(101, 400) for move in player.wait(tick / 10)]
    assert {move.pitch for move in later if move.sounding} <= set(new)
    held: set[int] = set()
    for move in sorted(given_out + ends + later + player.stop(40)):
        assert (move.pitch in held) != move.sounding
        held ^= {move.pitch}
    assert not held
    with pytest.raises(MusicError, match="at least one tone"):
        player.tune((), 41)


@pytest.mark.parametrize("way", WAYS)
def test_in_a_slower_tempo_it_plays_slower_and_is_the_same_person(way: str) -> None:
    """Its idea is the same, and its tones come further apart; chosen while playing too, and given back."""
    manner = "inviting" if way == "waiting" else "silent"

    def apart(tempo: float, *, later: bool = False) -> float:
        found = []
        for seed in SEEDS:
            player = CoPlayer(way, SCALE, seed, None if later else tempo)
            assert player.idea == CoPlayer(way, SCALE, seed).idea
            player.tempo = tempo
            notes = duo(player, SimulatedLearner(manner, SCALE, seed), LENGTH, seed).partner
            found += [following.onset - one.onset for one, following in pairwise(notes)]
        return quantiles(found)[0]

    own = own_tempo(way)
    slow, quick = apart(0.75 * own), apart(1.3 * own)
    assert 1.2 * quick < slow
    assert slow == apart(0.75 * own, later=True)
    player = CoPlayer(way, SCALE, 3)
    before = player.tempo
    assert abs(before / own - 1) <= 0.05
    player.tempo = 140
    assert 140 == player.tempo
    player.tempo = None
    assert before == player.tempo

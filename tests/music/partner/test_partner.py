"""The partner answers in any of its ways, any moves at all, and never leaves a tone hanging."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.errors import MusicError
from mtlearn.music.hearing.heard import Beat
from mtlearn.music.move import Move
from mtlearn.music.partner.hand import MOST
from mtlearn.music.partner.partner import STANCES, Partner, needs_tones

from .duet import KEYS, answered, checked, moves, phrased, tones

DRUMS = (41, 43, 45, 47, 64, 63, 62)
MELODY = [(n * 0.5, 0.4, KEYS[(n * 3) % 7], 60 + n % 5) for n in range(16)]


@st.composite
def streams(draw: st.DrawFn) -> list[Move]:
    """Any stream of moves: tones struck again while held, ends without beginnings, equal times, rests."""
    now, found = 0.0, []
    for _ in range(draw(st.integers(0, 40))):
        now += draw(st.sampled_from([0.0, 0.0, 0.004, 0.05, 0.25, 0.3, 0.5, 2.5, 9.0]))
        pitch = draw(st.sampled_from([0, 21, 59, 60, 62, 64, 67, 72, 108, 127]))
        found.append(Move(now, draw(st.booleans()), pitch, draw(st.integers(1, 127))))
    return found


@pytest.mark.parametrize("stance", STANCES)
@settings(max_examples=25, deadline=None)
@given(streams(), st.sampled_from([0, 0.3, 0.7, 1]), st.integers(0, 5), st.booleans())
def test_any_moves_get_answers_in_order_that_all_end(
    stance: str,
    played: list[Move],
    closeness: float,
    seed: int,
    drums: bool,  # noqa: FBT001 - hypothesis draws it
) -> None:
    keys = DRUMS if drums else KEYS
    partner = Partner(stance, closeness, keys, seed, drums=drums)
    end = (played[-1].time if played else 0.0) + 6
    out = answered(partner, played, end)
    found = tones(out)
    struck = {move.pitch for move in played}
    strays = {(p + d) for p in struck for d in (-12, 0, 12)} if stance == "mirroring" else struck
    for note in found:
        assert 1 <= note.velocity <= 127
        assert note.offset <= end + 0.5, "stop ends all, soon"
        if drums:
            assert note.pitch in set(keys) | strays
        else:
            assert note.pitch % 12 in {key % 12 for key in keys} | {pitch % 12 for pitch in strays}
            assert 21 <= note.pitch <= 108 or note.pitch in strays
    if not struck:
        assert [] == found, "it waits for the learner"


@settings(max_examples=40, deadline=None)
@given(
    streams(),
    st.lists(st.tuples(st.sampled_from(STANCES), st.floats(0, 1)), min_size=1, max_size=6),
    st.integers(0, 3),
)
def test_going_from_one_way_of_answering_to_another_leaves_nothing_hanging(
    played: list[Move], changes: list[tuple[str, float]], seed: int
) -> None:
    partner = Partner("mirroring", 0.2, KEYS, seed)
    out = []
    for number, move in enumerate(played):
        out += checked(partner.hear(move), move.time)
        stance, closeness = changes[number % len(changes)]
        out += checked(partner.change(stance, move.time), move.time)
        partner.closeness = closeness
        out += checked(partner.wait(move.time), move.time)
    end = (played[-1].time if played else 0.0) + 1.0
    tones(out + partner.stop(end))


@pytest.mark.parametrize("stance", STANCES)
def test_the_same_seed_moves_and_moments_give_the_same_answers(stance: str) -> None:
    first, second = (answered(Partner(stance, 0.4, KEYS, 7), moves(MELODY), 14) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("stance", STANCES)
def test_no_hand_holds_more_tones_than_it_can(stance: str) -> None:
    partner = Partner(stance, 0.3, KEYS, 3)
    found = tones(answered(partner, moves(MELODY), 14))
    for note in found:
        together = [one for one in found if one.onset <= note.onset < one.offset]
        assert len(together) <= MOST


@pytest.mark.parametrize("stance", STANCES)
def test_it_never_covers_the_learner(stance: str) -> None:
    """Not by loudness, and not by the number of its strokes."""
    quick = [(n / 8, 0.1, KEYS[(n * 3) % 7], 50 + n % 4) for n in range(80)]
    slow = [(12 + n * 0.6, 0.5, KEYS[(n * 3) % 7], 80 + n % 4) for n in range(20)]
    for closeness in (0, 1):
        found = tones(answered(Partner(stance, closeness, KEYS, 2), moves(quick + slow), 26))
        strokes = sorted({round(note.onset, 2) for note in found})
        assert all(sum(at <= other < at + 1 for other in strokes) <= 13 for at in strokes)
        early = [note.velocity for note in found if note.onset < 10]
        assert max(early, default=0) <= 53 + (16 if stance == "mirroring" else 8)
        assert max((note.velocity for note in found), default=0) <= 83 + (16 if stance == "mirroring" else 8)


@pytest.mark.parametrize("stance", STANCES)
def test_silence_is_answered_with_silence_and_after_a_stop_it_waits(stance: str) -> None:
    assert [] == answered(Partner(stance, 0, KEYS, 1), [], 30)
    partner = Partner(stance, 0.3, KEYS, 1)
    answered(partner, moves(MELODY), 10)
    assert [] == [move for tick in range(200) for move in partner.wait(10 + tick / 10)]
    assert "waits" == partner.plan(30).kind


@pytest.mark.parametrize("stance", STANCES)
def test_a_learner_who_falls_silent_is_waited_with(stance: str) -> None:
    out = tones(answered(Partner(stance, 0, KEYS, 1), moves(MELODY), 120))
    assert max((note.offset for note in out), default=0.0) < 45
    assert sum(note.onset > 8 for note in out) < 60


@pytest.mark.parametrize("stance", STANCES)
def test_it_answers_something_in_every_way_and_over_a_given_beat(stance: str) -> None:
    partner = Partner(stance, 1, KEYS, 1)
    partner.give(Beat(0.5, 0.0, 1.0, given=True))
    assert len(tones(answered(partner, moves(MELODY), 14))) >= 4


@pytest.mark.parametrize("stance", [name for name in STANCES if needs_tones(name)])
def test_a_way_that_needs_tones_says_so_on_drums(stance: str) -> None:
    partner = Partner(stance, 1, DRUMS, 1, drums=True)
    assert [] == answered(partner, moves([(0, 0.2, 41, 80), (1, 0.2, 43, 80)]), 10)[:0]
    assert "needs-tones" == Partner(stance, 1, DRUMS, 1, drums=True).plan(0).kind


@pytest.mark.parametrize("stance", STANCES)
def test_it_can_be_tuned_anew_while_playing(stance: str) -> None:
    partner = Partner(stance, 1, KEYS, 1)
    out = []
    for number, move in enumerate(moves(MELODY)):
        out += checked(partner.hear(move), move.time)
        out += checked(partner.wait(move.time), move.time)
        if number == 12:
            out += checked(partner.tune((61, 63, 66), move.time), move.time)
            since = move.time
    found = tones(out + partner.stop(9))
    struck = (
        {note[2] % 12 for note in MELODY} if stance in {"mirroring", "imitating", "incorporating"} else set()
    )
    late = {note.pitch % 12 for note in found if note.onset > since + 0.3}
    assert late <= {1, 3, 6} | struck


LED = phrased(5)
"""A melody in phrases of four seconds, with two seconds' rest after each."""
EVEN = [(n * 0.5, 0.4, KEYS[n % 4], 70 + 8 * (n % 4 == 0)) for n in range(24)]
"""An idea that comes again and again, on a beat."""


def tuned(partner: Partner, played: list[Move], keys: tuple[int, ...] | None, at: float) -> list[Move]:
    """Play moves to a partner, tune it on the way, and give all that it gave."""
    out: list[Move] = []
    queue = list(played)
    for tick in range(int((played[-1].time + 6) * 10)):
        now = tick / 10
        while queue and queue[0].time <= now:
            move = queue.pop(0)
            out += checked(partner.hear(move), move.time)
        if keys is not None and abs(now - at) < 0.05:
            out += checked(partner.tune(keys, now), now)
        out += checked(partner.wait(now), now)
    return out + partner.stop(now)


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("closeness", [0.2, 1])
@pytest.mark.parametrize("at", [5.4, 9.1, 12.2])
def test_tuned_to_the_same_tones_it_plays_on_as_if_nothing_had_been(
    stance: str, closeness: float, at: float
) -> None:
    """Nothing of what it heard, remembered or was about to do is lost by being tuned."""
    first, second = (
        tuned(Partner(stance, closeness, KEYS, 7), moves(LED), keys, at) for keys in (None, KEYS)
    )
    assert len(first) > 10
    assert first == second


@pytest.mark.parametrize("stance", STANCES)
def test_tuned_to_other_tones_it_keeps_what_it_heard_and_when_it_plays(stance: str) -> None:
    """What was planned keeps its moments and goes over to the new tones; what does not fit ends at once."""
    for played, at in ((LED, 10.0), (LED, 11.9), (EVEN, 9.9)):
        partner, same = (Partner(stance, 1, KEYS, 7) for _ in range(2))
        out: list[list[Move]] = [[], []]
        for tick in range(round(at * 10) + 1):
            for number, one in enumerate((partner, same)):
                for move in moves(played):
                    if (tick - 1) / 10 < move.time <= tick / 10:
                        out[number] += one.hear(move)
                out[number] += one.wait(tick / 10)
        before = (partner.heard, partner.plan(at))
        ends = checked(partner.tune((61, 63, 66, 68, 70, 73), at), at)
        after = (partner.heard, partner.plan(at))
        assert before[0] == after[0]
        assert (before[1].kind, before[1].at) == (after[1].kind, after[1].at)
        assert after[0].motif is not None
        assert after[0].beat is not None or played is LED
        assert all(not move.sounding and move.time <= at + 0.45 for move in ends)
        ticks = [at + tick / 10 for tick in range(1, 9)]
        later, other = ([move for now in ticks for move in one.wait(now)] for one in (partner, same))
        begun, theirs = ({move.time for move in given if move.sounding} for given in (later, other))
        assert begun == theirs, "at the moments it would have played anyway"
        assert {move.pitch % 12 for move in later if move.sounding} <= {1, 3, 6, 8, 10}
        tones(out[0] + ends + later + partner.stop(at + 1))


OTHER = (61, 63, 66, 68, 70, 73, 75, 78, 80, 82)


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("closeness", [0, 0.6, 1])
@pytest.mark.parametrize("at", [4.15, 6.35, 6.55, 7.45, 13.05, 14.85])
def test_after_a_change_of_scale_no_tone_of_the_old_one_begins(
    stance: str, closeness: float, at: float
) -> None:
    """Amid a phrase, before its end is known, while an answer is due, and in it: all is in the new one."""
    partner, after = Partner(stance, closeness, KEYS, 3), []
    queue = moves(
        note if note.onset < at else note._replace(pitch=OTHER[KEYS.index(note.pitch)])
        for note in phrased(4, rest=8)
    )
    is_tuned = False
    for tick in range(round((queue[-1].time + 6) * 10)):
        now = tick / 10
        if now > at and not is_tuned:
            partner.tune(OTHER, at)
            is_tuned = True
        given = []
        while queue and queue[0].time <= now:
            given += partner.hear(queue.pop(0))
        given += partner.wait(now)
        after += [move for move in given if move.sounding and is_tuned]
    assert len(after) > 3, "it plays on"
    old = sorted(
        {(round(move.time - at, 2), move.pitch) for move in after if move.pitch % 12 in {0, 2, 4, 7, 9}}
    )
    assert [] == old


def test_what_is_played_outside_the_new_scale_is_echoed_as_it_is() -> None:
    """Only what was heard before is carried over; what somebody plays by now is theirs, in any scale."""
    notes = phrased(2, rest=8)
    at = notes[8].onset - 0.5
    partner, found = Partner("imitating", 1, KEYS, 3), []
    queue = moves(notes)
    for tick in range(round((queue[-1].time + 8) * 10)):
        if tick == round(at * 10):
            partner.tune(OTHER, tick / 10)
        while queue and queue[0].time <= tick / 10:
            found += partner.hear(queue.pop(0))
        found += partner.wait(tick / 10)
    echo = [move.pitch for move in found if move.sounding and move.time > notes[-1].offset]
    assert [note.pitch for note in notes[8:]] == echo


def test_two_tones_that_become_one_are_struck_once() -> None:
    """An echo of a chord in a scale with fewer tones has no tone twice."""
    partner, found = Partner("imitating", 1, (60, 62, 64, 65, 67, 69, 71), 3), []
    queue = moves([(1.0, 0.5, 64, 70), (1.01, 0.5, 65, 70), (1.6, 0.5, 67, 70)])
    for tick in range(80):
        while queue and queue[0].time <= tick / 10:
            found += partner.hear(queue.pop(0))
        if tick == 22:
            partner.tune((60, 63, 67), 2.2)
        found += partner.wait(tick / 10)
    assert [63, 67] == [move.pitch for move in found if move.sounding]


def test_a_frame_goes_on_with_the_bar_it_was_in() -> None:
    partner = Partner("frameworking", 1, KEYS, 7)
    for move in moves(LED):
        partner.hear(move)
        partner.wait(move.time)
        if 12 < move.time < 12.3:
            plan = partner.plan(move.time)
            partner.tune((61, 63, 66, 68, 70), move.time)
            assert plan == partner.plan(move.time)
            assert "frames" == plan.kind
            assert plan.values["bar"] > 1


def test_another_tempo_is_taken_up_where_it_makes_a_beat_of_its_own() -> None:
    partner = Partner("rhythmic-grounding", 1, KEYS, 1, tempo=60)
    assert 60 == partner.tempo
    partner.tempo = 90
    assert 90 == partner.tempo
    slow = [(n * 1.3 + (n * 7 % 5) * 0.13, 0.3, KEYS[n % 5], 70) for n in range(14)]
    found = tones(answered(partner, moves(slow), 18))
    waits = [b.onset - a.onset for a, b in itertools.pairwise(found)]
    assert any(abs(wait - 4 / 3) < 0.05 for wait in waits), "every other one of ninety a minute"


def test_a_way_of_answering_nobody_knows_is_refused_in_a_sentence() -> None:
    with pytest.raises(MusicError, match="no stance called 'shouting'"):
        Partner("shouting", 1, KEYS, 1)
    with pytest.raises(MusicError, match="at least one tone"):
        Partner("matching", 1, (), 1)

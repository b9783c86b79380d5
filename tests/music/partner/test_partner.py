"""The partner answers in any of its ways, any moves at all, and never leaves a tone hanging."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.errors import MusicError
from mtlearn.music.hearing.heard import Beat
from mtlearn.music.move import Move
from mtlearn.music.partner.hand import MOST
from mtlearn.music.partner.partner import STANCES, Partner, needs_tones

from .duet import KEYS, answered, checked, moves, tones

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


def test_a_way_of_answering_nobody_knows_is_refused_in_a_sentence() -> None:
    with pytest.raises(MusicError, match="no stance called 'shouting'"):
        Partner("shouting", 1, KEYS, 1)
    with pytest.raises(MusicError, match="at least one tone"):
        Partner("matching", 1, (), 1)

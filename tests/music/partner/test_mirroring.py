"""The mirror does exactly what the learner does, or freer as the dial says; no tone is left hanging."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.music.move import Move
from mtlearn.music.partner.mirroring import Mirror
from mtlearn.music.scale import pitches

KEYS = pitches("major-pentatonic", 60, 10)


Tone = tuple[float, float, int, int]
"""Onset, offset, pitch, velocity."""


def on(time: float, pitch: int, velocity: int) -> Move:
    return Move(time, sounding=True, pitch=pitch, velocity=velocity)


def off(time: float, pitch: int, velocity: int) -> Move:
    return Move(time, sounding=False, pitch=pitch, velocity=velocity)


def played(*notes: Tone) -> list[Move]:
    """Lay tones out as moves in order of time."""
    moves = [on(begins, p, v) for begins, _, p, v in notes] + [off(ends, p, v) for _, ends, p, v in notes]
    return sorted(moves)


def answered(mirror: Mirror, moves: list[Move], until: float | None = None, step: float = 0.25) -> list[Move]:
    """Play moves to a mirror as the page would: waiting a few times a second, stopping at the end."""
    out: list[Move] = []
    now = 0.0
    end = until if until is not None else (moves[-1].time + step if moves else 1.0)
    queue = list(moves)
    while now <= end:
        while queue and queue[0].time <= now + step:
            out += mirror.hear(queue.pop(0))
        now += step
        out += mirror.wait(now)
    return out + mirror.stop(end)


def tones(moves: list[Move]) -> list[Tone]:
    """Pair beginnings and ends into (onset, offset, pitch, velocity); asserts none is left or overlaps."""
    found: list[Tone] = []
    open_: dict[int, Move] = {}
    for move in sorted(moves):
        if move.sounding:
            assert move.pitch not in open_, f"{move} begins while it sounds"
            open_[move.pitch] = move
        else:
            assert move.pitch in open_, f"{move} ends what does not sound"
            begun = open_.pop(move.pitch)
            assert move.time > begun.time
            found.append((begun.time, move.time, move.pitch, begun.velocity))
    assert not open_, f"left hanging: {open_}"
    return sorted(found)


MELODY = [(0.0, 0.4, 60, 70), (0.5, 0.9, 64, 80), (1.0, 1.9, 67, 50), (1.0, 1.9, 72, 90), (3.0, 3.5, 60, 70)]


def test_at_closeness_one_it_plays_the_same_tones_at_the_same_times_as_hard() -> None:
    assert tones(answered(Mirror(1, KEYS, 7), played(*MELODY))) == sorted(MELODY)


def test_at_closeness_one_the_learners_silence_is_its_silence() -> None:
    mirror = Mirror(1, KEYS, 7)
    assert answered(mirror, played(*MELODY), until=60)[-1].time <= 3.5
    assert answered(Mirror(1, KEYS, 7), [], until=60) == []


def test_nothing_heard_is_answered_with_nothing_however_free() -> None:
    assert answered(Mirror(0, KEYS, 7), [], until=60) == []


def test_the_same_seed_and_moves_give_the_same_answers_and_another_seed_others() -> None:
    moves = played(*[(n * 0.5, n * 0.5 + 0.4, KEYS[n % 7], 70) for n in range(40)])
    first = answered(Mirror(0.2, KEYS, 7), moves, until=40)
    assert answered(Mirror(0.2, KEYS, 7), moves, until=40) == first
    assert answered(Mirror(0.2, KEYS, 8), moves, until=40) != first


def test_how_often_it_is_asked_does_not_change_what_it_plays() -> None:
    moves = played(*[(n * 0.5, n * 0.5 + 0.4, KEYS[n % 7], 70) for n in range(12)])
    often, seldom = (tones(answered(Mirror(0.1, KEYS, 7), moves, 30, step)) for step in (0.125, 0.25))
    assert [tone[2:] for tone in often] == [tone[2:] for tone in seldom]
    assert [tone[0] for tone in often] == pytest.approx([tone[0] for tone in seldom])


@pytest.mark.parametrize(("closeness", "latest"), [(0.9, 0.014), (0.7, 0.041), (0.4, 0.0801)])
def test_while_it_keeps_the_rhythm_it_is_never_so_late_that_it_sounds_as_an_echo(
    closeness: float, latest: float
) -> None:
    mirror = Mirror(closeness, KEYS, 7)
    for n in range(200):
        struck = on(n * 0.5, KEYS[n % 7], 70)
        for move in mirror.hear(struck):
            if move.sounding:
                assert struck.time <= move.time <= struck.time + latest
        mirror.hear(off(n * 0.5 + 0.3, KEYS[n % 7], 70))


def difference(closeness: float) -> int:
    """Count how many of 300 tones are not answered by the same tone as hard as it was played."""
    mirror = Mirror(closeness, KEYS, 7)
    same = 0
    for n in range(300):
        answers = mirror.hear(on(n * 1.0, KEYS[n % 7], 70))
        same += any(m.sounding and m.pitch == KEYS[n % 7] and abs(m.velocity - 70) <= 3 for m in answers)
        mirror.hear(off(n * 1.0 + 0.4, KEYS[n % 7], 70))
    return 300 - same


def test_the_dial_goes_gradually_from_the_same_to_freer() -> None:
    steps = [difference(closeness) for closeness in (1.0, 0.9, 0.7, 0.4, 0.0)]
    assert steps[0] == 0
    assert steps == sorted(steps)
    assert steps[1] < 150
    assert steps[-1] > 200


@pytest.mark.parametrize("seed", range(8))
def test_its_own_turns_are_never_louder_nor_denser_and_after_a_few_it_waits(seed: int) -> None:
    heard = [(n * 0.4, n * 0.4 + 0.3, KEYS[n % 5], 50 + n) for n in range(10)]
    own = [t for t in tones(answered(Mirror(0, KEYS, seed), played(*heard), until=120)) if t[0] > 5.0]
    assert own, "with room and the dial at its end it takes a turn"
    assert max(t[3] for t in own) < 60
    onsets = [t[0] for t in own]
    assert min(b - a for a, b in pairwise(onsets)) >= 0.4 - 1e-6
    assert max(onsets) < 45, "then it waits"
    assert len(own) <= 15


def test_above_one_half_it_takes_no_turn_of_its_own() -> None:
    assert max(t[1] for t in tones(answered(Mirror(0.5, KEYS, 7), played(*MELODY), until=60))) < 5


def test_it_gives_way_when_the_learner_comes_back_in_its_turn() -> None:
    mirror = Mirror(0, KEYS, 7)
    moves = played(*[(n * 0.4, n * 0.4 + 0.3, KEYS[n % 5], 90) for n in range(10)])
    out = [answer for move in moves for answer in mirror.hear(move)]
    now = moves[-1].time
    while not (turn := mirror.wait(now)):
        now += 0.25
    back = mirror.hear(on(now, 60, 80))
    later = [m for step in range(1, 8) for m in mirror.wait(now + 0.25 * step)]
    assert later == []
    tones(out + turn + back + mirror.stop(now + 2))


def test_stopping_ends_all_and_it_does_not_begin_again_by_itself() -> None:
    mirror = Mirror(0, KEYS, 7)
    moves = mirror.hear(on(0, 60, 80)) + mirror.hear(on(0.1, 64, 80))
    moves += mirror.stop(1.0)
    assert len(tones(moves)) >= 1
    assert [mirror.wait(now) for now in (2, 5, 10, 20)] == [[], [], [], []]


@st.composite
def streams(draw: st.DrawFn) -> list[Move]:
    """Any stream of moves: tones struck again while held, ends without beginnings, equal times."""
    now, moves = 0.0, []
    for _ in range(draw(st.integers(0, 40))):
        now += draw(st.sampled_from([0.0, 0.0, 0.004, 0.05, 0.3, 2.5]))
        pitch = draw(st.sampled_from([0, 59, 60, 62, 64, 127]))
        moves.append(Move(now, draw(st.booleans()), pitch, draw(st.integers(1, 127))))
    return moves


@settings(max_examples=300, deadline=None)
@given(streams(), st.sampled_from([0, 0.3, 0.49, 0.7, 1]), st.integers(0, 5), st.booleans())
def test_no_stream_of_moves_leaves_a_tone_hanging(
    moves: list[Move],
    closeness: float,
    seed: int,
    turned: bool,  # noqa: FBT001 - hypothesis draws it
) -> None:
    mirror = Mirror(closeness, KEYS, seed)
    out = []
    for n, move in enumerate(moves):
        if turned and n % 5 == 4:
            mirror.closeness = (n * 0.37) % 1.0
        out += mirror.wait(move.time)
        out += mirror.hear(move)
    end = moves[-1].time if moves else 0.0
    out += [m for step in range(12) for m in mirror.wait(end + 0.25 * step)]
    found = tones(out + mirror.stop(end + 3.0))
    assert all(0 <= pitch <= 127 and 1 <= velocity <= 127 for _, _, pitch, velocity in found)
    assert all(offset <= end + 3.6 for _, offset, _, _ in found), "stop ends all, soon"


@settings(max_examples=200, deadline=None)
@given(streams())
def test_exactly_means_exactly_for_any_stream(moves: list[Move]) -> None:
    mirror = Mirror(1, KEYS, 1)
    for move in moves:
        for answer in mirror.hear(move):
            assert answer.pitch == move.pitch
            assert abs(answer.time - move.time) <= 0.05, "only when one key is struck again and again at once"
            assert answer.velocity == move.velocity or not answer.sounding


def test_it_answers_in_well_under_a_millisecond() -> None:
    mirror = Mirror(0.1, KEYS, 7)
    began = time.process_time()
    for n in range(2000):
        mirror.hear(on(n * 0.1, KEYS[n % 9], 70))
        mirror.wait(n * 0.1)
        mirror.hear(off(n * 0.1 + 0.05, KEYS[n % 9], 70))
    assert (time.process_time() - began) / 4000 < 0.0005

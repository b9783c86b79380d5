"""A partner that calls: short phrases, room for the answer, and a call that begins where it ended."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.move import Move
from mtlearn.music.partner.calling import Calling

TONES = (60, 62, 64, 67, 69, 72, 74, 76)


def on(time: float, pitch: int) -> Move:
    return Move(time, sounding=True, pitch=pitch, velocity=80)


def off(time: float, pitch: int) -> Move:
    return Move(time, sounding=False, pitch=pitch, velocity=1)


def until(caller: Calling, begins: float, ends: float) -> list[Move]:
    """Give what it plays, being asked ten times a second."""
    return [move for tenth in range(round((ends - begins) * 10)) for move in caller.wait(begins + tenth / 10)]


def answered(caller: Calling, at: float, pitch: int) -> float:
    """Answer with one tone; say when it ended."""
    caller.hear(on(at, pitch))
    caller.hear(off(at + 0.5, pitch))
    return at + 0.5


@given(st.integers(0, 10_000))
def test_a_call_is_a_few_of_the_tones_each_of_which_ends(seed: int) -> None:
    """Two to five notes, among those the learner has, in order of time, none left hanging."""
    moves = until(Calling(TONES, seed), 0.0, 9.0)
    begun = [move.pitch for move in moves if move.sounding]
    assert 2 <= len(begun) <= 5
    assert set(begun) <= set(TONES)
    assert begun == [move.pitch for move in moves if not move.sounding]
    assert sorted(moves, key=lambda move: move.time) == moves


def test_it_waits_for_the_answer_and_goes_on_from_its_last_tone() -> None:
    """While the learner answers it is still; the next call begins where the answer ended."""
    caller = Calling(TONES, 5)
    call = until(caller, 0.0, 9.0)
    over = call[-1].time
    ended = answered(caller, over + 1.0, 72)
    assert [] == until(caller, ended, ended + 1.1)
    following = until(caller, ended + 1.1, ended + 1.6)
    assert 72 == following[0].pitch
    assert following[0].time >= ended + 1.2


def test_without_an_answer_the_same_call_comes_once_more_and_softer() -> None:
    """Nobody is hurried: it says it again, and then waits as long as it takes."""
    caller = Calling(TONES, 5)
    first = until(caller, 0.0, 9.0)
    again = until(caller, 9.0, 30.0)
    assert [move.pitch for move in first] == [move.pitch for move in again]
    assert all(b.velocity < a.velocity for a, b in zip(first, again, strict=True))
    assert [] == until(caller, 30.0, 120.0)


def test_it_tells_what_it_is_about_to_do() -> None:
    """Before its call, in it, and while it listens, the plan says which."""
    caller = Calling(TONES, 5)
    assert "will-call" == caller.plan(0.0).kind
    over = until(caller, 0.0, 9.0)[-1].time
    assert "calls" == caller.plan(over - 0.1).kind
    assert "listens" == caller.plan(over + 0.1).kind
    ended = answered(caller, over + 1.0, 64)
    assert ("will-call", ended + 1.2) == (caller.plan(ended).kind, caller.plan(ended).at)


def test_the_same_seed_and_answers_give_the_same_calls() -> None:
    """A take can be played again in a test, and stop leaves nothing sounding."""
    one, other = Calling(TONES, 9), Calling(TONES, 9)
    assert until(one, 0.0, 9.0) == until(other, 0.0, 9.0)
    third = Calling(TONES, 9)
    begun = until(third, 0.0, 1.2)
    sounding = {move.pitch for move in begun if move.sounding} - {
        move.pitch for move in begun if not move.sounding
    }
    assert sounding <= {move.pitch for move in third.stop(1.3)}
    assert [] == third.wait(1.3)


@given(st.integers(0, 1000), st.sampled_from([1.2, 1.8, 2.4, 3.0]))
def test_tuned_anew_a_call_goes_on_in_the_new_tones(seed: int, at: float) -> None:
    """In the same rhythm, to its end; what sounds ends; and played once more it is in the new tones whole."""
    caller, same = Calling(TONES, seed), Calling(TONES, seed)
    first, other = until(caller, 0.0, at), until(same, 0.0, at)
    assert [] == caller.tune((61, 63, 66, 68, 70, 73), at)
    rest, theirs = until(caller, at, 30.0), until(same, at, 30.0)
    assert first == other
    assert [(move.time, move.sounding) for move in rest] == [(move.time, move.sounding) for move in theirs]
    assert {move.pitch % 12 for move in rest if move.sounding} <= {1, 3, 6, 8, 10}
    held: list[int] = []
    for move in first + rest:
        if move.sounding:
            held.append(move.pitch)
        else:
            held.remove(move.pitch)
    assert not held


def test_a_call_at_half_the_tempo_lasts_twice_as_long() -> None:
    """The same tones; and a tempo chosen while playing counts from the next call on."""

    def called(tempo: float) -> list[Move]:
        return until(Calling(TONES, 5, tempo), 0.0, 9.0)

    slow, quick = called(50), called(100)
    assert [move.pitch for move in slow] == [move.pitch for move in quick]
    begins = slow[0].time
    assert begins == quick[0].time
    for slower, quicker in zip(slow, quick, strict=True):
        assert abs((slower.time - begins) - 2 * (quicker.time - begins)) < 1e-9
    caller = Calling(TONES, 5, 100)
    over = until(caller, 0.0, 9.0)[-1].time
    caller.tempo = 50
    ended = answered(caller, over + 1.0, 72)
    following = until(caller, ended, ended + 12.0)
    lasts = following[1].time - following[0].time
    assert any(abs(lasts - 0.9 * length * 60 / 50) < 1e-9 for length in (0.5, 1.0, 1.5, 2.0))

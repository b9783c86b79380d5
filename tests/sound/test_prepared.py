"""What a key sounds like is worked out once, is the same however it is cut, and never fills the memory."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.sound.bank import bank
from mtlearn.sound.fall import fall
from mtlearn.sound.prepared import Prepared, Shelf, shelf
from mtlearn.sound.voice import Sounding, prepare, strike

RATES = (44_100, 48_000)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(bank().voices),
    st.integers(0, 127),
    st.integers(1, 127),
    st.sampled_from(RATES),
    st.lists(st.integers(1, 6000), min_size=1, max_size=12),
    st.integers(0, 40_000),
    st.none() | st.integers(0, 40_000),
)
def test_a_note_in_blocks_and_a_note_whole_are_the_same_numbers(  # noqa: PLR0913, PLR0917 - what a note is made of
    voice: str, pitch: int, velocity: int, rate: int, cuts: list[int], let_go: int, hush: int | None
) -> None:
    """Whichever voice, key, touch and cut, let go or cut off anywhere: to the last bit."""

    def struck() -> list[Sounding]:
        found = strike(bank(), voice, pitch, velocity, rate, keys=Shelf(bank()))
        for one in found:
            one.let_go(let_go)
            if hush is not None:
                one.hush(hush)
        return found

    for whole, cut in zip(struck(), struck(), strict=True):
        edges = np.cumsum([0, *cuts])
        blocks = [cut.frames(int(first), count) for first, count in zip(edges, cuts, strict=False)]
        assert np.array_equal(whole.frames(0, int(edges[-1])), np.concatenate(blocks))


@pytest.mark.parametrize("voice", bank().voices)
def test_a_note_held_past_what_is_kept_goes_on_without_a_seam(voice: str) -> None:
    """Over the edge of what is kept, and far beyond it, stretches meet to the last bit."""
    for one in strike(bank(), voice, 60, 100, 48_000):
        edge = 10 * 48_000
        across = one.frames(edge - 500, 1000)
        one.frames(0, edge)
        again = np.concatenate([one.frames(edge - 500, 300), one.frames(edge - 200, 700)])
        assert np.array_equal(across, again)


def test_a_shelf_keeps_no_more_than_it_has_room_for_and_the_notes_go_on() -> None:
    """Two hundred keys on a shelf for a few: it stays small, and a note given up sounds as before."""
    small = Shelf(bank(), room=200_000)
    first = strike(bank(), "piano", 60, 90, 48_000, keys=small)[0]
    before = first.frames(0, 20_000).copy()
    for pitch in range(20, 120):
        for one in strike(bank(), "piano", pitch, 90, 48_000, keys=small):
            one.frames(0, 30_000)
            assert small.held <= 200_000 + 30_000
    assert np.array_equal(before, first.frames(0, 20_000))
    first.frames(0, 90_000)
    assert small.held <= 200_000


def test_what_is_given_may_not_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        strike(bank(), "piano", 60, 90, 48_000)[0].frames(0, 100)[0] = 1


def test_a_key_prepared_is_the_key_played_and_is_worked_out_no_second_time() -> None:
    prepare(bank(), "kalimba", 61, 48_000)
    held = shelf(bank()).held
    assert held >= 24_000
    strike(bank(), "kalimba", 61, 90, 48_000)[0].frames(0, 20_000)
    assert held == shelf(bank()).held


def test_two_threads_may_read_one_key() -> None:
    (zone,) = [zone for zone in bank().voice("kalimba").zones if zone.answers(61, 90)]
    for _ in range(20):
        key = Prepared(zone, bank().sound(zone), 61, 48_000)
        expected = Prepared(zone, bank().sound(zone), 61, 48_000).frames(0, 50_000)
        found = [np.zeros(0, np.float32)] * 2

        def read(at: int, key: Prepared = key, found: list[np.ndarray] = found) -> None:
            found[at] = np.concatenate([key.frames(first, 500) for first in range(0, 50_000, 500)])

        readers = [threading.Thread(target=read, args=(at,)) for at in range(2)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        assert all(np.array_equal(expected, one) for one in found)


@given(st.floats(1, 1e6), st.floats(0, 1), st.integers(0, 300_000), st.integers(0, 500))
@settings(deadline=None)
def test_a_fall_is_even_in_decibels_as_far_as_its_floor(
    frames: float, floor: float, first: int, count: int
) -> None:
    """100 dB in so many frames, whatever piece of it is asked for."""
    at = np.arange(first, first + count)
    expected = np.maximum(10 ** (-5 * at / frames), floor)
    assert np.allclose(expected, fall(frames, floor).frames(first, count), rtol=1e-4, atol=4e-5)

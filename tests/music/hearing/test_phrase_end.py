"""Phrases are heard to end, and not to end, as the silence after a tone grows."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.music.hearing.ear import Ear
from mtlearn.music.move import Move

TUNE = ((0.0, 0.45, 60), (0.5, 0.45, 62), (1.0, 0.45, 64), (1.5, 0.45, 65), (2.0, 0.45, 62), (2.5, 0.9, 60))


def played(*rows: tuple[float, float, int]) -> Ear:
    ear = Ear()
    moves = [Move(onset, sounding=True, pitch=pitch, velocity=70) for onset, _, pitch in rows]
    moves += [Move(onset + length, sounding=False, pitch=pitch, velocity=0) for onset, length, pitch in rows]
    for move in sorted(moves):
        ear.hear(move)
    return ear


def test_the_silence_after_a_phrase_makes_it_over() -> None:
    """The surer the longer, and within a third of a second after a tune that closes."""
    ear = played(*TUNE)
    endings = [heard.ending for n in range(12) if (heard := ear.at(3.4 + n / 20).phrase)]
    assert endings == sorted(endings)
    over = ear.at(3.75).phrase
    assert over is not None
    assert 3.4 == over.ended


def test_a_phrase_is_not_over_while_a_tone_sounds() -> None:
    """However long it is held."""
    ear = played(*TUNE)
    ear.hear(Move(3.45, sounding=True, pitch=60, velocity=70))
    held = ear.at(30.0).phrase
    assert held is not None
    assert None is held.ended


def test_short_tones_with_air_between_are_one_phrase() -> None:
    """Whoever plays detached is not interrupted at each tone."""
    ear = Ear()
    for n in range(24):
        ear.hear(Move(n * 0.5, sounding=True, pitch=60 + n % 5, velocity=70))
        ear.hear(Move(n * 0.5 + 0.25, sounding=False, pitch=60 + n % 5, velocity=0))
        if n >= 4:
            waiting = ear.at(n * 0.5 + 0.5).phrase
            assert waiting is not None
            assert None is waiting.ended


def test_the_next_tone_after_the_end_begins_a_new_phrase() -> None:
    """Its notes are its own."""
    ear = played(*TUNE, *((onset + 6, length, pitch) for onset, length, pitch in TUNE[:3]))
    heard = ear.at(7.4).phrase
    assert heard is not None
    assert (6.0, 3) == (heard.begins, len(heard.notes))


def test_a_phrase_taken_up_again_at_once_goes_on() -> None:
    """A tone within a fifth of a second, before an answer would have come, belongs to the phrase."""
    ear = played(*TUNE, *((onset + 3.55, length, pitch) for onset, length, pitch in TUNE[:3]))
    heard = ear.at(5.0).phrase
    assert heard is not None
    assert (0.0, 9) == (heard.begins, len(heard.notes))


def ends(rows: list[tuple[float, float, int]], until: float) -> list[tuple[float, float]]:
    """Ask twenty times a second: when was each phrase held to be over, and when had its last tone ended?"""
    ear, found = Ear(), []
    moves = [Move(onset, sounding=True, pitch=pitch, velocity=70) for onset, _, pitch in rows]
    moves += [Move(onset + length, sounding=False, pitch=pitch, velocity=0) for onset, length, pitch in rows]
    moves.sort(key=lambda move: (move.time, move.sounding))
    for step in range(round(20 * until)):
        while moves and moves[0].time <= step / 20:
            ear.hear(moves.pop(0))
        phrase = ear.at(step / 20).phrase
        if (
            phrase is not None
            and phrase.ended is not None
            and phrase.ended not in [last for _, last in found]
        ):
            found.append((step / 20, phrase.ended))
    return found


SAME = {
    "one tone every three seconds, short": [(1.0 + 3 * n, 0.4, 60 + n % 3) for n in range(8)],
    "one tone every three seconds, held": [(1.0 + 3 * n, 2.4, 60 + n % 3) for n in range(8)],
    "ten tones a second": [(1.0 + 0.1 * n, 0.07, 60 + n % 5) for n in range(40)],
    "one switch on one pitch": [(1.0 + 0.6 * n, 0.15, 60) for n in range(12)],
    "two drums": [(1.0 + 0.5 * n, 0.03, 36 + 2 * (n % 2)) for n in range(16)],
    "a drum roll": [(1.0 + 0.06 * n, 0.03, 38) for n in range(50)],
}


@pytest.mark.parametrize("rows", SAME.values(), ids=SAME)
def test_even_playing_is_not_interrupted_and_its_stop_is_heard(rows: list[tuple[float, float, int]]) -> None:
    """Slow or fast, tuned or not: over once, after the last tone, and in bounded time."""
    last = rows[-1][0] + rows[-1][1]
    rests = rows[1][0] - rows[0][0] - rows[0][1]
    ((over, ended),) = ends(rows, last + 6)
    assert ended == pytest.approx(last)
    assert over - ended <= max(0.7, rests) + 2.1


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_few_tones_and_a_stop_are_a_phrase_and_the_next_such_phrase_is_known(count: int) -> None:
    """The first is answered after a clear silence, later ones within a second."""
    rows = [(1.0 + 7 * turn + 0.5 * n, 0.4, 60 + 2 * n) for turn in range(3) for n in range(count)]
    waits = [over - ended for over, ended in ends(rows, 22)]
    assert len(waits) == 3
    assert waits[0] <= 2.8
    assert max(waits[1:]) <= 1.0


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10_000))
def test_free_playing_without_a_pulse_is_over_when_it_has_clearly_stopped(seed: int) -> None:
    """Any tones, for any time: 2 s beyond the longest silence it is always over, and stays so."""
    chance = random.Random(seed)  # noqa: S311 - a simulation
    rows, onset = [], 1.0
    for _ in range(chance.randint(1, 40)):
        length = chance.uniform(0.05, 1.5)
        rows.append((onset, length, chance.choice((36, 38, 60, 62, 64, 67))))
        onset += length + chance.choice((0.02, 0.1, 0.3, 0.8, 1.9)) * chance.uniform(0.5, 1.2)
    last = rows[-1][0] + rows[-1][1]
    rests = max((b[0] - a[0] - a[1] for a, b in pairwise(rows)), default=0.0)
    ear = played(*rows)
    for after in (max(0.7, rests) + 2.05, 8.0, 60.0):
        phrase = ear.at(last + after).phrase
        assert phrase is not None
        assert phrase.ended == pytest.approx(last)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10_000))
def test_the_longer_the_silence_the_surer_it_is(seed: int) -> None:
    """Whatever was played."""
    chance = random.Random(seed)  # noqa: S311 - a simulation
    rows = [
        (1.0 + 0.4 * n * chance.uniform(0.9, 1.1), chance.uniform(0.05, 0.3), chance.randint(55, 75))
        for n in range(12)
    ]
    ear = played(*rows)
    endings = [heard.ending for n in range(40) if (heard := ear.at(9 + n / 10).phrase)]
    assert endings == sorted(endings)

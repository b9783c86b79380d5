"""Pacing: as fast and as strong as the learner, in an even stream of its own."""

from __future__ import annotations

from itertools import pairwise
from statistics import mean

import pytest

from mtlearn.music.note import Note
from mtlearn.music.partner.pacing import energy
from mtlearn.music.partner.partner import Partner

from .duet import KEYS, together


def at(rate: float, velocity: int, seconds: float = 15, start: float = 1.0) -> list[Note]:
    """Play so many tones a second, so strongly."""
    return [
        Note(start + n / rate, 0.8 / rate, KEYS[(n * 3) % 7], velocity) for n in range(round(seconds * rate))
    ]


@pytest.mark.parametrize(("rate", "velocity"), [(1.0, 45), (2.5, 70), (5.0, 100)])
def test_it_is_as_fast_and_as_strong(rate: float, velocity: int) -> None:
    own = [note for note in together(Partner("pacing", 1, KEYS, 1), at(rate, velocity), 0) if note.onset > 6]
    strokes = {round(note.onset, 3) for note in own}
    assert rate == pytest.approx(len(strokes) / 10, rel=0.25)
    assert velocity == pytest.approx(mean(note.velocity for note in own), abs=8)


def test_it_follows_a_burst_within_seconds() -> None:
    notes = at(1.5, 50, 10) + at(6, 100, 6, start=11.0)
    own = together(Partner("pacing", 1, KEYS, 1), notes, 0)
    late = [note for note in own if 13.5 < note.onset < 16.5]
    waits = [b.onset - a.onset for a, b in pairwise(late) if b.onset - a.onset > 0.01]
    assert mean(waits) < 0.25
    assert mean(note.velocity for note in late) > 80


def test_its_stream_is_even_and_its_tones_are_its_own() -> None:
    own = [note for note in together(Partner("pacing", 1, KEYS, 1), at(3, 70), 0) if note.onset > 6]
    waits = [b.onset - a.onset for a, b in pairwise(own) if b.onset - a.onset > 0.01]
    assert max(waits) < 1.5 * min(waits)
    assert max(note.pitch for note in own) - min(note.pitch for note in own) > 12


def test_freely_it_leans_towards_a_middle_energy() -> None:
    def strokes(closeness: float) -> int:
        return len(together(Partner("pacing", closeness, KEYS, 1), at(6, 100), 0))

    assert strokes(1) > strokes(0.5) > strokes(0)


def test_it_stops_when_the_learner_does() -> None:
    notes = at(3, 80)
    own = together(Partner("pacing", 1, KEYS, 1), notes, 20)
    assert own[-1].offset < notes[-1].offset + 2.0


def test_energy_grows_with_speed_and_with_strength() -> None:
    assert 0 <= energy(0.3, 20) < energy(2, 60) < energy(2, 90) < energy(6, 90) <= 1

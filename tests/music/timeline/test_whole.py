"""A timeline of any duo at all: it comes, it has no holes but gaps, and it treats both players alike."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.errors import MusicError
from mtlearn.music.note import Duo, Note
from mtlearn.music.timeline import Timeline, timeline
from mtlearn.music.timeline.window import MOST

if TYPE_CHECKING:
    from mtlearn.music.timeline.window import Series

seconds = st.one_of(st.floats(0, 40, allow_nan=False), st.sampled_from([0.0, 1.0, 6.0, 7.5]))
notes = st.builds(Note, seconds, seconds, st.integers(0, 127), st.integers(1, 127))
phrases = st.lists(notes, max_size=40).map(lambda found: tuple(sorted(found)))
duos = st.builds(Duo, phrases, phrases)


def all_series(found: Timeline) -> dict[str, Series]:
    """Name every series of a timeline."""
    return {
        f"{side}.{field.name}": getattr(getattr(found, side), field.name)
        for side in ("mine", "partner", "common")
        for field in dataclasses.fields(getattr(found, side))
        if field.name not in {"centres", "silence"}
    }


@pytest.mark.parametrize("far", [86_399.0, 1e9, 1e300])
def test_what_is_far_away_is_bounded(far: float) -> None:
    """A tone a day from the start, or at the end of all numbers, makes neither noise nor endless work."""
    test_any_duo_has_a_timeline_of_plain_numbers_and_gaps.hypothesis.inner_test(
        Duo((Note(1.0, far, 60, 80), Note(far, 1.0, 62, 80)), (Note(far, far, 60, 80),))
    )


@settings(max_examples=100, deadline=None)
@given(duos)
def test_any_duo_has_a_timeline_of_plain_numbers_and_gaps(duo: Duo) -> None:
    """Nothing raises, nothing is NaN or endless, every series is as long as the times."""
    found = timeline(duo)
    assert len(found.times) <= MOST
    for name, values in all_series(found).items():
        assert len(values) == len(found.times), name
        assert all(value is None or math.isfinite(value) for value in values), name
    for side in (found.mine, found.partner):
        assert len(side.centres) == len(found.times)
        assert side.silence is None or 0 <= side.silence <= 1
        assert all(value is None or -1e-9 <= value <= 1 for value in side.clarity + side.articulation)
        assert all(value is None or 1 <= value <= 127 for value in side.velocity)


@settings(max_examples=60, deadline=None)
@given(duos)
def test_changing_places_changes_nothing_else(duo: Duo) -> None:
    """What is mine is the partner's when we change places, and what is common stays."""
    one, other = timeline(duo), timeline(Duo(duo.partner, duo.mine))
    assert one.mine == other.partner
    assert one.partner == other.mine
    assert one.common.clarity == other.common.clarity
    assert one.common.dissonance == other.common.dissonance


@settings(max_examples=60, deadline=None)
@given(st.lists(notes, min_size=1, max_size=20).map(lambda found: tuple(sorted(found))))
def test_a_window_without_tones_is_a_gap(played: tuple[Note, ...]) -> None:
    """Where no tone begins in the six seconds before, every series of that player has None."""
    found = timeline(Duo(played, ()))
    for index, time in enumerate(found.times):
        begins = any(note.onset <= time and (note.onset > time - 6 or time <= 6) for note in played)
        if not begins:
            assert {None} == {v[index] for n, v in all_series(found).items() if n.startswith("mine")}
    assert {None} == {v for n, values in all_series(found).items() if n.startswith("partner") for v in values}


def test_silence_has_no_windows() -> None:
    """Nobody played: no time, no values, and no share of silence."""
    found = timeline(Duo((), ()))
    assert () == found.times
    assert found.mine.silence is None


@pytest.mark.parametrize("wrong", [{"window": 0}, {"step": -1}, {"step": math.nan}, {"window": math.inf}])
def test_a_window_is_a_length_of_time(wrong: dict[str, float]) -> None:
    """What is no length of time is said."""
    with pytest.raises(MusicError, match="more than 0"):
        timeline(Duo((), ()), **wrong)


def test_a_later_note_changes_nothing_before_it() -> None:
    """Each value looks back: the same playing with more after it has the same values until then."""
    notes = tuple(Note(n * 0.37, 0.3, 55 + n * 7 % 24, 40 + n * 11 % 80) for n in range(60))
    whole, part = timeline(Duo(notes, ())), timeline(Duo(notes[:30], ()))
    before = int(notes[30].onset)
    for name in ("density", "velocity", "pitch", "spread", "clarity", "tonal", "dissonance", "articulation"):
        expected = [pytest.approx(value, abs=1e-9) for value in getattr(part.mine, name)[:before]]
        assert expected == list(getattr(whole.mine, name)[:before])

"""Somebody asks for something, and what was done about it is told as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.request import ASKED, PACES, Answer, Deed, Request, answer, levels, request

ASKS = Request("softer", 10.0)
DEEDS = st.lists(
    st.builds(
        Deed,
        st.sampled_from(["level", "pause", "resume", "stop"]),
        st.floats(0, 60, allow_nan=False),
        st.floats(0.1, 1.0),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("deeds", "expected"),
    [
        ([Deed("level", 12.5, 0.7)], Answer("softer", 2.5)),
        ([Deed("level", 12.0, 0.8), Deed("level", 13.0, 0.7)], Answer("softer", 3.0)),
        ([Deed("level", 11.0, 1.0), Deed("pause", 14.0)], Answer("pause", 4.0)),
        ([Deed("stop", 10.4)], Answer("stop", 0.4)),
        ([Deed("stop", 4.0)], Answer("before")),
        ([Deed("level", 5.0, 0.4), Deed("level", 12.0, 0.25)], Answer("softer", 2.0, earlier=True)),
        ([Deed("level", 5.0, 0.4)], Answer("went-on", 0.0, earlier=True)),
        ([Deed("level", 12.0, 1.0)], Answer("went-on")),
        ([], Answer("went-on")),
    ],
)
def test_what_was_done_first_after_the_request_is_the_answer(deeds: list[Deed], expected: Answer) -> None:
    """Turning down counts from what it was when it was asked for; what was done before is remembered too."""
    assert expected == answer(ASKS, deeds, 0.85)


@given(st.sampled_from([*ASKED, "any"]), st.sampled_from(sorted(PACES)), st.integers(0, 10_000))
def test_a_request_comes_within_the_time_that_was_chosen(asked: str, pace: str, seed: int) -> None:
    """From a seed, so that the same scene can be had again; and there is time before it."""
    found = request(asked, PACES[pace], seed)
    assert found == request(asked, PACES[pace], seed)
    assert PACES[pace].earliest <= found.at <= PACES[pace].latest
    assert asked in {"any", found.asked}


@given(DEEDS)
def test_the_level_is_told_as_steps_that_end_in_silence(deeds: list[Deed]) -> None:
    """In order of time, never outside 0 to 1, and silent at the end, whatever was done."""
    found = levels(deeds, 0.85, 60.0)
    assert [at for at, _ in found] == sorted(at for at, _ in found)
    assert all(0 <= level <= 1 for _, level in found)
    assert 0 == found[-1][1]


def test_a_pause_is_silence_until_the_music_goes_on() -> None:
    """Turning the level in a pause is heard when the music comes back."""
    deeds = [Deed("pause", 5.0), Deed("level", 6.0, 0.4), Deed("resume", 8.0), Deed("stop", 9.0)]
    assert [(0.0, 0.85), (5.0, 0.0), (6.0, 0.0), (8.0, 0.4), (9.0, 0.0)] == levels(deeds, 0.85, 9.0)

"""A phrase is made of an idea, stays within its span, and has an end."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.coplayers.idea import Idea, invented
from mtlearn.music.coplayers.phrase import Tone, ended, phrase, stated

SCALE = (60, 62, 64, 67, 69, 72, 74, 76)
SPANS = st.tuples(st.integers(0, 6), st.integers(1, 7)).filter(lambda both: both[0] < both[1])


def test_an_idea_is_stated_from_a_place() -> None:
    """One tone after another; what would leave the span is folded back into it."""
    tones = stated(Idea((0, 2, 3), (1.0, 0.5, 2.0)), 5, (0, 7), at=4.0)
    assert [(4.0, 1.0, 5), (5.0, 0.5, 7), (5.5, 2.0, 6)] == [
        (tone.at, tone.length, tone.place) for tone in tones
    ]


@given(st.integers(), st.integers(1, 30), st.integers(1, 6), st.integers(-5, 15), SPANS)
def test_a_phrase_has_as_many_tones_as_asked_and_none_beyond_the_span(
    seed: int, count: int, size: int, start: int, span: tuple[int, int]
) -> None:
    """One tone at a time, each where the one before ended, all within the span."""
    chance = random.Random(seed)  # noqa: S311 - play
    tones = phrase(invented(chance, size), start, count, span, chance)
    assert count == len(tones)
    assert all(span[0] <= tone.place <= span[1] for tone in tones)
    assert all(one.at + one.length == later.at for one, later in pairwise(tones))


def test_a_phrase_begins_with_its_idea() -> None:
    """What comes after is made of it; the beginning is the idea itself."""
    idea = Idea((0, 2, 1), (0.5, 0.5, 1.0))
    for seed in range(20):
        tones = phrase(idea, 2, 9, (0, 7), random.Random(seed))  # noqa: S311 - play
        assert [2, 4, 3] == [tone.place for tone in tones[:3]]


def test_a_closed_end_comes_home_and_an_open_one_does_not() -> None:
    """The last tone is held; it rests on the nearest first tone of the scale, or on another."""
    tones = [Tone(0, 1, 2), Tone(1, 0.5, 4)]
    closed = ended(tones, SCALE, (0, 7), closed=True)[-1]
    assert 72 == SCALE[closed.place]
    assert closed.length >= 1.5
    home = [Tone(0, 1, 2), Tone(1, 0.5, 5)]
    assert 12 * 6 != SCALE[ended(home, SCALE, (0, 7), closed=False)[-1].place]
    assert [] == ended([], SCALE, (0, 7), closed=True)

"""A turn of the partner's own is made of what the learner played: its tones, no louder, no denser."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.music.note import Note
from mtlearn.music.partner.turn import turn
from mtlearn.music.scale import pitches

KEYS = pitches("major-pentatonic", 60, 10)


def test_nothing_heard_makes_no_turn() -> None:
    assert turn([], KEYS, random.Random(1)) == ()  # noqa: S311 - play


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0.05, 4), st.floats(0.02, 3), st.integers(0, 9), st.integers(1, 127)), min_size=1
    ),
    st.integers(0, 1000),
)
def test_any_turn_is_short_and_softer_than_what_it_is_made_of(
    steps: list[tuple[float, float, int, int]], seed: int
) -> None:
    now, heard = 0.0, []
    for gap, length, key, velocity in steps:
        now += gap
        heard.append(Note(now, length, KEYS[key], velocity))
    made = turn(heard, KEYS, random.Random(seed))  # noqa: S311 - play
    assert 1 <= len(made) <= 5
    assert made[0].onset == 0
    assert {note.pitch for note in made} <= set(KEYS)
    assert max(note.velocity for note in made) <= max(note.velocity for note in heard)
    closest = min((b.onset - a.onset for a, b in pairwise(heard) if b.onset - a.onset > 0.06), default=0.0)
    for one, following in pairwise(made):
        assert following.onset - one.onset >= closest - 1e-9
        assert following.onset > one.offset, "one tone at a time"

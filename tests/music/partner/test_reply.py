"""A reply is made of the learner's rhythm, no longer than the phrase, and never the phrase itself."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.music.note import Note
from mtlearn.music.partner.reply import reply, strokes
from mtlearn.music.partner.tones import Tones

from .duet import KEYS

TONES = Tones(KEYS)


def test_nothing_gets_no_reply() -> None:
    assert () == reply((), TONES, random.Random(1), 0.5)  # noqa: S311 - play


def test_of_tones_struck_together_the_highest_counts() -> None:
    assert [64, 60] == [
        note.pitch for note in strokes((Note(0, 1, 60, 70), Note(0.01, 1, 64, 70), Note(1, 1, 60, 70)))
    ]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0.06, 2), st.floats(0.05, 2), st.integers(0, 9), st.integers(1, 127)), min_size=1
    ),
    st.integers(0, 50),
    st.sampled_from([0.0, 0.5, 1.0]),
)
def test_any_reply_is_of_the_learners_tones_and_no_longer(
    rows: list[tuple[float, float, int, int]], seed: int, free: float
) -> None:
    now, phrase = 0.0, []
    for gap, length, key, velocity in rows:
        now += gap
        phrase.append(Note(now, length, KEYS[key], velocity))
    made = reply(phrase, TONES, random.Random(seed), free)  # noqa: S311 - play
    assert 1 <= len(made) <= len(phrase)
    assert 0 == made[0].onset
    assert {note.pitch % 12 for note in made} <= TONES.classes
    assert made[-1].onset <= phrase[-1].onset - phrase[0].onset + 1e-6
    assert max(note.velocity for note in made) <= max(note.velocity for note in phrase)

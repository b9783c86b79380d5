"""What happened when somebody asked for something is told truly and kindly, whatever it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.language import words
from mtlearn.music.request import ASKED, Deed, Request
from mtlearn.widgets.happened import Happened, told_of

UNKIND = re.compile(
    r"\b(feil|glemte?|for sent|dårlig|poeng|raskt nok|wrong|fail\w*|late|slow|score|bad|forgot|missed)\b",
    re.IGNORECASE,
)
DEEDS = st.lists(
    st.builds(
        Deed,
        st.sampled_from(["level", "pause", "resume", "stop"]),
        st.floats(0, 120, allow_nan=False),
        st.floats(0.1, 1.0),
    ),
    max_size=10,
)


@pytest.mark.parametrize("lang", ["nb", "en"])
@given(st.sampled_from(ASKED), st.floats(5, 30), DEEDS, st.booleans())
def test_whatever_was_done_there_is_something_true_and_kind(
    lang: str,
    asked: str,
    at: float,
    deeds: list[Deed],
    spoke: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    """No word of failing or of being slow; every figure and every row is filled in; the rows are in order."""
    own = {**words("exercise", lang), **words("turn_it_down", lang)}  # type: ignore[arg-type] # one of the two
    scene = Happened(Request(asked, at), deeds, 0.85, 121.0, spoke)  # type: ignore[arg-type] # one of the three
    told = told_of(scene, own)
    said = [*told["text"], told["try"], *(text for _, text in told["rows"])]
    assert all(said)
    assert not any(UNKIND.search(text) or "{" in text for text in said)
    assert [when for when, _ in told["rows"]] == sorted(when for when, _ in told["rows"])
    assert own["row_begins"] == told["rows"][0][1]


def test_what_was_there_comes_first() -> None:
    """Who had brought it down before anybody asked is told so before anything else."""
    own = {**words("exercise", "en"), **words("turn_it_down", "en")}
    deeds = [Deed("level", 3.0, 0.5), Deed("pause", 14.0)]
    told = told_of(Happened(Request("softer", 10.0), deeds, 0.85, 20.0), own)
    assert [
        own["told_earlier"],
        "Mina spoke, and you paused after 4 seconds. That made it quiet too.",
    ] == told["text"]
    assert [(0.0, 0.85), (3.0, 0.5), (14.0, 0.0)] == told["levels"]

"""A tune proposed for words: singable, in the learner's scale, one tone a syllable."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.music.backing import mode_for
from mtlearn.music.scale import SCALES, pitches
from mtlearn.music.tune import Ground, most_syllables, propose, rhythm
from mtlearn.music.vamp import chords_of
from mtlearn.music.verse import BARS, LINES, parts_of

LINE = st.lists(
    st.sampled_from(["sol", "regnet", "melodien", "gå", "morgenen", "i", "natten"]), max_size=14
).map(" ".join)


def ground(scale: str, beats: int, *, dotted: bool = False, tonic: int = 60) -> Ground:
    mode = mode_for(scale)
    both = list(chords_of(tonic, mode).values())
    return Ground(
        scale, tonic, tuple(both[bar // 2 % 2 * 3].tones for bar in range(BARS * LINES)), beats, dotted
    )


@settings(deadline=None)  # music21 is read for the first scale that needs it
@given(
    st.lists(LINE, min_size=LINES, max_size=LINES),
    st.sampled_from(SCALES),
    st.sampled_from([(4, False), (3, False), (2, True)]),
    st.integers(55, 65),
    st.integers(0, 999),
)
def test_every_syllable_has_a_tone_of_the_scale_that_can_be_sung(
    lines: list[str], scale: str, counted: tuple[int, bool], tonic: int, seed: int
) -> None:
    """Within an octave and a half, no leap beyond an octave, in order, inside the line's own bars."""
    beats, dotted = counted
    under = ground(scale, beats, dotted=dotted, tonic=tonic)
    tune = propose(lines, under, "nb", seed)
    allowed = {pitch % 12 for pitch in pitches(scale, tonic, 12)}
    expected = [
        part
        for line in lines
        for part in parts_of(line, "nb")
        if len(parts_of(line, "nb")) <= most_syllables(beats)
    ]
    assert expected == [(one.syllable, one.place) for one in tune]
    assert all(one.pitch % 12 in allowed for one in tune)
    assert all(before.end <= after.onset + 1e-9 for before, after in pairwise(tune))
    if tune:
        assert max(one.pitch for one in tune) - min(one.pitch for one in tune) <= 17
        assert BARS * LINES * beats >= tune[-1].end


def test_the_last_line_comes_home() -> None:
    """The very last syllable is sung on the ground tone."""
    lines = ["sola går ned", "og månen er stor", "jeg går en tur", "og så er jeg hjemme"]
    for seed in range(40):
        assert 0 == propose(lines, ground("major", 4), "nb", seed)[-1].pitch % 12


def test_the_same_seed_proposes_the_same() -> None:
    """A proposal can be found again, and another seed is another tune."""
    lines = ["sola går ned i kveld", "", "", ""]
    found = [propose(lines, ground("major", 4), "nb", seed) for seed in (1, 1, 2)]
    assert found[0] == found[1] != found[2]


@pytest.mark.parametrize(("beats", "dotted"), [(4, False), (3, False), (2, True)])
def test_any_number_of_syllables_up_to_the_most_has_its_place(beats: int, dotted: bool) -> None:  # noqa: FBT001 - a parameter
    """Two bars hold as many syllables as are said to fit, and leave their last beat for a breath."""
    for count in range(1, most_syllables(beats) // 2 + 1):
        laid = rhythm(count, beats, random.Random(1), dotted=dotted)  # noqa: S311 - music, not secrets
        assert count == len(laid)
        assert 0 == laid[0][0]
        assert 2 * beats - 1 == pytest.approx(sum(laid[-1]))
        assert all(length > 0 for _, length in laid)
    assert [] == rhythm(most_syllables(beats) // 2 + 1, beats, random.Random(1), dotted=dotted)  # noqa: S311 - the same
    assert [] == rhythm(0, beats, random.Random(1), dotted=dotted)  # noqa: S311 - the same

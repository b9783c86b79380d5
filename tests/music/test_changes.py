"""The chords of the music played over: read off its bars, each with its time."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtlearn.music.backing.accompaniment import bar, bars
from mtlearn.music.backing.chord import chord, read
from mtlearn.music.backing.harmony import harmony
from mtlearn.music.backing.setting import MODES, STYLES, Setting
from mtlearn.music.changes import Changes, Standing, changes_of, fits_until, standing
from mtlearn.music.vamp import CHORDS, Vamp
from mtlearn.music.vamp import bar as vamp_bar

if TYPE_CHECKING:
    from mtlearn.music.backing.bar import Bar


def laid_out(setting: Setting, count: int) -> list[tuple[float, Bar]]:
    """Lay bars one after the other from 0 s."""
    found, at = [], 0.0
    for number in range(count):
        one = bar(setting, number)
        found.append((at, one))
        at += one.length
    return found


@pytest.mark.parametrize("style", [style for style in STYLES if style != "drone"])
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tonic", range(12))
def test_every_chord_of_every_progression_is_read_as_it_was_made(style: str, mode: str, tonic: int) -> None:
    for moments in harmony(style, tonic, mode):
        for moment in moments:
            assert moment.chord == read(moment.chord.symbol)


@pytest.mark.parametrize("symbol", ["", "H", "C1+", "Csus", "c", "C#m7x"])
def test_what_is_no_chord_is_none(symbol: str) -> None:
    assert read(symbol) is None


def test_a_chord_stands_from_its_beat_to_the_next() -> None:
    """A blues has two chords in its eleventh bar, and one that goes on through its third and fourth."""
    setting = Setting("blues", 60, "mixolydian", 60)
    found = changes_of(laid_out(setting, bars(setting)))
    assert all(one.ends == pytest.approx(after.begins) for one, after in pairwise(found))
    roots = {moment: read(name).root for moment, name in ((9.0, "C7"), (41.0, "C7"), (42.5, "F7"))}  # type: ignore[union-attr] # they are chords
    assert roots == {moment: standing(found, moment).classes[0] for moment in roots}  # type: ignore[union-attr] # one stands
    assert (8.0, 16.0) == standing(found, 9.0)[:2]  # type: ignore[index] # the same


def test_a_tone_a_hair_before_a_chord_belongs_to_it() -> None:
    found = changes_of(laid_out(Setting("two-chords", 60, "major", 60), 2))
    assert chord("IV7", 0, "major").tones == standing(found, 3.98).classes  # type: ignore[union-attr] # one stands
    assert chord("I7", 0, "major").tones == standing(found, 3.9).classes  # type: ignore[union-attr] # the same
    assert standing(found, 9.0) is None


def test_a_drone_is_no_chord_and_the_chords_of_a_verse_are() -> None:
    assert () == changes_of(laid_out(Setting("drone"), 3))
    vamp = Vamp(Setting("waltz", 62, "major", 90), CHORDS["major"][0], CHORDS["major"][3])
    length = vamp_bar(vamp, 0).length
    found = changes_of((number * length, vamp_bar(vamp, number)) for number in range(4))
    assert [chord(CHORDS["major"][place], 2, "major").tones for place in (0, 3)] == [
        one.classes for one in found[:2]
    ]


CHANGES: Changes = (Standing(0, 2, (0, 4, 7)), Standing(2, 4, (7, 11, 2)), Standing(4, 6, (0, 4, 7)))


@given(st.integers(0, 127), st.floats(0, 6))
def test_a_tone_fits_until_a_chord_comes_that_does_not_have_it(pitch: int, moment: float) -> None:
    until = fits_until(CHANGES, pitch, moment)
    assert until > moment
    after = [one for one in CHANGES if moment + 0.03 < one.begins < until]
    assert all(pitch % 12 in one.classes for one in after)
    if until < math.inf:
        assert pitch % 12 not in standing(CHANGES, until).classes  # type: ignore[union-attr] # one stands

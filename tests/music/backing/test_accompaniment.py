"""The music to play over is right in every style, key, mode and tempo, and the same whenever asked for."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtlearn.errors import MusicError
from mtlearn.music.backing import bar, bars, count_in, metre, voices
from mtlearn.music.backing.feel import EARLIEST, LOUDEST, RING, SOFTEST
from mtlearn.music.backing.setting import MODES, STYLES, TEMPI, Setting

if TYPE_CHECKING:
    from mtlearn.music.backing.bar import Bar

IN_A_BAR = {"lullaby": 2, "waltz": 3, "drone": 0, "open-pulse": 0}
KIT = {35, 36, 37, 38, 39, 40, 42, 44, 46, 49, 51, 54, 56, 70, 82}
HANDS = {41, 43, 45, 47, 48, 50, 54, 56, 60, 61, 62, 63, 64, 70, 76, 77, 82}
RANGES = {
    "bass": range(28, 53),
    "chords": range(52, 91),
    "held": range(38, 73),
    "drums": KIT,
    "hands": HANDS,
}

any_setting = st.builds(
    Setting,
    st.sampled_from(STYLES),
    st.integers(0, 127),
    st.sampled_from(MODES),
    st.sampled_from(TEMPI),
    st.integers(0, 2**31),
)
EVERY = [
    Setting(style, 60 + key, mode, tempo, seed)
    for seed, (style, key, mode) in enumerate(itertools.product(STYLES, range(12), MODES))
    for tempo in [random.Random(seed).choice(TEMPI)]  # noqa: S311 - a tempo for each, the same every time
]
"""Each style in each key and mode, at some tempo."""


def check(setting: Setting, number: int, found: Bar) -> None:
    """Hold one bar against all that is promised of every bar."""
    beat = 60 / setting.tempo
    count = IN_A_BAR.get(setting.style, 4)
    assert tuple(place * beat for place in range(count)) == found.beats
    if count:
        assert count * beat == found.length
    assert found.chords[0][0] == 0
    assert all(0 <= when < found.length for when, _ in found.chords)
    assert sorted(found.strokes, key=lambda stroke: stroke.onset) == list(found.strokes)
    played = voices(setting)
    for stroke in found.strokes:
        assert stroke.part in played
        assert stroke.pitch in RANGES[stroke.part], stroke
        assert SOFTEST <= stroke.velocity <= LOUDEST
        assert (EARLIEST if number else 0) <= stroke.onset < found.length
        assert 0 < stroke.duration
        assert stroke.onset + stroke.duration <= found.length + RING + 1e-9


@pytest.mark.parametrize("style", STYLES)
def test_every_style_keeps_its_promises_in_every_key_and_mode(style: str) -> None:
    """Range, touch, place, length and ring of every stroke, over the first bars and the seam of the round."""
    for setting in EVERY:
        if setting.style == style:
            whole = bars(setting)
            for number in (0, 3, whole - 1, whole):
                check(setting, number, bar(setting, number))


@settings(max_examples=150, deadline=None)
@given(any_setting, st.integers(0, 100_000))
def test_any_bar_of_any_setting_keeps_its_promises(setting: Setting, number: int) -> None:
    found = bar(setting, number)
    check(setting, number, found)
    assert found == bar(setting, number)


@settings(max_examples=40, deadline=None)
@given(any_setting, any_setting)
def test_one_setting_can_come_after_any_other(before: Setting, after: Setting) -> None:
    """A change at a bar line gives a bar that is as good as any, with the chords it would have had."""
    led = bar(after, 0, coming_from=bar(before, 5))
    check(after, 0, led)
    assert bar(after, 0).chords == led.chords
    assert bar(after, 0).beats == led.beats


def test_another_seed_is_another_hand_and_the_same_music() -> None:
    one, other = (bar(Setting("four-chords", seed=seed), 1) for seed in (1, 2))
    assert one.chords == other.chords
    assert one.strokes != other.strokes


@pytest.mark.parametrize("style", [style for style in STYLES if style not in {"drone", "open-pulse"}])
def test_no_two_rounds_are_played_alike(style: str) -> None:
    """The harmony goes round; what is written for the hands varies from round to round."""
    setting = Setting(style)
    whole = bars(setting)
    written = [
        tuple(
            (stroke.part, stroke.pitch, round(stroke.onset, 1))
            for number in range(whole)
            for stroke in bar(setting, turn * whole + number).strokes
        )
        for turn in range(3)
    ]
    assert 3 == len(set(written))
    assert [bar(setting, n).chords for n in range(whole)] == [
        bar(setting, whole + n).chords for n in range(whole)
    ]


def test_a_round_is_eight_bars_and_the_blues_has_twelve() -> None:
    assert {style: 12 if style == "blues" else 8 for style in STYLES} == {
        style: bars(Setting(style)) for style in STYLES
    }


def test_open_pulse_breathes_unevenly() -> None:
    """Its phrases are of many lengths, between three and eleven seconds at any tempo."""
    for tempo in (40, 90, 160):
        lengths = [bar(Setting("open-pulse", tempo=tempo), number).length for number in range(16)]
        assert len(set(lengths)) == 16
        assert max(lengths) > 1.3 * min(lengths)
        assert all(3 <= length <= 11 for length in lengths)


def test_a_bar_of_drone_lasts_a_few_seconds_at_any_tempo() -> None:
    """What is changed while it plays comes within seven seconds."""
    assert all(3.3 <= bar(Setting("drone", tempo=tempo), 0).length <= 7 for tempo in TEMPI)


@pytest.mark.parametrize("style", STYLES)
def test_the_count_in_has_the_metre_of_what_follows(style: str) -> None:
    """Two seconds of soft clicks or more, the first of a bar higher; where nothing is counted, a breath."""
    for tempo in TEMPI:
        setting = Setting(style, tempo=tempo)
        found = count_in(setting)
        assert [stroke.onset for stroke in found.strokes] == list(found.beats)
        assert {"count-in"} >= {stroke.part for stroke in found.strokes}
        if metre(setting) is None:
            assert found.strokes == ()
            assert 0.5 <= found.length <= 2
        else:
            count = IN_A_BAR.get(style, 4)
            assert found.length >= 2 or len(found.beats) == 2 * count
            assert len(found.beats) in {count, 2 * count}
            assert [76 if place % count == 0 else 77 for place in range(len(found.beats))] == [
                stroke.pitch for stroke in found.strokes
            ]


@pytest.mark.parametrize(
    "wrong",
    [
        Setting(style="polka"),
        Setting(mode="locrian"),
        Setting(tempo=39),
        Setting(tempo=161),
        Setting(tonic=-1),
    ],
)
def test_a_setting_that_cannot_be_is_told(wrong: Setting) -> None:
    for asked in (bars, voices, count_in, lambda setting: bar(setting, 0)):
        with pytest.raises(MusicError, match="cannot have"):
            asked(wrong)

"""Two chords that take turns, in every style and mode."""

from __future__ import annotations

import pytest

from mtlearn.music.backing.metre import beats_in
from mtlearn.music.backing.setting import MODES, Setting
from mtlearn.music.backing.usual import usual
from mtlearn.music.vamp import CHORDS, STYLES, Vamp, bar, chords_of


@pytest.mark.parametrize("mode", MODES)
def test_the_chords_offered_go_together(mode: str) -> None:
    """All tones of all of them lie in the mode, in any key; the ground chord comes first."""
    for tonic in (55, 58, 62):
        chords = chords_of(tonic, mode)
        tones = {tone for chord in chords.values() for tone in chord.tones}
        assert 7 == len(tones)
        assert tonic % 12 == next(iter(chords.values())).root


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("mode", ["major", "minor"])
def test_any_two_of_them_can_be_played_in_any_style(style: str, mode: str) -> None:
    """Each bar sounds, keeps the style's metre, and has the chord its letter says."""
    setting = Setting(style, 62, mode, usual(style)[1], 3)
    first, second = CHORDS[mode][0], CHORDS[mode][3]
    chords = chords_of(62, mode)
    for number, letter in enumerate("AABBABBA"):
        made = bar(Vamp(setting, first, second, "AABBABBA"), number)
        expected = chords[first if letter == "A" else second]
        assert ((0.0, expected.symbol),) == made.chords
        assert beats_in(style) == len(made.beats)
        tones = {stroke.pitch % 12 for stroke in made.strokes if stroke.part == "chords"}
        assert tones <= set(expected.tones)
        assert made.strokes


def test_the_same_bar_is_always_the_same() -> None:
    """So that it can be planned again after a change; the next time round the hand plays it otherwise."""
    vamp = Vamp(Setting("two-chords"), order="AB")
    assert bar(vamp, 5) == bar(vamp, 5)
    assert bar(vamp, 5).strokes != bar(vamp, 7).strokes

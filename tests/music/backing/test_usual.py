"""Every style has a mode and tempo it is at home in, every scale a mode under it, and everything its name."""

from __future__ import annotations

import pytest

from mtlearn.errors import MusicError
from mtlearn.language import LANGUAGES, words
from mtlearn.music.backing import metre, mode_for, usual, voices
from mtlearn.music.backing.bar import Stroke
from mtlearn.music.backing.chord import STEPS
from mtlearn.music.backing.setting import MODES, STYLES, Setting
from mtlearn.music.scale import SCALES, pitches

OUTSIDE = {"blues": {3, 6}, "harmonic-minor": {11}, "whole-tone": {8, 10}}
"""Tones of a scale that its mode does not have: the blue notes, the leading tone, two whole tones."""


@pytest.mark.parametrize("scale", SCALES)
def test_a_scale_goes_over_its_mode(scale: str) -> None:
    """All its tones are in the mode, but for those that are meant to lean against it."""
    tones = {pitch % 12 for pitch in pitches(scale, 60, 5)} | {pitch % 12 for pitch in pitches(scale, 60, 7)}
    assert OUTSIDE.get(scale, set()) == tones - set(STEPS[mode_for(scale)])


@pytest.mark.parametrize("style", STYLES)
def test_what_is_usual_can_be_played(style: str) -> None:
    mode, tempo = usual(style)
    assert Setting(style, 60, mode, tempo) == Setting(style, 60, mode, tempo).checked()


def test_what_there_is_not_is_told() -> None:
    with pytest.raises(MusicError, match="no style"):
        usual("polka")
    with pytest.raises(MusicError, match="no scale"):
        mode_for("chromatic")


def test_metres_are_those_of_the_styles() -> None:
    assert {
        "drone": None,
        "open-pulse": None,
        "lullaby": (6, 8),
        "waltz": (3, 4),
        "blues": (4, 4),
        "hip-hop": (4, 4),
    } == {
        style: metre(Setting(style))
        for style in ("drone", "open-pulse", "lullaby", "waltz", "blues", "hip-hop")
    }


def test_every_part_has_a_voice_and_every_voice_is_the_right_kind() -> None:
    parts = {"bass", "chords", "drums", "hands", "held"}
    assert "part" == Stroke._fields[0]
    for style in STYLES:
        found = voices(Setting(style))
        assert set(found) <= parts
        assert found.get("bass", "electric-bass") in {"electric-bass", "acoustic-bass"}
        assert found.get("drums", "soft-kit") in {"soft-kit", "beat-kit"}
        assert "hand-drums" == found.get("hands", "hand-drums")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_style_and_mode_has_words(lang: str) -> None:
    found = words("backing", lang)  # type: ignore[arg-type]
    assert {f"{kind}-{style}" for kind in ("style", "about") for style in STYLES} | {
        f"mode-{mode}" for mode in MODES
    } == set(found)
    assert all(found.values())

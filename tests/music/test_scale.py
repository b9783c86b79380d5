"""A scale lays out keys upwards from its tonic, and what cannot be laid out is said in a sentence."""

from __future__ import annotations

import pytest

from mtlearn.errors import MusicError
from mtlearn.music.scale import SCALES, pitches


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        ("major-pentatonic", (60, 62, 64, 67, 69, 72, 74, 76)),
        ("minor-pentatonic", (60, 63, 65, 67, 70, 72, 75, 77)),
        ("major", (60, 62, 64, 65, 67, 69, 71, 72)),
        ("dorian", (60, 62, 63, 65, 67, 69, 70, 72)),
        ("harmonic-minor", (60, 62, 63, 65, 67, 68, 71, 72)),
        ("whole-tone", (60, 62, 64, 66, 68, 70, 72, 74)),
    ],
)
def test_a_scale_rises_from_its_tonic(scale: str, expected: tuple[int, ...]) -> None:
    assert pitches(scale, 60, 8) == expected


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("tonic", [45, 62])
def test_every_scale_lays_out_fifteen_rising_keys_on_any_tonic(scale: str, tonic: int) -> None:
    keys = pitches(scale, tonic, 15)
    assert keys[0] == tonic
    assert len(keys) == 15
    assert list(keys) == sorted(set(keys))
    assert tonic + 12 in keys, "the octave is always there"


def test_the_default_is_the_major_pentatonic() -> None:
    assert SCALES[0] == "major-pentatonic"


@pytest.mark.parametrize(("scale", "tonic", "count"), [("lost", 60, 8), ("major", 120, 15), ("major", -1, 3)])
def test_what_cannot_be_laid_out_says_why(scale: str, tonic: int, count: int) -> None:
    with pytest.raises(MusicError, match=r"major"):
        pitches(scale, tonic, count)


def test_no_keys_are_no_scale() -> None:
    with pytest.raises(MusicError, match=r"fewer"):
        pitches("major", 60, 0)

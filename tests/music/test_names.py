"""Tones have the names a player knows: H and B in Norwegian, B and B flat in English."""

from __future__ import annotations

import pytest

from mtlearn.music.names import pitch_name


@pytest.mark.parametrize(
    ("pitch", "nb", "en"),
    [
        (60, "C4", "C4"),
        (71, "H4", "B4"),
        (70, "B4", "B♭4"),
        (66, "Fiss4", "F♯4"),
        (63, "Ess4", "E♭4"),
        (21, "A0", "A0"),
    ],
)
def test_a_tone_is_named_in_each_language(pitch: int, nb: str, en: str) -> None:
    assert (pitch_name(pitch, "nb"), pitch_name(pitch, "en")) == (nb, en)

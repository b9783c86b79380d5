"""Tones have the names a player knows: H and B in Norwegian, B and B flat in English."""

from __future__ import annotations

import pytest

from mtlearn.music.bars import bars
from mtlearn.music.lanes import rows
from mtlearn.music.names import pitch_name
from mtlearn.music.note import Duo, Note


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


def test_rows_tell_who_played_what_when_and_how_long() -> None:
    duo = Duo((Note(1.0, 0.5, 71, 70), Note(6.0, 0.5, 60, 80)), (Note(1.0, 0.5, 71, 60),))
    found = rows(duo, bars(duo), "nb")
    assert [tuple(row) for row in found] == [
        ("mine", 1, 1.0, "H4", 0.5, 70),
        ("partner", 1, 1.0, "H4", 0.5, 60),
        ("mine", 2, 6.0, "C4", 0.5, 80),
    ]
    assert rows(duo, bars(duo), "en", most=1)[0].pitch == "B4"
